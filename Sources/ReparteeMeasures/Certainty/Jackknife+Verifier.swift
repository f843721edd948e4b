extension Jackknife {
  /// The interval computed by really leaving out one conversation after the other, for verifiers.
  /// - Parameters:
  ///   - groups: the people of every conversation that brought any.
  ///   - fixed: the people who are there without a conversation.
  ///   - conversations: T; those that `groups` lacks brought nobody.
  static func leavingOneOut(_ groups: [Set<UInt32>], fixed: Set<UInt32>, conversations: Int) -> Interval? {
    guard conversations >= fewestConversations else { return nil }
    let everybody = groups.reduce(fixed) { $0.union($1) }
    var losses = groups.indices.map { left in
      let rest = groups.indices.reduce(fixed) { $1 == left ? $0 : $0.union(groups[$1]) }
      return Double(everybody.count - rest.count)
    }
    losses += [Double](repeating: 0, count: conversations - groups.count)
    let (total, count) = (Double(conversations), Double(everybody.count))
    let mean = losses.reduce(0, +) / total
    let squares = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    // s² is T times the sample variance of the losses.
    let half = studentQuantile(degrees: conversations - 1) * (total * squares / (total - 1)).squareRoot()
    let meeting = Double(groups.map(\.count).max() ?? 0)
    return Interval(
      standardError: (squares * (total - 1) / total).squareRoot(), low: max(count - half, meeting),
      high: count + half + (losses.max() ?? 0) - mean)
  }

  /// Whether two intervals are the same within rounding.
  static func agree(_ left: Interval?, _ right: Interval?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return zip([left.standardError, left.low, left.high], [right.standardError, right.low, right.high])
      .allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) }
  }
}
