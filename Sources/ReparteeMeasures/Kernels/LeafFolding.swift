import ReparteeGraph

/// A graph without the trees at its edge, and what is known of the paths through them.
///
/// A node with one neighbour lies between nobody, and every path to it leads through that neighbour; so it can be taken
/// off and counted into the neighbour's weight, over and over. Reply networks are mostly such leaves. What is left, the
/// core, is searched with those weights. Complexity: O(n + m). Source: Baglioni, Geraci, Pellegrini, Lastres, "Fast
/// exact computation of betweenness centrality in social networks", ASONAM 2012,
/// https://doi.org/10.1109/ASONAM.2012.79.
struct LeafFolding {
  /// The nodes that are left, ascending.
  let nodes: [UInt32]
  /// The graph among them.
  let core: Adjacency
  /// Core node → how many nodes it stands for, itself included.
  let weights: [Double]
  /// Node → the core node that it is, or to whose tree it belongs.
  let representatives: [UInt32]
  /// Node → the pairs of others of whom at least one belongs to a tree below it: all their paths lead through it.
  let pairs: [Double]

  init(_ graph: Adjacency) {
    let count = graph.nodeCount
    let components = Components.connected(in: graph)
    var degrees = (0..<count).map { graph.degree(of: $0) }
    var weights = [Int](repeating: 1, count: count)
    var pairs = [Int](repeating: 0, count: count)
    var isFolded = [Bool](repeating: false, count: count)
    var parents = Array(0..<count)
    var leaves = (0..<count).filter { degrees[$0] == 1 }
    var next = 0
    while next < leaves.count {
      let leaf = leaves[next]
      next += 1
      guard degrees[leaf] == 1, let above = graph[leaf].first(where: { !isFolded[Int($0)] }).map(Int.init) else {
        continue
      }
      isFolded[leaf] = true
      parents[leaf] = above
      pairs[above] += weights[leaf] * (weights[above] - 1)
      weights[above] += weights[leaf]
      degrees[above] -= 1
      if degrees[above] == 1 { leaves.append(above) }
    }
    self.pairs = (0..<count).map { node in
      let below = weights[node] - 1
      return Double(pairs[node] + below * (components.sizes[Int(components.numbers[node])] - 1 - below))
    }

    let nodes = (0..<count).filter { !isFolded[$0] }
    var places = [UInt32](repeating: 0, count: count)
    for (place, node) in nodes.enumerated() { places[node] = UInt32(place) }
    var offsets = [0]
    var neighbours: [UInt32] = []
    for node in nodes {
      for neighbour in graph[node] where !isFolded[Int(neighbour)] { neighbours.append(places[Int(neighbour)]) }
      offsets.append(neighbours.count)
    }
    // A tree's nodes were folded before the nodes above them.
    var representatives = places
    for leaf in leaves.reversed() where isFolded[leaf] { representatives[leaf] = representatives[parents[leaf]] }
    self.representatives = representatives
    self.nodes = nodes.map { UInt32($0) }
    core = Adjacency(offsets: offsets, neighbours: neighbours)
    self.weights = nodes.map { Double(weights[$0]) }
  }

  /// About how many steps a search from every node of the core takes: nodes × edges, part by part.
  var work: Int {
    let components = Components.connected(in: core)
    var ties = [Int](repeating: 0, count: components.count)
    for node in 0..<core.nodeCount { ties[Int(components.numbers[node])] += core.degree(of: node) }
    return zip(components.sizes, ties).reduce(0) { $0 + $1.0 * $1.1 / 2 }
  }
}
