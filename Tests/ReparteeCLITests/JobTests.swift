import Foundation
import Testing

@Suite("Jobs: windows, patterns, overrides, locks")
struct JobTests {
  private let job = """
    store: out/toy.repartee
    sources:
      - exports/*.csv
    window: {last: week, time_zone: Europe/London}
    diagrams:
      - {file: out/who.dot}
      - {file: out/a.gexf, show: ego, of: A}
      - {file: out/talk.svg, show: conversation, page: portrait, theme: print-grey}
    briefing: {folder: out/briefing, voices: 3, picks: 1}
    """

  private func command() throws -> Command { try Toy.command(job: job) }

  @Test("A relative window ends before --as-of, a day's briefing is a folder of its own, and latest leads to it")
  func relative() throws {
    let command = try command()
    // 1 January 2026 is a Thursday, so its week is over on the 5th.
    let first = try command.run("run", "job.yaml", "--as-of", "2026-01-07")
    #expect(first.status == 0, "\(first.errors)")
    for name in ["who.dot", "a.gexf", "talk.svg", "briefing/2026-01-07/index.html"] {
      #expect(command.bytes("out/" + name) != nil, "\(name)")
    }
    let rules = String(decoding: command.bytes("out/briefing/latest/tables/rules.csv") ?? Data(), as: UTF8.self)
    #expect(rules.contains("2025-12-29 to 2026-01-05"), "\(rules)")
    // The next week holds nothing: it has its page, and the newest with data stays the latest.
    #expect(try command.run("run", "job.yaml", "--as-of", "2026-01-14", "--quiet").status == 10)
    #expect(command.bytes("out/briefing/2026-01-14/index.html") != nil)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: command.path("out/briefing/latest")) == "2026-01-07")
    let before = command.bytes("out/briefing/2026-01-07/index.html")
    #expect(try command.run("run", "job.yaml", "--as-of", "2026-01-07", "--quiet").status == 0)
    #expect(command.bytes("out/briefing/2026-01-07/index.html") == before && before != nil)
  }

  @Test("A time zone's weeks begin at its own midnight")
  func zone() throws {
    let command = try command()
    for (zone, expected) in [
      ("Europe/London", "2026-07-05T23:00:00Z to 2026-07-12T23:00:00Z"),
      ("Pacific/Auckland", "2026-07-05T12:00:00Z to 2026-07-12T12:00:00Z"),
    ] {
      let plan = try command.run(
        "run", "job.yaml", "--as-of", "2026-07-15", "--set", "window.time_zone=\(zone)", "--dry-run")
      #expect(plan.output.contains(expected), "\(plan.output)\(plan.errors)")
    }
  }

  @Test("A dry run says what would be read and written, and does nothing")
  func dryRun() throws {
    let command = try command()
    let names = command.names
    let plan = try command.run("run", "job.yaml", "--dry-run")
    #expect(plan.status == 0 && plan.output.contains("exports/follows.csv as follows-csv"))
    #expect(plan.output.contains("out/a.gexf: the diagram of one voice"))
    #expect(command.names == names)
  }

  @Test("Overrides stand instead of the job's words, and nonsense is refused")
  func overrides() throws {
    let command = try command()
    let plan = try command.run(
      "run", "job.yaml", "--set", "ranking.by=conversed", "--set", "store=b.repartee", "--dry-run")
    #expect(plan.output.contains("by conversed") && plan.output.contains("b.repartee: the store"))
    let wrong = try command.run("run", "job.yaml", "--set", "ranking")
    #expect(wrong.status == 64 && wrong.errors.contains("expected KEY=VALUE"))
    let unknown = try command.run("run", "job.yaml", "--set", "rankin.by=score")
    #expect(unknown.status == 65 && unknown.errors.contains("Did you mean ranking?"))
  }

  @Test("Two runs do not work on one store at once")
  func lock() throws {
    let command = try command()
    try FileManager.default.createDirectory(atPath: command.path("out"), withIntermediateDirectories: true)
    let descriptor = open(command.path("out/toy.repartee.lock"), O_CREAT | O_RDWR, 0o644)
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let busy = try command.run("run", "job.yaml", "--wait", "0")
    #expect(busy.status == 75 && busy.errors.contains("(process \(getpid()), since "))
    #expect(
      busy.errors.hasSuffix("works on this store. Nothing was changed; try again when that is done (--wait SECONDS).\n")
    )
    close(descriptor)
    #expect(try command.run("run", "job.yaml", "--as-of", "2026-01-07", "--quiet").status == 0)
    #expect(command.bytes("out/toy.repartee.lock") == nil)
  }

  @Test("A run killed at any moment, run again, ends with the same bytes")
  func kills() throws {
    let expected = try command()
    #expect(try expected.run("run", "job.yaml", "--as-of", "2026-01-07", "--quiet").status == 0)
    let names = [
      "who.dot", "a.gexf", "talk.svg", "briefing/2026-01-07/index.html", "briefing/2026-01-07/briefing.json",
    ]
    let killed = try command()
    // Twenty moments at random, from the start to past the end.
    let moments = (0..<20).map { _ in UInt32.random(in: 0...400_000) }
    for moment in moments {
      let process = try killed.start(["run", "job.yaml", "--as-of", "2026-01-07"], output: killed.path("run"))
      usleep(moment)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let last = try killed.run("run", "job.yaml", "--as-of", "2026-01-07", "--quiet")
    #expect(last.status == 0, "\(last.errors)")
    for name in names { #expect(killed.bytes("out/" + name) == expected.bytes("out/" + name), "\(name) \(moments)") }
    let left = try FileManager.default.contentsOfDirectory(atPath: killed.path("out/briefing"))
    #expect(Set(left) == ["2026-01-07", "latest"])
  }

  @Test("A log of JSON has a line a step")
  func log() throws {
    let command = try command()
    let outcome = try command.run("run", "job.yaml", "--as-of", "2026-01-07", "--log", "json")
    let steps = try outcome.errorLines.map { line -> String in
      let object = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      return object["step"] as? String ?? ""
    }
    // The data end before the window does, which comes first.
    #expect(steps.prefix(4) == ["noticed", "imported", "imported", "scored"])
    #expect(steps.dropFirst(4).dropLast().allSatisfy { $0 == "wrote" } && steps.last == "ended")
  }

  @Test("A folder and a pattern are all their files, in the order of their names")
  func folders() throws {
    let command = try command()
    try command.file("exports/.hidden.csv", "nonsense")
    let outcome = try command.run("import", "exports", "--into", "a.repartee")
    #expect(
      outcome.status == 0 && outcome.errorLines.first?.contains("exports/follows.csv") == true, "\(outcome.errors)")
    #expect(outcome.errorLines.last?.hasPrefix("2 files: 35 rows in") == true, "\(outcome.errors)")
    #expect(try command.run("import", "exports/p*.csv", "--into", "b.repartee").status == 0)
    let none = try command.run("import", "exports/z*.csv", "--into", "c.repartee")
    #expect(none.status == 1 && none.errors.contains("z*.csv"))
  }

  @Test("A drafted job names the files it finds, says why others are not read, and runs as it stands")
  func draft() throws {
    let command = try command()
    try command.file("exports/roster.csv", "handle,kind\nA,person\n")
    try command.file("exports/edges.txt", "1 2\n2 3\n")
    try command.file("exports/it's.md", "These are the exports of last week.\n")
    let outcome = try command.run("init", "exports")
    #expect(outcome.status == 0 && outcome.errors.contains("2 of 5 files"), "\(outcome.errors)")
    let text = String(decoding: command.bytes("exports/job.yaml") ?? Data(), as: UTF8.self)
    #expect(text.contains("  - posts.csv  # posts-csv") && text.contains("roster: roster.csv  # roster-csv"))
    #expect(text.contains("  # - {file: edges.txt, kind: KIND}") && text.contains("  # - 'it''s.md'  # "))
    let run = try command.run("run", "exports/job.yaml", "--quiet")
    #expect(run.status == 0, "\(run.errors)")
    #expect(command.bytes("exports/output/briefing/latest/index.html") != nil)
    let again = try command.run("init", "exports")
    #expect(again.status == 64 && again.errors.contains("is there already"))
  }

  @Test("Names and headers with line ends put nothing into a drafted job")
  func hostileDraft() throws {
    let command = try Command()
    try FileManager.default.createDirectory(atPath: command.path("in"), withIntermediateDirectories: true)
    try command.file("in/a\nstore: x.csv", "\"b\nsources: [y]\",c\n1,2\n")
    try command.file("in/posts.csv", Toy.posts)
    #expect(try command.run("init", "in").status == 0)
    let text = String(decoding: command.bytes("in/job.yaml") ?? Data(), as: UTF8.self)
    let keys = text.split(separator: "\n").filter { $0.hasPrefix("store:") || $0.hasPrefix("sources:") }
    #expect(keys.count == 2 && keys[0] == "store: output/in.repartee", "\(text)")
    #expect(try command.run("run", "in/job.yaml", "--dry-run").status == 0)
  }
}
