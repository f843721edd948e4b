import Foundation
import Testing

/// Jobs and files that would destroy something else, or never end: each is refused in plain words, and changes nothing.
@Suite struct HostileJobTests {
  /// Runs a job of some keys beside the toy's posts; returns the outcome.
  private func run(_ job: String, status: Int32, _ message: String, prepare: (Command) throws -> Void = { _ in }) throws
    -> Command
  {
    let command = try Toy.command()
    try prepare(command)
    try command.file("job.yaml", job)
    let outcome = try command.run("run", "job.yaml")
    #expect(
      outcome.status == status && (message.isEmpty || outcome.errors.contains(message)),
      "\(outcome.status): \(outcome.errors)")
    return command
  }

  @Test("A path with NUL in it means no file", arguments: ["store", "sources", "csv", "briefing", "roster", "include"])
  func nul(key: String) throws {
    let bad = #""precious.txt\0.x""#
    let job = """
      store: \(key == "store" ? bad : "j.repartee")
      sources: [\(key == "sources" ? bad : "posts.csv")]
      \(key == "csv" ? "outputs: {csv: \(bad)}" : "")
      \(["briefing", "roster", "include"].contains(key) ? "\(key): \(bad)" : "")
      """
    let command = try run(job, status: 65, "NUL") { try $0.file("precious.txt", "dear") }
    #expect(command.bytes("precious.txt") == Data("dear".utf8))
    #expect(!command.names.contains("j.repartee"))
  }

  @Test(
    "No output takes the place of what says what the job does, or of what it reads",
    arguments: [
      "job.yaml", "inc.yaml", "map.yaml", "roster.csv", "posts.csv", "key", "j.repartee.run.json", "j.repartee-journal",
    ])
  func overwriting(output: String) throws {
    let job = """
      include: inc.yaml
      store: j.repartee
      sources: [{file: posts.csv, mapping: map.yaml}]
      roster: roster.csv
      look: {pseudonym_key: key}
      outputs: {csv: ./\(output)}
      """
    let command = try run(job, status: 64, "the same file as") { command in
      try command.file("inc.yaml", "ranking: {by: score}\n")
      try command.file("map.yaml", "name: m\nposts: {id: id, author: author, parent: parent, time: time}\n")
      try command.file("roster.csv", "id,kind\nA,person\n")
      try command.key("key")
      try command.file("j.repartee.run.json", "{}")
      try command.file("j.repartee-journal", "")
    }
    #expect(command.bytes("job.yaml") == Data(job.utf8))
    #expect(command.bytes("inc.yaml") == Data("ranking: {by: score}\n".utf8))
  }

  @Test("An output may not lie in the briefing's folder, which is replaced as a whole")
  func inside() throws {
    let command = try run(
      """
      store: j.repartee
      sources: [posts.csv]
      window: {from: 2023-01-01, to: 2024-01-01}
      briefing: b
      outputs: {csv: b/2023-12-31/r.csv}
      """, status: 1, "replaces as a whole")
    #expect(!command.names.contains("j.repartee"))
  }

  @Test("Includes end: one that is no file, too many of them, and files that include each other over and over")
  func includes() throws {
    _ = try run("include: pipe\nstore: s\nsources: [posts.csv]\n", status: 1, "a pipe or a device") { command in
      _ = try command.shell("mkfifo pipe")
    }
    _ = try run("include: /dev/zero\nstore: s\nsources: [posts.csv]\n", status: 1, "a pipe or a device")
    _ = try run("include: [i0.yaml]\nstore: s\nsources: [posts.csv]\n", status: 65, "includes more than 100 files") {
      // Each includes the next one twice: 2^20 in all.
      for number in 0..<20 { try $0.file("i\(number).yaml", "include: [i\(number + 1).yaml, i\(number + 1).yaml]\n") }
      try $0.file("i20.yaml", "ranking: {by: score}\n")
    }
    _ = try run("include: large.yaml\nstore: s\nsources: [posts.csv]\n", status: 1, "bytes of YAML") {
      try $0.file("large.yaml", "# " + String(repeating: "x", count: (4 << 20) + 1))
    }
    let most = (0..<100).map { "i\($0).yaml" }
    _ = try run("include: [\(most.joined(separator: ", "))]\nstore: s\nsources: [posts.csv]\n", status: 0, "") {
      for name in most { try $0.file(name, "ranking: {by: score}\n") }
    }
  }

  @Test("Pipes in folders and patterns that links multiply are not waited for")
  func folders() throws {
    let command = try Command()
    #expect(try command.shell("mkdir f && mkfifo f/a.csv && ln -s . f/loop") == 0)
    try command.file("f/posts.csv", "id,author,parent,time\n1,a,,2026-01-05\n2,b,1,2026-01-06\n")
    #expect(try command.run("import", "f", "--into", "s.repartee", "--quiet").status == 0)
    #expect(try command.run("import", command.path("f/*.csv"), "--into", "t.repartee", "--quiet").status == 0)
    let deep = try command.run("import", command.path("f/*/*/*/*/*.csv"), "--into", "u.repartee")
    #expect(deep.status == 1 && deep.errors.contains("patterns in 5 folders; expected 4 at most"), "\(deep.errors)")
    let four = try command.run("import", command.path("f/*/*/*/*.csv"), "--into", "u.repartee", "--quiet")
    #expect(four.status == 0, "\(four.errors)")
  }

  @Test("Numbers that no table has are refused, and the largest that are taken do no harm")
  func numbers() throws {
    let command = try Toy.command()
    for words in [
      ["score", "toy.repartee", "--top"], ["draw", "toy.repartee", "network", "--output", "n.svg", "--top"],
      ["conversations", "toy.repartee", "--top"],
      ["coverage", "toy.repartee", "--budget"], ["brief", "toy.repartee", "--output", "b", "--voices"],
      ["choose", "toy.repartee", "--voices", "1", "--per-community"],
    ] {
      let refused = try command.run(words + ["9223372036854775807"])
      #expect(refused.status == 64 && refused.errors.contains("to 1000000000"), "\(words): \(refused.errors)")
      let taken = try command.run(words + ["1000000000"])
      #expect(taken.status == 0, "\(words): \(taken.errors)")
    }
    _ = try run(
      "store: j.repartee\nsources: [posts.csv]\ndiagrams: [{file: a.svg, top: 9223372036854775807}]\n", status: 65,
      "expected a whole number from 1 to 1000000000")
  }

  @Test("Exported sheets hold no formulas, unless they are asked for as they are")
  func formulas() throws {
    let command = try Command()
    try command.file(
      "p.csv",
      "id,author,parent,time,handle\n1,=1+1,,2026-01-05,=6*7\n2,b,1,2026-01-06,\"\"\"\u{301},=cmd|'x'!A0\"\n3,@c,2,2026-01-07,-c\n"
    )
    #expect(try command.run("import", "p.csv", "--into", "s.repartee", "--quiet").status == 0)
    func cells(_ name: String) -> [String] {
      String(decoding: command.bytes(name) ?? Data(), as: UTF8.self).split(separator: "\n").flatMap {
        $0.split(separator: ",").map(String.init)
      }
    }
    #expect(try command.run("export", "s.repartee", "--output", "a.csv", "--quiet").status == 0)
    for name in ["a.csv", "a-nodes.csv"] {
      #expect(cells(name).count > 6)
      #expect(!cells(name).contains { "=+-@".contains($0.first ?? " ") && !$0.hasPrefix("=cmd") }, "\(cells(name))")
    }
    // Within a cell in quotes, which no accent breaks open.
    #expect(
      String(decoding: command.bytes("a-nodes.csv") ?? Data(), as: UTF8.self).contains("\"\"\"\u{301},=cmd|'x'!A0\""))
    #expect(try command.run("export", "s.repartee", "--output", "e.csv", "--exact", "--quiet").status == 0)
    #expect(cells("e-nodes.csv").contains("=6*7") && cells("e-nodes.csv").contains("=1+1"))
  }

  @Test("Addresses that stand in the wrong column are not kept")
  func addresses() throws {
    let command = try Command()
    try command.file(
      "p.csv",
      "id,author,parent,time\n1,a,,2026-01-05\n2,b,1,write to alice.secret@example.com\n3,b,1,10.11.12.13\n"
        + "4,b,1,fe80::1ff:fe23:4567:890a\n5,b,1,later\n")
    let imported = try command.run("import", "p.csv", "--into", "s.repartee", "--rejects", "r.csv")
    #expect(imported.status == 0 && imported.errors.contains("4 rejected"), "\(imported.errors)")
    let texts = [command.bytes("r.csv"), command.bytes("s.repartee")].compactMap(\.self)
    for text in texts {
      for address in ["alice.secret", "10.11.12", "fe80"] {
        #expect(text.range(of: Data(address.utf8)) == nil, "\(address)")
      }
      #expect(text.range(of: Data("later".utf8)) != nil)
    }
    #expect(try command.mode("r.csv") == 0o600 && command.mode("s.repartee") == 0o600)
  }
}
