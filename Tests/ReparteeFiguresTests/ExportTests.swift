import Foundation
import Testing

@testable import ReparteeFigures

/// What is drawn, in other forms.
@Suite struct ExportTests {
  static func drawing(_ page: FigurePage = FigurePage()) throws -> Drawing {
    try SampleDiagrams.hostile().drawing(on: page)
  }

  @Test func theGraphIsWellFormed() throws {
    let drawing = try Self.drawing()
    #expect(SVGReader.read(drawing.graph.gexf) != nil)
    #expect(SVGReader.read(drawing.htmlTable(caption: "<caption> & more")) != nil)
    let dot = drawing.graph.dot
    #expect(dot.contains("label=\"back\\\\slash \\\\N \\\\G\"") && dot.contains("\\\"quotes\\\" &amp; 'single'"))
    #expect(drawing.graph.nodes.count >= drawing.table.rows.count)
    #expect(
      drawing.graph.arcs.allSatisfy {
        drawing.graph.nodes.indices.contains($0.from) && drawing.graph.nodes.indices.contains($0.to)
      })
  }

  @Test func aPNGSaysHowLargeItIs() throws {
    let page = FigurePage(.square)
    let bytes = try Self.drawing(page).png(page: page, dotsPerInch: 100)
    #expect(bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    // 700 points at 100 dots an inch.
    #expect(bytes[16..<24] == [0, 0, 0x03, 0xCC, 0, 0, 0x03, 0xCC])
    #expect(Array(bytes[37..<41]) == Array("pHYs".utf8) && bytes[41..<45] == [0, 0, 0x0F, 0x61])
    #expect(PNGResolution.checkSum(Array("IEND".utf8)) == 0xAE42_6082)
    #expect(throws: FigureError.badResolution(100_000)) {
      try Self.drawing(page).png(page: page, dotsPerInch: 100_000)
    }
  }

  @Test func aPDFHasNoDate() throws {
    let page = FigurePage(.portrait)
    let bytes = try Self.drawing(page).pdf(page: page, title: "A title")
    #expect(bytes.starts(with: Array("%PDF-".utf8)))
    #expect(try bytes == Self.drawing(page).pdf(page: page, title: "A title"))
    #expect(!String(decoding: bytes, as: UTF8.self).contains("CreationDate"))
  }

  @Test func outlinesTakeThePlaceOfText() throws {
    var page = FigurePage()
    page.lettering = .paths
    let checker = PictureChecker(try Self.drawing(page).svg)
    #expect(checker.isWellFormed && checker.words.isEmpty && checker.strayMarkup == [])
    #expect(try Self.drawing(page).svg == Self.drawing(page).svg)
    let outlines = GlyphOutlines("A voice", family: page.fontFamily, bold: false)
    // Whichever font the machine has, it fits what the table of widths says.
    #expect(outlines.advance > 2 && outlines.advance <= TextMetrics.width(of: "A voice", size: 1) + 0.01)
    #expect(outlines.path(x: 0, baseline: 0, size: 10).hasPrefix("M"))
    #expect(GlyphOutlines("", family: page.fontFamily, bold: true).path(x: 0, baseline: 0, size: 10).isEmpty)
  }

  @Test func positionsAreReadBack() throws {
    let diagram = SampleDiagrams.hostile()
    let positions = DrawnPositions(svg: try diagram.svg())
    // Names that come out alike share a place.
    #expect(positions.count == Set(diagram.voices.map(\.name)).count)
    var options = NetworkDiagram.Options()
    let first = try diagram.scene(options: options)
    options.page.positions = positions
    let second = try diagram.scene(options: options)
    for (old, new) in zip(first.marks, second.marks) where diagram.voices[old.voice].name != "(no name)" {
      #expect(old.disc.center.distance(to: new.disc.center) < 0.02)
    }
    #expect(PictureChecker(second.svg()).findings(identifier: "network") == [])
    #expect(DrawnPositions(svg: "no picture").count == 0)
    #expect(DrawnPositions(csv: "a,b\n1,2\n", page: FigurePage()).count == 0)
    #expect(DrawnPositions(csv: "voice,x,y\n\"a, \"\"b\"\"\",1,2\n", page: FigurePage()).count == 1)
  }

  @Test func newVoicesFindRoomBesideThoseThatStay() throws {
    let (old, new) = (
      SampleDiagrams.random(voices: 12, people: 150, seed: 3), SampleDiagrams.random(voices: 30, people: 300, seed: 4)
    )
    var options = NetworkDiagram.Options()
    options.page.positions = DrawnPositions(svg: try old.svg())
    let svg = try new.svg(options: options)
    #expect(PictureChecker(svg).findings(identifier: "network") == [])
  }
}
