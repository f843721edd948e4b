import ReparteeGraph

/// Followers of a voice: as its platform counted them, and as follow edges are held.
///
/// Follow lists are partial as a rule, so held edges are no count: two of them once read "2 followers". Only where the
/// analyst declares the lists of a platform complete does the number held stand for the count.
extension MeasuredNetwork {
  /// The followers that the platform or the roster counted, or that a list declared complete holds; nil where nobody
  /// counted. Complexity: O(1).
  package func countedFollowers(of voice: Int) -> Int64? {
    if let count = voices.followerCounts[voice] { return count }
    return hasCompleteFollows[voice] ? Int64(scoped.network.followers?.degree(of: voice) ?? 0) : nil
  }

  /// Voice → whether the follow lists of all its platforms are declared complete.
  var hasCompleteFollows: [Bool] { remember("hasCompleteFollows") { scoped.network.hasCompleteFollows } }

  /// The followers whose follow edges are held; nil where no follow edge of anybody is. Complexity: O(1).
  package func heldFollowers(of voice: Int) -> Int? { scoped.network.followers?.degree(of: voice) }
}

extension Measure {
  static let heldFollowers = Measure(
    "held_followers", of: .voice, "how many follow edges to the voice are held; lists are partial, so it is no count",
    range: "0 and up, people; empty without any follow edge", source: "the follow lists"
  ) { network in network.voices.kinds.indices.map { .integer(network.heldFollowers(of: $0)) } }
}
