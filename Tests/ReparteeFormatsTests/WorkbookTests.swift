import ReparteeGraph
import ReparteeTestArchives
import Testing

@testable import ReparteeFormats

@Suite("Workbooks")
struct WorkbookTests {
  @Test("A sheet is read as its rows: shared strings, gaps between cells and rows, dates")
  func sheet() throws {
    let text = try Self.text(
      """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>a, b</t></is></c></row>
      <row r="3"><c r="B3"><v>7</v></c><c r="C3" s="1"><v>43831.5</v></c></row>
      """, strings: "<si><t>id</t></si>")
    #expect(text == "id,,\"a, b\"\n,,\n,7,2020-01-01T12:00:00\n")
  }

  @Test("Numbers that no workbook has are neither followed nor fatal")
  func wildNumbers() throws {
    for row in ["-9223372036854775808", "9223372036854775807", "0", "x"] {
      let text = try Self.text("<row r=\"\(row)\"><c r=\"A1\"><v>1</v></c><c r=\"ZZZZ1\"><v>2</v></c></row>")
      #expect(text == "1\n", "\(row)")
    }
    #expect(try Self.text("<row><c t=\"s\"><v>-1</v></c><c><v>nan</v></c><c s=\"-1\"><v>3</v></c></row>") == ",nan,3\n")
  }

  @Test("A few bytes that claim more cells than a sheet may have are refused")
  func tooManyCells() throws {
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"
    let failure = #expect(throws: Workbook.Failure.self) { try Self.text(far) }
    #expect(
      failure?.reason == "the sheet “Sheet1” is of more than 67108864 cells, empty ones included; save it as CSV")
    let wide = String(repeating: "<row><c r=\"XFD1\"><v>1</v></c></row>", count: Workbook.mostCells / 16_384 + 1)
    #expect(throws: Workbook.Failure.self) { try Self.text(wide) }
  }

  /// The text of a workbook of one sheet.
  private static func text(_ rows: String, strings: String = "") throws -> String {
    let files = [
      ArchiveWriter.Entry.text(
        "xl/workbook.xml", "<workbook><sheets><sheet name=\"Sheet1\" r:id=\"r1\"/></sheets></workbook>"),
      .text(
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
      ),
      .text("xl/sharedStrings.xml", "<sst>\(strings)</sst>"),
      .text("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"),
      .text("xl/worksheets/sheet1.xml", "<worksheet><sheetData>\(rows)</sheetData></worksheet>"),
    ]
    return try ArchiveWriter.bytes(of: files, as: .zip).withUnsafeBytes { bytes in
      String(decoding: try Workbook(bytes).text().text, as: UTF8.self)
    }
  }
}
