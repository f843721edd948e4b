import Foundation
import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// LDBC Graphalytics' example graphs against its reference output.
@Suite(.enabled(if: RealData.isThere, "../shared/data is absent")) struct LDBCTests {
  /// The numbers of each line.
  func rows(_ name: String) throws -> [[Double]] {
    try String(contentsOfFile: RealData.folder + "/ldbc/" + name, encoding: .utf8).split(separator: "\n").map { line in
      line.split(separator: " ").compactMap { Double($0) }
    }
  }

  /// The graph over the vertices of a reference file, and that file's values in node order.
  func graph(_ name: String, expected: String) throws -> (Graph, [Double]) {
    let reference = try rows("\(name)-\(expected)")
    let places = Dictionary(uniqueKeysWithValues: reference.enumerated().map { ($1[0], $0) })
    let edges = try rows("\(name).e").map { try (#require(places[$0[0]]), #require(places[$0[1]])) }
    return (GraphFamilies.directed(reference.count, edges), reference.map { $0[1] })
  }

  @Test func directedClustering() throws {
    let (graph, expected) = try graph("example-directed", expected: "LCC")
    for (value, reference) in zip(Clustering.directed(on: graph), expected) { #expect(value.isNear(reference)) }
  }

  @Test func undirectedClustering() throws {
    let (arcs, expected) = try graph("example-undirected", expected: "LCC")
    let graph = Adjacency(symmetrised: arcs)
    let local = Clustering.local(on: graph, triangles: Triangles.compute(on: graph))
    for (value, reference) in zip(local, expected) { #expect((value ?? 0).isNear(reference)) }
  }

  @Test(arguments: ["example-directed", "example-undirected"]) func weakComponents(name: String) throws {
    let (graph, expected) = try graph(name, expected: "WCC")
    let found = Components.weak(in: graph).numbers
    for left in expected.indices {
      for right in expected.indices { #expect((found[left] == found[right]) == (expected[left] == expected[right])) }
    }
  }

  @Test func undirectedPageRank() throws {
    let (arcs, expected) = try graph("example-undirected", expected: "PR")
    let both = Graph(outgoing: Adjacency(symmetrised: arcs))
    let ranks = PageRank.compute(on: both, tolerance: 0, maximumIterations: 2).ranks
    for (value, reference) in zip(ranks, expected) { #expect(value.isNear(reference)) }
  }
}
