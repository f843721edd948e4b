import ReparteeGraph

/// A workbook (.xlsx) as the sheet of comma-separated values that its rows are, so that all that reads sheets reads it.
///
/// - Of several worksheets the one called `Edges` is read, as NodeXL has it, else the first whose columns are those of a known
///   format, else the first of several rows and columns, else the first that holds anything; which one, and what the others are
///   called, is said.
/// - Numbers are as the workbook stores them: an id of more than 15 digits that was typed as a number has lost some, and is
///   refused by its column. Cells of dates are ISO 8601, without a zone.
///
/// The workbook is held in memory as a whole; a sheet of more than 64 million cells is refused, empty ones before and between
/// others included, since a few bytes can claim them. Reference: ECMA-376, part 1, 18.
struct Workbook {
  /// Why a workbook cannot be read.
  struct Failure: Error {
    let reason: String
  }

  /// The zip archive that it is, which has to stay where it is.
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The sheet's text, and what is said of it.
  func text() throws(Failure) -> (text: [UInt8], note: String) {
    let sheets = try sheets()
    let strings = try strings()
    let dates = try dateStyles()
    let edges = sheets.filter { $0.name.lowercased() == "edges" }
    var (best, bestRank): ((text: [UInt8], name: String)?, Int) = (nil, 0)
    for sheet in edges + sheets {
      guard let content = try content(of: sheet.path) else { continue }
      let rows = Self.rows(of: content, strings, dates, startsIn1904: sheet.startsIn1904)
      guard let text = try Self.text(of: rows, sheet: sheet.name) else { continue }
      let rank = sheet.name.lowercased() == "edges" ? 3 : Self.rank(of: text, rows)
      if rank > bestRank { (best, bestRank) = ((text, sheet.name), rank) }
      if rank == 3 { break }
    }
    guard let best else { throw Failure(reason: "the workbook holds no row") }
    let others = sheets.map(\.name).filter { $0 != best.name }
    let rest =
      others.isEmpty
      ? ""
      : " of \(sheets.count); save the others as CSV to read them too (\(others.prefix(5).joined(separator: ", ")))"
    return (best.text, "it is a workbook, of which the sheet “\(best.name)” was read\(rest)")
  }

  /// How likely a sheet is the one that is meant: 3 of a known format, 2 of several rows and columns, 1 of anything else, such
  /// as a title page.
  private static func rank(of text: [UInt8], _ rows: [[String]]) -> Int {
    let sample = FileSample(bytes: Array(text.prefix(FileSample.size)), isWhole: text.count <= FileSample.size)
    let formats = FormatCatalogue.formats.filter { !($0 is any JSONFormat || $0 is RosterSheet || $0 is NodesSheet) }
    if formats.contains(where: { $0.confidence(in: sample, options: ReadOptions()) > .possible }) { return 3 }
    return rows.count { $0.count { !$0.isEmpty } > 1 } > 1 ? 2 : 1
  }

  /// A sheet's rows as comma-separated values; nil where it holds nothing.
  private static func text(of rows: [[String]], sheet name: String) throws(Failure) -> [UInt8]? {
    guard let width = rows.map(\.count).max(), width > 0 else { return nil }
    guard rows.count * width <= mostCells else {
      throw Failure(
        reason: "the sheet “\(name)” is of more than \(mostCells) cells, empty ones included; save it as CSV")
    }
    var text: [UInt8] = []
    for row in rows {
      for (place, cell) in row.enumerated() {
        if place > 0 { text.append(Byte.comma) }
        text += CommaSeparated.field(cell).utf8
        // One string may stand in every cell.
        if text.count > mostText {
          throw Failure(reason: "the sheet “\(name)” is larger than 1 GB as text; save it as CSV")
        }
      }
      text += repeatElement(Byte.comma, count: max(0, width - max(1, row.count)))
      text.append(Byte.lineFeed)
    }
    return text
  }

  /// The cells that a sheet may have, as it is written out.
  static let mostCells = 1 << 26
  /// The bytes that it may have so.
  private static let mostText = 1 << 30
  /// The bytes that a workbook may have, and each of its parts.
  static let mostBytes = 1 << 30
  /// What no other zip archive has.
  private static let mark = "xl/workbook.xml"

  /// Whether it is a workbook, and no other archive.
  var isOne: Bool {
    get throws(Failure) { try content(of: Self.mark) != nil }
  }

  /// Whether the zip archive at `path` is a workbook; what cannot be read is none.
  static func isOne(at path: String) -> Bool {
    do throws(ArchiveStream.Failure) {
      let archive = try ArchiveStream(.file(path), form: .zip, size: .max)
      while let entry = try archive.next() { if entry.name == mark { return true } }
    } catch {}
    return false
  }

  /// The content of one of its files; nil where there is none of that name.
  private func content(of name: String) throws(Failure) -> [UInt8]? {
    do throws(ArchiveStream.Failure) {
      let archive = try ArchiveStream(.memory(bytes), form: .zip, size: bytes.count)
      while let entry = try archive.next() {
        if entry.name != name { continue }
        if entry.isEncrypted { throw .refused("it is encrypted") }
        guard entry.size <= Self.mostBytes else { throw .refused("“\(name)” in it is too large") }
        return try archive.content(atMost: Self.mostBytes, expected: entry.size)
      }
    } catch {
      throw Failure(reason: "the workbook's “\(name)” cannot be read: \(error.reason)")
    }
    return nil
  }

  private struct Sheet {
    var name: String
    var path: String
    var startsIn1904: Bool
  }

  private func sheets() throws(Failure) -> [Sheet] {
    guard let book = try content(of: Self.mark) else { return [] }
    var targets: [String: String] = [:]
    Self.forEach("*:Relationship", in: try content(of: "xl/_rels/workbook.xml.rels") ?? []) { node in
      if let id = node.attribute("Id"), let target = node.attribute("Target") { targets[id] = target }
    }
    let startsIn1904 = String(decoding: book, as: UTF8.self).contains(/date1904\s*=\s*"(1|true)"/)
    var sheets: [Sheet] = []
    Self.forEach("*:sheet", in: book) { node in
      guard let name = node.attribute("name"), let target = node.attribute("id").flatMap({ targets[$0] }) else {
        return
      }
      let path = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
      sheets.append(Sheet(name: name, path: path, startsIn1904: startsIn1904))
    }
    return sheets
  }

  private func strings() throws(Failure) -> [String] {
    var strings: [String] = []
    Self.forEach("*:si", in: try content(of: "xl/sharedStrings.xml") ?? []) { strings.append(Self.text(of: $0)) }
    return strings
  }

  /// The text of a string, whole or in runs; phonetic hints are none of it.
  private static func text(of node: XMLNode) -> String {
    node.children.map { child in
      child.isNamed("t")
        ? child.text : child.isNamed("r") ? child.children.filter { $0.isNamed("t") }.map(\.text).joined() : ""
    }.joined()
  }

  /// Which styles of cells show dates, by their number.
  private func dateStyles() throws(Failure) -> [Bool] {
    let styles = try content(of: "xl/styles.xml") ?? []
    var custom: [String: Bool] = [:]
    Self.forEach("*:numFmt", in: styles) { node in
      guard let id = node.attribute("numFmtId"), let code = node.attribute("formatCode")?.lowercased() else { return }
      let plain = code.replacing(/"[^"]*"|\[[^\]]*\]|\\./, with: "")
      custom[id] = plain.contains { "ydhs".contains($0) } || plain.contains("mm")
    }
    var dates: [Bool] = []
    Self.forEach("*:cellXfs", in: styles) { list in
      for style in list.children where style.isNamed("xf") {
        let id = style.attribute("numFmtId") ?? "0"
        let number = Int(id) ?? 0
        dates.append(custom[id] ?? ((14...22).contains(number) || (45...47).contains(number)))
      }
    }
    return dates
  }

  private static func rows(
    of content: [UInt8], _ strings: [String], _ dates: [Bool], startsIn1904: Bool
  ) -> [[String]] {
    var rows: [[String]] = []
    var count = 0
    forEach("*:row", in: content) { row in
      // What goes beyond the limit is refused by the caller, and takes no memory here.
      if count > mostCells { return }
      var cells: [String] = []
      for cell in row.children where cell.isNamed("c") {
        let place = cell.attribute("r").flatMap(column) ?? cells.count
        guard place < 16_384 else { continue }
        while cells.count < place { cells.append("") }
        let value = cell.text(of: "v") ?? ""
        let text: String
        switch cell.attribute("t") {
        case "s": text = Int(value).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? ""
        case "inlineStr": text = cell["is"].map(Workbook.text) ?? ""
        case "b": text = value == "1" ? "true" : "false"
        case "str", "e", "d": text = value
        default:
          let isDate = cell.attribute("s").flatMap { Int($0) }.map { dates.indices.contains($0) && dates[$0] } ?? false
          text = isDate ? date(value, startsIn1904: startsIn1904) : value
        }
        if place < cells.count { cells[place] = text } else { cells.append(text) }
      }
      // Rows that are not there are empty, so that lines are the workbook's rows.
      if let number = row.attribute("r").flatMap({ Int($0) }), number <= 1 << 20 {
        while rows.count + 1 < number { rows.append([]) }
      }
      count += cells.count
      rows.append(cells)
    }
    return rows
  }

  /// A day and its part, as ISO 8601 to the second.
  private static func date(_ value: String, startsIn1904: Bool) -> String {
    guard let number = Double(value), number > 0, number < 2_958_466 else { return value }
    let seconds = Int64(((number + (startsIn1904 ? 1462 : 0) - 25_569) * 86_400).rounded())
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    let (day, rest) = (CivilDate(daysSince1970: days), seconds - days * 86_400)
    func digits(_ number: Int64, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return "\(digits(day.year, 4))-\(digits(day.month, 2))-\(digits(day.day, 2))T"
      + "\(digits(rest / 3600, 2)):\(digits(rest / 60 % 60, 2)):\(digits(rest % 60, 2))"
  }

  /// The number of a column, from 0: `A1` is 0, `AB7` is 27.
  private static func column(_ place: String) -> Int? {
    var number = 0
    for byte in place.utf8.prefix(while: { $0 >= 65 && $0 <= 90 }).prefix(4) { number = number * 26 + Int(byte) - 64 }
    return number > 0 ? number - 1 : nil
  }

  private static func forEach(_ name: String, in content: [UInt8], _ body: (XMLNode) -> Void) {
    content.withUnsafeBufferPointer { GraphXML.forEachElement(name, in: $0, body) }
  }
}

/// Bytes in memory as a source.
///
/// In bounds: no more is copied than is left and than the buffer holds.
final class MemorySource: ByteSource {
  private let bytes: [UInt8]
  private var given = 0
  private let file: RawFile

  /// - Parameter file: what they were made of, which has been read.
  init(_ bytes: [UInt8], of file: RawFile) {
    self.bytes = bytes
    self.file = file
  }

  var bytesRead: Int { file.bytesRead }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    let count = min(buffer.count, bytes.count - given)
    bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[given..<(given + count)])) }
    given += count
    return count
  }
}
