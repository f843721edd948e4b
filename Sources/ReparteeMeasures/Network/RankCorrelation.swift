/// Spearman's rank correlation: whether two measures order the same voices alike.
///
/// The correlation of the ranks, tied values sharing the mean of their ranks. 1 for the same order, −1 for the reverse,
/// 0 for none; not defined below two values or where one side is all ties. Complexity: O(n log n). Source: Spearman,
/// "The Proof and Measurement of Association between Two Things", American J. Psychology 15 (1904),
/// https://doi.org/10.2307/1412159.
package enum RankCorrelation {
  /// The correlation of two lists, element by element.
  package static func spearman(_ left: [Double], _ right: [Double]) -> Double? {
    precondition(left.count == right.count, "every value has a partner")
    let (first, second) = (midranks(of: left), midranks(of: right))
    let mean = Double(left.count + 1) / 2
    var (product, ofFirst, ofSecond) = (0.0, 0.0, 0.0)
    for index in first.indices {
      let (one, other) = (first[index] - mean, second[index] - mean)
      product += one * other
      ofFirst += one * one
      ofSecond += other * other
    }
    guard ofFirst > 0, ofSecond > 0 else { return nil }
    return product / (ofFirst.squareRoot() * ofSecond.squareRoot())
  }

  /// The correlation over the places where both lists have a value.
  package static func spearman(_ left: [Double?], _ right: [Double?]) -> Double? {
    var (first, second): ([Double], [Double]) = ([], [])
    for (one, other) in zip(left, right) {
      guard let one, let other else { continue }
      first.append(one)
      second.append(other)
    }
    return spearman(first, second)
  }

  /// Each value's rank from 1, ascending; tied values share the mean of theirs.
  static func midranks(of values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
      start = end
    }
    return ranks
  }

  /// What is wrong with a result, or nil: ranks counted pair by pair. Complexity: O(n²).
  package static func discrepancy(of correlation: Double?, _ left: [Double], _ right: [Double]) -> String? {
    func ranks(_ values: [Double]) -> [Double] {
      values.map { value in
        Double(values.count { $0 < value }) + Double(values.count { $0 == value } + 1) / 2
      }
    }
    let (first, second) = (ranks(left), ranks(right))
    let count = Double(left.count)
    // n Σxy − Σx Σy over the root of the same for each side.
    func spread(_ one: [Double], _ other: [Double]) -> Double {
      count * zip(one, other).reduce(0) { $0 + $1.0 * $1.1 } - one.reduce(0, +) * other.reduce(0, +)
    }
    let scale = (spread(first, first) * spread(second, second)).squareRoot()
    guard scale > 0 else { return correlation == nil ? nil : "one side is all ties" }
    let expected = spread(first, second) / scale
    return abs((correlation ?? 2) - expected) < 1e-9 ? nil : "the correlation is \(expected)"
  }
}

extension MeasuredNetwork {
  /// Whether replyRank and followRank order the voices in both alike.
  ///
  /// Twins have equal ranks but for the last bits, which must not order them: both are rounded to a billionth of the
  /// mean rank first.
  package var rankCorrelation: Double? {
    remember("rankCorrelation") {
      func rounded(_ ranks: [Double?]) -> [Double?] {
        let count = Double(ranks.count { $0 != nil })
        return ranks.map { rank in rank.map { ($0 * count * 1e9).rounded() } }
      }
      return RankCorrelation.spearman(rounded(replyRank), rounded(followRank))
    }
  }
}
