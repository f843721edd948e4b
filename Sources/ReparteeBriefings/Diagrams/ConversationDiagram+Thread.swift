import ReparteeAnalysis
import ReparteeFigures
import ReparteeGraph
import ReparteeMeasures
import ReparteeText

extension ConversationDiagram {
  /// One conversation, whole, whatever the window.
  package init(of conversation: Int, on context: DiagramContext) {
    let graph = context.network.network
    let range = graph.conversations.posts(ofConversation: conversation)
    let authors = context.ordered(Set(range.lazy.map { graph.posts.authors[$0] }).subtracting([Posts.none]))
    let rows = context.rows(of: Set(authors))
    var numbers: [UInt32: Int] = [:]
    for (number, author) in authors.enumerated() { numbers[author] = number }
    let order = Self.order(of: range, on: context)
    var places = [Int](repeating: 0, count: range.count)
    for (place, post) in order.enumerated() { places[post - range.lowerBound] = place }
    let posts = order.map { post -> Post in
      let parent = graph.conversations.parents[post]
      let time = context.shown(graph.posts.times[post])
      return Post(
        parent: parent == Conversations.none ? nil : places[Int(parent) - range.lowerBound],
        author: numbers[graph.posts.authors[post]], time: time == Posts.untimed ? nil : time,
        isMissing: graph.posts.flags[post].contains(.stub))
    }
    let people = Set(posts.lazy.filter { !$0.isMissing }.compactMap(\.author)).count {
      context.network.isPerson[Int(authors[$0])]
    }
    let opener = posts.first?.author.map { rows[authors[$0]]?.label ?? context.label(of: Int(authors[$0])) }
    let times = posts.compactMap(\.time)
    var parts: [String] = []
    if let first = times.min(), let last = times.max() {
      parts.append(context.days.span(from: Timestamp(milliseconds: first), to: Timestamp(milliseconds: last)))
    }
    parts += [NumberFormat.text(posts.count, "post"), NumberFormat.text(people, "person", "people")]
    self.init(
      title: context.title ?? "\(NumberFormat.text(people, "person talks", "people talk")) in "
        + (opener.map { "the conversation that \($0) began" } ?? "a conversation whose first post is missing"),
      subtitle: parts.joined(separator: " · "), posts: posts,
      voices: authors.map { context.drawn(Int($0), row: rows[$0]) })
  }

  /// The posts of a conversation, each after the one that it answers: in the order of ids, or, where names are hidden, answers of
  /// one day by what pseudonyms make of their authors.
  private static func order(of range: Range<Int>, on context: DiagramContext) -> [Int] {
    guard context.hidesNames else { return Array(range) }
    let graph = context.network.network
    var answers: [Int: [Int]] = [:]
    for post in range.dropFirst() { answers[Int(graph.conversations.parents[post]), default: []].append(post) }
    func key(_ post: Int) -> (Int64, UInt64) {
      let author = graph.posts.authors[post]
      return (context.shown(graph.posts.times[post]), author == Posts.none ? 0 : context.order(of: Int(author)))
    }
    var (order, pending) = ([Int](), range.isEmpty ? [] : [range.lowerBound])
    while let post = pending.popLast() {
      order.append(post)
      pending += answers[post, default: []].map { (key($0), $0) }.sorted { $0.0 > $1.0 }.map(\.1)
    }
    return order
  }

  /// The best conversation: of most people. Nil where there is none.
  package static func best(in network: MeasuredNetwork) -> Int? {
    ConversationTable(network, rankedBy: "people")?.conversations.first
  }

  /// The conversation of the post that somebody means by its id, or by platform and id with a colon between.
  /// - Throws: ``PostLookupError``. Complexity: O(posts).
  package static func conversation(withPost name: String, in network: MeasuredNetwork) throws -> Int {
    let graph = network.scoped.network
    let posts = graph.posts
    func found(_ id: ExternalID, on platform: String?) -> [Int] {
      posts.ids.indices.filter { posts.ids[$0] == id && (platform == nil || posts.platform(of: $0) == platform) }
    }
    var matches = found(ExternalID(name), on: nil)
    if matches.isEmpty, let colon = name.firstIndex(of: ":") {
      matches = found(ExternalID(String(name[name.index(after: colon)...])), on: String(name[..<colon]))
    }
    if matches.count > 1 { throw PostLookupError.ambiguous(name, platforms: matches.map(posts.platform(of:))) }
    guard let post = matches.first else { throw PostLookupError.unknown(name) }
    return Int(graph.conversations.conversation(of: post))
  }
}

/// A post that is not in the store, or stands in it on several platforms.
public enum PostLookupError: Error, Equatable, CustomStringConvertible, Sendable {
  /// No post has this id.
  case unknown(String)
  /// Posts of several platforms have it.
  case ambiguous(String, platforms: [String])

  /// One line: what is wrong and what to do.
  public var description: String {
    switch self {
    case .unknown(let name):
      "\(name): no post in this store has this id. “conversations” lists the first post of each."
    case .ambiguous(let name, let platforms):
      "\(name): posts of \(platforms.joined(separator: ", ")) have this id. Write the platform and a colon before it."
    }
  }
}
