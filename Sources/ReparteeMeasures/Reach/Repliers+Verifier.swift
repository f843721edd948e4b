import ReparteeGraph

extension Repliers {
  /// The first place where `sets` is not R1, or nil: every reply put into a set of its target.
  package static func discrepancy(of sets: VoiceSets, in network: ScopedNetwork) -> String? {
    var expected = [Set<UInt32>](repeating: [], count: network.network.voices.count)
    Verification.forEachReply(in: network) { _, person, voice in expected[Int(voice)].insert(person) }
    Verification.forEachAccountReply(in: network) { person, voice, _ in expected[Int(voice)].insert(person) }
    for pair in network.branchExchanges.map(\.pair) { expected[Int(pair.voice)].insert(pair.person) }
    return Verification.difference(of: "R1", sets, from: expected)
  }
}
