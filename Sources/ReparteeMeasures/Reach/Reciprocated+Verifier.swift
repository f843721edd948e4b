import ReparteeGraph

extension Reciprocated {
  /// The first place where `sets` is not M, or nil: both directions looked up in a set of (replier, target, root).
  package static func discrepancy(of sets: VoiceSets, in network: ScopedNetwork) -> String? {
    var spoken: Set<[Int]> = []
    let accountLevel = -1
    Verification.forEachReply(in: network) { post, person, voice in
      spoken.insert([Int(person), Int(voice), Verification.ancestors(of: post, in: network).last ?? post])
    }
    Verification.forEachAccountReply(in: network) { person, voice, _ in
      spoken.insert([Int(person), Int(voice), accountLevel])
    }
    var expected = [Set<UInt32>](repeating: [], count: network.network.voices.count)
    for arc in spoken where spoken.contains([arc[1], arc[0], arc[2]]) { expected[arc[1]].insert(UInt32(arc[0])) }
    for exchange in Verification.flatExchanges(in: network) { expected[Int(exchange.voice)].insert(exchange.person) }
    return Verification.difference(of: "M", sets, from: expected)
  }
}
