import Foundation
import Testing

/// The guide shows how to add a measure by the code of one: it has to be that code.
@Suite struct GuideTests {
  @Test func theGuideShowsTheCodeAsItIs() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    func text(_ path: String) throws -> String {
      try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }
    let guide = try text("Repartee/Repartee.docc/AddingAMeasure.md")
    let code = try text("ReparteeMeasures/Voices/Amplification.swift") + text("ReparteeMeasures/MeasureCatalogue.swift")
    let blocks = guide.components(separatedBy: "```swift\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(blocks.count == 4)
    for block in blocks { #expect(code.contains(block), "\(block)") }
  }
}
