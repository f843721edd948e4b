import ReparteeGraph

/// Audience reach AR(a): everyone who took part below a's posts or could have seen it: R(a) united with the held
/// followers of a and of everybody in R(a), without a.
///
/// It is *potential* exposure: following is not seeing. It is only as whole as the follow lists held, so their coverage
/// stands beside it. Range R(a) to the number of voices less one, in people. Exact for every voice that is asked for;
/// for all voices of a large network estimated with a standard error of 1.6%, 1.04 / √4096 (see `ofEverybody`).
/// Complexity: O(Σ over R(a) of followers) a voice.
package enum AudienceReach {
  /// The audience of one voice.
  package struct Audience: Sendable, Equatable {
    /// AR.
    package var people: UInt32
    /// How many of {a} ∪ R(a) have a held follower.
    package var covered: UInt32
    /// AR less the held followers of a: whom the conversation adds.
    package var added: UInt32
    /// Whether it is an estimate, with the standard error `AudienceReach.relativeError`; else it is exact.
    package var isEstimated = false
  }

  /// The audience of every voice in `voices` (nil: all), in that order; nil where no follow edge is held for anyone in
  /// {a} ∪ R(a). In bounds: followers are voices, which was checked where the network was built.
  package static func compute(in network: ScopedNetwork, of voices: [Int]? = nil) -> [Audience?] {
    let chosen = voices ?? Array(0..<network.network.voices.count)
    guard let follows = network.network.follows else { return chosen.map { _ in nil } }
    if chosen.isEmpty { return [] }
    let reachIndex = ReachIndex(network, own: .none)
    let blocks = Cores.blocks(of: chosen.count, size: 256)
    var parts: [[Audience?]] = []
    SubtreeRanges(reachIndex).withView(reachIndex) { view in
      let followers = voices == nil ? follows.all : follows.lists(of: concerned(in: chosen, reachIndex, view))
      followers.withView { followers in
        parts = Cores.mapEach(count: blocks.count, state: { AudienceCounter(reachIndex, view, followers) }) {
          counter, block in
          blocks[block].map { counter.audience(of: chosen[$0]) }
        }
      }
    }
    return Array(parts.joined())
  }

  /// Some voices and everybody below their posts. In bounds: people are voices, with a mark each.
  private static func concerned(
    in chosen: [Int], _ reachIndex: ReachIndex, _ view: SubtreeRanges.View
  ) -> [UInt32] {
    var isConcerned = [Bool](repeating: false, count: reachIndex.network.network.voices.count)
    for voice in chosen {
      isConcerned[voice] = true
      reachIndex.forEachElsewhere(of: voice) { isConcerned[Int($0)] = true }
      view.forEachRange(of: voice) { range in
        for person in view.people[range] where person != ScopedNetwork.none { isConcerned[Int(person)] = true }
      }
    }
    return isConcerned.indices.filter { isConcerned[$0] }.map(UInt32.init)
  }

  /// The people of one voice's audience, ascending; empty where AR is not defined.
  /// - Parameter reach: the people in the voice's R.
  package static func people(of voice: Int, reach: [UInt32], in network: ScopedNetwork) -> [UInt32] {
    guard let followers = network.network.follows?.lists(of: [UInt32(voice)] + reach) else { return [] }
    let lists = ([UInt32(voice)] + reach).map { followers[Int($0)] }
    if lists.allSatisfy(\.isEmpty) { return [] }
    let everybody = Set(reach).union(lists.joined())
    return everybody.filter { network.counts($0, for: UInt32(voice)) }.sorted()
  }
}

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

extension MeasuredNetwork {
  /// Everyone's audience, estimated where the network is too large to count.
  package var audiences: [AudienceReach.Audience?] {
    remember("audiences") { AudienceReach.ofEverybody(in: scoped) { replyReach.reach } }
  }
}

extension Measure {
  static let audienceReach = Measure(
    "audience_reach", of: .voice, "who took part or could have seen it: reply reach with the held followers (AR)",
    range: "reply_reach and up, people; potential exposure; empty where no follower of anyone concerned is held",
    source: "this project (Measures guide)"
  ) { network in network.audiences.map { .integer($0?.people) } }

  static let audienceAdded = Measure(
    "audience_added", of: .voice, "audience reach less the voice's own held followers",
    range: "0 and up, people; potential exposure; empty where no follower of anyone concerned is held",
    source: "this project (Measures guide)"
  ) { network in network.audiences.map { .integer($0?.added) } }

  static let audienceReachError = Measure(
    "audience_reach_error", of: .network, "the standard error of estimated audiences, as a share; empty if exact",
    range: "0 to 1", source: "Flajolet and others 2007"
  ) { network in
    let isEstimated = network.audiences.contains { $0?.isEstimated == true }
    return [isEstimated ? .decimal(AudienceReach.relativeError, places: 4) : .empty]
  }
}
