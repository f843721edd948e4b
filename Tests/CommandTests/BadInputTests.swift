import Foundation
import Testing

@Suite("What goes wrong is told in one line, with the right exit code, and leaves the store alone")
struct BadInputTests {
  /// Runs the command on the toy's folder and expects it to fail without a trace.
  private func expect(
    _ status: Int32, _ message: String, from arguments: [String], prepare: (Command) throws -> Void = { _ in },
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let command = try Toy.command()
    try prepare(command)
    let (before, names) = (command.bytes("toy.repartee"), command.names)
    let outcome = try command.run(arguments)
    #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.output.isEmpty, sourceLocation: sourceLocation)
    #expect(outcome.errors.contains(message), "\(outcome.errors)", sourceLocation: sourceLocation)
    if status == 64, outcome.errors.hasPrefix("Error: ") {
      #expect(outcome.errors.contains("\nUsage: "), sourceLocation: sourceLocation)
    } else {
      #expect(outcome.errorLines.count == 1, "\(outcome.errors)", sourceLocation: sourceLocation)
      #expect(outcome.errors.hasPrefix("repartee: "), "\(outcome.errors)", sourceLocation: sourceLocation)
    }
    for trace in ["Fatal", "Swift/", ".swift", "Stack dump", "NSCocoa"] {
      #expect(!outcome.errors.contains(trace), "\(outcome.errors)", sourceLocation: sourceLocation)
    }
    #expect(command.bytes("toy.repartee") == before, sourceLocation: sourceLocation)
    #expect(command.names == names, sourceLocation: sourceLocation)
  }

  private func gzip(_ text: String) throws -> Data {
    let command = try Command()
    try command.file("f", text)
    _ = try command.shell("gzip f")
    return try #require(command.bytes("f.gz"))
  }

  @Test("Files that cannot be read, into a store that is there and one that is not", arguments: ["toy", "new"])
  func files(store: String) throws {
    let rows = (0..<500).map { "\($0),a\($0),,\($0 * 7919)\n" }.joined()
    let cut = try gzip("id,author,parent,time\n" + rows).dropLast(100)
    let cases: [(Int32, String, Data?, [String])] = [
      (1, "there is no such file", nil, []),
      (65, "found an empty file", Data(), []),
      (65, "found an empty file", Data(" \n\n".utf8), []),
      (65, "end too early", cut, []),
      (65, "binary data", Data([0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 1]), []),
      (65, "expected the columns parent", Data("id,author\n1,2\n".utf8), []),
      (65, "no known format", Data("lorem ipsum dolor sit amet consectetur\nand so on and so on\n".utf8), []),
      (64, "--kind is needed", Data("1 2\n2 3\n".utf8), []),
      (64, "there is no such format", Data("1 2\n2 3\n".utf8), ["--format", "nope"]),
      (65, "No row of the file could be read", Data("id,author,parent\n,1,\n".utf8), []),
      (65, "Nothing of the file was stored", Data("id,author,parent\n1,1,\n,1,\n".utf8), ["--strict"]),
    ]
    for (status, message, bytes, options) in cases {
      try expect(status, message, from: ["import", "input", "--into", store + ".repartee"] + options) { command in
        if let bytes { try command.file("input", bytes) }
      }
    }
    try expect(1, "expected a file, found a folder", from: ["import", "input", "--into", store + ".repartee"]) {
      command in
      try FileManager.default.createDirectory(atPath: command.path("input"), withIntermediateDirectories: false)
    }
    try expect(65, "kind: expected person", from: ["tag", "input", "--into", store + ".repartee", "--strict"]) {
      try $0.file("input", "handle,kind\na,robot\n")
    }
  }

  @Test("A failed import into an empty file leaves it empty")
  func emptyStore() throws {
    try expect(65, "No row of the file", from: ["import", "input", "--into", "empty"]) {
      try $0.file("input", "id,author,parent\n,1,\n")
      try $0.file("empty", "")
    }
  }

  @Test(
    "What is no store, a missing one, one of a newer version",
    arguments: [
      ["score"], ["check"], ["sources"], ["undo", "1"], ["draw", "network", "--output", "x.svg"],
      ["import", "posts.csv"],
    ])
  func stores(subcommand: [String]) throws {
    func arguments(_ store: String) -> [String] {
      subcommand[0] == "import" ? subcommand + ["--into", store] : [subcommand[0], store] + subcommand.dropFirst()
    }
    try expect(1, "not a Repartee store", from: arguments("text")) { try $0.file("text", Toy.posts) }
    try expect(1, "a folder", from: arguments("."))
    if subcommand[0] != "import" {
      try expect(1, "no such store", from: arguments("missing"))
      try expect(1, "not a Repartee store", from: arguments("empty")) { try $0.file("empty", "") }
    }
  }

  @Test("Places that cannot be written to")
  func outputs() throws {
    try expect(1, "cannot be written", from: ["draw", "toy.repartee", "network", "--output", "no/folder.svg"])
    try expect(
      1, "cannot be written", from: ["import", "posts.csv", "--into", "n.repartee", "--rejects", "no/folder.csv"])
    try expect(1, "cannot be opened", from: ["import", "posts.csv", "--into", "no/folder.repartee"])
    try expect(1, "cannot be written", from: ["run", "job.yaml"]) {
      try $0.file("job.yaml", "store: posts.csv/x.repartee\nsources: [follows.csv]\n")
    }
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let command = try Toy.command()
    for line in ["score toy.repartee", "sources toy.repartee", "check toy.repartee", "formats"] {
      #expect(try command.shell("$R \(line) > /dev/full 2> errors") == 1)
      let errors = String(decoding: command.bytes("errors") ?? Data(), as: UTF8.self)
      #expect(
        errors.hasPrefix("repartee: standard output: it cannot be written") && errors.split(separator: "\n").count == 1)
    }
    #expect(try command.shell("$R score toy.repartee > ranking 2> /dev/full") == 0)
  }

  @Test("Wrong usage")
  func usage() throws {
    let score = ["score", "toy.repartee"]
    for (message, options) in [
      ("Unknown option", ["--nope"]), ("invalid for '--from", ["--from", "yesterday"]),
      ("--from has to be earlier", ["--from", "2026-02-01", "--to", "2026-02-01"]),
      ("is no kind", ["--kinds", "robot"]), ("is no measure", ["--columns", "+nope"]), ("--top", ["--top", "-1"]),
      ("invalid for '--rank-by", ["--rank-by", "fame"]), ("invalid for '--output-format", ["--output-format", "xls"]),
    ] { try expect(64, message, from: score + options) }
    try expect(64, "--into", from: ["import", "posts.csv"])
    try expect(64, "expected FIELD=HEADER", from: ["import", "posts.csv", "--into", "toy.repartee", "--column", "a"])
    try expect(64, "no such job file", from: ["run", "missing.yaml"])
    try expect(1, "no such source", from: ["undo", "toy.repartee", "9"])
  }

  @Test(
    "Jobs with a mistake name its line, and do nothing",
    arguments: [
      ("store: a.repartee\nsources: [posts.csv]\nsauce: x\n", "line 3: the job has no key sauce"),
      ("store: a.repartee\nsources:\n  - {file: posts.csv, kindd: reply}\n", "line 3"),
      ("store: a.repartee\nsources: [posts.csv]\nranking:\n  by: fame\n", "line 4: by is fame"),
      ("store: a.repartee\nsources: [posts.csv]\nranking: {kinds: [robot]}\n", "kinds is robot"),
      ("store: a.repartee\nsources: [posts.csv]\nwindow: {from: soon}\n", "from is soon"),
      (
        "store: a.repartee\nsources: [posts.csv]\nwindow: {from: 2026-02-01, to: 2026-01-01}\n",
        "from has to be earlier"
      ),
      ("store: a.repartee\nsources: posts.csv\n", "line 2: sources has to be a list"),
      ("sources: [posts.csv]\n", "needs the key store"), ("store: a.repartee\n", "needs the key sources"),
      ("store: [\n", "no YAML"), ("store: a\nstore: b\nsources: [posts.csv]\n", "no YAML"),
      ("store: a\u{1}b\n", "no YAML"), ("- a\n- b\n", "has to be a mapping"), ("just words\n", "has to be a mapping"),
      ("", "the job is empty"), ("a: *nobody\n", "no YAML"),
    ])
  func jobs(yaml: String, message: String) throws {
    try expect(65, message, from: ["run", "job.yaml"]) { try $0.file("job.yaml", yaml) }
  }

  @Test("A job whose source is missing stores nothing")
  func missingSource() throws {
    try expect(1, "there is no such file", from: ["run", "job.yaml"]) {
      try $0.file("job.yaml", "store: a.repartee\nsources: [posts.csv, gone.csv]\n")
    }
  }
}
