import ReparteeGraph

extension AudienceReach {
  /// The first voice with an interval that is not what the definition demands, or nil: the audience of every
  /// conversation built as a set, and left out in turn.
  /// - Parameters:
  ///   - intervals: the result for all voices.
  ///   - people: each voice's people of every conversation that counts, those without people included.
  ///   - others: each voice's people known from account-level replies.
  package static func discrepancy(
    of intervals: [Jackknife.Interval?], people: [[Set<UInt32>]], others: [Set<UInt32>], in network: ScopedNetwork
  ) -> String? {
    guard let followers = network.network.followers else {
      return intervals.allSatisfy { $0 == nil } ? nil : "an interval is given though no follow edge is held"
    }
    for voice in intervals.indices {
      func audience(_ group: Set<UInt32>) -> Set<UInt32> {
        group.reduce(into: group) { $0.formUnion(followers[Int($1)]) }.filter { network.counts($0, for: UInt32(voice)) }
      }
      let own = Set(followers[voice]).filter { network.counts($0, for: UInt32(voice)) }
      let everybody = people[voice].reduce(others[voice]) { $0.union($1) }
      let isHeld = ([UInt32(voice)] + everybody).contains { !followers[Int($0)].isEmpty }
      let expected =
        isHeld
        ? Jackknife.leavingOneOut(
          people[voice].map(audience), fixed: own.union(audience(others[voice])), conversations: people[voice].count)
        : nil
      if !Jackknife.agree(intervals[voice], expected) {
        return "the interval of AR of voice \(voice) is \(String(describing: intervals[voice])), by the definition "
          + "\(String(describing: expected))"
      }
    }
    return nil
  }
}
