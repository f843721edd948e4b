import Foundation
import Testing

@Suite("import, sources, undo, check")
struct ImportCommandTests {
  @Test("Results go to standard output, the rest to standard error, and nothing with --quiet")
  func streams() throws {
    let command = try Command()
    try command.file("posts.csv", Toy.posts)
    let loud = try command.run("import", "posts.csv", "--into", "a.repartee")
    #expect(loud.status == 0 && loud.output.isEmpty)
    #expect(
      loud.errors == "posts.csv: posts-csv, source 1: 17 rows in = 17 kept + 0 duplicates + 0 ignored + 0 rejected\n")
    #expect(try command.run("import", "posts.csv", "--into", "a.repartee").errors.contains("held already, as source 1"))
    let quiet = try command.run("import", "posts.csv", "--into", "b.repartee", "--quiet")
    #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.errors.isEmpty)
    let check = try command.run("check", "a.repartee")
    #expect(check.status == 0 && check.errors.isEmpty)
    #expect(check.output.split(separator: "\n").allSatisfy { $0.hasPrefix("ok: ") })
    let sources = try command.run("sources", "a.repartee", "--output-format", "csv")
    #expect(
      sources.output.hasPrefix(
        "source,path,format,sha256,rows_in,kept,duplicates,ignored,rejected\n1,posts.csv,posts-csv,"))
    let undo = try command.run("undo", "a.repartee", "posts.csv")
    #expect(undo.status == 0 && undo.output.isEmpty && undo.errors == "posts.csv: source 1 is taken back\n")
    #expect(command.names == ["a.repartee", "b.repartee", "posts.csv"])
  }

  @Test("A cut last line is one reject, and the rest is kept")
  func cutLine() throws {
    let command = try Command()
    try command.file("cut.csv", String(Toy.posts.dropLast(5)) + "\"x")
    let outcome = try command.run("import", "cut.csv", "--into", "a.repartee", "--rejects", "rejects.csv")
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("17 rows in = 16 kept + 0 duplicates + 0 ignored + 1 rejected"))
    let rejects = String(decoding: command.bytes("rejects.csv") ?? Data(), as: UTF8.self).split(separator: "\n")
    #expect(rejects.count == 2 && rejects[0] == "path,line,reason" && rejects[1].hasPrefix("cut.csv,18,"))
  }

  @Test("Standard input and pipes are read whole, once")
  func pipes() throws {
    let command = try Toy.command()
    for (number, line) in [
      "cat posts.csv | $R import - --into p.repartee --quiet",
      "mkfifo pipe; (cat posts.csv > pipe &); $R import pipe --into p.repartee --quiet",
      "gzip -c posts.csv | $R import - --into p.repartee --quiet",
      "cat posts.csv | $R import /dev/stdin --into q.repartee --quiet",
    ].enumerated() {
      #expect(try command.shell(line) == 0, "\(line)")
      let sources = try command.run("sources", number == 3 ? "q.repartee" : "p.repartee", "--output-format", "csv")
        .output
      #expect(sources.split(separator: "\n").count == (number == 2 ? 3 : 2), "\(line)")
      #expect(sources.contains(",17,17,0,0,0"), "\(line)")
    }
  }

  @Test("A folder and a pattern in one import: a line a file, one line for all, and a store among them is passed over")
  func manyFiles() throws {
    let command = try Command()
    let files = FileManager.default
    try files.createDirectory(atPath: command.path("exports/more"), withIntermediateDirectories: true)
    try command.file("exports/more/posts.csv", Toy.posts)
    try command.file("exports/a.csv", "follower,followed\n1,2\n")
    try command.file("b1.csv", "follower,followed\n2,1\nx\n")
    let outcome = try command.run("import", "exports", "b?.csv", "exports/a.csv", "--into", "exports/s.repartee")
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    let lines = outcome.errorLines.filter { $0.contains(" rows in") }
    #expect(lines.map { $0.prefix { $0 != ":" } } == ["exports/a.csv", "exports/more/posts.csv", "b1.csv", "3 files"])
    #expect(lines.last?.hasSuffix("20 rows in = 19 kept + 0 duplicates + 0 ignored + 1 rejected") == true)
    let again = try command.run("import", "exports", "--into", "exports/s.repartee")
    #expect(again.errorLines.last?.hasPrefix("2 files, 2 of them held already: 0 rows in") == true)
    let none = try command.run("import", "none/*.csv", "--into", "t.repartee")
    #expect(none.status != 0 && none.errors.contains("none/*.csv: no file is named by it"))
    #expect(command.bytes("t.repartee") == nil)
  }

  @Test("A broken store is reported by check, with exit code 65")
  func brokenStore() throws {
    let command = try Toy.command()
    let bytes = try #require(command.bytes("toy.repartee"))
    var broken = 0
    for page in stride(from: 2, to: bytes.count / 8192, by: 3) {
      var damaged = bytes
      damaged.replaceSubrange(page * 8192..<page * 8192 + 8, with: Data(repeating: 0xA5, count: 8))
      try command.file("broken.repartee", damaged)
      let outcome = try command.run("check", "broken.repartee")
      if outcome.status == 65 {
        broken += 1
        #expect(outcome.output.contains("BROKEN") && outcome.errors.isEmpty)
      } else {
        #expect(outcome.status == 1 && outcome.errorLines.count == 1)
      }
    }
    #expect(broken > 0)
  }
}
