import ReparteeGraph

extension AudienceReach {
  /// The first voice whose audience is not what the definition demands, or nil: the union built as a set.
  /// - Parameters:
  ///   - audiences: the result for all voices.
  ///   - reach: each voice's people, R.
  package static func discrepancy(
    of audiences: [Audience?], reach: [Set<UInt32>], in network: ScopedNetwork
  ) -> String? {
    guard let followers = network.network.followers else {
      return audiences.allSatisfy { $0 == nil } ? nil : "an audience is given though no follow edge is held"
    }
    for (voice, audience) in audiences.enumerated() {
      var everybody = reach[voice]
      let lists = ([UInt32(voice)] + reach[voice]).map { Set(followers[Int($0)]) }
      for list in lists { everybody.formUnion(list.filter { network.counts($0, for: UInt32(voice)) }) }
      let own = Set(followers[voice]).filter { network.counts($0, for: UInt32(voice)) }
      let covered = lists.count { !$0.isEmpty }
      let expected =
        covered == 0
        ? nil
        : Audience(
          people: UInt32(everybody.count), covered: UInt32(covered), added: UInt32(everybody.count - own.count))
      if audience != expected {
        return
          "AR of voice \(voice) is \(String(describing: audience)), by the definition \(String(describing: expected))"
      }
    }
    return nil
  }
}
