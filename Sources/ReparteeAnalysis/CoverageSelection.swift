import HeapModule
import ReparteeGraph
import ReparteeMeasures

/// Chooses the k voices that together reach most people.
///
/// f(S) is how many distinct people are in the sets of S, over everybody: a chosen voice counts where another one
/// reaches it. f is monotone and submodular, so choosing greedily the voice that adds most is never below 1 − 1/e of
/// the optimum; with a limit per community never below one half. Ties go to the larger set, then the better rank. Lazy:
/// a voice's gain is computed again only when its last known gain is the largest, since gains never grow. Nobody is
/// chosen who adds nobody. Then chosen voices are swapped for others as long as that reaches more (`swaps`), which
/// mends most of the cases in which greedy misses the optimum. Complexity: O(Σ over evaluations of the set's size).
/// Source: Nemhauser, Wolsey, Fisher, "An analysis of approximations for maximizing submodular set functions",
/// Mathematical Programming 14 (1978), https://doi.org/10.1007/BF01588971; lazily: Leskovec et al., "Cost-effective
/// outbreak detection in networks", KDD 2007, https://doi.org/10.1145/1281192.1281239.
package struct CoverageSelection: Sendable {
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
    var sets = CandidateSets(network, objective: objective)
    let barred = excluded.union(included)
    let free = candidates.filter { !barred.contains($0) }
    var picks = picks(count, among: free, from: &sets, communities: communities)
    let chosen = picks.map(\.voice)
    let better = swaps(of: chosen, among: free, from: &sets, communities: communities)
    if better != chosen {
      // The same rule puts the swapped voices in order.
      let order = free.filter(Set(better).contains)
      picks = self.picks(better.count, among: order, from: &sets, communities: communities)
    }
    var result = Result(picks: picks, isReached: Array(repeating: false, count: network.voices.count))
    for pick in picks { for person in sets.people(of: pick.voice) { result.isReached[Int(person)] = true } }
    return result
  }

  /// The greedy choice.
  private func picks(
    _ count: Int, among candidates: [UInt32], from sets: inout CandidateSets, communities: [UInt32?]
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

extension CoverageSelection {
  /// The chosen voices after every swap of one of them for another candidate that reaches more, the best first.
  ///
  /// Included voices stay. One pass over a candidate's people shows what it would add in place of each chosen voice: those
  /// whom nobody chosen reaches, and those whom only that one does. Candidates no larger than the smallest such loss are
  /// not looked at. Complexity: O(Σ of the candidates' set sizes) a swap; as a rule there is none or one.
  func swaps(
    of chosen: [UInt32], among candidates: [UInt32], from sets: inout CandidateSets, communities: [UInt32?]
  ) -> [UInt32] {
    var chosen = chosen
    let fixed = min(included.count, chosen.count)
    guard fixed < chosen.count else { return chosen }
    // Every swap reaches more people, so they end; the limit only bounds the time.
    for _ in 0..<(4 * chosen.count) {
      let cover = Cover(chosen, from: &sets, voiceCount: communities.count)
      let least = cover.losses[fixed...].min() ?? 0
      var best: (gain: Int, place: Int, voice: UInt32) = (0, 0, 0)
      for candidate in candidates where !chosen.contains(candidate) && sets.size(of: candidate) > least {
        let gains = cover.gains(of: sets.people(of: candidate))
        for place in fixed..<chosen.count where gains[place] - cover.losses[place] > best.gain {
          if allows(candidate, inPlaceOf: place, of: chosen, communities) {
            best = (gains[place] - cover.losses[place], place, candidate)
          }
        }
      }
      if best.gain == 0 { break }
      chosen[best.place] = best.voice
    }
    return chosen
  }

  private func allows(
    _ candidate: UInt32, inPlaceOf place: Int, of chosen: [UInt32], _ communities: [UInt32?]
  ) -> Bool {
    guard let limit = mostPerCommunity, let community = communities[Int(candidate)] else { return true }
    let others = chosen.indices.count { $0 != place && communities[Int(chosen[$0])] == community }
    return others < limit
  }
}

/// Whom the chosen voices reach, and who reaches them alone.
private struct Cover {
  private static let nobody = Int32(-1)
  private static let several = Int32(-2)
  /// Person → the place of the one chosen voice that reaches it, or `nobody`, or `several`.
  private var owners: [Int32]
  /// Place → how many people that chosen voice alone reaches.
  private(set) var losses: [Int]

  init(_ chosen: [UInt32], from sets: inout CandidateSets, voiceCount: Int) {
    owners = Array(repeating: Self.nobody, count: voiceCount)
    losses = Array(repeating: 0, count: chosen.count)
    for (place, voice) in chosen.enumerated() {
      for person in sets.people(of: voice) {
        let owner = owners[Int(person)]
        owners[Int(person)] = owner == Self.nobody ? Int32(place) : Self.several
      }
    }
    for owner in owners where owner >= 0 { losses[Int(owner)] += 1 }
  }

  /// Place → how many of `people` would be new if they came in place of that chosen voice.
  func gains(of people: [UInt32]) -> [Int] {
    var (fresh, gains) = (0, [Int](repeating: 0, count: losses.count))
    for person in people {
      let owner = owners[Int(person)]
      if owner == Self.nobody { fresh += 1 } else if owner >= 0 { gains[Int(owner)] += 1 }
    }
    return gains.map { $0 + fresh }
  }
}

/// The sets whose union is sought, computed when they are asked for.
struct CandidateSets {
  private let network: MeasuredNetwork
  private let objective: CoverageSelection.Objective
  private var reader: ReachDetail.Reader
  private let sizes: [Int]

  init(_ network: MeasuredNetwork, objective: CoverageSelection.Objective) {
    self.network = network
    self.objective = objective
    reader = ReachDetail.Reader(network.scoped)
    sizes =
      switch objective {
      case .replyReach: network.replyReach.reach.map(Int.init)
      case .conversed: network.conversed.counts
      case .audience: network.audiences.map { $0.map(Self.bound) ?? 0 }
      }
  }

  /// How many people the voice reaches at most: the lazy choice counts them when it matters.
  func size(of voice: UInt32) -> Int { sizes[Int(voice)] }

  /// An estimate may be too small, but hardly ever by more than six standard errors.
  private static func bound(on audience: AudienceReach.Audience) -> Int {
    let people = Double(audience.people)
    return audience.isEstimated ? Int(people / (1 - 6 * AudienceReach.relativeError)) + 1 : Int(people)
  }

  mutating func people(of voice: UInt32) -> [UInt32] {
    switch objective {
    case .replyReach: reader.people(of: Int(voice))
    case .conversed: Array(network.conversed[Int(voice)])
    case .audience: AudienceReach.people(of: Int(voice), reach: reader.people(of: Int(voice)), in: network.scoped)
    }
  }
}
