import Foundation
import ReparteeFigures
import ReparteeText

/// The two pages that a reader decides by, as a text document (.docx): the finding with its picture and a few names, then the
/// ranking.
///
/// Headings, the list and the table are what their styles say, so that an outline, a screen reader and another theme find them.
/// Reference: ECMA-376, part 1, 17.
struct WordDocument {
  /// A part of the text.
  enum Block {
    case heading(String, level: Int, onNewPage: Bool = false)
    case paragraph(String, style: Style = .normal)
    /// A picture, at most so many points high.
    case picture(OfficePicture, height: Double)
    /// A numbered list of names, each with what is said behind it.
    case list([(name: String, rest: String)])
    case table(ShownTable, caption: String)
  }

  /// The look of a paragraph.
  enum Style: String {
    case normal = "Normal"
    case subtitle = "Subtitle"
    case caption = "Caption"
    /// What a list begins with.
    case lead = "Lead"
  }

  var title: String
  var subtitle: String
  var blocks: [Block]

  private static let document = "word/document.xml"

  /// The document's bytes.
  /// - Throws: `ZipFile.Failure` where it would be too large.
  func bytes() throws -> Data {
    var package = OfficePackage()
    package.relate("", to: Self.document, .officeDocument)
    for (name, relation) in [
      ("styles", OfficePackage.Relation.styles), ("settings", .settings), ("numbering", .numbering),
    ] {
      package.relate(Self.document, to: "word/\(name).xml", relation)
    }
    let document = documentPart(with: &package)
    package.add(Self.document, type: "wordprocessingml.document.main+xml", document)
    package.add("word/styles.xml", type: "wordprocessingml.styles+xml", Self.stylesPart)
    package.add("word/settings.xml", type: "wordprocessingml.settings+xml", Self.settingsPart)
    package.add("word/numbering.xml", type: "wordprocessingml.numbering+xml", Self.numberingPart)
    package.addProperties(title: title, subject: subtitle)
    return try package.bytes()
  }

  // MARK: - Text

  /// The text; its pictures are added to the file.
  private func documentPart(with package: inout OfficePackage) -> [UInt8] {
    var xml = XMLText()
    xml.element(
      "w:document",
      [
        "xmlns:w": Self.namespace, "xmlns:r": Spreadsheet.relationships,
        "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "xmlns:pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
      ]
    ) { xml in
      xml.element("w:body") { xml in
        for (number, block) in blocks.enumerated() {
          switch block {
          case .heading(let text, let level, let onNewPage):
            xml.element("w:p") { xml in
              xml.element("w:pPr") { xml in
                xml.element("w:pStyle", ["w:val": "Heading\(level)"])
                if onNewPage { xml.element("w:pageBreakBefore") }
              }
              run(text, into: &xml)
            }
          case .paragraph(let text, let style): paragraph(text, style: style, into: &xml)
          case .picture(let picture, let height):
            let fill = picture.fill(&package, folder: "word/media", of: Self.document, element: "pic")
            xml.element("w:p") { xml in
              xml.element("w:pPr") { xml in
                xml.element("w:keepNext")
                xml.element("w:spacing", ["w:before": "120"])
              }
              xml.element("w:r") {
                $0.append(markup: Self.drawing(picture, height: height, number: number + 1, fill: fill))
              }
            }
          case .list(let items): for item in items { self.item(item.name, item.rest, into: &xml) }
          case .table(let shown, let caption): table(shown, caption: caption, into: &xml)
          }
        }
        xml.append(
          markup: """
            <w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="850" w:right="850" w:bottom="850" w:left="850" \
            w:header="425" w:footer="425" w:gutter="0"/></w:sectPr>
            """)
      }
    }
    return xml.bytes
  }

  /// What is left of A4 between margins of 15 millimetres, in points.
  private static let textWidth = 510.2

  private func paragraph(_ text: String, style: Style, into xml: inout XMLText) {
    xml.element("w:p") { xml in
      xml.element("w:pPr") { $0.element("w:pStyle", ["w:val": style.rawValue]) }
      run(text, into: &xml)
    }
  }

  private func run(_ text: String, bold: Bool = false, into xml: inout XMLText) {
    xml.element("w:r") { xml in
      if bold { xml.element("w:rPr") { $0.element("w:b") } }
      xml.element("w:t", ["xml:space": "preserve"], text: text)
    }
  }

  private func item(_ name: String, _ rest: String, into xml: inout XMLText) {
    xml.element("w:p") { xml in
      xml.element("w:pPr") { $0.element("w:pStyle", ["w:val": "ListNumber"]) }
      run(name, bold: true, into: &xml)
      run(rest, into: &xml)
    }
  }

  /// A table whose header stands on every page that it goes on to.
  private func table(_ table: ShownTable, caption: String, into xml: inout XMLText) {
    let widths = columnWidths(table)
    xml.element("w:tbl") { xml in
      xml.element("w:tblPr") { xml in
        xml.element("w:tblStyle", ["w:val": "RankingTable"])
        xml.element("w:tblW", ["w:w": "\(widths.reduce(0, +))", "w:type": "dxa"])
        xml.element("w:tblLayout", ["w:type": "fixed"])
        xml.element("w:tblLook", ["w:val": "0020", "w:firstRow": "1", "w:noHBand": "1", "w:noVBand": "1"])
        xml.element("w:tblCaption", ["w:val": caption])
      }
      xml.element("w:tblGrid") { xml in for width in widths { xml.element("w:gridCol", ["w:w": "\(width)"]) } }
      for (number, cells) in ([table.headings] + table.rows).enumerated() {
        xml.element("w:tr") { xml in
          xml.element("w:trPr") { xml in
            xml.element("w:cantSplit")
            if number == 0 { xml.element("w:tblHeader") }
          }
          for (column, text) in cells.enumerated() {
            xml.element("w:tc") { xml in
              xml.element("w:tcPr") { $0.element("w:tcW", ["w:w": "\(widths[column])", "w:type": "dxa"]) }
              xml.element("w:p") { xml in
                xml.element("w:pPr") { xml in
                  xml.element("w:pStyle", ["w:val": "TableText"])
                  if table.isNumber[column] { xml.element("w:jc", ["w:val": "right"]) }
                }
                run(text, into: &xml)
              }
            }
          }
        }
      }
    }
  }

  /// Widths of columns in twentieths of a point: as narrow as their longest word, and what is left of the page where text is longer.
  private func columnWidths(_ table: ShownTable) -> [Int] {
    func width(_ count: Int, bold: Bool = false) -> Double {
      Double(min(30, count)) * (bold ? 5.1 : 4.4) + (bold ? 9 : 7)
    }
    func longestWord(_ text: String) -> Int { text.split(separator: " ").map(\.count).max() ?? 0 }
    let least = table.headings.indices.map { column in
      table.rows.map { width(longestWord($0[column])) }.reduce(
        width(longestWord(table.headings[column]), bold: true), max)
    }
    let wanted = table.headings.indices.map { column in
      table.rows.map { width($0[column].count) }.reduce(least[column], max)
    }
    let (narrow, wide) = (least.reduce(0, +), wanted.reduce(0, +))
    // Where not even the longest words have room, all columns are narrower alike.
    let shrink = min(1, Self.textWidth / max(1, narrow))
    let share = wide > narrow ? max(0, min(1, (Self.textWidth - narrow) / (wide - narrow))) : 0
    return zip(least, wanted).map { Int((($0 * shrink + ($1 - $0) * share) * 20).rounded(.down)) }
  }

  private static func drawing(_ picture: OfficePicture, height: Double, number: Int, fill: String) -> String {
    let size = picture.size(within: (textWidth, height))
    let (width, height) = (Int(size.width * 12_700), Int(size.height * 12_700))
    let description = Markup.attribute(picture.description)
    return """
      <w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="\(width)" cy="\(height)"/>\
      <wp:docPr id="\(number)" name="\(Markup.attribute(picture.name))" descr="\(description)"/>\
      <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>\
      <a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>\
      <pic:cNvPr id="\(number)" name="\(Markup.attribute(picture.name))" descr="\(description)"/><pic:cNvPicPr/></pic:nvPicPr>\(fill)\
      <pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="\(width)" cy="\(height)"/></a:xfrm>\
      <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>
      """
  }
}

/// The parts that are the same in every document.
extension WordDocument {
  private static let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

  private static func part(_ name: String, _ markup: String) -> [UInt8] {
    var xml = XMLText()
    xml.element("w:" + name, ["xmlns:w": namespace]) { $0.append(markup: markup) }
    return xml.bytes
  }

  private static var settingsPart: [UInt8] {
    part(
      "settings",
      """
      <w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" \
      w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/>
      """)
  }

  private static var numberingPart: [UInt8] {
    part(
      "numbering",
      """
      <w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>\
      <w:numFmt w:val="decimal"/><w:pStyle w:val="ListNumber"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>\
      <w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr></w:lvl></w:abstractNum>\
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      """)
  }

  private static var stylesPart: [UInt8] {
    func style(_ id: String, _ name: String, paragraph: String, run: String = "", next: String = "Normal") -> String {
      """
      <w:style w:type="paragraph" w:styleId="\(id)"><w:name w:val="\(name)"/><w:basedOn w:val="Normal"/>\
      <w:next w:val="\(next)"/><w:qFormat/><w:pPr>\(paragraph)</w:pPr><w:rPr>\(run)</w:rPr></w:style>
      """
    }
    func heading(_ level: Int, size: Int) -> String {
      style(
        "Heading\(level)", "heading \(level)",
        paragraph: """
          <w:keepNext/><w:keepLines/><w:spacing w:before="\(level == 1 ? 0 : 240)" w:after="120" w:line="240" \
          w:lineRule="auto"/><w:outlineLvl w:val="\(level - 1)"/>
          """, run: "<w:b/><w:sz w:val=\"\(2 * size)\"/>")
    }
    return part(
      "styles",
      """
      <w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>\
      <w:color w:val="0B0C0C"/><w:sz w:val="21"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>\
      <w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>\
      <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>\
      \(heading(1, size: 20))\(heading(2, size: 14))\
      \(style("Subtitle", "Subtitle", paragraph: "<w:spacing w:after=\"160\"/>", run: "<w:color w:val=\"505A5F\"/>"))\
      \(style(
        "Caption", "caption", paragraph: "<w:spacing w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/>",
        run: "<w:color w:val=\"505A5F\"/><w:sz w:val=\"18\"/>"))\
      \(style("Lead", "Lead", paragraph: "<w:keepNext/>", run: "<w:b/>"))\
      \(style(
        "ListNumber", "List Number",
        paragraph: "<w:numPr><w:numId w:val=\"1\"/></w:numPr><w:spacing w:after=\"60\"/>", next: "ListNumber"))\
      \(style(
        "TableText", "Table Text", paragraph: "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>",
        run: "<w:sz w:val=\"16\"/>", next: "TableText"))\
      <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>\
      <w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>\
      <w:style w:type="table" w:styleId="RankingTable"><w:name w:val="Ranking Table"/><w:basedOn w:val="TableNormal"/><w:tblPr>\
      <w:tblBorders><w:top w:val="single" w:sz="4" w:color="0B0C0C"/><w:bottom w:val="single" w:sz="4" w:color="0B0C0C"/>\
      <w:insideH w:val="single" w:sz="4" w:color="B1B4B6"/></w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/>\
      </w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="F3F2F1"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>
      """)
  }
}

extension WordDocument {
  /// How high pictures may be, so that either page holds what belongs on it.
  private static let (firstHeight, secondHeight) = (320.0, 250.0)

  /// The first two pages of a briefing.
  /// - Throws: `FigureError` where a picture cannot be turned into pixels.
  init(of briefing: Briefing, on html: BriefingPage) throws {
    title = Self.clean(briefing.title)
    subtitle = Self.clean(briefing.subtitle)
    blocks = [.heading(title, level: 1), .paragraph(subtitle, style: .subtitle)]
    for section in briefing.sections where section.place == .firstPage {
      blocks += section.paragraphs.map { .paragraph(Self.clean($0)) }
      for picture in section.figures {
        blocks += try Self.blocks(of: picture, height: Self.firstHeight, in: briefing, on: html)
      }
      for table in section.tables { blocks += Self.list(of: table, on: html) }
      blocks += section.closing.map { .paragraph(Self.clean($0)) }
    }
    var isFirst = true
    for section in briefing.sections where section.place == .secondPage {
      blocks.append(.heading(Self.clean(section.title), level: 2, onNewPage: isFirst))
      isFirst = false
      blocks += section.paragraphs.map { .paragraph(Self.clean($0)) }
      for table in section.tables { blocks += Self.blocks(of: table, on: html) }
      for picture in section.figures {
        blocks += try Self.blocks(of: picture, height: Self.secondHeight, in: briefing, on: html)
      }
      blocks += section.closing.map { .paragraph(Self.clean($0), style: .caption) }
    }
  }

  private static func clean(_ text: String) -> String { DisplayText.cleaned(text, limit: 2_000, placeholder: "") }

  private static func blocks(
    of picture: Briefing.Picture, height: Double, in briefing: Briefing, on html: BriefingPage
  ) throws -> [Block] {
    guard let drawing = html.drawings[picture.name] else { return [] }
    let shown = try OfficePicture(
      picture, drawing, page: html.page, hasHeading: picture.figure.title != briefing.title)
    return [.picture(shown, height: height), .paragraph(clean(picture.caption), style: .caption)]
  }

  private static func blocks(of table: Briefing.Table, on html: BriefingPage) -> [Block] {
    let shown = ShownTable(table, on: html)
    let note = shown.note.isEmpty ? "" : " \(shown.note.dropLast()) tables/\(table.name).csv."
    return [.paragraph(clean(table.caption) + note, style: .caption)]
      + (shown.rows.isEmpty ? [] : [.table(shown, caption: clean(table.caption))])
  }

  /// A table of names as a list: what stands in its first column, what is known of it, and in its last one the reason.
  private static func list(of table: Briefing.Table, on html: BriefingPage) -> [Block] {
    let rows = ShownTable(table, on: html).rows.map { row in
      let known = row.dropFirst().dropLast().filter { $0 != "–" }.map { ", " + $0 }.joined()
      return (name: row.first ?? "", rest: known + (row.dropFirst().last.map { ": " + $0 } ?? ""))
    }
    return [.paragraph(clean(table.caption), style: .lead), .list(rows)]
  }
}
