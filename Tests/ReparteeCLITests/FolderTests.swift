import Foundation
import Testing

@Suite("Folders as collectors leave them")
struct FolderTests {
  private func archive() throws -> Command {
    let command = try Command()
    try FileManager.default.createDirectory(atPath: command.path("archive/data"), withIntermediateDirectories: true)
    try command.file(
      "archive/data/account.js",
      "window.YTD.account.part0 = [ {\"account\": {\"accountId\" : \"10\", \"username\": \"ann\"}} ]")
    try command.file(
      "archive/data/tweets.js",
      "window.YTD.tweets.part0 = [{\"tweet\":{\"id_str\":\"3\",\"created_at\":\"Sun Aug 10 01:30:14 +0000 2014\","
        + "\"full_text\":\"t\",\"entities\":{}}}]")
    try command.file("archive/a.png", Data([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]))
    try command.file(
      "archive/README.md",
      "# Words\n\nMore of them, in a sentence of many words.\n\nAnd another one of as many words as that.\n")
    try command.file("archive/empty.json", "")
    return command
  }

  @Test("What is no data is passed over with a count and a reason, and the archive's own account is its owner")
  func passedOver() throws {
    let command = try archive()
    let outcome = try command.run("import", "archive", "--into", "s.repartee")
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("tweets.js: x-archive, source 1: 1 rows in = 1 kept"))
    #expect(outcome.errors.contains("passed over: 1 × empty (empty.json)"))
    #expect(outcome.errors.contains("passed over: 1 × no text, such as pictures (a.png)"))
    #expect(outcome.errors.contains("passed over: 1 × of no known format (README.md)"), "\(outcome.errors)")
    #expect(outcome.errors.contains("neither posts nor follows (account.js)"))
    #expect(try command.run("score", "s.repartee", "--output-format", "csv").output.contains(",ann,"))
  }

  @Test("--strict refuses it, and so does a file that is named itself, and a folder of nothing else")
  func strict() throws {
    let command = try archive()
    #expect(try command.run("import", "archive", "--strict", "--into", "s.repartee").status != 0)
    #expect(try command.run("import", "archive/README.md", "--into", "s.repartee").status != 0)
    try FileManager.default.removeItem(atPath: command.path("archive/data"))
    #expect(try command.run("import", "archive", "--into", "s.repartee").status != 0)
    #expect(command.bytes("s.repartee") == nil)
  }

  @Test("An export without a row does not stop its folder, wherever it stands", arguments: ["0.csv", "m.csv", "z.csv"])
  func emptyExport(name: String) throws {
    let command = try Command()
    try FileManager.default.createDirectory(atPath: command.path("week"), withIntermediateDirectories: true)
    let header = "id,author,parent,time\n"
    try command.file("week/" + name, header)
    #expect(try command.run("import", "week", "--into", "s.repartee").errors.contains("it has no rows"))
    #expect(command.bytes("s.repartee") == nil)
    try command.file("week/a.csv", header + "1,ann,,2024-01-01T10:00:00Z\n")
    try command.file("week/y.csv", header + "2,bob,1,2024-01-01T11:00:00Z\n")
    #expect(try command.run("import", "week", "--strict", "--into", "s.repartee").status != 0)
    #expect(try command.run("import", "week/" + name, "--into", "t.repartee").status == 65)
    let outcome = try command.run("import", "week", "--into", "u.repartee")
    #expect(
      outcome.status == 0 && outcome.errors.contains("passed over: 1 × without a row, read as posts-csv (\(name))"))
    #expect(
      outcome.errors.contains("a.csv: posts-csv, source 1") && outcome.errors.contains("y.csv: posts-csv, source 2"))
  }

  @Test("A job's folder is read the same way")
  func job() throws {
    let command = try archive()
    try command.file("job.yaml", "store: s.repartee\nsources: [archive]\noutputs: {csv: r.csv}\n")
    let outcome = try command.run("run", "job.yaml")
    #expect(outcome.status == 0 && outcome.errors.contains("passed over: 1 × empty (empty.json)"), "\(outcome.errors)")
  }

  @Test("A draft of a mapping finds rows, times and what is answered by their values, and names what it does not find")
  func draft() throws {
    let command = try Command()
    try command.file(
      "odd.json",
      #"[{"meta":{"n":2},"rows":[{"key":"a1","writer":{"login":"ann"},"made":"2024-01-01T10:00:00Z","re":null},"#
        + #"{"key":"a2","writer":{"login":"ben"},"made":"2024-01-01T10:05:00Z","re":"a1"},"#
        + #"{"key":"a3","writer":{"login":"ann"},"made":"2024-01-01T10:06:00Z","re":"a2"}]}]"#)
    let draft = try command.run("inspect", "odd.json").output
    for line in [
      "items: rows", "  id: key", "  author: writer.login", "  parent: {path: re, optional: yes}", "  time: made",
    ] {
      #expect(draft.contains(line), "\(draft)")
    }
    try command.file("odd.yaml", draft)
    let outcome = try command.run("import", "odd.json", "--mapping", "odd.yaml", "--into", "s.repartee")
    #expect(outcome.status == 0 && outcome.errors.contains("3 rows in = 3 kept"))
    try command.file("bare.json", #"[{"k":1,"v":"a b c"},{"k":2,"v":"d e f"}]"#)
    #expect(try command.run("inspect", "bare.json").output.contains("none was found"))
  }

  @Test("An export read again loses nothing: kinds, organisations, platforms, names, follower counts")
  func roundTrip() throws {
    let command = try Command()
    try command.file(
      "posts.csv",
      "id,author,parent,time,platform,handle,name\n1,10,,2026-01-01,x,ann,Ann A\n2,11,1,2026-01-02,x,,Ben B\n"
        + "1,10,,2026-01-01,forum,cat,\n2,12,1,2026-01-02,forum,dan,\n")
    try command.file(
      "roster.csv", "platform,id,kind,organisation,followers\nx,10,channel,Office,688\nforum,12,person,,\n")
    try command.run("import", "posts.csv", "--into", "a.repartee")
    try command.run("tag", "roster.csv", "--into", "a.repartee")
    func accounts(_ store: String) throws -> [String] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["sqlite3", command.path(store), "SELECT * FROM accounts ORDER BY platform, id"]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let data = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
    let before = try accounts("a.repartee")
    #expect(before.contains("x|10|ann|Ann A|688|channel|ann"))
    for ending in ["graphml", "gexf", "json"] {
      try command.run("export", "a.repartee", "--output", "net." + ending)
      let outcome = try command.run("import", "net." + ending, "--into", ending + ".repartee")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try accounts(ending + ".repartee") == before, "\(ending)")
    }
  }
}
