import Foundation
import Testing

/// Nothing is written over what a command reads or writes, and no command takes another one's store.
@Suite struct SafetyTests {
  @Test func outputsNeverStandOnTheirInputs() throws {
    try expectFailure(64, "the same file as", from: ["draw", "toy.repartee", "network", "--output", "toy.repartee"])
    try expectFailure(
      64, "the same file as", from: ["import", "posts.csv", "--into", "toy.repartee", "--rejects", "posts.csv"])
    try expectFailure(
      64, "the same file as", from: ["import", "posts.csv", "--into", "toy.repartee", "--rejects", "./toy.repartee"])
    try expectFailure(64, "the same file as", from: ["run", "job.yaml"]) {
      try $0.file("job.yaml", "store: toy.repartee\nsources: [posts.csv]\noutputs: {csv: toy.repartee}\n")
    }
    try expectFailure(64, "the same file as", from: ["run", "job.yaml"]) {
      try $0.file("job.yaml", "store: toy.repartee\nsources: [posts.csv]\noutputs: {csv: a, diagram: a}\n")
    }
  }

  @Test func anEarlierRejectsFileStaysWhereTheInputIsMissing() throws {
    try expectFailure(
      1, "no such file", from: ["import", "nosuch.csv", "--into", "toy.repartee", "--rejects", "rejects.csv"]
    ) {
      try $0.file("rejects.csv", "kept")
      #expect($0.bytes("rejects.csv") == Data("kept".utf8))
    }
  }

  @Test func anEarlierRejectsFileStaysWhereItsFileIsHeldAlready() throws {
    let command = try Command()
    try command.file("bad.csv", "id,author,parent,time\n1,a,,2026-01-01\n2,b,1,soon\n")
    func read() throws {
      #expect(
        try command.run("import", "bad.csv", "--into", "s.repartee", "--rejects", "rejects.csv", "--quiet").status == 0)
    }
    try read()
    let rejects = try #require(command.bytes("rejects.csv"))
    #expect(rejects.split(separator: UInt8(ascii: "\n")).count == 2)
    try read()
    #expect(command.bytes("rejects.csv") == rejects)
    #expect(command.names == ["bad.csv", "rejects.csv", "s.repartee"])
  }

  /// Follower counts as large as integers are: right, or none, and no stack trace.
  @Test func aBriefingOfTheLargestCountsIsWritten() throws {
    let command = try Command()
    try command.file(
      "posts.csv",
      "id,author,parent,time\n"
        + (0..<6).map { "\($0 + 1),\($0 % 2),\($0 == 0 ? "" : "\($0)"),\(1_767_225_600 + $0)\n" }
        .joined())
    try command.file("roster.csv", "id,followers\n0,9223372036854775807\n1,9223372036854775806\n")
    #expect(try command.run("import", "posts.csv", "--into", "s.repartee", "--quiet").status == 0)
    #expect(try command.run("tag", "roster.csv", "--into", "s.repartee", "--quiet").status == 0)
    let brief = try command.run("brief", "s.repartee", "--output", "b")
    #expect(brief.status == 0, "\(brief.errors)")
    #expect(command.bytes("b/index.html") != nil)
  }

  /// A small file of a million bad rows would make a large store.
  @Test func rejectsAreKeptUpToALimitAndCountedBeyond() throws {
    let command = try Command()
    let rows = (2..<12_002).map { "\($0),b,1,soon\n" }.joined()
    try command.file("bad.csv", "id,author,parent,time\n1,a,,2026-01-01\n" + rows)
    let imported = try command.run("import", "bad.csv", "--into", "s.repartee", "--rejects", "all.csv")
    #expect(imported.status == 0 && imported.errors.contains("12,000 rejected"))
    #expect(command.bytes("all.csv")?.split(separator: UInt8(ascii: "\n")).count == 12_001)
    let rejects = try command.run("quality", "s.repartee", "--rejects", "--output-format", "csv")
    #expect(rejects.output.split(separator: "\n").count == 10_001)
    #expect(rejects.errors.contains("12,000 rows were rejected, of which the store keeps 10,000"))
    #expect(try command.run("check", "s.repartee").status == 0)
  }

  @Test func aHandleWithoutEndIsCutAndControlsAreNotPrinted() throws {
    let command = try Command()
    let long = String(repeating: "x", count: 5_000)
    try command.file(
      "posts.csv", "id,author,parent,time,handle\n1,1,,2026-01-01,\(long)\n2,2,1,2026-01-02,a\u{1B}[31mb\u{7}\n")
    let imported = try command.run("import", "posts.csv", "--into", "s.repartee")
    #expect(imported.errors.contains("1 × handles and names of more than 300 characters, which end in …"))
    let score = try command.run("score", "s.repartee", "--output-format", "csv")
    #expect(score.output.contains("," + String(repeating: "x", count: 299) + "…,"))
    let inspected = try command.run("inspect", "posts.csv")
    #expect(inspected.status == 0 && !inspected.output.contains("\u{1B}") && !inspected.output.contains("\u{7}"))
  }

  /// Retention counts from that moment, and one far ahead would empty the store.
  @Test func aMomentThatHasNotBeenIsRefused() throws {
    try expectFailure(64, "more than a day ahead", from: ["run", "job.yaml", "--as-of", "2206-02-01"]) {
      try $0.file("job.yaml", "store: toy.repartee\nsources: [posts.csv]\nretention: {days: 30}\n")
    }
  }

  @Test func aJobChecksItsOutputsBeforeItImports() throws {
    try expectFailure(1, "a folder", from: ["run", "job.yaml"]) {
      try FileManager.default.createDirectory(atPath: $0.path("taken"), withIntermediateDirectories: true)
      try $0.file("job.yaml", "store: toy.repartee\nsources: [posts.csv]\noutputs: {csv: taken}\n")
    }
  }

  @Test func aLinkStaysALinkAndAPipeIsWrittenTo() throws {
    let command = try Toy.command()
    try command.file("target.svg", "old")
    try FileManager.default.createSymbolicLink(
      atPath: command.path("link.svg"), withDestinationPath: command.path("target.svg"))
    #expect(try command.run("draw", "toy.repartee", "network", "--output", "link.svg").status == 0)
    #expect(command.bytes("target.svg")?.starts(with: Data("<".utf8)) == true)
    #expect(
      try command.shell("mkfifo p && (cat p > read & $R draw toy.repartee network --output p 2> /dev/null; wait)") == 0)
    #expect(command.bytes("read")?.count == command.bytes("target.svg")?.count)
  }

  @Test func aFailedImportNeverTakesTheStoreThatAnotherOneFills() throws {
    let command = try Toy.command()
    var rows = "follower,followed\n"
    for id in 0..<200_000 { rows += "\(id % 50_000),\(id % 997 + 60_000)\n" }
    try command.file("good.csv", rows)
    try command.file("bad.csv", "id,author,parent,time\n")
    for round in 0..<4 {
      let store = "shared\(round).repartee"
      let good = try command.start(["import", "good.csv", "--into", store], output: command.path("good"))
      for _ in 0..<3 { _ = try command.run("import", "bad.csv", "--into", store) }
      good.waitUntilExit()
      let held = try command.run("sources", store, "--output-format", "csv").output.contains("good.csv")
      #expect(held == (good.terminationStatus == 0), "round \(round)")
    }
  }
}
