/// What voices are ranked by.
public enum Ranking: String, CaseIterable, Sendable {
  /// √(R · C): how far the talk goes, counted only as far as people come back.
  case score
  case replyReach = "reply-reach"
  case conversed, repliers, reciprocated
  case audienceReach = "audience-reach"

  /// The whole number that decides, larger being better. The score is compared as R · C, so no rounding decides.
  func key(of row: ScoredRow) -> Int {
    switch self {
    case .score: row.replyReach * row.conversed
    case .replyReach: row.replyReach
    case .conversed: row.conversed
    case .repliers: row.repliers
    case .reciprocated: row.reciprocated
    case .audienceReach: row.audienceReach ?? -1
    }
  }

  /// Sorts rows by section, then by key, ties by R, then by R1, then in id order; and gives `voices` their competition
  /// ranks: equal in all three means equal rank, and the next rank counts those before it.
  func sortAndRank(_ rows: inout [ScoredRow]) {
    func keys(_ row: ScoredRow) -> [Int] { [key(of: row), row.replyReach, row.repliers] }
    var keyed = rows.map { (row: $0, keys: keys($0)) }
    keyed.sort { left, right in
      if left.row.section != right.row.section { return left.row.section < right.row.section }
      if left.keys != right.keys { return right.keys.lexicographicallyPrecedes(left.keys) }
      return left.row.voice < right.row.voice
    }
    for index in keyed.indices where keyed[index].row.section == .voices {
      let isTie = index > 0 && keyed[index - 1].keys == keyed[index].keys
      keyed[index].row.rank = isTie ? keyed[index - 1].row.rank : index + 1
    }
    rows = keyed.map(\.row)
  }
}
