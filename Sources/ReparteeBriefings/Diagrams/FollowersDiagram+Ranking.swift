import ReparteeAnalysis
import ReparteeFigures
import ReparteeGraph
import ReparteeMeasures
import ReparteeText

extension FollowersDiagram {
  /// How many voices are drawn at most.
  private static let most = 1_500
  /// How many of each sort are named.
  private static let named = 7

  /// Followers against conversation, for every row with a follower count.
  ///
  /// Hidden voices are those that most people came back to, more than two, among those followed by less than a tenth as many
  /// as the most followed. Without a return are those with more than a hundredth of its followers to whom ten people and
  /// more replied and nobody came back, where enough is held to say so.
  package init(on context: DiagramContext) {
    let counted = context.rows.filter { $0.followers != nil && $0.conversed != nil }
    let top = counted.lazy.compactMap(\.followers).max() ?? 0
    let byConversed = counted.sorted {
      ($1.conversed ?? 0, $1.replyReach, $0.voice) < ($0.conversed ?? 0, $0.replyReach, $1.voice)
    }
    let byFollowers = counted.sorted { ($1.followers ?? 0, $0.voice) < ($0.followers ?? 0, $1.voice) }
    let hidden = byConversed.filter {
      $0.conversed ?? 0 > Sections.mostReturnsOfThin && ($0.followers ?? 0) < top / 10
    }.prefix(Self.named)
    let unreturned = byFollowers.filter {
      context.measured.showsNoReturn(to: $0) && ($0.followers ?? 0) > top / 100
    }.prefix(Self.named)
    let further = byConversed.prefix(3).filter { $0.conversed ?? 0 > 0 } + byFollowers.prefix(2)

    // The named ones first, then the ranking, then the most followed.
    var order: [ScoredRow] = []
    var seen: Set<Int> = []
    let ranked = context.rows.filter { $0.section == .voices && $0.followers != nil }
    for row in Array(hidden) + unreturned + further + ranked + byFollowers {
      if order.count == Self.most { break }
      if seen.insert(row.voice).inserted { order.append(row) }
    }
    var places: [Int: Int] = [:]
    for (place, row) in order.enumerated() { places[row.voice] = place }
    var leftOut: [String] = []
    let unknown = context.rows.count - counted.count
    if unknown > 0 { leftOut.append("Not drawn: \(NumberFormat.text(unknown, "voice")) of unknown follower count.") }
    if counted.count > order.count {
      leftOut.append("Not drawn: \(NumberFormat.text(counted.count - order.count, "voice")) with fewer followers.")
    }
    let finding = context.finding
    self.init(
      title: context.title ?? finding.headline,
      subtitle: context.subtitle, voices: order.map(context.drawn), hidden: hidden.compactMap { places[$0.voice] },
      unreturned: unreturned.compactMap { places[$0.voice] }, fewFollowers: top / 10, manyFollowers: top / 100,
      named: further.compactMap { places[$0.voice] }, leftOut: leftOut,
      summary: finding.sentence)
  }
}
