import Foundation
import Testing

/// Weeks of a small forum, and a job that is run every Monday.
@Suite("Every Monday: weeks without data, files that are replaced, what is said first")
struct WeeklyTests {
  private let job = """
    store: out/c.repartee
    sources: [latest.csv]
    window: {last: week, time_zone: Europe/Berlin}
    outputs: {csv: out/ranking.csv}
    briefing: out/briefing
    """

  /// The posts of a week of January and February 2026, so many conversations of four posts, from its Monday on.
  private func week(_ number: Int, conversations: Int = 12, columns: String = "id,author,parent,time") -> String {
    var rows = columns + "\n"
    for talk in 0..<conversations {
      let moment = 1_767_567_600 + number * 604_800 + talk * 40_000 + 36_000
      let (id, person) = ("w\(number)c\(talk)", "p\(talk % 5)")
      for (place, author) in ["vox", person, "vox", person].enumerated() {
        rows += "\(id)_\(place),\(author),\(place == 0 ? "" : "\(id)_\(place - 1)"),\(moment + place * 600)\n"
      }
    }
    return rows
  }

  private func monday(_ number: Int) -> String {
    ["2026-01-12", "2026-01-19", "2026-01-26", "2026-02-02", "2026-02-09"][number]
  }

  private func command() throws -> Command {
    let command = try Command()
    try command.file("job.yaml", job)
    return command
  }

  private func run(_ command: Command, week number: Int, _ more: String...) throws -> Command.Outcome {
    try command.run(["run", "job.yaml", "--as-of", monday(number) + "T06:00:00Z"] + more)
  }

  private func latest(_ command: Command) throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: command.path("out/briefing/latest"))
  }

  private func status(_ command: Command) throws -> [String: Any] {
    let data = try #require(command.bytes("out/c.repartee.run.json"))
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func page(_ command: Command, _ number: Int) -> String {
    String(decoding: command.bytes("out/briefing/\(monday(number))/index.html") ?? Data(), as: UTF8.self)
  }

  @Test("A rolling export is history; a week without a file ends with 10, says the data's dates, and latest stays")
  func rolling() throws {
    let command = try command()
    for number in 0..<3 {
      try command.file("latest.csv", week(number))
      let outcome = try run(command, week: number)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try latest(command) == monday(number))
      #expect(page(command, number).contains("(Europe/Berlin)"))
      let kept = outcome.errors.contains("kept 48 rows that it held before and holds no longer (replaced: keep)")
      #expect(kept == (number > 0), "\(outcome.errors)")
      #expect(try (status(command)["counts"] as? [String: Any])?["posts"] as? Int == 48)
    }
    let sources = try command.run("sources", "out/c.repartee", "--output-format", "csv").output
    #expect(sources.split(separator: "\n").count == 4)
    #expect(try command.run("check", "out/c.repartee").status == 0)

    // An empty file, then none: both are said first, and the week before stays the newest.
    try command.file("latest.csv", "id,author,parent,time\n")
    for isThere in [true, false] {
      if !isThere { try FileManager.default.removeItem(atPath: command.path("latest.csv")) }
      let outcome = try run(command, week: 3)
      #expect(outcome.status == 10)
      let first = try #require(outcome.errorLines.first)
      #expect(first.hasPrefix("attention: missing source: "), "\(outcome.errors)")
      #expect(
        outcome.errors.contains(
          "attention: no data: the window holds no post and no reply; the data have some from 2026-01-05"))
      #expect(outcome.output.contains("Nothing to report"))
      #expect(try latest(command) == monday(2))
      #expect(page(command, 3).contains("the data have some from 2026-01-05"))
      let state = try status(command)
      #expect(state["outcome"] as? String == "attention" && state["exit_code"] as? Int == 10)
      #expect(state["next_expected"] as? String == "2026-02-08T23:00:00Z" && state["last_success"] is String)
    }
    // An older week again: the newest stays, and the older page is its own.
    let again = try run(command, week: 1, "--quiet")
    #expect(again.status == 10 && again.errors.hasPrefix("attention: missing source"), "\(again.errors)")
    #expect(try latest(command) == monday(2))
    // Nothing left the store.
    let score = try command.run("score", "out/c.repartee", "--output-format", "csv").output
    #expect(Ranking(csv: score)["posts"]["vox"] == "72", "\(score)")
  }

  @Test(
    "By “take back” a file is the truth: what it holds no longer leaves the store, and so does a file that leaves the list"
  )
  func takeBack() throws {
    let command = try command()
    try command.file("job.yaml", job + "\nreplaced: take back\n")
    try command.file("latest.csv", week(0))
    #expect(try run(command, week: 0).status == 0)
    try command.file("latest.csv", week(1))
    let second = try run(command, week: 1)
    #expect(second.status == 0)
    #expect(second.errors.contains("took back 48 rows that it held before and holds no longer (replaced: take back)"))
    #expect(second.errors.contains("the window before was published on 2026-01-12, when it held 48"))
    #expect(page(command, 1).contains("took back 48 rows"))
    try command.file("other.csv", week(2))
    let third = try run(command, week: 2, "--set", "sources=[other.csv]")
    #expect(
      third.errors.contains("latest.csv is listed no longer: took back 48 rows (replaced: take back)"),
      "\(third.errors)")
    let sources = try command.run("sources", "out/c.repartee", "--output-format", "csv").output
    #expect(sources.split(separator: "\n").count == 2 && sources.contains("other.csv"))
    #expect(try command.run("check", "out/c.repartee").status == 0)
    #expect(
      try command.run("run", "job.yaml", "--set", "replaced=drop", "--dry-run").errors.contains(
        "expected one of keep, take back"))
    let plan = try command.run("run", "job.yaml", "--set", "sources=[other.csv, latest.csv]", "--dry-run").output
    let number = try #require(plan.firstMatch(of: /would not read other.csv, which the store holds as source (\d+)\n/))
    #expect(sources.contains("\(number.1),"))
    #expect(plan.contains("would read latest.csv as posts-csv\n"), "\(plan)")
    // What is wrong with --set is in no line of the file.
    let wrong = try command.run("run", "job.yaml", "--set", "window={last: week, from: 2026-01-01}", "--dry-run")
    #expect(
      wrong.errors.contains("job.yaml, in what is said instead of its values: last stands instead of from and to."))
  }

  @Test(
    "A file is known from any working directory, and through a link; its corrected rows take the place of the old ones")
  func places() throws {
    let command = try command()
    try command.file("latest.csv", week(0))
    #expect(try run(command, week: 0, "--quiet").status == 0)
    try command.file("latest.csv", week(0).replacingOccurrences(of: ",p1,", with: ",q1,"))
    let day = "2026-01-12T06:00:00Z"
    #expect(try command.shell("cd / && \"$R\" run \(command.folder)/job.yaml --as-of \(day) --quiet > /dev/null") == 0)
    try command.file("latest.csv", week(0) + "late,zed,w0c0_0,1767780000\n")
    #expect(try command.shell("ln -s . here && cd here && \"$R\" run job.yaml --as-of \(day) --quiet > /dev/null") == 0)
    let sources = try command.run("sources", "out/c.repartee", "--output-format", "csv").output
    #expect(sources.split(separator: "\n").count == 2, "\(sources)")
    let score = Ranking(csv: try command.run("score", "out/c.repartee", "--output-format", "csv").output)
    #expect(score["posts"]["q1"] == nil && score["posts"]["zed"] == "1" && score["posts"]["p1"] == "6")
    // A week that was published is computed again, and says so.
    #expect(page(command, 0).contains("this window was published on 2026-01-12, when it held 48"))
    #expect(try command.run("undo", "out/c.repartee", command.path("latest.csv")).status == 0)
  }

  @Test("Half the usual posts, another layout, a part that was forgotten: each is said first, once, and ends with 10")
  func noticed() throws {
    let command = try command()
    try command.file("job.yaml", job.replacingOccurrences(of: "latest.csv", with: "exports/*.csv"))
    try FileManager.default.createDirectory(atPath: command.path("exports"), withIntermediateDirectories: true)
    for number in 0..<4 { try command.file("exports/\(number).csv", week(number, conversations: number == 3 ? 4 : 12)) }
    #expect(try run(command, week: 2).status == 0)
    let few = try run(command, week: 3)
    #expect(few.status == 10)
    #expect(
      few.errorLines[0].hasPrefix("attention: fewer posts: the window holds 16 posts and replies, less than half"))
    let other = week(4).replacingOccurrences(of: "id,author,parent,time", with: "id,author,parent,time,mood")
      .replacingOccurrences(of: "\n", with: ",x\n").replacingOccurrences(of: "mood,x", with: "mood")
    try command.file("exports/4.csv", other)
    let changed = try run(command, week: 4)
    #expect(changed.status == 10)
    #expect(
      changed.errorLines[0]
        == "attention: schema: 4.csv is laid out otherwise than earlier files of exports/*.csv: it has the new columns mood",
      "\(changed.errors)")
    let month = try command.run(
      "run", "job.yaml", "--as-of", "2026-02-02", "--set", "window={last: month, time_zone: UTC}", "--set",
      "retention.days=5")
    #expect(month.status == 10)
    #expect(
      month.errors.contains(
        "attention: retention: the window is 2026-01-01 to 2026-01-31, but the job keeps nothing before 2026-01-28"),
      "\(month.errors)")
    #expect(month.errors.contains("the figures are of a part of the window"))
  }

  @Test("A folder is called by the day in the job's zone, and a failed run leaves the last success in the status")
  func days() throws {
    let command = try command()
    try command.file("latest.csv", week(0))
    let auckland = try command.run(
      "run", "job.yaml", "--as-of", "2026-01-11T18:00:00Z", "--set", "window.time_zone=Pacific/Auckland")
    #expect(auckland.status == 0, "\(auckland.errors)")
    #expect(command.bytes("out/briefing/2026-01-12/index.html") != nil)
    let before = try status(command)
    try command.file("latest.csv", "nothing,that,is,known\n1,2,3,4\n")
    #expect(try run(command, week: 1).status == 65)
    let after = try status(command)
    #expect(
      after["outcome"] as? String == "failed" && after["last_success"] as? String == before["last_success"] as? String)
    #expect((after["error"] as? String)?.isEmpty == false)
  }

  @Test("Abbreviations of zones are refused; days end where the zone's clocks say so")
  func zones() throws {
    let command = try command()
    try command.file("latest.csv", week(0))
    for name in ["BST", "EST", "IST", "GMT+2", "Europe/Londn"] {
      let outcome = try command.run("run", "job.yaml", "--set", "window.time_zone=\(name)", "--dry-run")
      #expect(
        outcome.status == 65 && outcome.errors.contains("expected a name such as Europe/London, or UTC"), "\(name)")
    }
    for (zone, span, day, expected) in [
      // The clocks of Cairo go forward at midnight, so that 24 April begins at one.
      ("Africa/Cairo", "day", "2026-04-24", "2026-04-22T22:00:00Z to 2026-04-23T22:00:00Z"),
      ("Africa/Cairo", "day", "2026-04-25T05:00:00Z", "2026-04-23T22:00:00Z to 2026-04-24T21:00:00Z"),
      ("Africa/Cairo", "week", "2026-04-27", "2026-04-19T22:00:00Z to 2026-04-26T21:00:00Z"),
      ("Europe/London", "week", "2026-03-30", "2026-03-23 to 2026-03-29T23:00:00Z"),
      ("America/New_York", "month", "2026-04-02", "2026-03-01T05:00:00Z to 2026-04-01T04:00:00Z"),
      ("America/Havana", "day", "2026-11-02T12:00:00Z", "2026-11-01T04:00:00Z to 2026-11-02T05:00:00Z"),
    ] {
      let plan = try command.run(
        "run", "job.yaml", "--as-of", day, "--set", "window.time_zone=\(zone)", "--set", "window.last=\(span)",
        "--dry-run")
      #expect(plan.output.contains("would score \(expected)"), "\(zone): \(plan.output)\(plan.errors)")
    }
  }

  @Test("Dates of a window are the beginnings of the zone's days, and moments stay what they are")
  func datesInAZone() throws {
    let command = try command()
    try command.file("latest.csv", week(0))
    for (window, expected) in [
      ("{from: 2026-03-23, to: 2026-03-30, time_zone: Europe/London}", "2026-03-23 to 2026-03-29T23:00:00Z"),
      ("{from: 2026-04-24, to: 2026-04-25, time_zone: Africa/Cairo}", "2026-04-23T22:00:00Z to 2026-04-24T21:00:00Z"),
      ("{from: 2026-03-23, to: 2026-03-30}", "2026-03-23 to 2026-03-30"),
      (
        "{from: \"2026-03-23T12:00:00Z\", to: 2026-03-30, time_zone: Europe/London}",
        "2026-03-23T12:00:00Z to 2026-03-29T23:00:00Z"
      ),
    ] {
      let plan = try command.run("run", "job.yaml", "--set", "window=\(window)", "--dry-run")
      #expect(plan.output.contains("would score \(expected)"), "\(window): \(plan.output)\(plan.errors)")
    }
  }
}
