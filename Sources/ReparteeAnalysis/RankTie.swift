import ReparteeMeasures
import ReparteeText

/// Voices of one rank of whom a list shows only some: their order is that of their ids, which says nothing.
package struct RankTie: Equatable {
  /// Their rank; nil where they are not ranked, and have the same score, reply reach and repliers.
  package let rank: Int?
  /// Whether nobody stands before them: then nobody stands out.
  package let isOfFirst: Bool
  /// How many there are.
  package let sharing: Int
  /// How many of them are shown.
  package let shown: Int
  /// Their score; nil where they are ranked by something else, and have different ones.
  private let score: Int?
  /// What orders them, in the plural.
  private let order: String

  /// - Parameters:
  ///   - rows: rows of one section, in order.
  ///   - shown: how many of them are shown.
  ///   - order: what orders those that are alike, in the plural.
  /// - Returns: nil where no rank is shown in part.
  package init?(_ rows: some BidirectionalCollection<ScoredRow>, shown: Int, orderedBy order: String = "ids") {
    guard let last = rows.prefix(shown).last, let next = rows.dropFirst(shown).first, Self.tie(last, next) else {
      return nil
    }
    self.order = order
    let before = rows.prefix { !Self.tie($0, last) }.count
    (rank, isOfFirst, self.shown) = (last.rank, before == 0, shown - before)
    let tied = rows.dropFirst(before).prefix { Self.tie($0, last) }
    sharing = tied.count
    score = tied.allSatisfy { $0.score == last.score } ? last.score : nil
  }

  private static func tie(_ row: ScoredRow, _ other: ScoredRow) -> Bool {
    if row.rank != nil || other.rank != nil { return row.rank == other.rank }
    return (row.score, row.replyReach, row.repliers) == (other.score, other.replyReach, other.repliers)
  }

  /// What it comes to, in one sentence.
  package var sentence: String {
    let each = score.map { score in
      SmallCounts.current?.hidesScore(score) == true
        ? ", with few points each" : ", with \(NumberFormat.text(score, "point", "points")) each"
    }
    if isOfFirst {
      return "\(NumberFormat.text(sharing)) voices share the first rank\(each ?? ""), so that nobody stands out."
    }
    return "\(NumberFormat.text(sharing)) voices share rank \(NumberFormat.exact(rank ?? 0))\(each ?? ""); "
      + "\(NumberFormat.text(shown)) of them \(NumberFormat.isOne(shown) ? "is" : "are") shown, in the order of \(order)."
  }

  /// How equal figures come to different ranks, in one sentence; nil where no two of the rows do.
  package static func rule(of rows: some Collection<ScoredRow>, by ranking: Ranking) -> String? {
    let isBroken = zip(rows, rows.dropFirst()).contains {
      ranking.key(of: $0) == ranking.key(of: $1) && $0.rank != $1.rank
    }
    guard isBroken else { return nil }
    let then =
      switch ranking {
      case .replyReach: "by repliers"
      case .repliers: "by reply reach"
      default: "by reply reach, then by repliers"
      }
    return "Voices that are equal by \(ranking.quantity) are ranked \(then)."
  }
}
