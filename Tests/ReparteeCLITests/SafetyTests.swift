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
