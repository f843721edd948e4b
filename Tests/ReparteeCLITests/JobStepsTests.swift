import Foundation
import ReparteeJobs
import Testing

@Suite("Jobs: unchanged steps, includes, exports, retention, the schema")
struct JobStepsTests {
  private let job = """
    store: out/toy.repartee
    sources: [exports]
    outputs: {csv: out/ranking.csv}
    diagrams:
      - {file: out/who.svg}
    exports: [out/net.csv, out/net.json]
    briefing: {folder: out/briefing, voices: 3, picks: 1}
    """

  private func command() throws -> Command { try Toy.command(job: job) }

  private func run(_ command: Command, _ more: String...) throws -> (changed: Set<String>, kept: Set<String>, String) {
    let outcome = try command.run(["run", "job.yaml", "--as-of", "2026-01-07", "--log", "json"] + more)
    #expect(outcome.status == 0, "\(outcome.errors)")
    var (changed, kept): (Set<String>, Set<String>) = ([], [])
    for line in outcome.errorLines {
      let object = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let name = (object["path"] as? String)?.split(separator: "/").last.map(String.init) ?? "scores"
      if object["step"] as? String == "unchanged" { kept.insert(name) }
      if ["wrote", "scored"].contains(object["step"] as? String) { changed.insert(name) }
    }
    return (changed.subtracting(["toy.repartee"]), kept, outcome.output)
  }

  private let all: Set = ["scores", "ranking.csv", "who.svg", "net.csv", "net.json", "2026-01-07"]

  @Test("What was made from the same data by the same words is not made again, and nothing else is passed over")
  func unchanged() throws {
    let command = try command()
    let first = try run(command)
    #expect(first.changed == all && first.kept.isEmpty)
    let page = command.bytes("out/briefing/2026-01-07/index.html")
    let second = try run(command)
    #expect(second.kept == all && second.changed.isEmpty)
    #expect(second.2 == first.2 && second.2.contains("Too little to name anyone"), "\(second.2)")

    // A file that somebody changed, or took away, and only that.
    try command.file("out/who.svg", "scribbled")
    try FileManager.default.removeItem(atPath: command.path("out/net-nodes.csv"))
    #expect(try run(command).changed == ["scores", "who.svg", "net.csv"])
    #expect(command.bytes("out/who.svg")?.count ?? 0 > 1000 && command.bytes("out/net-nodes.csv") != nil)

    // A word of one picture, and a rule that all depend on.
    try command.file("job.yaml", job.replacing("{file: out/who.svg}", with: "{file: out/who.svg, top: 2}"))
    #expect(try run(command).changed == ["scores", "who.svg"])
    #expect(try run(command, "--set", "ranking.by=conversed").changed == all)
    #expect(try run(command).changed == all)

    // New data.
    try command.file("exports/more.csv", "id,author,parent,time\n900,Z,1,1767312000\n")
    #expect(try run(command).changed == all)
    #expect(command.bytes("out/briefing/2026-01-07/index.html") != page)
  }

  @Test("A job's own keys go before those that it includes, whose paths are relative to the included file")
  func include() throws {
    let command = try command()
    try FileManager.default.createDirectory(atPath: command.path("common"), withIntermediateDirectories: true)
    try command.file("common/base.yaml", "store: base.repartee\nlook: {theme: print-grey}\nranking: {by: conversed}\n")
    try command.file("job.yaml", "include: common/base.yaml\nsources: [exports]\nlook: {page: portrait}\n")
    let plan = try command.run("run", "job.yaml", "--dry-run")
    #expect(plan.output.contains("common/base.repartee: the store") && plan.output.contains("by conversed"))
    let other = try command.run("run", "job.yaml", "--dry-run", "--set", "ranking.by=score")
    #expect(other.output.contains("by score"), "\(other.errors)")

    try command.file("common/base.yaml", "store: a.repartee\nrankin: {by: score}\n")
    let wrong = try command.run("run", "job.yaml", "--dry-run")
    #expect(wrong.status == 65 && wrong.errors.contains("common/base.yaml, line 2, column 1"), "\(wrong.errors)")
    try command.file("common/base.yaml", "include: ../job.yaml\n")
    let loop = try command.run("run", "job.yaml", "--dry-run")
    #expect(loop.status == 65 && loop.errors.contains("includes this file"), "\(loop.errors)")
    try command.file("job.yaml", "include: none.yaml\nsources: [exports]\n")
    let missing = try command.run("run", "job.yaml", "--dry-run")
    #expect(missing.status == 65 && missing.errors.contains("line 1, column 10: none.yaml is not there"))
  }

  @Test("Exports are exact, so pseudonyms refuse them, and an ending that is no graph's is reported at its place")
  func exports() throws {
    let command = try command()
    let named = try command.run("run", "job.yaml", "--set", "look.pseudonyms=true")
    #expect(named.status == 65 && named.errors.contains("line 6, column"), "\(named.errors)")
    let ending = try command.run("run", "job.yaml", "--set", "exports=out/net.svg")
    #expect(ending.status == 65 && ending.errors.contains("out/net.svg is none of them"), "\(ending.errors)")
  }

  @Test("What is older than the job keeps leaves the store, and the oldest briefings their folder")
  func retention() throws {
    let command = try command()
    try command.file("exports/old.csv", "id,author,parent,time\n901,Old,,1577836800\n902,Older,901,1577836900\n")
    try command.file("job.yaml", job + "\nretention: {days: 365, briefings: 2}\n")
    let outcome = try command.run("run", "job.yaml", "--as-of", "2026-01-07")
    #expect(outcome.errors.contains("2 posts, 0 interactions, 2 accounts"), "\(outcome.errors)")
    let table = try command.run("score", "out/toy.repartee", "--output-format", "csv").output
    #expect(!table.contains("Old") && table.contains("A"))
    #expect(try command.run("check", "out/toy.repartee").status == 0)
    for day in ["2026-01-08", "2026-01-09"] {
      #expect(try command.run("run", "job.yaml", "--as-of", day, "--quiet").status == 0)
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: command.path("out/briefing"))
    #expect(Set(left) == ["2026-01-08", "2026-01-09", "latest"])
  }

  @Test("A briefing says what its voices talk about where the job keeps hashtags, and nobody is named by pseudonyms")
  func hashtags() throws {
    let command = try command()
    let posts = Toy.posts.split(separator: "\n").enumerated().map { number, line in
      line
        + (number == 0 ? ",hashtags,links" : number % 2 == 0 ? ",#Care," : ",care budget,https://www.paper.example/a")
    }
    try command.file("exports/posts.csv", posts.joined(separator: "\n") + "\n")
    let table = "out/briefing/2026-01-07/tables/hashtags.csv"
    _ = try run(command)
    #expect(command.bytes(table) == nil)
    let domains = "out/briefing/2026-01-07/tables/domains.csv"
    _ = try run(command, "--set", "text=hashtags, domains")
    #expect(command.bytes(domains).map { String(decoding: $0, as: UTF8.self) }?.contains("paper.example (") == true)
    _ = try run(command, "--set", "text=hashtags")
    #expect(command.bytes(domains) == nil)
    let rows = String(decoding: try #require(command.bytes(table)), as: UTF8.self).split(separator: "\n")
    #expect(rows.first == "rank,voice,hashtags" && rows.dropFirst().contains { $0.contains("#care (") }, "\(rows)")
    let page = String(decoding: command.bytes("out/briefing/2026-01-07/index.html") ?? Data(), as: UTF8.self)
    #expect(page.contains("#care ("))
    #expect(try command.run("check", "out/toy.repartee").status == 0)
    #expect(
      try command.run("run", "job.yaml", "--set", "text=words").errors.contains("expected none, hashtags, domains"))
    // What was kept once is not shown where the job no longer asks for it.
    _ = try run(command)
    #expect(command.bytes(table) == nil)
    _ = try run(command, "--set", "text=hashtags", "--set", "look.pseudonyms=true", "--set", "exports=[]")
    #expect(command.bytes(table) == nil)
  }

  @Test("The schema has the very keys that the job file reads, at every place")
  func schema() throws {
    let schema = try #require(JSONSerialization.jsonObject(with: Data(JobSchema.text().utf8)) as? [String: Any])
    var places = 0
    /// Every mapping of the schema, with the way to it: names of keys, and nothing for the items of a list.
    func visit(_ schema: [String: Any], _ way: [String]) throws {
      for part in schema["anyOf"] as? [[String: Any]] ?? [] { try visit(part, way) }
      if let items = schema["items"] as? [String: Any] { try visit(items, way + [""]) }
      guard let properties = schema["properties"] as? [String: [String: Any]] else { return }
      places += 1
      let known = try keys(at: way)
      #expect(known == Set(properties.keys), "\(way)")
      for (key, value) in properties { try visit(value, way + [key]) }
    }
    try visit(schema, [])
    #expect(places == 12)
  }

  /// The keys that the reader expects at a place, as it says when there is another one.
  private func keys(at way: [String]) throws -> Set<String> {
    var text = "{nothing: 1}"
    for key in way.reversed() { text = key.isEmpty ? "[\(text)]" : "{\(key): \(text)}" }
    var lines = way.isEmpty ? "nothing: 1\n" : String(text.dropFirst().dropLast()) + "\n"
    if way.first != "store" { lines += "store: a\n" }
    if way.first != "sources", !way.isEmpty { lines += "sources: []\n" }
    let error = #expect(throws: JobError.self) { try JobFile(yaml: lines, path: "job.yaml") }
    let words = "\(try #require(error))"
    let list = try #require(words.split(separator: "expected one of ").last)
    return Set(list.prefix { $0 != "." }.split(separator: ", ").map(String.init))
  }
}
