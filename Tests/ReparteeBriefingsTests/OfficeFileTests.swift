import Foundation
import ReparteeAnalysis
import ReparteeFigures
import ReparteeFormats
import ReparteeGraph
import ReparteeMeasures
import ReparteeTestArchives
import ReparteeText
import Testing

@testable import ReparteeBriefings

@Suite("The text document and the slides of a briefing")
struct OfficeFileTests {
  /// Names that break out of markup, turn the direction of writing, or have nothing to draw.
  private static let names = [
    "Ann <b>&\"'</a:t>", "مرحبا שלום", "👩‍👩‍👧\u{202E}txt", String(repeating: "long ", count: 6_000), "=cmd|' /C calc'!A0",
  ]

  /// Five people, the first of whom answers everybody who then comes back.
  private func briefing(pseudonyms: Pseudonyms? = nil) throws -> Briefing {
    var builder = NetworkBuilder()
    let platform = builder.platform(named: "local")
    let voices = Self.names.enumerated().map { number, name in
      builder.voices.append(platform: "local", id: .number(Int64(number)), handle: name)
    }
    var id: Int64 = 0
    func add(_ author: Int, answers parent: Int64?) -> Int64 {
      id += 1
      builder.add(
        .init(
          id: .number(id), author: voices[author], parent: parent.map { .number($0) },
          time: Timestamp(seconds: 1_767_225_600 + 60 * id), kind: parent == nil ? .post : .reply),
        platform: platform)
      return id
    }
    for _ in 0..<6 {
      let root = add(0, answers: nil)
      for guest in 1..<5 {
        let reply = add(guest, answers: root)
        _ = add(guest, answers: add(0, answers: reply))
      }
    }
    let measured = MeasuredNetwork(ScopedNetwork(builder.build()))
    let context = DiagramContext(measured: measured, rows: Scoring().rows(of: measured), pseudonyms: pseudonyms)
    return try Briefing(on: BriefingInput(context, title: context.finding.headline))
  }

  private func file(_ format: OfficeFormat, of briefing: Briefing) throws -> Data {
    let files = try briefing.files(office: [format])
    #expect(
      files[0].path == "index.html"
        && String(decoding: files[0].bytes, as: UTF8.self).contains("\"briefing.\(format.rawValue)\""))
    return try #require(files.first { $0.path == "briefing.\(format.rawValue)" }?.bytes)
  }

  @Test(
    "Hostile names come out as text in parts that are whole, and the same briefing gives the same bytes",
    arguments: OfficeFormat.allCases)
  func sound(format: OfficeFormat) throws {
    let briefing = try briefing()
    let bytes = try file(format, of: briefing)
    let parts = try OfficeParts(bytes)
    parts.expectSound()
    #expect(parts.text.contains("Ann &lt;b&gt;&amp;"))
    #expect(!parts.text.contains("\u{202E}") && !parts.text.contains("dcterms"))
    #expect(try file(format, of: briefing) == bytes)
    #expect(parts["docProps/core.xml"].contains("<dc:language>en-GB</dc:language>"))
    let isDefined = parts.files.contains { $0.name.contains("comments") && $0.text.contains("came back") }
    #expect(isDefined == (format == .xlsx))
  }

  @Test("Every picture has a PNG, an SVG and a description", arguments: [OfficeFormat.docx, .pptx])
  func pictures(format: OfficeFormat) throws {
    let briefing = try briefing()
    let parts = try OfficeParts(file(format, of: briefing))
    let pictures = parts.files.filter { $0.name.hasSuffix(".png") }
    let shown = briefing.sections.filter { format == .pptx || $0.place != .annex }
    #expect(pictures.count == shown.flatMap(\.figures).count && !pictures.isEmpty)
    for picture in pictures {
      #expect(picture.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      #expect(parts[picture.name.replacing(".png", with: ".svg")].contains("<svg "))
    }
    let fills = parts.text.matches(of: /<(?:p|pic):cNvPr id="\d+" name="[^"]*" descr="([^"]+)"\/><(?:p|pic):cNvPicPr/)
    #expect(fills.count == pictures.count)
    #expect(parts.text.components(separatedBy: "asvg:svgBlip ").count - 1 == pictures.count)
  }

  @Test("The document has headings by their styles, a list, and a table whose header is repeated")
  func document() throws {
    let briefing = try briefing()
    let parts = try OfficeParts(file(.docx, of: briefing))
    let text = parts["word/document.xml"]
    let styles = Set(parts["word/styles.xml"].matches(of: /w:styleId="(\w+)"/).map { String($0.output.1) })
    let used = Set(text.matches(of: /<w:(?:pStyle|tblStyle) w:val="(\w+)"/).map { String($0.output.1) })
    #expect(used.isSubset(of: styles) && used.isSuperset(of: ["Heading1", "Heading2", "TableText", "RankingTable"]))
    #expect(text.contains("<w:tblHeader/>") && parts["word/styles.xml"].contains("<w:lang w:val=\"en-GB\""))
    #expect(text.contains("<w:t xml:space=\"preserve\">\(Markup.escaped(briefing.title))</w:t>"))
  }

  @Test("Each slide has a title, a picture within its edges, and the numbers as notes")
  func slides() throws {
    let briefing = try briefing()
    let parts = try OfficeParts(file(.pptx, of: briefing))
    let pictures = briefing.sections.flatMap(\.figures)
    #expect(parts["ppt/presentation.xml"].contains("<p:sldSz cx=\"12192000\" cy=\"6858000\"/>"))
    for number in 2...(pictures.count + 1) {
      let slide = parts["ppt/slides/slide\(number).xml"]
      #expect(slide.contains("<p:ph type=\"title\"/>"))
      let place = try #require(
        slide.firstMatch(of: /<a:off x="(\d+)" y="(\d+)"\/><a:ext cx="(\d+)" cy="(\d+)"\/>/)?.output)
      let (x, y, width, height) = (Int(place.1) ?? -1, Int(place.2) ?? -1, Int(place.3) ?? 0, Int(place.4) ?? 0)
      #expect(x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= 12_192_000 && y + height <= 6_858_000)
      let notes = parts["ppt/notesSlides/notesSlide\(number).xml"]
      #expect(notes.contains(Markup.escaped(pictures[number - 2].caption)) && notes.contains(" | "))
    }
    let sizes = parts.text.matches(of: /\bsz="(\d+)"/).compactMap { Int($0.output.1) }
    #expect((sizes.min() ?? 0) >= 1_200)
  }

  @Test("Pseudonyms hold in every part of every office file", arguments: OfficeFormat.allCases)
  func pseudonyms(format: OfficeFormat) throws {
    let key = try Pseudonyms(key: Array("a key of the tests, which is long enough".utf8))
    let parts = try OfficeParts(file(format, of: briefing(pseudonyms: key)))
    parts.expectSound()
    #expect(!parts.text.contains("Ann") && !parts.text.contains("مرحبا") && !parts.text.contains("cmd|"))
    #expect(!parts.text.contains(/\d\d:\d\d:\d\dZ/))
    #expect(parts["xl/worksheets/sheet2.xml"].isEmpty == (format != .xlsx))
  }

  @Test("Small counts are hidden in every office file as on the page", arguments: OfficeFormat.allCases)
  func smallCounts(format: OfficeFormat) throws {
    let open = try OfficeParts(file(format, of: briefing()))
    let hidden = try SmallCounts.$current.withValue(SmallCounts(below: 5)) {
      try OfficeParts(file(format, of: briefing()))
    }
    hidden.expectSound()
    #expect(!open.text.contains("&lt;5") && !open.text.contains("fewer than 5"))
    #expect(hidden.text.contains("&lt;5") || hidden.text.contains("fewer than 5"))
    guard format == .xlsx else { return }
    func row(_ parts: OfficeParts) -> String {
      parts["xl/worksheets/sheet2.xml"].firstMatch(of: /<row r="2".*?<\/row>/).map { String($0.output) } ?? ""
    }
    // Four people replied, were answered and came back.
    #expect(row(open).contains("<v>4</v>") && !row(hidden).contains("<v>4</v>"), "\(row(hidden))")
  }

  @Test("Slides take masters and layouts of a template, and nothing of its own slides")
  func template() throws {
    var house = try briefing()
    house.title = "A slide of the house"
    let template = try SlideTemplate(Array(file(.pptx, of: house)), path: "house.pptx")
    let briefing = try briefing()
    let files = try briefing.files(office: [.pptx], template: template)
    let parts = try OfficeParts(try #require(files.first { $0.path == "briefing.pptx" }?.bytes))
    parts.expectSound()
    #expect(!parts.text.contains("A slide of the house") && parts.text.contains(Markup.escaped(briefing.title)))
    let own = try OfficeParts(file(.pptx, of: briefing))
    for name in ["ppt/slideMasters/slideMaster1.xml", "ppt/slideLayouts/slideLayout2.xml", "ppt/theme/theme1.xml"] {
      #expect(parts[name] == own[name] && !own[name].isEmpty)
    }
    #expect(parts.files.count == own.files.count)
    #expect(
      parts["ppt/presentation.xml"].components(separatedBy: "<p:sldId ").count == 2
        + briefing.sections.flatMap(\.figures).count)
  }

  @Test("A template that is no presentation, is cut, or has macros is refused by its name")
  func noTemplate() throws {
    let slides = Array(try file(.pptx, of: briefing()))
    let macros = try ArchiveWriter.bytes(
      of: ArchiveReader.files(of: Data(slides)).map { .file($0.name, Array($0.bytes)) } + [
        .text("ppt/vbaProject.bin", "x")
      ], as: .zip)
    let cases = [
      (Array("no archive".utf8), "it cannot be read"), (Array(slides.prefix(slides.count / 2)), "it cannot be read"),
      (Array(try file(.docx, of: briefing())), "it is no presentation"), (macros, "it has macros"),
    ]
    for (bytes, reason) in cases {
      let error = #expect(throws: SlideTemplate.Failure.self) { try SlideTemplate(bytes, path: "house.pptx") }
      #expect(error?.description.hasPrefix("house.pptx: \(reason)") == true, "\(error?.description ?? "")")
    }
  }
}
