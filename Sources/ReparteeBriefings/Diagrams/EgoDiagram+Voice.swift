import ReparteeAnalysis
import ReparteeFigures
import ReparteeGraph
import ReparteeMeasures
import ReparteeText

extension EgoDiagram {
  /// The people around one voice.
  /// Complexity: O(posts) besides the sets that are measured already.
  package init(of row: ScoredRow, on context: DiagramContext) {
    let (network, voice) = (context.network, UInt32(row.voice))
    var reader = ReachDetail.Reader(network)
    let reach = context.ordered(reader.people(of: row.voice))
    let cameBack = Set(context.measured.conversed[row.voice])
    let answered = Set(context.measured.reciprocated[row.voice])
    let repliers = Set(context.measured.repliers[row.voice])
    let followers = network.network.followers.map { Set($0[row.voice]) }
    let counts = ReplyCounts(around: voice, in: network)
    let rows = context.rows(of: Set(reach))
    var people: [Person] = []
    for person in reach {
      let relationship: Relationship =
        cameBack.contains(person)
        ? .cameBack
        : answered.contains(person) ? .answered : repliers.contains(person) ? .onlyReplies : .furtherDown
      people.append(
        Person(
          label: rows[person]?.label ?? context.label(of: Int(person)), relationship: relationship,
          follows: followers?.contains(person) ?? false, replies: counts.replies[person] ?? 0,
          answers: counts.answers[person] ?? 0, link: context.link(to: Int(person))))
    }
    // The most active first; names do not matter.
    let order = people.indices.sorted {
      (people[$1].replies + people[$1].answers, $0) < (people[$0].replies + people[$0].answers, $1)
    }
    let reached = Set(reach)
    self.init(
      title: context.title ?? Self.headline(row), subtitle: context.subtitle, voice: context.drawn(row),
      people: order.map { people[$0] },
      silentFollowers: followers.flatMap { $0.isEmpty ? nil : context.shownFollowers($0.subtracting(reached).count) },
      leftOut: Self.cautions(row, in: context.measured),
      summary: Self.sentence(row))
  }

  private static func headline(_ row: ScoredRow) -> String {
    let people =
      row.basis.hasThreads
      ? "\(NumberFormat.text(row.replyReach, "person talks", "people talk")) below what \(row.label) posts"
      : "\(NumberFormat.text(row.replyReach, "person replies", "people reply")) to \(row.label)"
    guard let returns = row.conversed else { return people }
    return returns == 0
      ? "\(people); nobody is seen coming back" : "\(people), and \(NumberFormat.text(returns)) came back"
  }

  private static func sentence(_ row: ScoredRow) -> String {
    let people =
      row.basis.hasThreads
      ? "\(NumberFormat.text(row.replyReach, "person", "people")) talked below their posts, "
        + "\(NumberFormat.text(row.repliers)) replied directly"
      : "\(NumberFormat.text(row.repliers, "person", "people")) replied"
    return "\(row.label): \(people), and \(NumberFormat.text(row.reciprocated)) of those have replies both ways with it"
      + (row.conversed.map { "; \(NumberFormat.text($0)) came back." } ?? ".")
  }

  /// What makes the picture doubtful: the two gravest of the voice's own cautions, then that of all data.
  private static func cautions(_ row: ScoredRow, in network: MeasuredNetwork) -> [String] {
    (VoiceFlags(row, in: network).sentences.prefix(2) + network.cautions.prefix(1)).map { "Keep in mind: \($0)." }
  }
}

/// How often people replied to a voice, and it to them.
private struct ReplyCounts {
  var replies: [UInt32: Int] = [:]
  var answers: [UInt32: Int] = [:]

  init(around voice: UInt32, in network: ScopedNetwork) {
    let posts = network.network.posts
    for post in 0..<posts.count {
      guard let target = network.target(ofReply: post) else { continue }
      add(author: posts.authors[post], target: target, count: 1, voice: voice)
    }
    let own = network.network.replies
    for index in 0..<own.count {
      let time = own.times[index] == Posts.untimed ? nil : Timestamp(milliseconds: own.times[index])
      guard network.scope.window.contains(time), network.counts(own.actors[index], for: own.targets[index]) else {
        continue
      }
      add(author: own.actors[index], target: own.targets[index], count: Int(own.counts[index]), voice: voice)
    }
  }

  private mutating func add(author: UInt32, target: UInt32, count: Int, voice: UInt32) {
    if target == voice { replies[author, default: 0] += count }
    if author == voice { answers[target, default: 0] += count }
  }
}
