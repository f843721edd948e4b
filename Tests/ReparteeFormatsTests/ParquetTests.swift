import ReparteeGraph
import Testing

@testable import ReparteeFormats

/// Tables as Parquet, written and read; `Tests/Oracles/parquet.py` compares both with other programs.
@Suite("Parquet")
struct ParquetTests {
  private static let columns = [
    TableColumn("id", .text), TableColumn("author", .text), TableColumn("parent", .text),
    TableColumn("time", .moment),
  ]

  /// The bytes of a table.
  static func file(_ columns: [TableColumn], _ rows: [[TableCell]]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = try ParquetWriter(columns: columns) { bytes += $0 }
    for row in rows { try writer.append(row) }
    try writer.finish()
    return bytes
  }

  private static func posts(_ count: Int) -> [[TableCell]] {
    (0..<count).map { index in
      [
        .text("p\(index)"), index % 7 == 0 ? .empty : .text("user \(index % 50)"),
        index == 0 ? .empty : .text("p\(index / 2)"),
        .moment(Timestamp(milliseconds: 1_700_000_000_000 + Int64(index) * 1001)),
      ]
    }
  }

  static let sample = (try? file(columns, posts(9))) ?? []

  @Test("Posts come back as they were written, in groups of rows, with a dictionary and without")
  func posts() throws {
    for count in [1, 9, 122_880, 200_001] {
      let reading = try Reading(bytes: try Self.file(Self.columns, Self.posts(count)))
      #expect(reading.format == "posts-csv" && reading.rejects.isEmpty)
      #expect(reading.posts.count == count)
      let wrong = reading.posts.enumerated().first { index, post in
        post.id != .text("p\(index)") || post.parent != (index == 0 ? nil : .text("p\(index / 2)"))
          || post.author != (index % 7 == 0 ? nil : .text("user \(index % 50)"))
          || post.time?.milliseconds != 1_700_000_000_000 + Int64(index) * 1001
      }
      #expect(wrong == nil)
    }
  }

  @Test("Texts, numbers and times of every kind")
  func cells() throws {
    let texts = ["", "a,b", "say \"no\"", "two\nlines\r", "Zoë 🦊 مرحبا", "=1+1", String(repeating: "x", count: 70_000)]
    let numbers: [Int64] = [0, -1, .max, .min, 9_007_199_254_740_993]
    let times: [Int64] = [0, -1, 1_712_138_400_123, -62_167_219_200_000, 253_402_300_799_999]
    var rows: [[TableCell]] = texts.map { [.text($0), .empty, .empty] }
    rows += numbers.map { [.empty, .integer($0), .empty] }
    rows += times.map { [.empty, .empty, .moment(Timestamp(milliseconds: $0))] }
    rows.append([.empty, .empty, .empty])
    let file = try Self.file([.init("text", .text), .init("number", .integer), .init("time", .moment)], rows)
    let expected =
      ["text,number,time", ",,", "\"a,b\",,", "\"say \"\"no\"\"\",,", "two lines ,,", "Zoë 🦊 مرحبا,,", "=1+1,,"]
      + [String(repeating: "x", count: 70_000) + ",,"] + numbers.map { ",\($0)," }
      + [
        ",,1970-01-01T00:00:00Z", ",,1969-12-31T23:59:59.999Z", ",,2024-04-03T10:00:00.123Z", ",,0000-01-01T00:00:00Z",
        ",,9999-12-31T23:59:59.999Z", ",,",
      ]
    #expect(try Self.text(of: file).split(separator: "\n").map(String.init) == expected)
  }

  @Test("Two spellings of one letter are two texts, in a dictionary too")
  func spellings() throws {
    let texts = ["é", "e\u{301}", "é", "e\u{301}", "é", "e\u{301}"]
    let text = try Self.text(of: try Self.file([.init("a", .text)], texts.map { [.text($0)] }))
    #expect(Array(text.utf8) == Array(("a\n" + texts.map { $0 + "\n" }.joined()).utf8))
  }

  @Test("Long texts end a group before a page is too large to be read")
  func longTexts() throws {
    let long = String(repeating: "x", count: 1 << 20)
    let text = try Self.text(of: try Self.file([.init("a", .text)], (0..<150).map { [.text(long + "\($0)")] }))
    #expect(text.utf8.count == 2 + (0..<150).reduce(0) { $0 + (1 << 20) + "\($1)".count + 1 })
  }

  @Test func aTableWithoutRowsHasItsColumns() throws {
    #expect(try Self.text(of: try Self.file(Self.columns, [])) == "id,author,parent,time\n")
  }

  @Test("The same rows are the same bytes")
  func deterministic() throws { #expect(try Self.file(Self.columns, Self.posts(9)) == Self.sample) }

  @Test("A file that is cut anywhere is refused")
  func cut() throws {
    for count in 4..<Self.sample.count {
      #expect(throws: FormatError.self, "cut after \(count) bytes") { try Self.text(of: Array(Self.sample[..<count])) }
    }
  }

  @Test("A changed byte never ends the program, and one in a page is found by its checksum")
  func flipped() throws {
    var refused = 0
    for place in Self.sample.indices {
      for bit in [0, 3, 7] {
        var bytes = Self.sample
        bytes[place] ^= 1 << UInt8(bit)
        do { _ = try Reading(bytes: bytes) } catch is FormatError { refused += 1 }
      }
    }
    #expect(refused > Self.sample.count)
  }

  @Test("A few bytes that claim many rows are refused by the limit of what a file may unpack to")
  func bomb() throws {
    // A group of 122,880 rows without a value has two bytes of levels.
    let rows = [[TableCell]](repeating: [.empty, .empty, .empty, .empty], count: 1_000_000)
    let file = try Self.file(Self.columns, rows)
    var limits = InputLimits()
    (limits.unpacked, limits.ratio) = (100_000, 10)
    let error = #expect(throws: FormatError.self) {
      try InputLimits.$current.withValue(limits) { _ = try Reading(bytes: file) }
    }
    #expect(error.map { "\($0)".contains("unpacks to more than") } == true)
  }

  /// The sheet that a file is read as.
  private static func text(of file: [UInt8]) throws -> String {
    let file = try TemporaryFile(file)
    defer { file.remove() }
    let source = try OpenedFile(path: file.path).source
    var text: [UInt8] = []
    while true {
      let part = try source.take(1 << 16)
      text += part
      if part.count < 1 << 16 { return String(decoding: text, as: UTF8.self) }
    }
  }
}
