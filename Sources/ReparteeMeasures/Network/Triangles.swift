import ReparteeGraph
import Synchronization

/// Triangles: the pairs of a node's neighbours that are neighbours of each other.
///
/// A high value means that a voice's partners talk to each other too. Undirected. Range 0 to d (d − 1) / 2 for d
/// neighbours. Complexity: O(m^1.5) at worst, as in `OrientedTies`.
package enum Triangles {
  /// Node → how many triangles it is part of.
  package static func compute(on graph: Adjacency) -> [Int] { OrientedTies(graph).triangles() }

  /// How many triangles there are, each counted at three nodes.
  package static func total(of triangles: [Int]) -> Int { triangles.reduce(0, +) / 3 }
}

/// Every tie once, from the end of lower degree to that of higher degree: what triangles are counted on.
///
/// Nodes are renumbered by falling degree and each keeps the neighbours before it. So no list is longer than √(2m), and
/// the marks of one list, a bit a node, lie close together at the front. Complexity: O(n + m); 4 bytes a tie.
struct OrientedTies {
  /// Place → node.
  let nodes: [UInt32]
  /// Place → where its list of earlier places begins; one more than nodes.
  let offsets: [Int]
  let earlier: [UInt32]

  init(_ graph: Adjacency) {
    let order = DegreeOrder(graph)
    let places = order.places
    let count = graph.nodeCount
    let blocks = Cores.blocks(of: count, size: 4096)
    let offsets = Buckets(count: count) { counts in
      Cores.forEach(count: blocks.count) { block in
        for place in blocks[block] {
          counts[place] = graph[Int(order.nodes[place])].count { places[Int($0)] < UInt32(place) }
        }
      }
    }.offsets
    earlier = [UInt32](unsafeUninitializedCapacity: offsets[count]) { earlier, initialized in
      Cores.forEach(count: blocks.count) { block in
        for place in blocks[block] {
          var next = offsets[place]
          for neighbour in graph[Int(order.nodes[place])] where places[Int(neighbour)] < UInt32(place) {
            earlier[next] = places[Int(neighbour)]
            next += 1
          }
          var list = UnsafeMutableBufferPointer(rebasing: earlier[offsets[place]..<next])
          list.sort()
        }
      }
      initialized = offsets[count]
    }
    nodes = order.nodes
    self.offsets = offsets
  }

  /// Node → in how many triangles it is. Each triangle is met once, from its node of lowest degree.
  func triangles() -> [Int] {
    let count = nodes.count
    // Heavy places come first, so blocks are cut by what they have to look at.
    let blocks = Cores.blocks(of: offsets, size: 1 << 12)
    let tallies = Tallies(count: count)
    Cores.forEach(count: blocks.count, state: { tallies.borrow() }) { tally, block in
      offsets.withUnsafeBufferPointer { offsets in
        earlier.withUnsafeBufferPointer { earlier in
          for place in blocks[block] { OrientedTies.add(place, offsets, earlier, tally.marks.start, tally.found.start) }
        }
      }
    }
    let found = tallies.sums()
    var triangles = [Int](repeating: 0, count: count)
    for place in 0..<count { triangles[Int(nodes[place])] = found[place] }
    return triangles
  }

  /// In bounds: lists hold places, and there is a mark and a count for every place.
  private static func add(
    _ place: Int, _ offsets: UnsafeBufferPointer<Int>, _ earlier: UnsafeBufferPointer<UInt32>,
    _ marks: UnsafeMutablePointer<UInt64>, _ found: UnsafeMutablePointer<Int>
  ) {
    let (start, end) = (offsets[place], offsets[place + 1])
    guard end - start > 1 else { return }
    for index in start..<end { marks[Int(earlier[index] >> 6)] |= 1 << UInt64(earlier[index] & 63) }
    var own = 0
    for index in start..<end {
      let middle = Int(earlier[index])
      var closed = 0
      for other in offsets[middle]..<offsets[middle + 1] {
        let last = earlier[other]
        let isClosed = Int(truncatingIfNeeded: marks[Int(last >> 6)] >> UInt64(last & 63) & 1)
        found[Int(last)] &+= isClosed
        closed &+= isClosed
      }
      found[middle] &+= closed
      own &+= closed
    }
    found[place] &+= own
    for index in start..<end { marks[Int(earlier[index] >> 6)] = 0 }
  }
}

/// Counts by place, a list a thread; whole numbers add up to the same in any order.
private final class Tallies {
  /// Only one thread writes to it, and is done before it is read.
  final class Tally: @unchecked Sendable {
    let marks: LargePages<UInt64>
    let found: LargePages<Int>

    init(count: Int) {
      marks = LargePages(repeating: 0, count: count / 64 + 1)
      found = LargePages(repeating: 0, count: count)
    }
  }

  private let count: Int
  private let lent = Mutex<[Tally]>([])

  init(count: Int) { self.count = count }

  /// Scratch space of one thread, remembered for the sum.
  func borrow() -> Tally {
    let tally = Tally(count: count)
    lent.withLock { $0.append(tally) }
    return tally
  }

  func sums() -> [Int] {
    var sums = [Int](repeating: 0, count: count)
    for tally in lent.withLock({ $0 }) {
      let found = tally.found.start
      for place in 0..<count { sums[place] += found[place] }
      withExtendedLifetime(tally) {}
    }
    return sums
  }
}

extension Triangles {
  /// The first node whose triangles are not the tied pairs among its neighbours, or nil. Complexity: O(Σ d²).
  package static func discrepancy(of triangles: [Int], on graph: Adjacency) -> String? {
    let lists = (0..<graph.nodeCount).map { Set(graph[$0]) }
    for node in lists.indices {
      let own = lists[node].sorted()
      let expected = own.indices.reduce(0) { sum, first in
        sum + own[(first + 1)...].count { lists[Int(own[first])].contains($0) }
      }
      if triangles[node] != expected { return "node \(node) has \(expected) triangles, not \(triangles[node])" }
    }
    return nil
  }
}

extension MeasuredNetwork {
  /// How many triangles each node of the reply graph is part of.
  var triangles: [Int] { remember("triangles") { Triangles.compute(on: replyGraph.neighbours) } }
}

extension Measure {
  static let triangles = Measure(
    "triangles", of: .voice, "pairs of the voice's partners that are partners too",
    range: "0 and up, pairs; empty without a reply arc",
    source: "counted in the undirected reply graph"
  ) { network in network.cells(network.triangles) { .integer($0) } }
}
