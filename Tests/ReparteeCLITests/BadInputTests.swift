import Foundation
import Testing

@Suite("What goes wrong is told in one line, with the right exit code, and leaves the store alone")
struct BadInputTests {
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
      (64, "(--kind follow|reply|mention|repost|quote)", Data("1 2\n2 3\n".utf8), []),
      (64, "there is no such format", Data("1 2\n2 3\n".utf8), ["--format", "nope"]),
      (65, "No row of the file could be read", Data("id,author,parent\n,1,\n".utf8), []),
      (65, "Nothing of the file was stored", Data("id,author,parent\n1,1,\n,1,\n".utf8), ["--strict"]),
    ]
    for (status, message, bytes, options) in cases {
      try expectFailure(status, message, from: ["import", "input", "--into", store + ".repartee"] + options) {
        command in
        if let bytes { try command.file("input", bytes) }
      }
    }
    try expectFailure(1, "no file is named by it", from: ["import", "input", "--into", store + ".repartee"]) {
      command in
      try FileManager.default.createDirectory(atPath: command.path("input"), withIntermediateDirectories: false)
    }
    try expectFailure(65, "kind: expected person", from: ["tag", "input", "--into", store + ".repartee", "--strict"]) {
      try $0.file("input", "handle,kind\na,robot\n")
    }
  }

  @Test("A failed import into an empty file leaves it empty")
  func emptyStore() throws {
    try expectFailure(65, "No row of the file", from: ["import", "input", "--into", "empty"]) {
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
    try expectFailure(1, "not a Repartee store", from: arguments("text")) { try $0.file("text", Toy.posts) }
    try expectFailure(1, "a folder", from: arguments("."))
    if subcommand[0] != "import" {
      try expectFailure(1, "no such store", from: arguments("missing"))
      try expectFailure(1, "not a Repartee store", from: arguments("empty")) { try $0.file("empty", "") }
    }
  }

  @Test("Places that cannot be written to")
  func outputs() throws {
    try expectFailure(
      1, "its folder does not exist", from: ["draw", "toy.repartee", "network", "--output", "no/folder.svg"])
    try expectFailure(
      1, "its folder does not exist",
      from: ["import", "posts.csv", "--into", "n.repartee", "--rejects", "no/folder.csv"])
    try expectFailure(1, "cannot be opened", from: ["import", "posts.csv", "--into", "no/folder.repartee"])
    try expectFailure(1, "its folder does not exist", from: ["run", "job.yaml"]) {
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
    ] { try expectFailure(64, message, from: score + options) }
    try expectFailure(64, "--into", from: ["import", "posts.csv"])
    try expectFailure(
      64, "expected FIELD=HEADER", from: ["import", "posts.csv", "--into", "toy.repartee", "--column", "a"])
    try expectFailure(1, "there is no such file", from: ["run", "missing.yaml"])
    try expectFailure(1, "no such source", from: ["undo", "toy.repartee", "9"])
  }
}
