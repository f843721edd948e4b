import ReparteeGraph

/// How many posts back replies reach in some data, as weights by which parents can be drawn again.
///
/// A reply with m possible parents (strictly earlier non-root posts by others in its conversation) answers the d-th latest of
/// them: d = 1 is the last thing that somebody else said. The model is P(d | m) = w_d / (w_1 + … + w_m), so that short and long
/// conversations speak of the same weights. They are fitted by maximum likelihood with the minorise–maximise step
/// w_d ← h_d / Σ over replies with m ≥ d of 1 / (w_1 + … + w_m), h_d being the replies that reach d, for 200 rounds.
/// Distances are single up to 16 and go by bins that widen by a quarter from there, even within a bin: far back there are few.
/// A reply none of whose distances was ever seen draws evenly. Complexity: O(bins · distinct m) a round, 2 · log₂ bins a draw.
/// Source: Hunter, "MM Algorithms for Generalized Bradley–Terry Models", Annals of Statistics 32 (2004),
/// https://doi.org/10.1214/aos/1079120141.
struct ReplyDistances: Sendable, Equatable {
  private static let rounds = 200
  private static let lastSingle = 16

  /// Bin → its first distance; one more entry than bins.
  private let starts: [Int]
  /// Bin → the weight of one distance in it.
  private let weights: [Double]
  /// Bin → the weight of all distances before it; one more entry than bins.
  private let totals: [Double]

  /// The weights of such replies.
  /// - Parameter replies: how far back each reached, and how many possible parents it had.
  init(_ replies: [(distance: Int, choices: Int)]) {
    let longest = replies.map(\.choices).max() ?? 0
    var starts = [1]
    while let last = starts.last, last <= longest {
      starts.append(last < Self.lastSingle ? last + 1 : max(last + 1, last + last / 4))
    }
    let bins = starts.count - 1
    func bin(_ distance: Int) -> Int { starts.partitioningIndex { $0 > distance } - 1 }
    var reached = [Double](repeating: 0, count: bins)
    var byChoices: [Int: Int] = [:]
    for reply in replies {
      reached[bin(reply.distance)] += 1
      byChoices[reply.choices, default: 0] += 1
    }
    let groups = byChoices.sorted { $0.key < $1.key }
    var weights = [Double](repeating: 1, count: bins)
    for _ in 0..<(bins == 0 ? 0 : Self.rounds) {
      // How often a distance of the bin was on offer, each offer by its share in all that were made with it.
      var offered = [Double](repeating: 0, count: bins)
      for (choices, count) in groups {
        let last = bin(choices)
        var total = 0.0
        for bin in 0...last { total += weights[bin] * Double(min(starts[bin + 1] - 1, choices) - starts[bin] + 1) }
        guard total > 0 else { continue }
        let share = Double(count) / total
        for bin in 0...last { offered[bin] += share * Double(min(starts[bin + 1] - 1, choices) - starts[bin] + 1) }
      }
      for bin in 0..<bins { weights[bin] = offered[bin] > 0 ? reached[bin] / offered[bin] : 0 }
    }
    self.starts = starts
    self.weights = weights
    var totals = [0.0]
    for bin in 0..<bins { totals.append(totals[bin] + weights[bin] * Double(starts[bin + 1] - starts[bin])) }
    self.totals = totals
  }

  /// The weight of a distance; those farther than any conversation goes have none.
  func weight(_ distance: Int) -> Double {
    let bin = starts.partitioningIndex { $0 > distance } - 1
    return weights.indices.contains(bin) ? weights[bin] : 0
  }

  /// What a reply with so many possible parents draws from, computed once for many draws.
  struct Limit: Sendable {
    fileprivate var choices: Int32
    /// The bin of the farthest one, or -1 where all are alike.
    fileprivate var last: Int32
    /// The weight of all of them.
    fileprivate var total: Double
  }

  /// What a reply with `choices` possible parents, at least one, draws from.
  func limit(_ choices: Int) -> Limit {
    let last = starts.partitioningIndex { $0 > choices } - 1
    // Weights are fitted on conversations as long as any that is drawn from.
    guard last < weights.count else { return Limit(choices: Int32(choices), last: -1, total: 0) }
    let total = totals[last] + weights[last] * Double(choices - starts[last] + 1)
    return Limit(choices: Int32(choices), last: total > 0 ? Int32(last) : -1, total: total)
  }

  /// A distance from 1 to as many as there are, by the weights.
  @inline(__always)
  func draw(_ limit: Limit, with random: inout SplitMix64) -> Int {
    let choices = Int(limit.choices)
    guard limit.last >= 0 else { return 1 + random.below(choices) }
    let last = Int(limit.last)
    let goal = random.fraction() * limit.total
    // Most distances are short: the first bins are asked one by one.
    var bin = 0
    while bin < min(last, 8), totals[bin + 1] <= goal { bin += 1 }
    if bin == 8, bin < last { bin = min(last, totals.partitioningIndex { $0 > goal } - 1) }
    let within = weights[bin] > 0 ? Int((goal - totals[bin]) / weights[bin]) : 0
    return min(choices, min(starts[bin + 1] - 1, starts[bin] + within))
  }

  /// A distance from 1 to `choices`, at least one, by the weights.
  func draw(_ choices: Int, with random: inout SplitMix64) -> Int { draw(limit(choices), with: &random) }
}
