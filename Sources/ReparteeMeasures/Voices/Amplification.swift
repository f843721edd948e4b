import ReparteeGraph

/// Amplification: how many distinct people reposted the voice.
///
/// Passing on is not talking with: it is kept apart from the reach funnel, and blended into nothing. In the window,
/// people who count, oneself never. Range 0 and up, in people. Complexity: O(reposts).
package enum Amplification {
  /// The reposters of every voice.
  package static func compute(in network: ScopedNetwork) -> VoiceSets {
    let reposts = network.network.reposts
    var pairs: [VoicePair] = []
    for index in 0..<reposts.count where network.isInWindow(milliseconds: reposts.times[index]) {
      guard network.counts(reposts.actors[index], for: reposts.targets[index]) else { continue }
      pairs.append(VoicePair(voice: reposts.targets[index], person: reposts.actors[index]))
    }
    return VoiceSets(voiceCount: network.network.voices.count, pairs: pairs)
  }

  /// The first voice whose reposters are not what the definition demands, or nil.
  package static func discrepancy(of sets: VoiceSets, in network: ScopedNetwork) -> String? {
    let reposts = network.network.reposts
    var expected = [Set<UInt32>](repeating: [], count: sets.voiceCount)
    for (actor, (target, time)) in zip(reposts.actors, zip(reposts.targets, reposts.times)) where actor != target {
      let moment = time == Posts.untimed ? nil : Timestamp(milliseconds: time)
      if network.counts(actor, for: target), network.scope.window.contains(moment) {
        expected[Int(target)].insert(actor)
      }
    }
    return Verification.difference(of: "amplification", sets, from: expected)
  }
}

extension MeasuredNetwork {
  /// Everyone's reposters.
  package var amplification: VoiceSets { remember("amplification") { Amplification.compute(in: scoped) } }
}

extension Measure {
  static let amplification = Measure(
    "amplification", of: .voice, "how many distinct people reposted the voice; kept apart from the score",
    range: "0 and up, people", source: "reposts"
  ) { network in network.amplification.counts.map { .integer($0) } }
}
