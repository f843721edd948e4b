import ReparteeGraph

/// Outside reach: the share of the people in a voice's reply reach who do not follow it.
///
/// A high value means that the talk carries beyond those who chose to listen. It needs the follow lists: nil unless the
/// edges held reach 90% of the platform's own count, or the platform's lists are declared complete; nil at R = 0 too.
/// Range 0 to 1. Complexity: that of reply reach, and O(log followers) a person.
package enum OutsideReach {
  /// The share of the platform's count from which on held follow edges are taken for the whole list.
  package static let percentNeeded = 90

  /// The outside reach of every voice.
  package static func compute(in network: ScopedNetwork) -> [Double?] {
    let voices = network.network.voices
    let followers = network.network.followers
    let isDeclared = network.network.hasCompleteFollows
    let reachIndex = ReachIndex(network)
    let blocks = Cores.blocks(of: voices.count, size: 1024)
    let parts = Cores.mapEach(count: blocks.count, state: { ReachWalker(voiceCount: voices.count) }) { walker, block in
      blocks[block].map { voice -> Double? in
        guard isDeclared[voice] || isCovered(voice, held: followers?.degree(of: voice) ?? 0, in: voices) else {
          return nil
        }
        walker.walk(voice, on: reachIndex)
        if walker.people.isEmpty { return nil }
        let list = followers?[voice] ?? []
        let outside = walker.people.count { !list.containsSorted($0) }
        return Double(outside) / Double(walker.people.count)
      }
    }
    return Array(parts.joined())
  }

  /// Whether the held follow edges may stand for all followers.
  static func isCovered(_ voice: Int, held: Int, in voices: Voices) -> Bool {
    guard let count = voices.followerCounts[voice] else { return false }
    return Double(held) * 100 >= Double(percentNeeded) * Double(count)
  }

  /// The first voice whose outside reach is not what the definition demands, or nil.
  /// - Parameter reach: each voice's people, R.
  package static func discrepancy(
    of shares: [Double?], reach: [Set<UInt32>], in network: ScopedNetwork
  ) -> String? {
    for (voice, share) in shares.enumerated() {
      let followers = Set((network.network.followers?[voice]).map(Array.init) ?? [])
      let count = network.network.voices.followerCounts[voice]
      let platforms =
        [network.network.voices.platforms[voice]]
        + network.network.voices.aliases.filter { Int($0.voice) == voice }.map(\.platform)
      let isDeclared = platforms.allSatisfy(network.network.completeFollows.contains)
      let isKnown = isDeclared || count.map { Int64(followers.count) * 10 >= $0 * 9 } ?? false
      let expected =
        isKnown && !reach[voice].isEmpty
        ? Double(reach[voice].subtracting(followers).count) / Double(reach[voice].count) : nil
      if share != expected {
        return "the outside reach of voice \(voice) is \(String(describing: share)), by the definition "
          + "\(String(describing: expected))"
      }
    }
    return nil
  }
}

extension Measure {
  static let outsideReach = Measure(
    "outside_reach", of: .voice, "the share of reply reach who do not follow the voice; empty unless its list is held",
    range: "0 to 1; empty where nobody replied, too", source: "reply reach and follow edges"
  ) { network in OutsideReach.compute(in: network.scoped).map { .decimal($0, places: 4) } }
}
