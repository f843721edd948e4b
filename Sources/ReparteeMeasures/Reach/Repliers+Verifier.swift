import ReparteeGraph

extension Repliers {
  /// The first place where `sets` is not R1, or nil: every reply put into a set of its target.
  package static func discrepancy(of sets: VoiceSets, in network: ScopedNetwork) -> String? {
    Verification.difference(of: "R1", sets, from: byDefinition(in: network))
  }

  /// R1 by another way than the kernel's, for verifiers.
  static func byDefinition(in network: ScopedNetwork) -> [Set<UInt32>] {
    var expected = [Set<UInt32>](repeating: [], count: network.network.voices.count)
    Verification.forEachReply(in: network) { _, person, voice in expected[Int(voice)].insert(person) }
    Verification.forEachAccountReply(in: network) { person, voice, _ in expected[Int(voice)].insert(person) }
    for exchange in Verification.flatExchanges(in: network) { expected[Int(exchange.voice)].insert(exchange.person) }
    return expected
  }
}
