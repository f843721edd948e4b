import Foundation
import Testing

/// What an operator relies on: logs, exit codes, versions of jobs and variables.
@Suite struct OperatorTests {
  private let posts = "id,author,parent,time\n1,a,,2026-01-05\n2,b,1,2026-01-06\n3,a,2,2026-01-07\n4,b,3,2026-01-08\n"

  private func command(_ job: String) throws -> Command {
    let command = try Command()
    try command.file("p.csv", posts)
    try command.file("job.yaml", job)
    return command
  }

  private func lines(_ outcome: Command.Outcome) throws -> [[String: Any]] {
    try outcome.errors.split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }
  }

  @Test("Every line of a JSON log has time, level, command and seconds; the last one says how it ended")
  func log() throws {
    let command = try command("version: 1\nstore: s.repartee\nsources: [p.csv]\noutputs: {csv: r.csv}\n")
    let done = try lines(command.run("run", "job.yaml", "--log", "json"))
    for line in done {
      #expect((line["time"] as? String)?.contains(#/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d/#) == true)
      #expect(line["command"] as? String == "run" && line["seconds"] is Double)
      #expect(["info", "warning", "attention"].contains(line["level"] as? String))
    }
    #expect(done.last?["step"] as? String == "ended" && done.last?["exitCode"] as? Int == 0)
    try command.file("job.yaml", "store: s.repartee\nsources: [p.csv]\nwindow: {from: 2031-01-01, to: 2031-02-01}\n")
    let attention = try command.run("run", "job.yaml", "--log", "json")
    #expect(attention.status == 10)
    let noticed = try lines(attention)
    #expect(noticed.contains { $0["level"] as? String == "attention" } && noticed.last?["exitCode"] as? Int == 10)
    try command.file("job.yaml", "store: s.repartee\nsources: [p.csv]\nrankin: {}\n")
    let (failed, plain) = (try command.run("run", "job.yaml", "--log", "json"), try command.run("run", "job.yaml"))
    let error = try lines(failed)
    #expect(failed.status == 65 && error.count == 1 && error[0]["level"] as? String == "error")
    #expect("repartee: \(error[0]["error"] as? String ?? "")\n" == plain.errors)
    #expect(error[0]["exitCode"] as? Int == 65)
  }

  @Test("The help and the guide have the same table of exit codes, and commands end with them")
  func exitCodes() throws {
    let command = try Command()
    let help = try command.run("help").output
    let guide = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../Sources/Repartee/Repartee.docc/Jobs.md")
    let rows = try String(contentsOf: guide, encoding: .utf8).matches(of: #/\n\| (\d+) \| (.*) \|/#).map {
      ($0.output.1, $0.output.2)
    }
    #expect(rows.map(\.0) == ["0", "1", "10", "64", "65", "75", "130", "143"])
    // The help breaks lines where the terminal ends.
    let words = help.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    for (code, text) in rows { #expect(words.contains("\(code) \(text)"), "\(code) \(text)") }
    try command.file("p.csv", posts)
    try command.file("bad.csv", "id,author,parent,time\n1,a,,someday\n")
    #expect(try command.run("import", "p.csv", "--into", "s.repartee").status == 0)
    #expect(try command.run("import", "none.csv", "--into", "s.repartee").status == 1)
    #expect(try command.run("import", "p.csv").status == 64)
    #expect(try command.run("import", "bad.csv", "--into", "t.repartee").status == 65)
  }

  @Test("A job of another version is refused at its line; one without a version is read")
  func version() throws {
    let command = try command("version: 2\nstore: s.repartee\nsources: [p.csv]\n")
    let newer = try command.run("run", "job.yaml", "--dry-run")
    #expect(newer.status == 65 && newer.errors.contains("line 1, column 10: version is 2"), "\(newer.errors)")
    for version in ["version: 1\n", ""] {
      try command.file("job.yaml", version + "store: s.repartee\nsources: [p.csv]\n")
      #expect(try command.run("run", "job.yaml", "--dry-run").status == 0)
    }
  }

  @Test("Paths take variables of the environment; one that is not set is said at its place")
  func variables() throws {
    let command = try command(
      "store: ${PLACE}/s.repartee\nsources: [\"${PLACE}/p.csv\"]\noutputs: {csv: \"r-${DAY}.csv\"}\n")
    let run = try command.run(
      ["run", "job.yaml", "--quiet"], environment: ["PLACE": command.path(""), "DAY": "monday"])
    #expect([0, 10].contains(run.status), "\(run.errors)")
    #expect(command.names.contains("s.repartee") && command.names.contains("r-monday.csv"))
    let unset = try command.run(["run", "job.yaml"], environment: ["PLACE": command.path("")])
    #expect(unset.status == 65 && unset.errors.contains("line 3") && unset.errors.contains("the variable DAY"))
  }
}
