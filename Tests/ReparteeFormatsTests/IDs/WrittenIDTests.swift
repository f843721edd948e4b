import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Ids as people and programs write them")
struct WrittenIDTests {
  @Test(
    "What is an id to the letter",
    arguments: [
      "ann", "007", "did:plc:abc", "3e8", "1e5", "1.2.3", "12.5", "-1", "@ann", "'ann", "na", "nul", "none", "Nan",
      "1,2",
      "https://a.example/1", "12e3-4", "=1", "1700000000.000100", "Zoë", "9223372036854775808",
    ])
  func asItIs(text: String) { #expect(WrittenID(text) == .id(ExternalID(text))) }

  @Test("What is repaired, since every digit is there")
  func repaired() {
    for (text, id) in [
      ("10.0", "10"), ("10.00", "10"), ("0.0", "0"), ("10,0", "10"), ("007.0", "7"), ("-0.0", "0"), ("-1.0", "-1"),
      ("-1001234567890.0", "-1001234567890"),
      ("1309170000000000002.0", "1309170000000000002"),
      ("1.309170000000000001e+18", "1309170000000000001"), ("1.5E+1", "15"),
    ] { #expect(WrittenID(text) == .repaired(ExternalID(id), .fraction), "\(text)") }
    for (text, id) in [
      ("=\"1294030472427835393\"", "1294030472427835393"), ("'1294030472427835393", "1294030472427835393"),
      ("'12'", "12"),
      ("'@ann", "@ann"), ("=\"ann\"", "ann"),
    ] { #expect(WrittenID(text) == .repaired(ExternalID(id), .wrapper), "\(text)") }
    #expect(WrittenID("1,294,030") == .repaired(.number(1_294_030), .grouping))
    for text in ["12\u{a0}", "\u{200b}12", "12\u{feff}", "\u{2060}12\u{200f} ", "\u{202f}12"] {
      #expect(WrittenID(text) == .repaired(.number(12), .blanks), "\(text.unicodeScalars.map(\.value))")
    }
    #expect(WrittenID("ann\u{a0}") == .repaired(.text("ann"), .blanks))
  }

  @Test(
    "What is refused, since digits are lost",
    arguments: [
      "1.2502E+18", "1,29403E+18", "6.39e-310", "1.2940304724278354e+18", "1E+18", "-1.5e+3", "1.25e+30", "1.23457E+11",
      // What a fraction of 64 bits rounds to.
      "1294030472427835392.0", "9007199254740994.0",
    ])
  func damaged(text: String) { #expect(WrittenID(text) == .damaged) }

  @Test(
    "What is nobody",
    arguments: [
      "NA", "N/A", "#N/A", "<NA>", "None", "null", "NULL", "nan", "NaN", "NaT", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!",
      "#NA", "n/a",
      "(none)", "<null>",
      "\u{a0}", "NA\u{a0}", "=\"\"",
    ])
  func nobody(text: String) { #expect(WrittenID(text) == .nobody) }

  @Test("What is no parent, in any case", arguments: ["none", "N/a", "NIL", "False", "Inf"])
  func noParent(text: String) { #expect(WrittenID.isNoPost(.text(text))) }

  @Test("Every format refuses a rounded id, repairs 10.0, and says so")
  func everywhere() throws {
    let reply = ReadOptions(kind: .reply)
    let kinds = "\"kind\":\"reply\""
    let repaired = WrittenID.Repair.fraction.rawValue
    func check(_ name: String, _ bad: String, _ good: String, _ options: ReadOptions) throws {
      let refused = try Reading(bad, options: options)
      #expect(refused.rejects.contains { $0.reason.contains("save the id column as text") }, "\(name)")
      #expect(refused.posts.isEmpty && refused.interactions.isEmpty && refused.follows.isEmpty, "\(name)")
      let read = try Reading(good, options: options)
      #expect(read.rejects.isEmpty && (read.notes[repaired] ?? 0) >= 1, "\(name): \(read.rejects) \(read.notes)")
      let ids =
        read.posts.map(\.id) + read.interactions.map(\.actor) + read.follows.map(\.follower)
        + read.roster.compactMap(\.id)
      #expect(ids.first == .number(10), "\(name): \(ids)")
    }
    let rows = { (id: String) in [id, "7"] }
    _ = rows
    try check("posts", "id,author,parent\n1.25E+18,1,\n", "id,author,parent\n10.0,1,\n", ReadOptions())
    try check("follows", "follower,followed\n1.25E+18,1\n", "follower,followed\n10.0,1\n", ReadOptions())
    try check(
      "interactions", "kind,actor,target\nreply,1.25E+18,1\n", "kind,actor,target\nreply,10.0,1\n", ReadOptions())
    try check("gephi", "Source,Target\n1.25E+18,1\n", "Source,Target\n10.0,1\n", reply)
    try check("edge list", "1.25E+18 1\n1.25E+18 2\n", "10.0 1\n11 2\n", ReadOptions(format: "edge-list", kind: .reply))
    try check("follow list", "1.25E+18 1\n", "10.0 1\n", ReadOptions(format: "edge-list", kind: .follow))
    try check("roster", "id,kind\n1.25E+18,person\n", "id,kind\n10.0,person\n", ReadOptions())
    try check(
      "twarc", "id,author_id,conversation_id,created_at\n1.25E+18,1,1,\n",
      "id,author_id,conversation_id,created_at\n10.0,1,1,\n", ReadOptions())
    try check(
      "node-link", #"{"nodes":[],"links":[{"source":1.25e18,"target":1,\#(kinds)}]}"#,
      #"{"nodes":[],"links":[{"source":10.0,"target":1,\#(kinds)}]}"#, ReadOptions())
    func graphML(_ id: String) -> String {
      "<graphml><graph edgedefault=\"directed\"><node id=\"\(id)\"/><node id=\"1\"/>"
        + "<edge source=\"\(id)\" target=\"1\"/></graph></graphml>"
    }
    try check("graphml", graphML("1.25E+18"), graphML("10.0"), reply)
    func gexf(_ id: String) -> String {
      "<gexf><graph><nodes><node id=\"\(id)\"/><node id=\"1\"/></nodes><edges><edge source=\"\(id)\" target=\"1\"/></edges>"
        + "</graph></gexf>"
    }
    try check("gexf", gexf("1.25E+18"), gexf("10.0"), reply)
    func gml(_ id: String) -> String {
      "graph [ directed 1 node [ id 0 label \"\(id)\" ] node [ id 1 label \"b\" ] edge [ source 0 target 1 ] ]"
    }
    let lost = try Reading(gml("1.25E+18"), options: reply)
    #expect(lost.interactions.isEmpty && lost.rejects.count == 1)
    #expect(try Reading(gml("10.0"), options: reply).interactions.map(\.actor) == [.number(10)])
    var mapping = Mapping(name: "test")
    mapping.records = [
      MappedRecord(.posts, fields: ["id": MappedField(.column("No")), "author": MappedField(.column("Who"))])
    ]
    try check("mapping", "No,Who\n1.25E+18,1\n", "No,Who\n10.0,1\n", ReadOptions(mapping: mapping))
    mapping.reads = .json
    mapping.records = [
      MappedRecord(.posts, fields: ["id": MappedField(.path(["no"])), "author": MappedField(.path(["who"]))])
    ]
    try check("mapping of JSON", #"{"no":1.25e18,"who":1}"#, #"{"no":10.0,"who":1}"#, ReadOptions(mapping: mapping))
  }

  @Test("A float in another column costs nothing: followers 688.0")
  func otherColumns() throws {
    let sheet = try Reading(
      "id,author_id,conversation_id,created_at,author.id,author.username,author.public_metrics.followers_count\n"
        + "1,7,1,2020-01-01T00:00:00Z,7,ann,688.0\n2,8,1,2020-01-01T00:00:00Z,8,bea,\"37,221\"\n")
    #expect(sheet.accounts.map(\.followers) == [688, 37_221] && sheet.rejects.isEmpty)
  }

  @Test("A column of long ids that all end in zeros is said, and one id that does not clears it")
  func rounded() throws {
    func warnings(_ text: String) throws -> [String] {
      let file = try TemporaryFile(Array(text.utf8))
      defer { file.remove() }
      return try Inspection(path: file.path, options: ReadOptions(kind: .reply)).notes
    }
    let rounded = "Source,Target\n1294030472427830000,5\n1240210000000000000,6\n"
    #expect(try warnings(rounded).contains { $0.contains("actors all end in zeros") })
    #expect(try warnings(rounded + "1240210000000000001,6\n").isEmpty)
    #expect(try warnings("Source,Target\n1000,5\n2000,6\n").isEmpty)
    #expect(try warnings("Source,Target\n123456789012345000,5\n123456789012346000,6\n").isEmpty == false)
  }

  @Test("Counts: groups, decimal signs, exponents; a fraction is the nearest whole number")
  func counts() {
    func number(_ text: String, comma: Bool = false) -> Double? { WrittenCount.number(text, hasDecimalComma: comma) }
    #expect(number("1,234") == 1234 && number("1,234", comma: true) == 1.234)
    #expect(number("2.345") == 2.345 && number("2.345", comma: true) == 2345)
    #expect(number("1,5") == 1.5 && number("1 234") == 1234 && number("1\u{a0}234,5") == 1234.5)
    #expect(number("1.234,5") == 1234.5 && number("1,234.5") == 1234.5 && number("1'234") == 1234)
    #expect(number("1,234,567") == 1_234_567 && number("1.234.567") == 1_234_567 && number("1.2E+03") == 1200)
    for text in ["", "x", "1 2", "inf", "nan", "0x10", "1,23,4", "--1", "1.2.3"] {
      #expect(number(text) == nil, "\(text)")
    }
  }

  @Test("Whole counts of any length are exact, up to the largest")
  func wholeCounts() {
    func count(_ text: String) -> Int64? {
      var text = text
      return text.withUTF8 { WrittenCount.count($0) }
    }
    #expect(count("9007199254740993") == 9_007_199_254_740_993 && count("9223372036854775807") == Int64.max)
    #expect(count("9223372036854775808") == nil && count("99999999999999999999") == nil && count("-1") == nil)
  }

  @Test(
    "A number of digits and a point is the fraction that is nearest to it",
    arguments: ["1.0", "0.1", "2.675", "123456789.12345"])
  func plainNumbers(_ text: String) {
    Array(text.utf8).withUnsafeBufferPointer {
      #expect(WrittenCount.number($0) == Double(text))
      #expect(WrittenCount.number($0) == WrittenCount.number(text))
    }
    Array("1.234".utf8).withUnsafeBufferPointer { #expect(WrittenCount.number($0, hasDecimalComma: true) == 1234) }
    Array("1.".utf8).withUnsafeBufferPointer { #expect(WrittenCount.number($0) == WrittenCount.number("1.")) }
  }
}
