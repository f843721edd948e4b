import ReparteeGraph

/// followRank: PageRank on the held follow edges, from follower to followed.
///
/// What follower-count tools measure, given for contrast with `ReplyRank` and never blended with it. Over the voices
/// that are party to a follow edge; ranks sum to 1 over those, others have none; all nil when no follow edge is held.
/// Source: Page, Brin, Motwani, Winograd, "The PageRank Citation Ranking", Stanford 1999,
/// http://ilpubs.stanford.edu:8090/422/.
package enum FollowRank {
  /// Voice → followRank, or nil for a voice without a follow edge.
  package static func compute(in network: ScopedNetwork) -> [Double?] {
    let voiceCount = network.network.voices.count
    guard let followers = network.network.followers else { return Array(repeating: nil, count: voiceCount) }
    var (sources, targets): ([UInt32], [UInt32]) = ([], [])
    for followed in 0..<UInt32(voiceCount) {
      for follower in followers[Int(followed)] where network.converse(follower, followed) {
        sources.append(follower)
        targets.append(followed)
      }
    }
    return ReplyRank.rank(voiceCount: voiceCount, sources: sources, targets: targets)
  }
}

extension MeasuredNetwork {
  /// Everyone's followRank.
  package var followRank: [Double?] { remember("followRank") { FollowRank.compute(in: scoped) } }
}

extension Measure {
  static let followRank = Measure(
    "follow_rank", of: .voice, "PageRank on held follow edges, from follower to followed",
    range: "0 to 1, summing to 1; empty without a held follow edge", source: "Page, Brin, Motwani, Winograd 1999"
  ) { network in network.followRank.map { .decimal($0, places: Measure.places) } }
}
