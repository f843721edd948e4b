import Foundation
import ReparteeFormats
import ReparteeGraph
import ReparteeText

/// Tables as a workbook (.xlsx): a worksheet each, and one before them that lists them.
///
/// Numbers and moments are typed, everything else is text: no cell is a formula, and an id keeps all of its digits. What a
/// worksheet cannot hold (more rows, more columns or longer text than programs open) is continued on another one, or left to
/// the CSV, and the list says so. Reference: ECMA-376, part 1, 18.
struct Spreadsheet {
  /// What a worksheet may hold at most.
  struct Limits {
    var rows = 1_048_576
    var columns = 16_384
    /// The characters (UTF-16) of a cell.
    var text = 32_767
  }

  /// A table and what is said of it.
  struct Sheet {
    /// The name of its file, which the worksheet bears as well as it can.
    var name: String
    /// What it shows, in one sentence.
    var caption: String
    /// The same table as a file, by its path.
    var file: String
    var table: ResultTable
  }

  /// What the workbook says: the finding.
  var title: String
  /// Of which window.
  var subtitle: String
  var sheets: [Sheet]
  /// Column → what it means, as a note on its header.
  var definitions: [String: String] = [:]
  var limits = Limits()

  /// The workbook's bytes.
  /// - Throws: `ZipFile.Failure` where it would be too large.
  /// - Complexity: O(cells), all of them in memory as text.
  func bytes() throws -> Data {
    var names = SheetNames()
    let contentsName = names.name(for: "Contents")
    let parts = sheets.flatMap { divided($0, &names) }
    var package = OfficePackage()
    package.relate("", to: Self.book, .officeDocument)
    var paths: [String] = []
    for number in 0...parts.count {
      let path = "xl/worksheets/sheet\(number + 1).xml"
      package.relate(Self.book, to: path, .worksheet)
      paths.append(path)
    }
    package.relate(Self.book, to: "xl/styles.xml", .styles)
    package.add(
      Self.book, type: "spreadsheetml.sheet.main+xml", bookPart(sheets: [contentsName] + parts.map(\.name), parts))
    package.add("xl/styles.xml", type: "spreadsheetml.styles+xml", CellStyle.part)
    package.add(paths[0], type: "spreadsheetml.worksheet+xml", contents(of: parts))
    for (number, (part, path)) in zip(parts, paths.dropFirst()).enumerated() {
      let notes = HeaderNotes(on: part.columns, definitions: definitions).add(
        to: &package, of: path, number: number + 1)
      package.add(path, type: "spreadsheetml.worksheet+xml", sheetPart(part, notes: notes))
    }
    package.addProperties(title: title, subject: subtitle)
    return try package.bytes()
  }

  private static let book = "xl/workbook.xml"
  private static let namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  /// A worksheet: all rows of a table, or as many as one holds.
  private struct Part {
    var name: String
    var caption: String
    var file: String
    var columns: [String]
    var rows: ArraySlice<[TableCell]>
    /// What of the table is not in it.
    var note: String

    /// All of its cells, as programs write ranges.
    var range: String { "A1:\(Spreadsheet.column(max(1, columns.count)))\(rows.count + 1)" }
  }

  /// A table as worksheets: one, unless it has more rows than one holds.
  private func divided(_ sheet: Sheet, _ names: inout SheetNames) -> [Part] {
    let table = sheet.table
    var notes: [String] = []
    if table.columns.count > limits.columns {
      notes.append(
        "Columns after the first \(NumberFormat.exact(limits.columns)) are in \(sheet.file) alone.")
    }
    let longCells = table.rows.reduce(0) { count, row in
      count + row.count { if case .text(let text) = $0 { text.utf16.count > limits.text } else { false } }
    }
    if longCells > 0 {
      notes.append(
        "Text of more than \(NumberFormat.exact(limits.text)) characters is cut in \(NumberFormat.exact(longCells)) "
          + "cell\(longCells == 1 ? "" : "s"), and whole in \(sheet.file).")
    }
    let most = limits.rows - 1
    let starts = table.rows.isEmpty ? [0] : Array(stride(from: 0, to: table.rows.count, by: most))
    return starts.enumerated().map { number, start in
      let end = min(table.rows.count, start + most)
      let span =
        starts.count == 1
        ? []
        : [
          "Rows \(NumberFormat.exact(start + 1)) to \(NumberFormat.exact(end)) of \(NumberFormat.exact(table.rows.count))."
        ]
      return Part(
        name: names.name(for: sheet.name), caption: sheet.caption, file: sheet.file,
        columns: Array(table.columns.prefix(limits.columns)), rows: table.rows[start..<end],
        note: (span + notes).joined(separator: " "))
    }
  }

  // MARK: - Parts

  private func bookPart(sheets names: [String], _ parts: [Part]) -> [UInt8] {
    var xml = XMLText()
    xml.element(
      "workbook", ["xmlns": Self.namespace, "xmlns:r": Self.relationships]
    ) { xml in
      xml.element("bookViews") { $0.element("workbookView", ["activeTab": "0"]) }
      xml.element("sheets") { xml in
        for (number, name) in names.enumerated() {
          xml.element("sheet", ["name": name, "sheetId": "\(number + 1)", "r:id": "rId\(number + 1)"])
        }
      }
      // The filter of each worksheet, and its header on every printed page.
      xml.element("definedNames") { xml in
        for (number, part) in parts.enumerated() {
          xml.element(
            "definedName",
            ["name": "_xlnm._FilterDatabase", "localSheetId": "\(number + 1)", "hidden": "1"],
            text: Self.reference(to: part.name, Self.absolute(part.range)))
          xml.element(
            "definedName", ["name": "_xlnm.Print_Titles", "localSheetId": "\(number + 1)"],
            text: Self.reference(to: part.name, "$1:$1"))
        }
      }
    }
    return xml.bytes
  }

  static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// The first worksheet: the finding, and what the others hold.
  private func contents(of parts: [Part]) -> [UInt8] {
    var rows: [[Cell]] = [
      [Cell(title, .title)], [Cell(subtitle, .plainText)], [],
      [
        Cell(
          "Ids, and numbers of more than 15 digits, are text here, so that none loses a digit. A CSV file of this folder that "
            + "is opened in a spreadsheet program loses them (9007199254740993 becomes 9.0072E+15): use this workbook, or "
            + "import such columns as text.", .plainText)
      ],
      [Cell("Times are those of UTC. A cell that is empty is not known, which is not 0.", .plainText)], [],
      ["Sheet", "What it shows", "Rows", "File", "Note"].map { Cell($0, .header) },
    ]
    let first = rows.count + 1
    rows += parts.map { part in
      [
        Cell(part.name, .link), Cell(cleaned(part.caption), .text), Cell(number: "\(part.rows.count)", .integer),
        Cell(part.file, .text), Cell(part.note, .text),
      ]
    }
    var xml = XMLText()
    let widths = [24, 70, 10, 30, 50]
    worksheet(&xml, range: "A1:E\(rows.count)", frozenRows: 0, widths: widths) { xml in
      for (number, row) in rows.enumerated() { write(row, number: number + 1, widths: widths, into: &xml) }
    } after: { xml in
      if parts.isEmpty { return }
      xml.element("hyperlinks") { xml in
        for (number, part) in parts.enumerated() {
          xml.element(
            "hyperlink",
            ["ref": "A\(first + number)", "location": Self.reference(to: part.name, "A1"), "display": part.name])
        }
      }
    }
    return xml.bytes
  }

  /// - Parameter notes: the id of the boxes of its notes.
  private func sheetPart(_ part: Part, notes: String?) -> [UInt8] {
    var xml = XMLText()
    let widths = part.columns.indices.map { column in
      // What is further down is not looked at: a million names take longer to measure than to read.
      part.rows.prefix(1_000).lazy.map { width(of: $0[column]) }.reduce(part.columns[column].count + 4, max)
    }.map { min(60, max(8, $0)) }
    worksheet(&xml, range: part.range, frozenRows: 1, widths: widths, notes: notes) { xml in
      let isNumber = part.columns.indices.map { column in part.rows.contains { $0[column].isNumber } }
      write(
        zip(part.columns, isNumber).map { Cell(cleaned($0), $1 ? .numberHeader : .header) }, number: 1, widths: widths,
        into: &xml)
      for (number, row) in part.rows.enumerated() {
        write(row.prefix(limits.columns).map(cell), number: number + 2, widths: widths, into: &xml)
      }
    } after: { xml in
      xml.element("autoFilter", ["ref": part.range])
    }
    return xml.bytes
  }

  /// What worksheets share, in the order that the format asks for.
  private func worksheet(
    _ xml: inout XMLText, range: String, frozenRows: Int, widths: [Int], notes: String? = nil,
    rows: (inout XMLText) -> Void,
    after: (inout XMLText) -> Void
  ) {
    xml.element("worksheet", ["xmlns": Self.namespace, "xmlns:r": Self.relationships]) { xml in
      xml.element("sheetPr") { $0.element("pageSetUpPr", ["fitToPage": "1"]) }
      xml.element("dimension", ["ref": range])
      xml.element("sheetViews") { xml in
        xml.element("sheetView", ["workbookViewId": "0"]) { xml in
          if frozenRows == 0 { return }
          let below = "A\(frozenRows + 1)"
          xml.element(
            "pane",
            ["ySplit": "\(frozenRows)", "topLeftCell": below, "activePane": "bottomLeft", "state": "frozen"])
          xml.element("selection", ["pane": "bottomLeft", "activeCell": below, "sqref": below])
        }
      }
      xml.element("sheetFormatPr", ["defaultRowHeight": "15"])
      if !widths.isEmpty {
        xml.element("cols") { xml in
          for (number, width) in widths.enumerated() {
            let column = "\(number + 1)"
            xml.element("col", ["min": column, "max": column, "width": "\(width)", "customWidth": "1"])
          }
        }
      }
      xml.element("sheetData", content: rows)
      after(&xml)
      xml.element("pageSetup", ["paperSize": "9", "orientation": "landscape", "fitToHeight": "0"])
      // Ids are meant to be text.
      xml.element("ignoredErrors") { $0.element("ignoredError", ["sqref": range, "numberStoredAsText": "1"]) }
      if let notes { xml.element("legacyDrawing", ["r:id": notes]) }
    }
  }

  // MARK: - Cells

  /// A cell as it is written.
  private struct Cell {
    var text: String
    var isNumber = false
    var style: CellStyle

    init(_ text: String, _ style: CellStyle) { (self.text, self.style) = (text, style) }

    init(number: String, _ style: CellStyle) { (text, isNumber, self.style) = (number, true, style) }
  }

  private func cell(_ cell: TableCell) -> Cell {
    switch cell {
    case .empty: Cell("", .text)
    case .text(let text): textCell(cleaned(text))
    case .integer(let number) where number.magnitude > Self.largestExact: Cell(String(number), .text)
    case .integer(let number): Cell(number: String(number), .integer)
    case .decimal(let number, _) where !number.isFinite: Cell("", .text)
    case .decimal(_, let places): Cell(number: cell.plainText, .decimal(places: places))
    case .moment(let time):
      Self.serial(of: time).map { Cell(number: $0, .moment) } ?? Cell(time.isoMoment, .text)
    case .hidden(let limit): Cell(limit.map { "<\(NumberFormat.exact($0))" } ?? "hidden", .hidden)
    }
  }

  /// The largest whole number that spreadsheet programs keep digit by digit.
  private static let largestExact: UInt64 = 999_999_999_999_999

  private func textCell(_ text: String) -> Cell {
    let isRisky = text.unicodeScalars.first.map { "=+-@".unicodeScalars.contains($0) } ?? false
    return Cell(text, isRisky ? .quotedText : .text)
  }

  private func cleaned(_ text: String) -> String {
    let clean = SafeText.withoutControls(text)
    return clean.utf16.count > limits.text ? clean.cut(toUTF16: limits.text - 1) + "…" : clean
  }

  /// Days since the last of 1899, as spreadsheet programs count; nil before March 1900, where they count wrongly, and from the
  /// year 10000 on.
  private static func serial(of time: Timestamp) -> String? {
    let days = Double(time.milliseconds) / 86_400_000 + 25_569
    guard (61..<2_958_466).contains(days) else { return nil }
    return NumberFormat.fixed(days, places: 9)
  }

  private func write(_ cells: some Collection<Cell>, number: Int, widths: [Int], into xml: inout XMLText) {
    // Not every program makes rows as high as their text.
    let lines = zip(cells, widths).map { cell, width in
      cell.style.isWrapped ? (cell.text.unicodeScalars.count + width - 3) / max(1, width - 2) : 1
    }.reduce(1, max)
    let points = cells.contains { $0.style.isLarge } ? 24 : min(409, 13 * lines + 2)
    let height: KeyValuePairs =
      points <= 15 ? ["r": "\(number)"] : ["r": "\(number)", "ht": "\(points)", "customHeight": "1"]
    xml.element("row", height) { xml in
      for (column, cell) in cells.enumerated() where !cell.text.isEmpty {
        let place = Self.column(column + 1) + "\(number)"
        if cell.isNumber {
          xml.element("c", ["r": place, "s": "\(cell.style.number)"]) { $0.element("v", text: cell.text) }
        } else {
          xml.element("c", ["r": place, "s": "\(cell.style.number)", "t": "inlineStr"]) { xml in
            xml.element("is") { $0.element("t", ["xml:space": "preserve"], text: Self.escaped(cell.text)) }
          }
        }
      }
    }
  }

  /// Text in which nothing is taken for the number of a character: `_x0041_` would be read as A.
  private static func escaped(_ text: String) -> String {
    text.contains("_x") ? text.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_") : text
  }

  private func width(of cell: TableCell) -> Int {
    switch cell {
    case .text(let text): text.unicodeScalars.prefix(60).count + 3
    case .moment: 21
    case .integer(let number): NumberFormat.exact(number).count + 2
    case .decimal(let number, let places):
      NumberFormat.exact(Int(max(-1e15, min(1e15, number.isFinite ? number : 0)))).count + places + 3
    case .empty, .hidden: 8
    }
  }

  // MARK: - Places

  /// The letters of a column, the first being 1.
  static func column(_ number: Int) -> String {
    var (rest, letters) = (number, "")
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }

  /// A range of a worksheet as formulas and links name it.
  private static func reference(to sheet: String, _ range: String) -> String {
    "'\(sheet.replacing("'", with: "''"))'!\(range)"
  }

  private static func absolute(_ range: String) -> String {
    range.replacing(/([A-Z]+)(\d+)/) { "$\($0.output.1)$\($0.output.2)" }
  }
}

/// How a cell of a workbook is shown.
enum CellStyle {
  case plainText, text, quotedText, hidden, integer, moment, header, numberHeader, title, link
  case decimal(places: Int)

  /// The most decimals that are shown.
  private static let mostPlaces = 12

  /// Whether longer text goes on on a second line.
  var isWrapped: Bool {
    switch self {
    case .text, .quotedText: true
    default: false
    }
  }

  /// Whether it takes a higher row.
  var isLarge: Bool { if case .title = self { true } else { false } }

  /// The style's place in the workbook's list.
  var number: Int {
    switch self {
    case .plainText: 0
    case .text: 1
    case .quotedText: 2
    case .hidden: 3
    case .integer: 4
    case .moment: 5
    case .header: 6
    case .numberHeader: 7
    case .title: 8
    case .link: 9
    case .decimal(let places): 10 + min(max(0, places), Self.mostPlaces)
    }
  }

  /// The list. Texts have the number format of text (49), so that a cell stays text when somebody edits it, and what begins like a
  /// formula has the mark that programs set for an apostrophe typed before it.
  static var part: [UInt8] {
    let decimals = (0...mostPlaces).map { places in
      "<numFmt numFmtId=\"\(170 + places)\" formatCode=\"#,##0\(places == 0 ? "" : "." + String(repeating: "0", count: places))\"/>"
    }
    /// A style of cells: how numbers are written, font, fill and border by their places in the lists below, and where text stands.
    func style(_ format: Int, font: Int = 0, fill: Int = 0, border: Int = 0, quoted: Bool = false, _ alignment: String)
      -> String
    {
      """
      <xf numFmtId="\(format)" fontId="\(font)" fillId="\(fill)" borderId="\(border)" xfId="0"\(quoted ? " quotePrefix=\"1\"" : "") \
      applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"\(alignment)/></xf>
      """
    }
    let (left, right) = (" horizontal=\"left\" indent=\"1\"", " horizontal=\"right\"")
    let styles =
      [
        style(0, ""), style(49, left + " wrapText=\"1\""), style(49, quoted: true, left + " wrapText=\"1\""),
        style(49, right), style(3, ""), style(164, left), style(49, font: 1, fill: 2, border: 1, left),
        style(49, font: 1, fill: 2, border: 1, right), style(0, font: 2, ""), style(49, font: 3, left),
      ] + (0...mostPlaces).map { style(170 + $0, "") }
    func font(_ size: Int, _ rest: String = "", color: String = "FF0B0C0C") -> String {
      "<font>\(rest)<sz val=\"\(size)\"/><color rgb=\"\(color)\"/><name val=\"Arial\"/><family val=\"2\"/></font>"
    }
    let fonts = [font(10), font(10, "<b/>"), font(16, "<b/>"), font(10, "<u/>", color: "FF1D70B8")]
    var xml = XMLText()
    xml.element("styleSheet", ["xmlns": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"]) { xml in
      xml.append(
        markup: """
          <numFmts count="\(decimals.count + 1)"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>\
          \(decimals.joined())</numFmts>\
          <fonts count="\(fonts.count)">\(fonts.joined())</fonts>\
          <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
          <fill><patternFill patternType="solid"><fgColor rgb="FFF3F2F1"/><bgColor indexed="64"/></patternFill></fill></fills>\
          <borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
          <border><left/><right/><top/><bottom style="thin"><color rgb="FF0B0C0C"/></bottom><diagonal/></border></borders>\
          <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
          <cellXfs count="\(styles.count)">\(styles.joined())</cellXfs>\
          <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
          """)
    }
    return xml.bytes
  }
}
