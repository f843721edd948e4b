import ReparteeGraph

/// Clustering: the share of the possible ties among a node's neighbours that are there.
///
/// A high value means a tight circle, a low one a voice whose partners do not talk to each other. Range 0 to 1; not
/// defined below two neighbours. Source: Watts & Strogatz, "Collective dynamics of small-world networks", Nature 393
/// (1998), https://doi.org/10.1038/30918.
package enum Clustering {
  /// Node → 2t / (d (d − 1)) for t triangles and d neighbours, nil below two neighbours.
  package static func local(on graph: Adjacency, triangles: [Int]) -> [Double?] {
    triangles.indices.map { node in
      let degree = graph.degree(of: node)
      return degree < 2 ? nil : Double(2 * triangles[node]) / Double(degree * (degree - 1))
    }
  }

  /// The mean over all nodes, those below two neighbours counting 0 as published figures do; nil without nodes.
  package static func average(of local: [Double?]) -> Double? {
    local.isEmpty ? nil : local.reduce(0) { $0 + ($1 ?? 0) } / Double(local.count)
  }

  /// Transitivity: 3 · triangles / paths of two ties, over the whole graph; nil where no node has two neighbours.
  package static func transitivity(on graph: Adjacency, triangles: [Int]) -> Double? {
    let paths = (0..<graph.nodeCount).reduce(0) { $0 + graph.degree(of: $1) * (graph.degree(of: $1) - 1) / 2 }
    return paths == 0 ? nil : Double(triangles.reduce(0, +)) / Double(paths)
  }

  /// The directed form: with the neighbours in either direction, the arcs among them out of d (d − 1); 0 below two
  /// neighbours. As LDBC Graphalytics defines it, https://doi.org/10.14778/3007263.3007270.
  package static func directed(on graph: Graph) -> [Double] {
    let either = Adjacency(symmetrised: graph)
    return either.mapNodes { common, node in
      let degree = either.degree(of: node)
      guard degree > 1 else { return 0 }
      common.mark(node)
      var arcs = 0
      for neighbour in either[node] {
        common.forEach(of: node, in: graph.outNeighbours(of: Int(neighbour))) { _ in arcs += 1 }
      }
      return Double(arcs) / Double(degree * (degree - 1))
    }
  }
}

extension Clustering {
  /// The first node whose local clustering is not the mean over its neighbours' pairs of being tied, or nil.
  package static func discrepancy(of local: [Double?], on graph: Adjacency) -> String? {
    let lists = (0..<graph.nodeCount).map { Set(graph[$0]) }
    for node in lists.indices {
      let own = lists[node].sorted()
      let pairs = own.flatMap { first in own.filter { $0 > first }.map { (first, $0) } }
      let expected = pairs.isEmpty ? nil : Double(pairs.count { lists[Int($0)].contains($1) }) / Double(pairs.count)
      if local[node].map({ abs($0 - (expected ?? -1)) > 1e-12 }) ?? (expected != nil) {
        return "clustering of node \(node) is \(String(describing: local[node])), not \(String(describing: expected))"
      }
    }
    return nil
  }

  /// The first node whose directed clustering is not the share of ordered pairs of neighbours with an arc, or nil.
  package static func discrepancy(ofDirected values: [Double], on graph: Graph) -> String? {
    let lists = (0..<graph.nodeCount).map { Set(graph.outNeighbours(of: $0)) }
    for node in lists.indices {
      let own = lists.indices.filter {
        $0 != node && (lists[node].contains(UInt32($0)) || lists[$0].contains(UInt32(node)))
      }
      let pairs = own.flatMap { first in own.filter { $0 != first }.map { (first, $0) } }
      let arcs = pairs.count { lists[$0].contains(UInt32($1)) }
      let expected = pairs.isEmpty ? 0 : Double(arcs) / Double(pairs.count)
      if abs(values[node] - expected) > 1e-12 {
        return "directed clustering of node \(node) is \(values[node]), not \(expected)"
      }
    }
    return nil
  }
}

extension Measure {
  static let clustering = Measure(
    "clustering", of: .voice, "the share of pairs of the voice's partners that are partners too",
    range: "0 to 1; empty below two partners", source: "Watts & Strogatz 1998"
  ) { network in
    let values = Clustering.local(on: network.replyGraph.neighbours, triangles: network.triangles)
    return network.cells(values) { .decimal($0 ?? nil, places: Measure.places) }
  }
}
