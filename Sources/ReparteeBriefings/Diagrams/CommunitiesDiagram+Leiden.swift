import ReparteeAnalysis
import ReparteeFigures
import ReparteeGraph
import ReparteeMeasures
import ReparteeText

extension CommunitiesDiagram {
  /// How many communities are handed over at most; the picture draws those that fit.
  private static let most = 24

  /// The communities of the reply graph.
  /// Complexity: that of Leiden, and O(posts).
  package init(on context: DiagramContext) {
    let (graph, leiden) = (context.measured.replyGraph, context.measured.leiden)
    // Small communities, and replies of a few of their people, are left out where small counts are hidden.
    let isWhole = SmallCounts.current == nil
    let shown = min(Self.most, leiden.sizes.count { SmallCounts.current?.hides($0) != true })
    var community = [UInt32](repeating: ScopedNetwork.none, count: graph.voiceCount)
    for (node, voice) in graph.voices.enumerated() { community[Int(voice)] = leiden.communities[node] }
    let traffic = Traffic(communities: community, shown: shown, in: context.network)

    // Leaders by what the community's own members do, and only of communities that persist.
    let leading = context.measured.communityLeading
    let leaders = (0..<shown).map { number in
      context.measured.persists(UInt32(number + 1)) ? leading[UInt32(number + 1)] ?? [] : []
    }
    let rows = context.rows(of: Set(leaders.joined().map(\.voice)))
    let names = CommunityNames(context)
    var leftOut: [String] = []
    let rest = leiden.sizes.dropFirst(shown)
    if !rest.isEmpty {
      leftOut.append(
        "Smaller still: \(NumberFormat.text(rest.count, "community", "communities")) of "
          + "\(NumberFormat.text(rest.reduce(0, +), "person", "people")).")
    }
    let communities = (0..<shown).map { number in
      Community(
        label: names.label(of: number), people: leiden.sizes[number],
        repliesInside: isWhole ? traffic.inside[number] : nil,
        replies: isWhole ? traffic.all[number] : nil,
        leaders: leaders[number].map { context.drawn(Int($0.voice), row: rows[$0.voice]) })
    }
    let persisting = (0..<shown).count { context.measured.persists(UInt32($0 + 1)) }
    let leaderless = leaders.count(where: \.isEmpty)
    if leaderless > 0 {
      leftOut.append(
        "No leader is named where fewer than half of the pairs stay together in other samples, or where nobody "
          + "got replies from three members: \(NumberFormat.text(leaderless, "community", "communities")).")
    }
    self.init(
      title: context.title
        ?? Self.headline(
          count: leiden.count, shown: shown, persisting: persisting,
          leader: leaders.first?.first.map { leader in
            let name = rows[leader.voice]?.label ?? context.label(of: Int(leader.voice))
            let answered = leader.points - leader.returns
            // Three of them at least reply to whoever leads.
            let who = Part(leader.repliers, of: leiden.sizes[0] - 1, Part.Noun("other", "others")).text
            return
              "\(leader.relation) \(name) (\(who) reply to it; "
              + "it answered \(answered == 0 ? "none of them" : NumberFormat.text(answered)))"
          }, isLargestAlone: leiden.sizes.count { $0 == leiden.sizes.first } == 1),
      subtitle: context.subtitle,
      communities: communities, edges: isWhole ? traffic.edges : [], leftOut: leftOut,
      summary: context.finding.sentence
        + " The people who reply to each other form \(NumberFormat.text(leiden.count, "community", "communities")).")
    seed = context.layoutSeed
  }

  /// How many communities there are, how many of the largest would be there in other samples, too, and who leads the
  /// largest of all.
  private static func headline(
    count: Int, shown: Int, persisting: Int, leader: String?, isLargestAlone: Bool
  ) -> String {
    if count == 0 { return "Nobody replies to anybody" }
    let communities = "\(NumberFormat.text(count, "community", "communities")) of people who reply to each other"
    if let leader {
      return NumberFormat.isOne(count)
        ? "\(communities), \(leader)"
        : "\(communities); \(isLargestAlone ? "the largest" : "one of the largest") is \(leader)"
    }
    let among = count > shown ? " of the \(NumberFormat.text(shown)) largest" : ""
    return switch persisting {
    case 0: "\(communities), none\(among) steady in other samples"
    case count: "\(communities)"
    default: "\(communities), \(NumberFormat.text(persisting))\(among) steady in other samples"
    }
  }
}

/// What communities are called: their number, and what most of their members share.
struct CommunityNames {
  private let context: DiagramContext
  private let members: [[Int]]
  /// Voice → the conversations in which it wrote a post in the window.
  private let conversations: [Int: Set<UInt32>]

  init(_ context: DiagramContext) {
    self.context = context
    let (graph, leiden) = (context.measured.replyGraph, context.measured.leiden)
    var members = [[Int]](repeating: [], count: leiden.count)
    for (node, voice) in graph.voices.enumerated() { members[Int(leiden.communities[node])].append(Int(voice)) }
    self.members = members
    let network = context.network
    var conversations: [Int: Set<UInt32>] = [:]
    for post in 0..<network.network.posts.count where network.isInWindow[post] {
      let author = network.network.posts.authors[post]
      guard author != Posts.none else { continue }
      conversations[Int(author), default: []].insert(network.network.conversations.conversation(of: post))
    }
    self.conversations = conversations
  }

  /// The community's number, from 1, and the organisation of more than half of its members, or else who began the
  /// conversation in which more than half of them wrote, or else the hashtag that more than half of them used.
  func label(of community: Int) -> String {
    let own = members[community]
    let shared = organisation(of: own) ?? conversation(of: own) ?? hashtag(of: own)
    return "Community \(community + 1)" + (shared.map { ": \($0)" } ?? "")
  }

  private func organisation(of members: [Int]) -> String? {
    if context.hidesNames { return nil }
    return shared(members.compactMap { context.measured.voices.organisation(of: $0) }, by: members.count)
  }

  private func conversation(of members: [Int]) -> String? {
    let network = context.network.network
    let places = members.flatMap { conversations[$0, default: []] }
    guard let conversation = shared(places, by: members.count) else { return nil }
    let root = network.conversations.root(of: Int(conversation))
    let author = network.posts.authors[root]
    guard author != Posts.none else { return nil }
    let day = network.posts.time(of: root).map { " of \(context.days.words(forDayOf: $0))" } ?? ""
    return "most wrote in the conversation by \(context.label(of: Int(author)))\(day)"
  }

  private func hashtag(of members: [Int]) -> String? {
    shared(members.flatMap { context.hashtags[$0, default: []].map(\.text) }, by: members.count).map { "#\($0)" }
  }

  /// What more than half of so many members have in common.
  private func shared<Value: Hashable & Comparable>(_ values: [Value], by members: Int) -> Value? {
    let counts = values.reduce(into: [Value: Int]()) { $0[$1, default: 0] += 1 }
    // Several may be shared by more than half; of as many, the one that comes first.
    return counts.filter { $0.value * 2 > members }.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}

/// Replies within communities and between them.
private struct Traffic {
  var inside: [Int]
  var all: [Int]
  var edges: [CommunitiesDiagram.Edge] = []

  init(communities: [UInt32], shown: Int, in network: ScopedNetwork) {
    inside = Array(repeating: 0, count: shown)
    all = inside
    var between = [Int](repeating: 0, count: shown * shown)
    func add(_ from: UInt32, _ to: UInt32, _ count: Int) {
      guard network.converse(from, to) else { return }
      let (source, target) = (Int(communities[Int(from)]), Int(communities[Int(to)]))
      if source < shown { all[source] += count }
      if source == target {
        if source < shown { inside[source] += count }
        return
      }
      if target < shown { all[target] += count }
      if source < shown, target < shown { between[source * shown + target] += count }
    }
    let posts = network.network.posts
    for post in 0..<posts.count {
      if let target = network.target(ofReply: post) { add(posts.authors[post], target, 1) }
    }
    let replies = network.network.replies
    for index in 0..<replies.count {
      let time = replies.times[index] == Posts.untimed ? nil : Timestamp(milliseconds: replies.times[index])
      guard network.scope.window.contains(time) else { continue }
      add(replies.actors[index], replies.targets[index], Int(replies.counts[index]))
    }
    for from in 0..<shown {
      for to in 0..<shown where between[from * shown + to] > 0 {
        edges.append(.init(from: from, to: to, replies: between[from * shown + to]))
      }
    }
  }
}
