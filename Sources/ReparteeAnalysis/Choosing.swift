import HeapModule
import ReparteeGraph
import ReparteeMeasures

/// Chooses the k voices that together reach most people.
///
/// f(S) is how many distinct people are in the sets of S, over everybody: a chosen voice counts where another one
/// reaches it. f is monotone and submodular, so choosing greedily the voice that adds most is never below 1 − 1/e of
/// the optimum; with a limit per community never below one half. Ties go to the larger set, then the better rank. Lazy:
/// a voice's gain is computed anew only when its last known gain is the largest, since gains never grow. Nobody is
/// chosen who adds nobody. Then chosen voices are exchanged for others as long as that reaches more (`exchanges`), which
/// mends most of the cases in which greedy misses the optimum. Complexity: O(Σ over evaluations of the set's size).
/// Source: Nemhauser, Wolsey, Fisher, "An analysis of approximations for maximizing submodular set functions",
/// Mathematical Programming 14 (1978), https://doi.org/10.1007/BF01588971; lazily: Leskovec et al., "Cost-effective
/// outbreak detection in networks", KDD 2007, https://doi.org/10.1145/1281192.1281239.
package struct Choosing: Sendable {
  /// Whose union is sought.
  package enum Objective: String, CaseIterable, Sendable {
    /// Those who talk below the voice's posts, R.
    case replyReach = "reply-reach"
    /// Those who came back to it, C.
    case conversed
    /// Those who took part or could have seen it, AR: potential exposure.
    case audience
  }

  /// How many voices are wanted.
  package var count: Int
  /// Whose union is sought.
  package var objective = Objective.replyReach
  /// Voices that are chosen whatever they add, in this order, before all others.
  package var included: [UInt32] = []
  /// Voices that are never chosen.
  package var excluded: Set<UInt32> = []
  /// The most voices of one community, or nil for no limit.
  package var mostPerCommunity: Int?

  /// A choice of so many voices.
  package init(count: Int) { self.count = count }

  /// One chosen voice.
  package struct Pick: Sendable, Equatable {
    /// The voice.
    package var voice: UInt32
    /// How many people it reaches alone.
    package var reached: Int
    /// How many of them nobody chosen before it reaches: its marginal gain.
    package var gain: Int
    /// How many people all voices up to this one reach together.
    package var joint: Int

    /// How many of its people are reached already, and would be counted twice in a sum.
    package var overlap: Int { reached - gain }
  }

  /// What was chosen.
  package struct Result: Sendable {
    /// The chosen voices, in the order of choice.
    package var picks: [Pick] = []
    /// Everybody whom they reach: voice → whether.
    package var isReached: [Bool]
  }

  /// Chooses among `candidates`, best rank first.
  /// - Parameters:
  ///   - candidates: who may be chosen, in the order that decides ties.
  ///   - communities: voice → its community, or nil; used where a limit per community is set.
  package func choose(among candidates: [UInt32], in network: MeasuredNetwork, communities: [UInt32?]) -> Result {
    var sets = ChoiceSets(network, objective: objective)
    let barred = excluded.union(included)
    let free = candidates.filter { !barred.contains($0) }
    var picks = picks(count, among: free, from: &sets, communities: communities)
    let chosen = picks.map(\.voice)
    let better = exchanges(of: chosen, among: free, from: &sets, communities: communities)
    if better != chosen {
      // The same rule puts the exchanged voices in order.
      let order = free.filter(Set(better).contains)
      picks = self.picks(better.count, among: order, from: &sets, communities: communities)
    }
    var result = Result(picks: picks, isReached: Array(repeating: false, count: network.voices.count))
    for pick in picks { for person in sets.people(of: pick.voice) { result.isReached[Int(person)] = true } }
    return result
  }

  /// The greedy choice.
  private func picks(
    _ count: Int, among candidates: [UInt32], from sets: inout ChoiceSets, communities: [UInt32?]
  ) -> [Pick] {
    var picks: [Pick] = []
    var isReached = [Bool](repeating: false, count: communities.count)
    var perCommunity: [UInt32: Int] = [:]
    func take(_ voice: UInt32, _ people: [UInt32], gain: Int) {
      for person in people { isReached[Int(person)] = true }
      let joint = (picks.last?.joint ?? 0) + gain
      picks.append(Pick(voice: voice, reached: people.count, gain: gain, joint: joint))
      if let community = communities[Int(voice)] { perCommunity[community, default: 0] += 1 }
    }
    func gain(_ people: [UInt32]) -> Int { people.count { !isReached[Int($0)] } }

    for voice in included.prefix(count) {
      let people = sets.people(of: voice)
      take(voice, people, gain: gain(people))
    }
    var queue = Heap(
      candidates.enumerated().map { place, voice in
        let size = sets.size(of: voice)
        return Candidate(gain: size, reached: size, place: place, voice: voice)
      })
    while picks.count < count, var best = queue.popMax() {
      if let community = communities[Int(best.voice)], let limit = mostPerCommunity,
        perCommunity[community, default: 0] >= limit
      {
        continue
      }
      if best.gain == 0 { break }
      let people = sets.people(of: best.voice)
      if best.picks == picks.count {
        take(best.voice, people, gain: best.gain)
      } else {
        best.gain = gain(people)
        best.picks = picks.count
        queue.insert(best)
      }
    }
    return picks
  }
}

/// A voice that may be chosen; the greatest goes first.
private struct Candidate: Comparable {
  /// What it added when that was last computed, which it never exceeds later.
  var gain: Int
  /// How many people it reaches alone.
  var reached: Int
  /// Its place among the candidates.
  var place: Int
  var voice: UInt32
  /// How many voices had been chosen when the gain was computed; −1 for never.
  var picks = -1

  /// The larger gain goes first, then the larger set, then the better place.
  static func < (left: Candidate, right: Candidate) -> Bool {
    (left.gain, left.reached, right.place) < (right.gain, right.reached, left.place)
  }
}
