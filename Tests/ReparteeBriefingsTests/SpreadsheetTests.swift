import Foundation
import ReparteeGraph
import Testing

@testable import ReparteeBriefings

@Suite("The workbook of a briefing's tables")
struct SpreadsheetTests {
  private func workbook(_ tables: [(String, ResultTable)], limits: Spreadsheet.Limits = .init()) -> Spreadsheet {
    var workbook = Spreadsheet(
      title: "Somebody is <heard> & answers", subtitle: "2026",
      sheets: tables.map {
        Spreadsheet.Sheet(name: $0.0, caption: "What it shows.", file: "tables/\($0.0).csv", table: $0.1)
      })
    workbook.limits = limits
    return workbook
  }

  private func column(_ cells: [TableCell]) -> ResultTable { ResultTable(columns: ["a"], rows: cells.map { [$0] }) }

  /// The cell of a worksheet: how it is written, without its place.
  private func cell(_ place: String, of sheet: String) -> String {
    guard let start = sheet.range(of: "<c r=\"\(place)\" "),
      let end = sheet.range(of: "</c>", range: start.upperBound..<sheet.endIndex)
    else { return "" }
    return String(sheet[start.upperBound..<end.lowerBound])
  }

  private func shown(_ text: String, style: Int = 1) -> String {
    "s=\"\(style)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">\(text)</t></is>"
  }

  @Test("Numbers and moments are typed, everything else is text, and what is not known is no cell")
  func types() throws {
    let table = column([
      .integer(1_150), .integer(-3), .integer(9_007_199_254_740_993), .decimal(2.345, places: 2),
      .decimal(.infinity, places: 1), .empty, .text("2026"), .moment(Timestamp(seconds: 1_767_225_600 + 43_200)),
      .moment(Timestamp(seconds: -5_000_000_000)), .hidden(below: 5), .hidden(below: nil),
    ])
    let parts = try OfficeParts(workbook([("t", table)]).bytes())
    parts.expectSound()
    let sheet = parts["xl/worksheets/sheet2.xml"]
    #expect(cell("A2", of: sheet) == "s=\"4\"><v>1150</v>")
    #expect(cell("A3", of: sheet) == "s=\"4\"><v>-3</v>")
    #expect(cell("A4", of: sheet) == shown("9007199254740993"))
    #expect(cell("A5", of: sheet) == "s=\"12\"><v>2.35</v>" || cell("A5", of: sheet) == "s=\"12\"><v>2.34</v>")
    #expect(cell("A6", of: sheet).isEmpty && cell("A7", of: sheet).isEmpty)
    #expect(cell("A8", of: sheet) == shown("2026"))
    // Noon of 1 January 2026 is 46,023.5 days after the last of 1899.
    #expect(cell("A9", of: sheet) == "s=\"5\"><v>46023.500000000</v>")
    #expect(cell("A10", of: sheet) == shown("1811-07-23T15:06:40Z"))
    #expect(cell("A11", of: sheet) == shown("&lt;5", style: 3) && cell("A12", of: sheet) == shown("hidden", style: 3))
    #expect(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter ref=\"A1:A12\"/>"))
  }

  @Test("No cell is a formula, whatever its text begins with, and no text is taken for a code or for markup")
  func hostileText() throws {
    let texts = [
      "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "\t=1", "_x0041_", "</t></is></c>", "a\u{0}b\u{1}\u{FFFE}",
      "مرحبا",
      "👩‍👩‍👧", "  spaces  ",
    ]
    let parts = try OfficeParts(workbook([("t", column(texts.map { .text($0) }))]).bytes())
    parts.expectSound()
    let sheet = parts["xl/worksheets/sheet2.xml"]
    #expect(!parts.text.contains("<f>") && !parts.text.contains("<f "))
    #expect(cell("A2", of: sheet) == shown("=HYPERLINK(&quot;http://x&quot;)", style: 2))
    for place in ["A3", "A4", "A5", "A6"] {
      #expect(cell(place, of: sheet).hasPrefix("s=\"2\" t=\"inlineStr\""), "\(place)")
    }
    #expect(cell("A7", of: sheet) == shown("_x005F_x0041_"))
    #expect(cell("A8", of: sheet) == shown("&lt;/t&gt;&lt;/is&gt;&lt;/c&gt;"))
    #expect(cell("A9", of: sheet) == shown("ab\u{FFFD}"))
    #expect(cell("A10", of: sheet) == shown("مرحبا") && cell("A11", of: sheet) == shown("👩‍👩‍👧"))
    #expect(cell("A12", of: sheet) == shown("  spaces  "))
  }

  @Test("Text of more than 32,767 characters is cut between characters, and the first sheet says so")
  func longText() throws {
    let parts = try OfficeParts(
      workbook([
        ("t", column([.text(String(repeating: "😀", count: 16_384)), .text(String(repeating: "x", count: 32_767))]))
      ])
      .bytes())
    parts.expectSound()
    let sheet = parts["xl/worksheets/sheet2.xml"]
    #expect(cell("A2", of: sheet) == shown(String(repeating: "😀", count: 16_383) + "…"))
    #expect(cell("A3", of: sheet) == shown(String(repeating: "x", count: 32_767)))
    #expect(parts["xl/worksheets/sheet1.xml"].contains("characters is cut in 1 cell, and whole in tables/t.csv."))
  }

  @Test(
    "A table of more rows than a worksheet has goes on on the next one; columns beyond the last are said to be missing")
  func limits() throws {
    var limits = Spreadsheet.Limits()
    (limits.rows, limits.columns) = (4, 2)
    let table = ResultTable(
      columns: ["a", "b", "c"], rows: (1...7).map { [.integer($0), .integer($0), .text("third")] })
    let parts = try OfficeParts(workbook([("t", table)], limits: limits).bytes())
    parts.expectSound()
    let sheets = (2...4).map { parts["xl/worksheets/sheet\($0).xml"] }
    #expect(cell("A2", of: sheets[1]) == "s=\"4\"><v>4</v>" && cell("B2", of: sheets[2]) == "s=\"4\"><v>7</v>")
    #expect(sheets.allSatisfy { cell("A1", of: $0) == shown("a", style: 7) })
    #expect(!sheets.joined().contains("third"))
    #expect(
      parts["xl/worksheets/sheet1.xml"].contains(
        "Rows 4 to 6 of 7. Columns after the first 2 are in tables/t.csv alone."))
    #expect(parts["xl/workbook.xml"].contains("name=\"t (2)\"") && parts["xl/workbook.xml"].contains("name=\"t (3)\""))
  }

  @Test("Names of worksheets are short, allowed and different, also from the list's own")
  func names() {
    var names = SheetNames()
    #expect(names.name(for: "Contents") == "Contents" && names.name(for: "contents") == "contents (2)")
    #expect(names.name(for: "a/b:c*d?e[f]g\\h") == "a-b-c-d-e-f-g-h")
    #expect(names.name(for: "'quoted'") == "quoted" && names.name(for: "History") == "Historysheet")
    #expect(names.name(for: "") == "sheet" && names.name(for: "''") == "sheet (2)")
    let long = String(repeating: "é😀", count: 20)
    let (first, second) = (names.name(for: long), names.name(for: long.uppercased()))
    #expect(first.utf16.count == 31 && second.utf16.count == 31 && first.lowercased() != second.lowercased())
  }

  @Test("A column that is defined has a note on its header, and every note its box")
  func notes() throws {
    var workbook = workbook([
      ("t", ResultTable(columns: ["rank", "score", "x"], rows: [])), ("u", column([.text("x")])),
    ])
    workbook.definitions = ["score": "people & more", "x": "where", "other": "nothing"]
    let parts = try OfficeParts(workbook.bytes())
    parts.expectSound()
    let notes = parts["xl/comments1.xml"]
    #expect(notes.contains("ref=\"B1\"") && notes.contains("people &amp; more") && notes.contains("ref=\"C1\""))
    #expect(notes.components(separatedBy: "<comment ").count == 3 && !notes.contains("nothing"))
    #expect(parts["xl/drawings/vmlDrawing1.vml"].components(separatedBy: "<v:shape ").count == 3)
    #expect(parts["xl/comments2.xml"].isEmpty && !parts["xl/worksheets/sheet3.xml"].contains("legacyDrawing"))
  }

  @Test("A workbook of no table is one of the list alone, and the same tables give the same bytes")
  func repeats() throws {
    let empty = try OfficeParts(workbook([]).bytes())
    empty.expectSound()
    #expect(empty["docProps/core.xml"].contains("<dc:title>Somebody is &lt;heard&gt; &amp; answers</dc:title>"))
    let tables = [("t", column([.text("x")])), ("none", ResultTable(columns: [], rows: []))]
    #expect(try workbook(tables).bytes() == workbook(tables).bytes())
    try OfficeParts(workbook(tables).bytes()).expectSound()
    #expect(!(try OfficeParts(workbook(tables).bytes())).text.contains("dcterms"))
  }
}
