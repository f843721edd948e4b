import ReparteeGraph

/// Hubs and authorities: a good authority is pointed at by good hubs, a good hub points at good authorities.
///
/// authority(v) = Σ over u→v of hub(u), hub(u) = Σ over u→v of authority(v), each scaled to sum 1: on reply arcs a high
/// authority is answered by those who answer many, and a high hub answers those whom many answer. Range 0 to 1; all 0
/// where there is no arc. Power iteration from the uniform start; the error left is judged by the rate at which the
/// changes shrink, and is taken off by extrapolation where it shrinks slowly. Where several components tie for the
/// leading singular value the answer is the projection of the uniform start on its space, so it is always unique.
/// Complexity: O(n + m) a step. Source: Kleinberg, "Authoritative Sources in a Hyperlinked Environment", JACM 46
/// (1999), https://doi.org/10.1145/324133.324140.
package struct HITS: Sendable, Equatable {
  /// Node → hub, summing to 1.
  package let hubs: [Double]
  /// Node → authority, summing to 1.
  package let authorities: [Double]
  /// How many steps were taken.
  package let iterations: Int
  /// The estimated distance (L1) of the hubs from their limit.
  package let error: Double

  /// Computes hubs and authorities of all nodes.
  /// - Parameters:
  ///   - tolerance: the estimated L1 error at which to stop.
  ///   - maximumIterations: the most steps taken.
  package static func compute(
    on graph: Graph, tolerance: Double = 1e-13, maximumIterations: Int = 20_000
  ) -> HITS {
    let count = graph.nodeCount
    let nothing = [Double](repeating: 0, count: count)
    guard graph.edgeCount > 0 else { return HITS(hubs: nothing, authorities: nothing, iterations: 0, error: 0) }
    let blocks = Cores.blocks(of: count, size: 1 << 14)
    var hubs = [Double](repeating: 1 / Double(count), count: count)
    var authorities = nothing
    var convergence = Convergence()
    while convergence.steps < maximumIterations, convergence.error > tolerance, !convergence.isAtRest {
      authorities = gathered(hubs, over: graph.incoming, blocks)
      let next = gathered(authorities, over: graph.outgoing, blocks)
      let change = Cores.sum(blocks) { abs(next[$0] - hubs[$0]) }
      convergence.add(change: change)
      if let reach = convergence.extrapolation {
        let further = zip(next, hubs).map { $0 + reach * ($0 - $1) }
        // A step too far would leave the positive vectors, and with them the certainty of the limit.
        if further.allSatisfy({ $0 >= 0 }) {
          let sum = further.reduce(0, +)
          hubs = further.map { $0 / sum }
          continue
        }
      }
      hubs = next
    }
    hubs = leadingParts(of: hubs, on: graph)
    authorities = gathered(hubs, over: graph.incoming, blocks)
    return HITS(hubs: hubs, authorities: authorities, iterations: convergence.steps, error: convergence.error)
  }

  /// The hubs without those parts of the graph whose own singular value is not the leading one: there the limit is 0,
  /// which iteration comes near only slowly.
  private static func leadingParts(of hubs: [Double], on graph: Graph) -> [Double] {
    // A node as a hub and the same node as an authority are two: parts are joined by arcs from hubs to authorities.
    let count = graph.nodeCount
    let sources = (0..<count).flatMap { node in graph.outNeighbours(of: node).map { _ in UInt32(node) } }
    let targets = graph.outgoing.neighbours.map { $0 + UInt32(count) }
    let parts = Components.weak(in: Graph(nodeCount: 2 * count, sources: sources, targets: targets))
    var (before, after) = ([Double](repeating: 0, count: parts.count), [Double](repeating: 0, count: parts.count))
    for node in 0..<count {
      before[Int(parts.numbers[node])] += hubs[node] * hubs[node]
      let authority = graph.inNeighbours(of: node).reduce(0) { $0 + hubs[Int($1)] }
      after[Int(parts.numbers[count + node])] += authority * authority
    }
    let growth = zip(before, after).map { $0 > 0 ? $1 / $0 : 0 }
    let least = (growth.max() ?? 0) * (1 - 1e-9)
    let kept = (0..<count).map { growth[Int(parts.numbers[$0])] >= least ? hubs[$0] : 0 }
    let sum = kept.reduce(0, +)
    return kept.map { $0 / sum }
  }

  /// The sums of `values` over each node's list, scaled to sum 1. In bounds: there is a sum for every node.
  private static func gathered(_ values: [Double], over lists: Adjacency, _ blocks: [Range<Int>]) -> [Double] {
    var sums = values
    let total = sums.withUnsafeMutableBufferPointer { sums in
      Cores.sum(blocks) { node in
        var sum = 0.0
        for index in lists.offsets[node]..<lists.offsets[node + 1] { sum += values[Int(lists.neighbours[index])] }
        sums[node] = sum
        return sum
      }
    }
    return sums.map { $0 / total }
  }
}

/// How far an iteration still is from its limit, from its last changes.
///
/// Changes of power iteration shrink by a steady factor, the rate, once all but the slowest part has faded; what is left
/// then is the geometric series of the changes to come, change · rate / (1 − rate).
private struct Convergence {
  /// How many changes in a row have to be seen before anything is said of the rate.
  private static let fewestChanges = 6
  /// The rate is read from so many of the last ratios of two changes.
  private static let ratioCount = 4
  /// The rate is steady where its ratios differ by less than this part of 1 − rate: then the error, which goes with
  /// 1 / (1 − rate), is known to about as much.
  private static let steady = 0.2
  /// Steady enough to extrapolate, which multiplies what the rate is off.
  private static let verySteady = 0.02
  /// Extrapolating pays where the changes shrink by less than half a step, and only now and then: afterwards the faster
  /// parts have to fade again.
  private static let slowFrom = 0.5
  private static let changesBetweenExtrapolations = 24
  /// Changes below this are rounding, whose ratios say nothing.
  private static let rounding = 1e-15
  /// What may be left of the slowest part when nothing but rounding moves.
  private static let negligible = 1e-13
  /// After so many steps of rounding alone the iteration is as near as it gets.
  private static let stepsUntilAtRest = 200

  private(set) var steps = 0
  /// Changes since the last extrapolation.
  private var changes: [Double] = []
  /// The slowest steady rate seen at which changes shrink.
  private var rate = 0.0
  private var stepsAtRest = 0
  /// Whether nothing but rounding has moved for long.
  var isAtRest: Bool { stepsAtRest >= Self.stepsUntilAtRest }
  /// The estimated distance from the limit.
  private(set) var error = Double.infinity
  /// How many times the last change to go on at once, now and then where the changes shrink slowly and steadily.
  private(set) var extrapolation: Double?

  mutating func add(change: Double) {
    steps += 1
    extrapolation = nil
    changes.append(change)
    error = .infinity
    if change == 0 {
      error = 0
      return
    }
    guard changes.count >= Self.fewestChanges else { return }
    let ratios = changes.indices.suffix(Self.ratioCount).map { changes[$0] / changes[$0 - 1] }
    let (slowest, fastest) = (ratios.max() ?? 1, ratios.min() ?? 1)
    // What is left of the slowest part fades on for a while.
    if change < Self.rounding {
      stepsAtRest += 1
      let left = change * rate / (1 - rate)
      error = left > Self.negligible && !isAtRest ? .infinity : left
      return
    }
    stepsAtRest = 0
    // While the rate still drifts, a slower part is hidden by the changes, and nothing is known of the error.
    guard slowest < 1, slowest - fastest < Self.steady * (1 - slowest) else { return }
    rate = max(rate, slowest)
    error = change * rate / (1 - rate)
    if changes.count >= Self.changesBetweenExtrapolations, slowest > Self.slowFrom,
      slowest - fastest < Self.verySteady * (1 - slowest)
    {
      extrapolation = slowest / (1 - slowest)
      changes = []
      error = .infinity
    }
  }
}

extension HITS {
  /// The first way in which hubs and authorities break their own equations, or nil: pushed along the arcs, where the
  /// kernel pulls, and the leading singular value compared with a bound that no vector can exceed by chance.
  ///
  /// Complexity: O(steps · m).
  package func discrepancy(on graph: Graph, tolerance: Double = 1e-9) -> String? {
    let arcs = (0..<graph.nodeCount).flatMap { node in graph.outNeighbours(of: node).map { (node, Int($0)) } }
    guard !arcs.isEmpty else {
      return (hubs + authorities).allSatisfy { $0 == 0 } ? nil : "a graph without arcs has neither hubs nor authorities"
    }
    guard hubs.count == graph.nodeCount, authorities.count == graph.nodeCount else { return "a value is missing" }
    func pushed(_ values: [Double], _ ends: KeyPath<(Int, Int), Int>, _ starts: KeyPath<(Int, Int), Int>) -> [Double] {
      var sums = [Double](repeating: 0, count: graph.nodeCount)
      for arc in arcs { sums[arc[keyPath: ends]] += values[arc[keyPath: starts]] }
      let total = sums.reduce(0, +)
      return sums.map { $0 / total }
    }
    func distance(_ left: [Double], _ right: [Double]) -> Double {
      zip(left, right).reduce(0) { $0 + abs($1.0 - $1.1) }
    }
    if distance(pushed(hubs, \.1, \.0), authorities) > tolerance { return "authorities are not what the hubs give" }
    if distance(pushed(authorities, \.0, \.1), hubs) > tolerance { return "hubs are not what the authorities give" }
    // No vector grows by more than the leading singular value's square, so none may grow by more than the hubs.
    func growth(_ values: [Double]) -> Double {
      var sums = [Double](repeating: 0, count: graph.nodeCount)
      for arc in arcs { sums[arc.1] += values[arc.0] }
      return sums.reduce(0) { $0 + $1 * $1 } / values.reduce(0) { $0 + $1 * $1 }
    }
    var other = (0..<graph.nodeCount).map { 1 + Double($0 * 7919 % 101) }
    for _ in 0..<60 { other = pushed(pushed(other, \.1, \.0), \.0, \.1) }
    let (own, found) = (growth(hubs), growth(other))
    return found > own * (1 + 1e-9) ? "another start grows by \(found) a step, the hubs by \(own)" : nil
  }
}

extension MeasuredNetwork {
  /// Hubs and authorities of the reply graph.
  package var hits: HITS { remember("hits") { HITS.compute(on: replyGraph.arcs) } }
}

extension Measure {
  static let hitsHub = Measure(
    "hits_hub", of: .voice, "replies to those whom many reply to",
    range: "0 to 1, summing to 1; empty without a reply arc",
    source: "Kleinberg 1999"
  ) { network in network.cells(network.hits.hubs) { .decimal($0, places: Measure.places) } }

  static let hitsAuthority = Measure(
    "hits_authority", of: .voice, "is replied to by those who reply to many",
    range: "0 to 1, summing to 1; empty without a reply arc",
    source: "Kleinberg 1999"
  ) { network in network.cells(network.hits.authorities) { .decimal($0, places: Measure.places) } }
}
