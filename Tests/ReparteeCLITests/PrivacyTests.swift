import Foundation
import Testing

/// What is held on a person can be asked for and erased, and pseudonyms withstand who has no key.
@Suite struct PrivacyTests {
  private func job(_ command: Command, _ more: String = "") throws {
    try command.file(
      "posts.csv",
      "id,author,parent,time,platform,handle\n1,100,,2026-01-05,x,quelltrout\n2,200,1,2026-01-06,x,mossy\n"
        + "3,100,2,2026-01-07,x,quelltrout\n4,200,3,2026-01-08,x,mossy\n5,300,1,2026-01-08,x,fernwise\n")
    try command.file("roster.csv", "platform,handle,kind,organisation\nx,quelltrout,person,Ministry of Ponds\n")
    try command.file(
      "job.yaml",
      """
      store: s.repartee
      sources: [posts.csv]
      roster: roster.csv
      briefing: b
      outputs: {csv: r.csv}
      \(more)
      """)
  }

  @Test("about prints all that is held, forget says what changes and what still names who was forgotten")
  func aboutAndForget() throws {
    let command = try Command()
    try job(command)
    #expect(try command.run("run", "job.yaml", "--quiet").status == 0)
    let about = try command.run("about", "s.repartee", "quelltrout", "--output-format", "json")
    let items = try #require(
      JSONSerialization.jsonObject(with: Data(about.output.utf8)) as? [[String: Any]])
    #expect(
      Set(items.compactMap { $0["what"] as? String }).isSuperset(of: ["account", "handle", "post", "saved score"]))
    try command.file("who.txt", "# those who asked\n\nquelltrout\n")
    let forgot = try command.run("forget", "s.repartee", "--file", "who.txt", "--output-format", "csv")
    #expect(forgot.status == 0, "\(forgot.errors)")
    #expect(forgot.output.contains("voice,rank_before,rank,") && forgot.output.contains("mossy,"))
    #expect(!forgot.output.contains("quelltrout"))
    #expect(forgot.errors.contains("2 posts are tombstones now"))
    #expect(forgot.errors.contains("r.csv") && forgot.errors.contains("b/all/index.html"), "\(forgot.errors)")
    for name in ["posts.csv", "roster.csv", "who.txt"] {
      try FileManager.default.removeItem(atPath: command.path(name))
    }
    #expect(try command.shell("rm -r b r.csv; ! grep -rlai -e quelltrout -e 'of Ponds' .") == 0)
    // The job brings them back from nowhere, and its results are made again.
    try job(command)
    let again = try command.run("run", "job.yaml")
    #expect([0, 10].contains(again.status), "\(again.errors)")
    #expect(try command.shell("! grep -rlai quelltrout s.repartee b r.csv") == 0)
    #expect(try command.run("check", "s.repartee").status == 0)
    #expect(try command.run("about", "s.repartee", "quelltrout").status == 1)
    #expect(try command.run("forget", "s.repartee").status == 64)
    let missing = try command.run("forget", "s.repartee", "nobody")
    #expect(missing.status == 1 && missing.errors.contains("no account in this store has that id, handle or name"))
  }

  @Test("Pseudonyms are made with a key in a file that is long enough and nobody else's to read")
  func keys() throws {
    let command = try Toy.command()
    func draw(_ key: String) throws -> Command.Outcome {
      try command.run("draw", "toy.repartee", "network", "--output", "p.svg", "--pseudonym-key", key, "--quiet")
    }
    try command.key("k", "a key of thirty-two bytes or so..")
    #expect(try draw("k").status == 0)
    let first = command.bytes("p.svg")
    #expect(try draw("k").errors.contains("lies beside the store"))
    #expect(command.bytes("p.svg") == first)
    try command.key("other", "another key of thirty-two bytes..")
    #expect(try draw("other").status == 0 && command.bytes("p.svg") != first)
    try command.key("short", "0123456789abcdef0123456789abcde")
    let short = try draw("short")
    #expect(short.status == 64 && short.errors.contains("expected 32 random ones at least"), "\(short.errors)")
    try command.key("same", String(repeating: "a", count: 64))
    #expect(try draw("same").status == 64)
    try command.file("open", "a key of thirty-two bytes or so..")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: command.path("open"))
    let open = try draw("open")
    #expect(open.status == 64 && open.errors.contains("chmod 600"), "\(open.errors)")
    let none = try draw("none")
    #expect(none.status == 64 && none.errors.contains("there is no such file"), "\(none.errors)")
    // The user's own key is made once, and used again; the environment may name another.
    func drawOwn(_ environment: [String: String]) throws -> Data? {
      let outcome = try command.run(
        ["draw", "toy.repartee", "network", "--output", "o.svg", "--pseudonyms", "--quiet"], environment: environment)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return command.bytes("o.svg")
    }
    let home = ["XDG_CONFIG_HOME": command.path("config")]
    let own = try drawOwn(home)
    #expect(try drawOwn(home) == own && command.mode("config/repartee/pseudonym-key") == 0o600)
    #expect(try drawOwn(["REPARTEE_PSEUDONYM_KEY_FILE": command.path("k")]) == first)
  }

  @Test(
    "A job with pseudonyms names nobody: in no file, file name, title or log, nor by organisation or file of origin")
  func pseudonymousJob() throws {
    let command = try Command()
    try job(command, "look: {pseudonym_key: key}")
    try command.key("key")
    let outcome = try command.run("run", "job.yaml")
    #expect([0, 10].contains(outcome.status), "\(outcome.errors)")
    let log = outcome.output + outcome.errors
    for name in ["quelltrout", "mossy", "fernwise"] { #expect(!log.contains(name), "\(log)") }
    #expect(
      try command.shell("! grep -Frlai -e quelltrout -e mossy -e fernwise -e 'of Ponds' -e posts.csv b r.csv") == 0)
    #expect(String(decoding: command.bytes("r.csv") ?? Data(), as: UTF8.self).contains("Voice "))
    // Another key makes another briefing.
    let before = command.bytes("r.csv")
    try command.key("key", "another key of the tests, which is long too")
    #expect(try [0, 10].contains(command.run("run", "job.yaml", "--quiet").status))
    #expect(command.bytes("r.csv") != before)
  }

  @Test(
    "Retention counts in months of the calendar",
    arguments: [
      ("2026-03-31", 1, "2026-02-28"), ("2026-03-31", 13, "2025-02-28"), ("2024-03-31", 1, "2024-02-29"),
      ("2026-01-15", 24, "2024-01-15"), ("2026-05-01", 5, "2025-12-01"),
    ])
  func months(day: String, months: Int, first: String) throws {
    let command = try Command()
    try job(command, "retention: {months: \(months)}")
    let plan = try command.run("run", "job.yaml", "--dry-run", "--as-of", day)
    #expect(
      (plan.output + plan.errors).contains("would forget what was before \(first)\n"), "\(plan.output)\(plan.errors)")
    let both = try command.run("run", "job.yaml", "--dry-run", "--set", "retention.days=3")
    #expect(both.status == 65 && both.errors.contains("days and months exclude each other"), "\(both.errors)")
  }
}
