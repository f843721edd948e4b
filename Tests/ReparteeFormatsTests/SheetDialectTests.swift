import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeFormats

@Suite("Dialects of delimited text: quotes and escapes")
struct SheetDialectTests {
  /// Reads posts of the columns id, author, parent and name; in blocks of the whole file, and of almost nothing.
  private func read(_ text: String, quote: UInt8?, escape: UInt8?, named name: String = "name") throws -> Reading {
    var mapping = Mapping(name: "home")
    (mapping.quote, mapping.escape) = (quote, escape)
    mapping.records = [
      MappedRecord(
        .posts,
        fields: [
          "id": MappedField(.column("id")), "author": MappedField(.column("author")),
          "parent": MappedField(.column("parent")), "name": MappedField(.column(name)),
        ])
    ]
    let whole = try Reading(text, options: ReadOptions(mapping: mapping))
    let pieces = try Reading(
      text, options: ReadOptions(mapping: mapping),
      limits: ReadLimits(blockSize: 8, blocksAtOnce: 3, longestRow: 1 << 20))
    #expect(
      pieces.differences(from: whole) == [],
      "\(text.debugDescription) \(String(describing: quote)) \(String(describing: escape))")
    return whole
  }

  @Test("Single quotes: delimiters, line ends and doubled quotes inside; double quotes are text")
  func singleQuotes() throws {
    let reading = try read(
      "id,author,parent,name\n1,ann,,'An''n, \"A\"\nB'\n2,bob,1,\"Bob\"\n", quote: UInt8(ascii: "'"), escape: nil)
    #expect(reading.accounts.map(\.name) == ["An'n, \"A\"\nB", "\"Bob\""])
    #expect(reading.posts.map(\.parent) == [nil, .number(1)])
  }

  @Test("No quotes: a quote is text, and what it opens ends with its line")
  func noQuotes() throws {
    let reading = try read("id\tauthor\tparent\tname\n1\tann\t\t\"Ann\n2\tbob\t1\tB\"\n", quote: nil, escape: nil)
    #expect(reading.accounts.map(\.name) == ["\"Ann", "B\""])
    #expect(reading.rejects.isEmpty)
  }

  @Test("Escapes within quotes, of quotes and of themselves")
  func escapesWithinQuotes() throws {
    let reading = try read(
      #"id,author,parent,name"# + "\n" + #"1,ann,,"A \"a\", \\""# + "\n" + #"2,bob,1,"B "" b""# + "\n",
      quote: UInt8(ascii: "\""), escape: UInt8(ascii: "\\"))
    #expect(reading.accounts.map(\.name) == [#"A "a", \"#, #"B " b"#])
    #expect(reading.rejects.isEmpty)
  }

  @Test("Escapes without quotes, as MySQL writes them: delimiters, line ends, and N for nothing")
  func escapesWithoutQuotes() throws {
    let reading = try read(
      "id\tauthor\tparent\tname\n1\tann\t\\N\tA\\\tn\\\nn\\\\\n2\tbob\t1\t\\N\n3\tN\\\\\t2\tN\n", quote: nil,
      escape: UInt8(ascii: "\\"))
    #expect(reading.accounts.map(\.name) == ["A\tn\nn\\", "N"])
    #expect(reading.posts.map(\.parent) == [nil, .number(1), .number(2)])
    #expect(reading.posts.map(\.author) == [.text("ann"), .text("bob"), .text("N\\")])
  }

  @Test("The delimiter is found with the quotes that were given")
  func delimiterByQuotes() throws {
    let reading = try read(
      "'id';'author';'parent';'name,a,b,c,d'\n'1';'ann';'';''\n", quote: UInt8(ascii: "'"), escape: nil,
      named: "name,a,b,c,d")
    #expect(reading.posts.map(\.author) == [.text("ann")])
  }

  @Test("Random texts of quotes and escapes: the same rows whatever the blocks, and each row accounted for")
  func random() throws {
    var numbers = SeededNumbers(seed: 6)
    let signs = ["a", "1", ",", "'", "\"", "\\", "\n", "\r\n", "N", " "]
    for dialect in [
      SheetDialect(quote: UInt8(ascii: "'")), SheetDialect(quote: nil, escape: UInt8(ascii: "\\")),
      SheetDialect(quote: UInt8(ascii: "'"), escape: UInt8(ascii: "\\")),
    ] {
      for _ in 0..<500 {
        let length = Int.random(in: 0..<80, using: &numbers)
        let body = (0..<length).map { _ in signs.randomElement(using: &numbers) ?? "" }.joined()
        // `read` compares blocks of the whole file with blocks of almost nothing.
        let reading = try read(
          "id,author,parent,name\nfirst,a,,\n" + body + "\n", quote: dialect.quote, escape: dialect.escape)
        #expect(reading.rows >= 1 && reading.posts.first?.id == .text("first"), "\(body)")
      }
    }
  }
}
