import ReparteeGraph
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
    let failure = #expect(throws: ZipArchive.Failure.self) { try Self.text(far) }
    #expect(
      failure?.reason == "the sheet “Sheet1” is of more than 67108864 cells, empty ones included; save it as CSV")
    let wide = String(repeating: "<row><c r=\"XFD1\"><v>1</v></c></row>", count: Workbook.mostCells / 16_384 + 1)
    #expect(throws: ZipArchive.Failure.self) { try Self.text(wide) }
  }

  /// The text of a workbook of one sheet.
  private static func text(_ rows: String, strings: String = "") throws -> String {
    let files = [
      ("xl/workbook.xml", "<workbook><sheets><sheet name=\"Sheet1\" r:id=\"r1\"/></sheets></workbook>"),
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
      ),
      ("xl/sharedStrings.xml", "<sst>\(strings)</sst>"),
      ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"),
      ("xl/worksheets/sheet1.xml", "<worksheet><sheetData>\(rows)</sheetData></worksheet>"),
    ]
    return String(decoding: try Workbook.text(of: ZipArchive(zip(files))).text, as: UTF8.self)
  }

  /// Files as a zip archive that does not compress them.
  private static func zip(_ files: [(name: String, content: String)]) -> [UInt8] {
    func number(_ value: Int, _ length: Int) -> [UInt8] { (0..<length).map { UInt8(value >> (8 * $0) & 0xff) } }
    var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
    for (name, content) in files {
      let (name, content) = (Array(name.utf8), Array(content.utf8))
      let sizes = number(content.count, 4) + number(content.count, 4) + number(name.count, 2)
      // Neither flags, a method, a time nor a checksum: none is looked at.
      directory += number(0x0201_4b50, 4) + number(0, 16) + sizes + number(0, 12) + number(bytes.count, 4) + name
      bytes += ZipArchive.magic + number(0, 14) + sizes + number(0, 2) + name + content
    }
    let end = number(0x0605_4b50, 4) + number(0, 6) + number(files.count, 2)
    return bytes + directory + end + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
  }
}
