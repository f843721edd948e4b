import HeapModule
import Measures
import SocialGraph

/// Chooses the k voices that together reach most people.
///
/// f(S) is how many distinct people are in the sets of S, over everybody: a chosen voice counts where another one
/// reaches it. f is monotone and submodular, so choosing greedily the voice that adds most is never below 1 − 1/e of
/// the optimum; with a limit per community never below one half. Ties go to the larger set, then the better rank. Lazy:
/// a voice's gain is computed anew only when its last known gain is the largest, since gains never grow. Nobody is
/// chosen who adds nobody. Complexity: O(Σ over evaluations of the set's size).
/// Source: Nemhauser, Wolsey, Fisher, "An analysis of approximations for maximizing submodular set functions",
/// Mathematical Programming 14 (1978), https://doi.org/10.1007/BF01588971; lazily: Leskovec et al., "Cost-effective
/// outbreak detection in networks", KDD 2007, https://doi.org/10.1145/1281192.1281239.
public struct Choosing: Sendable {
  /// Whose union is sought.
  public enum Objective: String, CaseIterable, Sendable {
    /// Those who talk below the voice's posts, R.
    case replyReach = "reply-reach"
    /// Those who came back to it, C.
    case conversed
    /// Those who took part or could have seen it, AR: potential exposure.
    case audience
  }

  /// How many voices are wanted.
  public var count: Int
  /// Whose union is sought.
  public var objective = Objective.replyReach
  /// Voices that are chosen whatever they add, in this order, before all others.
  public var included: [UInt32] = []
  /// Voices that are never chosen.
  public var excluded: Set<UInt32> = []
  /// The most voices of one community, or nil for no limit.
  public var mostPerCommunity: Int?

  /// A choice of so many voices.
  public init(count: Int) { self.count = count }

  /// One chosen voice.
  public struct Pick: Sendable, Equatable {
    /// The voice.
    public var voice: UInt32
    /// How many people it reaches alone.
    public var reached: Int
    /// How many of them nobody chosen before it reaches: its marginal gain.
    public var gain: Int
    /// How many people all voices up to this one reach together.
    public var joint: Int

    /// How many of its people are reached already, and would be counted twice in a sum.
    public var overlap: Int { reached - gain }
  }

  /// What was chosen.
  public struct Result: Sendable {
    /// The chosen voices, in the order of choice.
    public var picks: [Pick] = []
    /// Everybody whom they reach: voice → whether.
    public var isReached: [Bool]
  }

  /// Chooses among `candidates`, best rank first.
  /// - Parameters:
  ///   - candidates: who may be chosen, in the order that decides ties.
  ///   - communities: voice → its community, or nil; used where a limit per community is set.
  public func choose(among candidates: [UInt32], in network: MeasuredNetwork, communities: [UInt32?]) -> Result {
    var sets = ChoiceSets(network, objective: objective)
    var result = Result(isReached: Array(repeating: false, count: network.voices.count))
    var perCommunity: [UInt32: Int] = [:]
    func take(_ voice: UInt32, _ people: [UInt32], gain: Int) {
      for person in people { result.isReached[Int(person)] = true }
      let joint = (result.picks.last?.joint ?? 0) + gain
      result.picks.append(Pick(voice: voice, reached: people.count, gain: gain, joint: joint))
      if let community = communities[Int(voice)] { perCommunity[community, default: 0] += 1 }
    }
    func gain(_ people: [UInt32]) -> Int { people.count { !result.isReached[Int($0)] } }

    for voice in included.prefix(count) {
      let people = sets.people(of: voice)
      take(voice, people, gain: gain(people))
    }
    let barred = excluded.union(included)
    var queue = Heap(
      candidates.enumerated().filter { !barred.contains($1) }.map { place, voice in
        let size = sets.size(of: voice)
        return Candidate(gain: size, reached: size, place: place, voice: voice)
      })
    while result.picks.count < count, var best = queue.popMax() {
      if let community = communities[Int(best.voice)], let limit = mostPerCommunity,
        perCommunity[community, default: 0] >= limit
      {
        continue
      }
      if best.gain == 0 { break }
      let people = sets.people(of: best.voice)
      if best.picks == result.picks.count {
        take(best.voice, people, gain: best.gain)
      } else {
        best.gain = gain(people)
        best.picks = result.picks.count
        queue.insert(best)
      }
    }
    return result
  }
}

/// The sets whose union is sought, computed when they are asked for.
private struct ChoiceSets {
  private let network: MeasuredNetwork
  private let objective: Choosing.Objective
  private var reader: ReachDetail.Reader
  private let audiences: [AudienceReach.Audience?]

  init(_ network: MeasuredNetwork, objective: Choosing.Objective) {
    self.network = network
    self.objective = objective
    reader = ReachDetail.Reader(network.scoped)
    audiences = objective == .audience ? AudienceReach.compute(in: network.scoped) : []
  }

  func size(of voice: UInt32) -> Int {
    switch objective {
    case .replyReach: Int(network.replyReach.reach[Int(voice)])
    case .conversed: network.conversed.count(of: Int(voice))
    case .audience: Int(audiences[Int(voice)]?.people ?? 0)
    }
  }

  mutating func people(of voice: UInt32) -> [UInt32] {
    switch objective {
    case .replyReach: reader.people(of: Int(voice))
    case .conversed: Array(network.conversed[Int(voice)])
    case .audience: AudienceReach.people(of: Int(voice), reach: reader.people(of: Int(voice)), in: network.scoped)
    }
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
