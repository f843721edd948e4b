import ReparteeGraph

/// Distinguishes nodes by how they are tied: an ordered partition, split until every node stands alone.
///
/// A cell is split where its nodes have unequal ties to another cell; only the smaller parts are looked at again. Where
/// nothing is left to split, one node of the first cell of several is set apart, and splitting goes on from it. So two
/// namings of one graph end in the same renumbered graph, as long as the nodes that look alike truly are. Complexity:
/// O((n + m) log² n). Source: McKay & Piperno, "Practical graph isomorphism, II", J. Symbolic Computation 60 (2014),
/// https://doi.org/10.1016/j.jsc.2013.09.003.
struct PartitionRefinement {
  private let graph: Adjacency
  private let weights: [Int]?
  /// The nodes, cell after cell.
  private(set) var order: [UInt32]
  /// Node → its place in `order`.
  private(set) var places: [UInt32]
  /// Node → its cell, by a number that the larger part keeps when a cell is cut.
  private var cells: [UInt32]
  /// Cell → where it begins.
  private var begins: [UInt32] = [0]
  /// Where a cell begins → how many nodes it has.
  private var sizes: [UInt32]
  private var waiting: [UInt32] = []
  private var next = 0
  private var isWaiting: [Bool]
  /// Node → its ties to the current cell, as a sum of hashes of their weights.
  private var ties: [UInt64]

  /// Begins with one cell of all nodes, or with a cell a colour.
  init(of graph: Adjacency, weights: [Int]?, from colours: NodeColours? = nil) {
    let count = graph.nodeCount
    self.graph = graph
    self.weights = weights
    order = (0..<UInt32(count)).map { $0 }
    places = order
    cells = Array(repeating: 0, count: count)
    sizes = cells
    isWaiting = Array(repeating: false, count: count)
    ties = Array(repeating: 0, count: count)
    guard count > 0 else { return }
    sizes[0] = UInt32(count)
    if let colours { begin(with: colours) } else { enqueue(0) }
    refine()
    for place in 0..<count {
      while sizes[place] > 1, !areTwins(place) {
        cut(place, at: place + 1)
        enqueue(place)
        refine()
      }
    }
  }

  private mutating func begin(with colours: NodeColours) {
    order = colours.order
    for (place, node) in order.enumerated() { places[Int(node)] = UInt32(place) }
    begins.removeAll()
    for (cell, start) in colours.starts.enumerated() {
      let end = cell + 1 < colours.starts.count ? colours.starts[cell + 1] : order.count
      begins.append(UInt32(start))
      sizes[start] = UInt32(end - start)
      for place in start..<end { cells[Int(order[place])] = UInt32(cell) }
      if !colours.isStable { enqueue(start) }
    }
  }

  private mutating func enqueue(_ start: Int) {
    isWaiting[start] = true
    waiting.append(UInt32(start))
  }

  /// Cuts the cell at `start` in two; the second part begins at `middle`.
  private mutating func cut(_ start: Int, at middle: Int) {
    let end = start + Int(sizes[start])
    let cell = Int(cells[Int(order[start])])
    let isFirstSmaller = middle - start < end - middle
    for place in isFirstSmaller ? start..<middle : middle..<end { cells[Int(order[place])] = UInt32(begins.count) }
    begins.append(UInt32(isFirstSmaller ? start : middle))
    begins[cell] = UInt32(isFirstSmaller ? middle : start)
    sizes[start] = UInt32(middle - start)
    sizes[middle] = UInt32(end - middle)
  }

  private func start(of node: UInt32) -> UInt32 { begins[Int(cells[Int(node)])] }

  /// Whether the nodes of a cell are tied to nodes that stand alone only, all to the same: they may stay in any order.
  private func areTwins(_ start: Int) -> Bool {
    graph[Int(order[start])].allSatisfy { sizes[Int(self.start(of: $0))] == 1 }
  }

  private mutating func refine() {
    while next < waiting.count {
      let start = Int(waiting[next])
      next += 1
      isWaiting[start] = false
      let touched = countTies(to: start)
      var keys: [(cell: UInt32, ties: UInt64, node: UInt32)] = []
      for node in touched {
        let cell = self.start(of: node)
        if sizes[Int(cell)] > 1 { keys.append((cell, ties[Int(node)], node)) }
      }
      keys.sort { ($0.cell, $0.ties) < ($1.cell, $1.ties) }
      var index = 0
      while index < keys.count {
        let end = keys[index...].firstIndex { $0.cell != keys[index].cell } ?? keys.count
        split(Int(keys[index].cell), by: keys[index..<end])
        index = end
      }
      for node in touched { ties[Int(node)] = 0 }
    }
    waiting.removeAll(keepingCapacity: true)
    next = 0
  }

  /// Sums each node's ties to a cell, and returns the nodes that have any.
  private mutating func countTies(to start: Int) -> [UInt32] {
    var touched: [UInt32] = []
    for place in start..<(start + Int(sizes[start])) {
      let node = Int(order[place])
      for index in graph.offsets[node]..<graph.offsets[node + 1] {
        let neighbour = Int(graph.neighbours[index])
        if ties[neighbour] == 0 { touched.append(UInt32(neighbour)) }
        ties[neighbour] &+= hash(weights?[index] ?? 1)
      }
    }
    return touched
  }

  private func hash(_ weight: Int) -> UInt64 {
    var mixed = UInt64(truncatingIfNeeded: weight) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    // Never zero, and so few that sums do not wrap to zero either.
    return (mixed >> 24) | 1
  }

  /// Splits a cell by its nodes' ties: those without first, the others in the order of `keys`.
  private mutating func split(_ start: Int, by keys: ArraySlice<(cell: UInt32, ties: UInt64, node: UInt32)>) {
    let size = Int(sizes[start])
    guard keys.count < size || keys.first?.ties != keys.last?.ties else { return }
    // To the end of the cell, backwards.
    var place = start + size
    var bounds: [Int] = []
    for index in keys.indices.reversed() {
      place -= 1
      let node = keys[index].node
      let other = order[place]
      let old = places[Int(node)]
      order[Int(old)] = other
      places[Int(other)] = old
      order[place] = node
      places[Int(node)] = UInt32(place)
      if index == keys.startIndex || keys[index - 1].ties != keys[index].ties { bounds.append(place) }
    }
    if place == start { bounds.removeLast() }
    let wasWaiting = isWaiting[start]
    // From the last part to the first, so that each cut touches the nodes of its own part alone.
    for bound in bounds { cut(start, at: bound) }
    let parts = [start] + bounds.reversed()
    let largest = wasWaiting ? start : parts.max { (sizes[$0], $1) < (sizes[$1], $0) } ?? start
    for part in parts where part != largest { enqueue(part) }
  }
}
