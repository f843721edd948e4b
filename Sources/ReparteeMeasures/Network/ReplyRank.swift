import ReparteeGraph

/// replyRank: PageRank on the reply arcs, from replier to author.
///
/// A high value means being answered by those who are answered themselves. Over the voices that are party to a reply
/// arc, on distinct arcs, unweighted, damping 0.85, L1 tolerance 1e-12; ranks sum to 1 over those voices, and others
/// have none. A diagnostic beside the reach funnel, never blended into it.
/// Source: Page, Brin, Motwani, Winograd, "The PageRank Citation Ranking", Stanford 1999,
/// http://ilpubs.stanford.edu:8090/422/.
package enum ReplyRank {
  /// Voice → replyRank, or nil for a voice without a reply arc.
  package static func compute(in network: ScopedNetwork) -> [Double?] {
    let pairs = VoiceSets(
      voiceCount: network.network.voices.count,
      pairs: (Repliers.inThreads(network) + Repliers.fromAccountReplies(network))
        .filter { network.converse($0.person, $0.voice) }
    ).pairs
    return rank(
      voiceCount: network.network.voices.count, sources: pairs.map(\.person), targets: pairs.map(\.voice))
  }

  /// PageRank over the voices that an edge touches; nil for the others.
  static func rank(voiceCount: Int, sources: [UInt32], targets: [UInt32]) -> [Double?] {
    var numbers = [UInt32](repeating: ScopedNetwork.none, count: voiceCount)
    for voice in sources + targets { numbers[Int(voice)] = 0 }
    let party = numbers.indices.filter { numbers[$0] == 0 }
    for (number, voice) in party.enumerated() { numbers[voice] = UInt32(number) }
    let graph = Graph(
      nodeCount: party.count, sources: sources.map { numbers[Int($0)] }, targets: targets.map { numbers[Int($0)] })
    let ranks = PageRank.compute(on: graph).ranks
    var result = [Double?](repeating: nil, count: voiceCount)
    for (number, voice) in party.enumerated() { result[voice] = ranks[number] }
    return result
  }
}

extension MeasuredNetwork {
  /// Everyone's replyRank.
  package var replyRank: [Double?] { remember("replyRank") { ReplyRank.compute(in: scoped) } }
}

extension Measure {
  static let replyRank = Measure(
    "reply_rank", of: .voice, "PageRank on reply arcs, from replier to author",
    range: "0 to 1, summing to 1; empty without a reply arc", source: "Page, Brin, Motwani, Winograd 1999"
  ) { network in network.replyRank.map { .decimal($0, places: Measure.places) } }
}
