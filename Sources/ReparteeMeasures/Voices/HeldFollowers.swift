import ReparteeGraph

/// Followers of a voice: as its platform counted them, and as follow edges are held.
///
/// Follow lists are partial as a rule, so held edges are no count: two of them once read "2 followers". Only where the
/// analyst declares the lists of a platform complete does the number held stand for the count.
extension MeasuredNetwork {
  /// Voice → the followers that the platform or the roster counted, or that a list declared complete holds; nil where
  /// nobody counted. Complexity: O(voices).
  package var countedFollowers: [Int64?] {
    let network = scoped.network
    return zip(network.voices.followerCounts, network.hasCompleteFollows).enumerated().map { voice, known in
      known.0 ?? (known.1 ? Int64(network.followers?.degree(of: voice) ?? 0) : nil)
    }
  }
}

extension Measure {
  static let heldFollowers = Measure(
    "held_followers", of: .voice, "how many follow edges to the voice are held; lists are partial, so it is no count",
    range: "0 and up, people; empty without any follow edge", source: "the follow lists"
  ) { network in
    let followers = network.scoped.network.followers
    return network.voices.kinds.indices.map { .integer(followers?.degree(of: $0)) }
  }
}
