import Foundation
import Testing

/// Commands that use one store at once.
@Suite("Commands on one store wait for one another")
struct WaitingTests {
  /// A lock on a store as SQLite takes one before it commits, held by this process until it is let go.
  private final class Commit {
    private let descriptor: Int32

    init(on path: String) throws {
      descriptor = open(path, O_RDWR)
      var lock = flock()
      (lock.l_type, lock.l_whence, lock.l_start, lock.l_len) = (Int16(F_WRLCK), Int16(SEEK_SET), 0x4000_0000, 512)
      try #require(fcntl(descriptor, F_SETLK, &lock) == 0)
    }

    func end() { close(descriptor) }
  }

  @Test("A reader and a writer beside a commit wait, and go on when it is done")
  func waits() throws {
    let command = try Toy.command()
    let commit = try Commit(on: command.path("toy.repartee"))
    try command.file("more.csv", "id,author,parent,time\n900,Zoe,1,1767230000\n")
    let score = try command.start(["score", "toy.repartee"], output: command.path("score"))
    let more = try command.start(["import", "more.csv", "--into", "toy.repartee"], output: command.path("import"))
    Thread.sleep(forTimeInterval: 2)
    #expect(score.isRunning && more.isRunning)
    commit.end()
    score.waitUntilExit()
    more.waitUntilExit()
    #expect(score.terminationStatus == 0 && more.terminationStatus == 0)
    #expect(try command.run("explain", "toy.repartee", "Zoe").status == 0)
  }

  @Test("A wait that runs out ends with exit code 75, names who has the store, and changes nothing")
  func runsOut() throws {
    let command = try Toy.command()
    let before = command.bytes("toy.repartee")
    let commit = try Commit(on: command.path("toy.repartee"))
    defer { commit.end() }
    for arguments in [
      ["score", "toy.repartee", "--wait", "0"], ["undo", "toy.repartee", "1", "--wait", "0.2"],
      ["import", "follows.csv", "--into", "toy.repartee", "--wait", "0.2"],
    ] {
      let outcome = try command.run(arguments)
      #expect(outcome.status == 75 && outcome.output.isEmpty, "\(arguments)")
      #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("repartee: toy.repartee: the store is in use by “"))
      #expect(outcome.errors.contains("(process \(getpid()), since 2"))
      #expect(outcome.errors.hasSuffix("), and was left as it is; try again when that is done (--wait SECONDS).\n"))
    }
    #expect(try command.run("score", "toy.repartee", "--wait", "-1").status == 64)
    #expect(command.bytes("toy.repartee") == before)
    #expect(command.names.allSatisfy { !$0.contains("journal") && !$0.hasSuffix("-wal") })
  }

  @Test("Two first imports into a store that does not exist yet are both stored")
  func firstImports() throws {
    let command = try Command()
    try command.file("a.csv", "id,author,parent,time\n1,Ann,,1767225600\n2,Bob,1,1767225660\n")
    try command.file("b.csv", "id,author,parent,time\n3,Cem,1,1767225700\n4,Ann,3,1767225760\n")
    for round in 0..<8 {
      let both = try ["a", "b"].map {
        try command.start(
          ["import", "\($0).csv", "--into", "s\(round).repartee", "--quiet"], output: command.path("\($0)\(round)"))
      }
      both.forEach { $0.waitUntilExit() }
      #expect(both.allSatisfy { $0.terminationStatus == 0 })
      for name in ["a", "b"] {
        let errors = String(decoding: command.bytes("\(name)\(round).err") ?? Data(), as: UTF8.self)
        #expect(errors.isEmpty, "\(errors)")
      }
      let sources = try command.run("sources", "s\(round).repartee", "--output-format", "csv")
      #expect(sources.output.split(separator: "\n").count == 3)
    }
  }

  @Test("Imports, taking back and five readers at once: every answer is that of a whole store")
  func readersBesideWriters() throws {
    let command = try Command()
    for file in 0..<4 {
      let rows = (0..<400).map { row in
        let id = file * 1000 + row
        return "\(id),v\(row % 37),\(row == 0 ? "" : "\(file * 1000 + row / 2)"),\(1_767_225_600 + 60 * id)\n"
      }
      try command.file("f\(file).csv", "id,author,parent,time\n" + rows.joined())
    }
    #expect(try command.run("import", "f0.csv", "--into", "s.repartee", "--quiet").status == 0)
    /// Its standard output by how many of the files are held.
    func score() throws -> String { try command.run("score", "s.repartee", "--quiet", "--output-format", "csv").output }
    var whole = [try score()]
    for file in 1..<4 {
      #expect(try command.run("import", "f\(file).csv", "--into", "s.repartee", "--quiet").status == 0)
      whole.append(try score())
    }
    for file in (1..<4).reversed() {
      #expect(try command.run("undo", "s.repartee", "f\(file).csv", "--quiet").status == 0)
    }
    #expect(try score() == whole[0])
    let writer = try command.start(
      ["import", "f1.csv", "f2.csv", "f3.csv", "--into", "s.repartee", "--quiet"], output: command.path("writer"))
    var seen: Set<String> = []
    for round in 0..<4 {
      let readers = try (0..<5).map {
        try command.start(
          ["score", "s.repartee", "--quiet", "--output-format", "csv"], output: command.path("r\(round)-\($0)"))
      }
      readers.forEach { $0.waitUntilExit() }
      for (place, reader) in readers.enumerated() {
        #expect(reader.terminationStatus == 0)
        seen.insert(String(decoding: command.bytes("r\(round)-\(place).out") ?? Data(), as: UTF8.self))
      }
    }
    writer.waitUntilExit()
    #expect(writer.terminationStatus == 0)
    #expect(seen.isSubset(of: whole))
    #expect(try score() == whole[3])
    #expect(try command.run("check", "s.repartee").status == 0)
  }
}
