import ReparteeGraph
import ReparteeMeasures

extension VoiceEvidence {
  /// What would change the voice's figures, in sentences: losing its largest conversation, people who are one step from
  /// the next stage of the funnel, the next better rank, and the rules that leave somebody out.
  func changes(of row: ScoredRow, among rows: [ScoredRow]) -> [String] {
    var changes: [String] = []
    if let largest = reach.conversations.first, largest.onlyThere > 0, let shown = conversations.first {
      changes.append(
        "without its most telling conversation (\(shown.conversation)) reply reach would be "
          + "\(Grouped.text(row.replyReach - largest.onlyThere)) instead of \(Grouped.text(row.replyReach))")
    }
    let conversed = Set(network.conversed[voice])
    let reciprocated = Set(network.reciprocated[voice])
    let answered = reciprocated.subtracting(conversed)
    if !answered.isEmpty {
      let score = Double(row.replyReach * reciprocated.count).squareRoot()
      changes.append(
        "answered but not back yet: \(names(answered)); if they came back, conversed would be "
          + "\(Grouped.text(reciprocated.count)) and the score \(Grouped.decimal(score))")
    }
    let waiting = Set(network.repliers[voice]).subtracting(reciprocated)
    if !waiting.isEmpty {
      let place = row.basis == .threads ? " in the same conversation" : ""
      changes.append("replied and got no answer\(place): \(names(waiting))")
    }
    if let rank = row.rank, let better = rows.last(where: { $0.section == .voices && ($0.rank ?? rank) < rank }) {
      changes.append(
        "the next better rank is \(better.rank ?? 0): \(better.label), score \(Grouped.decimal(better.score))")
    }
    if row.section == .others, row.conversed == 0 {
      changes.append("one person who came back after an answer would put it among the voices")
    }
    return changes + otherRules(row)
  }

  /// The figures under the other rule for bots and for colleagues, where that makes a difference.
  private func otherRules(_ row: ScoredRow) -> [String] {
    var rules: [(words: String, scope: Scope)] = []
    var scope = network.scoped.scope
    if network.voices.kinds.contains(.bot) {
      scope.bots = scope.bots == .count ? .leaveOut : .count
      rules.append((scope.bots == .count ? "with bots counted" : "without bots", scope))
    }
    scope = network.scoped.scope
    if row.organisation != nil {
      scope.colleagues = scope.colleagues == .count ? .leaveOut : .count
      rules.append((scope.colleagues == .count ? "with colleagues counted" : "without colleagues", scope))
    }
    return rules.compactMap { words, scope in
      let other = ScopedNetwork(network.scoped.network, scope: scope)
      var reader = ReachDetail.Reader(other)
      let (reach, conversed) = (reader.people(of: voice).count, Conversed.compute(in: other).count(of: voice))
      if reach == row.replyReach, conversed == row.conversed { return nil }
      return "\(words) reply reach would be \(Grouped.text(reach)) and conversed \(Grouped.text(conversed))"
    }
  }

  /// How many people, and a few names.
  private func names(_ people: Set<UInt32>) -> String {
    let shown = people.sorted().prefix(3).map { labels[Int($0)] }
    let more = people.count - shown.count
    let list = shown.joined(separator: ", ") + (more > 0 ? " and \(Grouped.text(more)) more" : "")
    return "\(Grouped.text(people.count, "person", "people")) (\(list))"
  }
}
