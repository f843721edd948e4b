import Foundation
import ReparteeFormats
import ReparteeTestArchives
import Testing

/// Every limit on what is read, just below and just above it.
@Suite struct LimitTests {
  /// Runs a job over some sources with one limit changed.
  private func run(_ key: String, _ value: Int, _ sources: String, _ prepare: (Command) throws -> Void) throws
    -> Command.Outcome
  {
    let command = try Command()
    try prepare(command)
    try command.file(
      "job.yaml", "store: s.repartee\nsources: [\(sources)]\nlimits: {\(key): \(value)}\noutputs: {csv: r.csv}\n")
    return try command.run("run", "job.yaml", "--log", "json")
  }

  /// Runs it at the limit, where it is done, and below it, where it is refused in these words.
  private func check(
    _ key: String, at limit: Int, below: Int? = nil, _ sources: String, refused message: String,
    _ prepare: (Command) throws -> Void
  ) throws {
    let inside = try run(key, limit, sources, prepare)
    #expect([0, 10].contains(inside.status) && !inside.errors.contains(message), "\(key): \(inside.errors)")
    let beyond = try run(key, below ?? limit - 1, sources, prepare)
    #expect(beyond.status != 0 && beyond.errors.contains(message), "\(key): \(beyond.status) \(beyond.errors)")
  }

  private let posts = "id,author,parent,time\n1,a,,2026-01-05\n2,b,1,2026-01-06\n3,a,2,2026-01-07\n"

  @Test("Columns of a sheet")
  func columns() throws {
    try check("columns", at: 7, "p.csv", refused: "a sheet of 7 columns; expected 6 at most") {
      try $0.file("p.csv", posts.replacing("\n", with: ",x,y,z\n"))
    }
  }

  @Test("Files in an archive, and names below a folder")
  func names() throws {
    try check("entries", at: 3, "p.zip", refused: "it holds more than 2 files and folders") {
      let entries = (0..<3).map {
        ArchiveWriter.Entry.text("\($0).csv", posts.replacing("\n", with: "\n\($0)").dropLast() + "")
      }
      try $0.file("p.zip", Data(ArchiveWriter.bytes(of: entries, as: .zip)))
    }
    try check("names", at: 3, "f", refused: "more than 2 names below it") { command in
      try FileManager.default.createDirectory(atPath: command.path("f"), withIntermediateDirectories: true)
      for number in 0..<3 { try command.file("f/\(number).csv", posts) }
    }
  }

  @Test("Platforms that a file names")
  func platforms() throws {
    try check("platforms", at: 3, "p.csv", refused: "more than 2 platforms") {
      try $0.file("p.csv", "id,author,parent,time,platform\n1,a,,2026-01-05,x\n2,b,,2026-01-06,y\n3,c,,2026-01-07,z\n")
    }
  }

  @Test("What a packed file unpacks to: its bytes, and how many times its size", arguments: ["gz", "zst"])
  func unpacked(ending: String) throws {
    let text = posts + String(repeating: "9,a,1,2026-01-05\n", count: 40_000)
    func prepare(_ command: Command) throws {
      try command.file("p.csv", text)
      let pack = ending == "gz" ? "gzip -9 p.csv" : "zstd -q --rm p.csv"
      #expect(try command.shell(pack) == 0)
    }
    let command = try Command()
    try prepare(command)
    let packed = try #require(command.bytes("p.csv." + ending)).count
    let bytes = text.utf8.count
    // Beyond the free bytes the ratio counts; within them it does not.
    let free = "unpacked: 1, ratio"
    let message = "times its own size, \(packed.formatted(.number.locale(.init(identifier: "en_US")))) bytes"
    try check(
      free, at: bytes / packed + 1, below: bytes / (packed + 1), "p.csv." + ending,
      refused: message, prepare)
    try check("ratio: 1, unpacked", at: bytes, "p.csv." + ending, refused: message, prepare)
  }

  @Test("A row of lines")
  func row() throws {
    // The length is looked at whenever the memory for a row doubles, from eight megabytes on.
    func prepare(_ command: Command) throws {
      let long = String(repeating: "x", count: 20 << 20)
      try command.file(
        "p.csv", "id,author,parent,time,text\n1,a,,2026-01-05,\n2,b,1,2026-01-06,\(long)\n3,a,2,2026-01-07,\n")
    }
    let inside = try run("row", 24 << 20, "p.csv", prepare)
    #expect([0, 10].contains(inside.status) && inside.errors.contains("\"rejected\":0"), "\(inside.errors)")
    let beyond = try run("row", 15 << 20, "p.csv", prepare)
    #expect([0, 10].contains(beyond.status) && beyond.errors.contains("\"rejected\":1"), "\(beyond.errors)")
  }

  @Test("A limit that is none is refused at its place")
  func wrong() throws {
    for (key, value, message) in [("columns", 0, "expected a whole number from 1 to"), ("colums", 3, "columns")] {
      let outcome = try run(key, value, "p.csv") { try $0.file("p.csv", posts) }
      #expect(outcome.status == 65 && outcome.errors.contains("line 3") && outcome.errors.contains(message))
    }
  }

  @Test("The guide's table has every limit, with its value")
  func guide() throws {
    let guide = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../Sources/Repartee/Repartee.docc/Safety.md")
    let lines = try String(contentsOf: guide, encoding: .utf8).split(separator: "\n").map(String.init)
    let rows = lines.filter { $0.contains(/^\| `[a-z]+` \|.*\| [\d,]+ \|$/) }
    let own = InputLimits.all.map { limit in
      let number = InputLimits()[keyPath: limit.value].formatted(.number.locale(.init(identifier: "en_US")))
      return "| `\(limit.key)` | \(limit.what) | \(number) |"
    }
    #expect(rows == own)
  }

  @Test(
    "Aliases, the size of a job and of its includes, rejected rows that are kept, and names: at the limit and beyond")
  func fixed() throws {
    let command = try Command()
    try command.file("p.csv", posts)
    func plan(_ yaml: String) throws -> Command.Outcome {
      try command.file("job.yaml", yaml)
      return try command.run("run", "job.yaml", "--dry-run")
    }
    func aliases(_ count: Int) -> String {
      "store: s.repartee\nsources: [&a p.csv" + String(repeating: ", *a", count: count) + "]\n"
    }
    #expect(try plan(aliases(20)).status == 0)
    #expect(try plan(aliases(21)).errors.contains("more than 20 aliases"))
    let start = "store: s.repartee\nsources: [p.csv]\n#"
    #expect(try plan(start + String(repeating: "x", count: (4 << 20) - start.utf8.count)).status == 0)
    #expect(
      try plan(start + String(repeating: "x", count: (4 << 20) - start.utf8.count + 1)).errors.contains("bytes of YAML")
    )
    func kept(_ rejected: Int) throws -> String {
      try command.file("r.csv", posts + String(repeating: "7,b,1,someday\n", count: rejected))
      #expect(try command.run("import", "r.csv", "--into", "r\(rejected).repartee", "--quiet").status == 0)
      #expect(try command.run("check", "r\(rejected).repartee").status == 0)
      #expect(try command.shell("sqlite3 r\(rejected).repartee 'SELECT count(*) FROM reject' > count") == 0)
      return String(decoding: command.bytes("count") ?? Data(), as: UTF8.self).trimmingCharacters(in: .newlines)
    }
    if try command.shell("command -v sqlite3 > /dev/null") == 0 {
      #expect(try kept(10_000) == "10000" && kept(10_001) == "10000")
    }
    func longName(_ count: Int) throws -> Command.Outcome {
      let name = String(repeating: "n", count: count)
      try command.file("n.csv", "id,author,parent,time,handle\n1,a,,2026-01-05,\(name)\n2,b,1,2026-01-06,b\n")
      return try command.run("import", "n.csv", "--into", "n\(count).repartee")
    }
    #expect(try !longName(300).errors.contains("300"))
    #expect(try longName(301).errors.contains("300"))
  }

  @Test("Values within one another, of JSON and of XML, and entities that grow: rejected in words")
  func nesting() throws {
    let command = try Command()
    func importing(_ name: String, _ text: String) throws -> Command.Outcome {
      try command.file(name, text)
      return try command.run("import", name, "--into", "s\(Int.random(in: 0..<1 << 30)).repartee")
    }
    func json(_ depth: Int) -> String {
      let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      return posts1
        + "{\"id\":\"3\",\"author_id\":\"5\",\"created_at\":\"2026-01-05T00:00:00Z\",\"text\":\"\",\"extra\":\(deep)}\n"
    }
    #expect(try importing("a.jsonl", json(1_000)).errors.contains("0 rejected"))
    #expect(try importing("b.jsonl", json(1_100)).errors.contains("1 rejected"))
    func xml(_ depth: Int, _ entities: String = "", _ text: String = "") -> String {
      let deep = String(repeating: "<x>", count: depth) + String(repeating: "</x>", count: depth)
      return "<?xml version=\"1.0\"?>\(entities)<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">"
        + "<graph edgedefault=\"directed\"><node id=\"a\">\(text)</node><node id=\"b\">\(deep)</node>"
        + "<edge source=\"a\" target=\"b\"/></graph></graphml>"
    }
    func graph(_ text: String) throws -> Command.Outcome {
      try command.file("g.graphml", text)
      return try command.run(
        "import", "g.graphml", "--kind", "reply", "--platform", "x", "--into",
        "g\(Int.random(in: 0..<1 << 30)).repartee")
    }
    #expect(try graph(xml(200)).status == 0)
    let deep = try graph(xml(300))
    #expect(deep.errors.contains("1 rejected"), "\(deep.errors)")
    // Each entity is ten of the one before: ten to the tenth in all.
    let entities = (1..<11).map { level in
      "<!ENTITY e\(level) \"" + String(repeating: "&e\(level - 1);", count: 10) + "\">"
    }
    let bomb = try graph(xml(1, "<!DOCTYPE g [<!ENTITY e0 \"laughter\">\(entities.joined())]>", "&e10;"))
    #expect(bomb.status != 0 || bomb.errors.contains("rejected"), "\(bomb.status) \(bomb.errors)")
  }

  private let posts1 =
    "{\"id\":\"1\",\"author_id\":\"4\",\"created_at\":\"2026-01-05T00:00:00Z\",\"text\":\"\",\"conversation_id\":\"1\"}\n"
    + "{\"id\":\"2\",\"author_id\":\"5\",\"created_at\":\"2026-01-05T00:00:00Z\",\"text\":\"\",\"conversation_id\":\"1\","
    + "\"referenced_tweets\":[{\"type\":\"replied_to\",\"id\":\"1\"}]}\n"
}
