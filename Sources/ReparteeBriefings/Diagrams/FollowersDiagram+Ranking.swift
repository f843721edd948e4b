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
  /// Few followers has whoever is followed by less than a tenth as many as the most followed of its platform, many followers
  /// everybody else. Hidden are those of few followers to whom more than two people came back, those with most first;
  /// without a return those of many to whom ten people and more replied and nobody came back, where enough is held to
  /// say so. No box is drawn around either where several platforms are drawn, or where these data carry no finding.
  package init(on context: DiagramContext) {
    let measured = context.rows.filter { $0.followers != nil && $0.conversed != nil }
    let counted = measured.filter(\.hiddenFigures.isEmpty)
    let platforms = context.measured.voices.platforms
    var tops: [String: Int64] = [:]
    for row in counted { tops[platforms[row.voice]] = max(tops[platforms[row.voice]] ?? 0, row.followers ?? 0) }
    func isFollowedByFew(_ row: ScoredRow) -> Bool { (row.followers ?? 0) < (tops[platforms[row.voice]] ?? 0) / 10 }
    // Where names are hidden, rounded counts are often equal.
    let orders = Dictionary(counted.map { ($0.voice, context.order(of: $0.voice)) }) { first, _ in first }
    func order(_ row: ScoredRow) -> UInt64 { orders[row.voice] ?? 0 }
    let byConversed = counted.sorted {
      ($1.conversed ?? 0, $1.replyReach, order($0)) < ($0.conversed ?? 0, $0.replyReach, order($1))
    }
    let byFollowers = counted.sorted { ($1.followers ?? 0, order($0)) < ($0.followers ?? 0, order($1)) }
    let hidden = byConversed.filter {
      $0.conversed ?? 0 > Sections.mostReturnsOfThin && isFollowedByFew($0)
    }.prefix(Self.named)
    let unreturned = byFollowers.filter {
      context.measured.showsNoReturn(to: $0) && !isFollowedByFew($0)
    }.prefix(Self.named)
    let further = byConversed.prefix(3).filter { $0.conversed ?? 0 > 0 } + byFollowers.prefix(2)

    // The named ones first, then the ranking, then the most followed.
    var order: [ScoredRow] = []
    var seen: Set<Int> = []
    let ranked = counted.filter { $0.section == .voices }
    for row in Array(hidden) + unreturned + further + ranked + byFollowers {
      if order.count == Self.most { break }
      if seen.insert(row.voice).inserted { order.append(row) }
    }
    var places: [Int: Int] = [:]
    for (place, row) in order.enumerated() { places[row.voice] = place }
    var leftOut: [String] = []
    let unknown = context.rows.count - measured.count
    if unknown > 0 { leftOut.append("Not drawn: \(NumberFormat.text(unknown, "voice")) of unknown follower count.") }
    if measured.count > counted.count {
      leftOut.append("Not drawn: \(NumberFormat.text(measured.count - counted.count, "voice")) with hidden figures.")
    }
    if counted.count > order.count {
      leftOut.append("Not drawn: \(NumberFormat.text(counted.count - order.count, "voice")) with fewer followers.")
    }
    let finding = context.finding
    self.init(
      title: context.title ?? finding.headline,
      subtitle: context.subtitle, voices: order.map(context.drawn), hidden: hidden.compactMap { places[$0.voice] },
      unreturned: unreturned.compactMap { places[$0.voice] },
      fewFollowers: tops.count == 1 && finding.verdict != .tooLittle ? tops.values.reduce(0, +) / 10 : 0,
      named: further.compactMap { places[$0.voice] }, leftOut: leftOut,
      summary: finding.sentence)
  }
}
