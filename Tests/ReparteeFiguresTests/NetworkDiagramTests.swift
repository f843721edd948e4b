import Foundation
import Testing

@testable import ReparteeFigures

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The elements and texts of a document, or nil where it is not well-formed.
final class SVGReader: NSObject, XMLParserDelegate {
  var elements: [(name: String, attributes: [String: String], text: String)] = []
  private var open: [Int] = []

  static func read(_ svg: String) -> SVGReader? {
    let reader = SVGReader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    return parser.parse() && parser.parserError == nil && reader.open.isEmpty ? reader : nil
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append((name, attributes, ""))
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    for element in open.suffix(2) { elements[element].text += text }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }

  func all(_ name: String) -> [(name: String, attributes: [String: String], text: String)] {
    elements.filter { $0.name == name }
  }
}

@Suite struct NetworkDiagramTests {
  @Test(arguments: SampleDiagrams.all.indices)
  func documentIsWellFormedAndSpeaks(number: Int) throws {
    let svg = try SampleDiagrams.all[number].diagram.svg()
    let reader = try #require(SVGReader.read(svg))
    let root = try #require(reader.elements.first)
    #expect(root.name == "svg")
    #expect(root.attributes["role"] == "img")
    #expect(root.attributes["viewBox"] == "0 0 842 595")
    #expect(root.attributes["aria-labelledby"] == "network-title network-desc")
    #expect(reader.elements[1].name == "title")
    #expect(reader.elements[1].attributes["id"] == "network-title")
    #expect(!reader.elements[1].text.isEmpty)
    #expect(reader.elements[2].name == "desc")
    #expect(!reader.elements[2].text.isEmpty)
    #expect(
      Set(reader.elements.map(\.name)).isSubset(of: [
        "svg", "title", "desc", "g", "rect", "circle", "polygon", "path", "text", "tspan",
      ]))
    for text in reader.all("text") {
      let size = try #require(text.attributes["font-size"].flatMap(Double.init))
      #expect(size * 595.28 / 842 >= 7)
    }
  }

  @Test(arguments: SampleDiagrams.all.indices)
  func sameBytesEveryTime(number: Int) throws {
    let diagram = SampleDiagrams.all[number].diagram
    let first = try diagram.svg()
    _ = try SampleDiagrams.random(voices: 7, people: 40, seed: 99).svg()
    #expect(try diagram.svg() == first)
  }

  @Test func orderOfTiesDoesNotShow() throws {
    var diagram = SampleDiagrams.random(voices: 12, people: 150, seed: 3)
    let first = try diagram.svg()
    diagram.ties.reverse()
    diagram.ties = diagram.ties.map {
      NetworkDiagram.Tie(first: $0.second, second: $0.first, mutual: $0.mutual, speaker: $0.speaker)
    }
    #expect(try diagram.svg() == first)
  }

  @Test func hostileNamesComeOutAsText() throws {
    let svg = try SampleDiagrams.hostile().svg()
    let reader = try #require(SVGReader.read(svg))
    #expect(!svg.contains("<script"))
    #expect(!svg.contains("<b>"))
    let texts = reader.all("text").map(\.text)
    #expect(texts.contains { $0.hasSuffix("\"quotes\" & 'single'") })
    #expect(texts.contains { $0.hasSuffix("&amp; &lt; &#38;") })
    #expect(texts.contains { $0.hasSuffix("back\\slash \\N \\G") })
    #expect(texts.contains { $0.hasSuffix("(no name)") })
    #expect(reader.all("title").contains { $0.text.hasPrefix("<script>alert(1)</script>\n") })
    #expect(svg.unicodeScalars.allSatisfy(Self.isHarmless))
  }

  /// Whether XML allows a code point and it does not reorder its neighbours.
  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: true
    case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF: false
    default: scalar.value & 0xFFFE != 0xFFFE
    }
  }

  @Test func foldedPeopleAreCountedInThePicture() throws {
    var diagram = SampleDiagrams.broadcaster(repliers: 1_198)
    diagram.leftOut = ["Only the first 9 voices were asked for."]
    let reader = try #require(SVGReader.read(try diagram.svg()))
    // Eight of the 1,198 talk with somebody else too; forty are drawn.
    #expect(reader.all("text").contains { $0.text == "+1,150 people" })
    let notes = reader.all("text").map(\.text).joined(separator: " ")
    #expect(notes.contains("Only the first 9 voices were asked for."))
    #expect(notes.contains("Folded into markers: 1,150 people."))
  }

  @Test func everyVoiceAndPersonHasATooltip() throws {
    let diagram = SampleDiagrams.random(voices: 12, people: 150, seed: 3)
    let scene = try diagram.scene(options: NetworkDiagram.Options())
    let titles = try #require(SVGReader.read(scene.svg())).all("title").map(\.text)
    #expect(titles.count == 1 + scene.marks.count + scene.bridges.count + scene.fans.count + scene.folds.count)
    #expect(titles.contains { $0.contains("Voice number 0\nRank 1, voice, kind: person\nScore 0, reply reach") })
  }

  @Test func nobodyToDrawIsSaid() throws {
    let reader = try #require(
      SVGReader.read(try NetworkDiagram(title: "Empty", voices: [], peopleCount: 0, ties: []).svg()))
    #expect(reader.all("text").contains { $0.text == "No voices to draw." })
    #expect(reader.all("desc")[0].text.contains("nobody to draw"))
  }

  @Test func theKeyShowsOnlyWhatIsThere() throws {
    let texts = try #require(SVGReader.read(try SampleDiagrams.broadcaster().svg())).all("text").map(\.text)
    #expect(texts.contains("Channel") && texts.contains("Person") && texts.contains("More people, folded"))
    #expect(!texts.contains("Bot") && !texts.contains("Excluded by kind"))
  }

  @Test func idsFollowTheIdentifier() throws {
    var options = NetworkDiagram.Options()
    options.page.identifier = "second"
    let svg = try SampleDiagrams.random(voices: 3, people: 4, seed: 1).svg(options: options)
    #expect(svg.contains("id=\"second-title\"") && svg.contains("id=\"second-desc\"") && !svg.contains("network-"))
  }

  @Test func impossiblePagesAndCountsAreRefused() {
    for (width, height) in [(100.0, 100.0), (.nan, 500), (842, .infinity), (2_000, 400), (842, -1)] {
      var options = NetworkDiagram.Options()
      options.page.width = width
      options.page.height = height
      #expect(throws: FigureError.self) {
        try SampleDiagrams.random(voices: 1, people: 1, seed: 1).svg(options: options)
      }
    }
    #expect(throws: FigureError.badPeopleCount(-1)) {
      try NetworkDiagram(title: "", voices: [], peopleCount: -1, ties: []).svg()
    }
  }

  @Test func extremeFiguresAreDrawn() throws {
    let voices = [Int.max, 0, -5].map {
      NetworkDiagram.Voice(label: "V", rank: .max, replyReach: $0, conversed: $0, repliers: $0, followers: .min)
    }
    let svg = try NetworkDiagram(title: "Extremes", voices: voices, peopleCount: 0, ties: []).svg()
    #expect(SVGReader.read(svg) != nil)
  }

  /// Pictures to look at: `FIGURES_OUTPUT=/tmp/figures swift test --filter picturesToLookAt`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["FIGURES_OUTPUT"] != nil))
  func picturesToLookAt() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["FIGURES_OUTPUT"])
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, diagram) in SampleDiagrams.all {
      try diagram.svg().write(toFile: "\(folder)/\(name).svg", atomically: true, encoding: .utf8)
    }
  }
}
