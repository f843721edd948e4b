import Foundation
import Testing

@testable import ReparteeFigures

/// Every figure, measured by a reader that knows nothing of how it was made.
@Suite struct PictureTests {
  static let pages = FigurePage.Format.allCases.flatMap { format in Theme.allCases.map { FigurePage(format, theme: $0) }
  }

  @Test(arguments: SampleFigures.all.indices)
  func nothingIsWrongOnAnyPage(number: Int) throws {
    let (name, identifier, figure) = SampleFigures.all[number]
    for page in Self.pages {
      let checker = PictureChecker(try figure.svg(on: page))
      let findings = checker.findings(identifier: identifier)
      #expect(
        findings.isEmpty, "\(name) on \(Int(page.width))×\(Int(page.height)), \(page.theme): \(findings.prefix(6))")
      if page.theme == .printGrey {
        #expect(!checker.shapes.contains { $0.paints.contains(Palette.blue.hex) })
      }
    }
  }

  @Test func twoThousandVoicesAreDrawn() throws {
    var options = NetworkDiagram.Options()
    (options.nodeBudget, options.arcBudget, options.fanBudget) = (3_000, 6_000, 3)
    let diagram = SampleDiagrams.random(voices: 2_000, people: 3_000, seed: 11)
    let drawing = try diagram.drawing(options: options)
    #expect(drawing.table.rows.count == 2_000)
    #expect(PictureChecker(drawing.svg).findings(identifier: "network") == [])
  }

  @Test(arguments: SampleFigures.all.indices)
  func theSameBytesEveryTime(number: Int) throws {
    let figure = SampleFigures.all[number].figure
    let first = try figure.drawing(on: FigurePage())
    let second = try figure.drawing(on: FigurePage())
    #expect(first.svg == second.svg)
    #expect(first.table == second.table)
    #expect(first.graph == second.graph)
  }

  /// Pictures to look at: `FIGURES_OUTPUT=/tmp/figures swift test --filter samplesToLookAt`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["FIGURES_OUTPUT"] != nil))
  func samplesToLookAt() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["FIGURES_OUTPUT"])
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, _, figure) in SampleFigures.all {
      try figure.svg().write(toFile: "\(folder)/\(name).svg", atomically: true, encoding: .utf8)
    }
  }
}
