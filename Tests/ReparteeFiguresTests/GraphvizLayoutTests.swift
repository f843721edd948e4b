import Foundation
import Testing

@testable import ReparteeFigures

@Suite struct GraphvizLayoutTests {
  /// A ring with a tail.
  static func layout(_ count: Int, size: Double = 20) -> GraphvizLayout {
    GraphvizLayout(
      nodes: (0..<count).map { GraphvizLayout.Node(width: size, height: size, position: Point(x: Double($0), y: 0)) },
      edges: (0..<count).map { GraphvizLayout.Edge(first: $0, second: ($0 + 1) % count) })
  }

  @Test func sameInputGivesSamePositions() throws {
    let first = try Self.layout(40).forceDirected()
    _ = try Self.layout(17).forceDirected()
    _ = try Self.layout(9).separated()
    #expect(try Self.layout(40).forceDirected() == first)
  }

  @Test func separatedNodesDoNotOverlap() throws {
    let points = try Self.layout(60).separated()
    let boxes = points.map { Box(x: $0.x - 9.9, y: $0.y - 9.9, width: 19.8, height: 19.8) }
    for (position, box) in boxes.enumerated() {
      #expect(!boxes[(position + 1)...].contains { $0.overlaps(box) })
    }
  }

  @Test func fewNodesNeedNoLibrary() throws {
    #expect(try GraphvizLayout(nodes: []).forceDirected().isEmpty)
    #expect(try GraphvizLayout(nodes: [GraphvizLayout.Node(width: 1, height: 1)]).separated() == [Point()])
  }

  @Test func layoutsAtOnceAreSafeAndEqual() async throws {
    let expected = try Self.layout(30).forceDirected()
    try await withThrowingTaskGroup(of: [Point].self) { group in
      for _ in 0..<12 { group.addTask { try Self.layout(30).forceDirected() } }
      for try await points in group { #expect(points == expected) }
    }
  }

  @Test func aLayoutBeyondTheTimeLimitFailsInWordsAndLeavesTheNextAlone() throws {
    let expected = try Self.layout(30).forceDirected()
    let error = #expect(throws: FigureError.self) {
      try GraphvizLibrary.shared.layout(engine: "sfdp", seed: 1, within: 0) { _ in
        Thread.sleep(forTimeInterval: 0.2)
      } read: { _ in
      }
    }
    #expect(error?.description.contains("did not finish the diagram within 0 seconds") == true)
    #expect(try Self.layout(30).forceDirected() == expected)
  }
}
