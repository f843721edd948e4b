import Foundation
import Testing

/// A job that hides small counts: in no byte of what it publishes stands one of them.
@Suite struct SmallCountsJobTests {
  /// A voice: how many replied, how many of them it answered, how many came back.
  private struct Voice {
    var name: String
    var repliers: Int
    var answered: Int
    var cameBack: Int
    var followers = 0
  }

  /// One with no small count, one with few who came back, one with small counts alone, and a broadcaster.
  private let voices = [
    Voice(name: "Ashgrove", repliers: 223, answered: 199, cameBack: 151, followers: 700),
    Voice(name: "Birchdown", repliers: 211, answered: 191, cameBack: 43, followers: 900),
    Voice(name: "Cedarholm", repliers: 53, answered: 47, cameBack: 37, followers: 1_300),
    Voice(name: "Dunlinmoor", repliers: 181, answered: 7, cameBack: 0, followers: 90_001),
  ]

  /// The small counts (those below 60), what tells them, and the score that may be the sum of two small ones.
  private let secrets = [43, 191, 53, 47, 37, 84]

  /// A number as letters, so that no id is one.
  private func word(_ number: Int) -> String {
    String(String(number).unicodeScalars.map { Character(Unicode.Scalar($0.value - 48 + 97) ?? "x") })
  }

  /// Posts in eight conversations of each voice; everybody replies to one voice alone.
  private func posts(shift: Int = 0) -> String {
    var lines = ["id,author,parent,time,platform,handle"]
    var clock = 1_767_571_200 + shift
    func post(_ id: String, _ author: String, _ parent: String) {
      clock += 61
      lines.append("\(id),u\(author),\(parent),\(clock),x,\(author)")
    }
    for voice in voices {
      let start = voice.name.prefix(1).lowercased() + (shift == 0 ? "" : "w")
      for root in 0..<8 { post("\(start)r\(word(root))", voice.name, "") }
      for person in 0..<voice.repliers {
        let (name, id) = ("\(start)p\(word(person))", "\(start)q\(word(person))")
        post(id, name, "\(start)r\(word(person % 8))")
        if person < voice.answered { post(id + "m", voice.name, id) }
        if person < voice.cameBack { post(id + "n", name, id + "m") }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func command(_ job: String) throws -> Command {
    let command = try Command()
    try command.file("posts.csv", posts())
    try command.file("earlier.csv", posts(shift: -7 * 86_400))
    let roster = voices.map {
      "x,u\($0.name),\($0.name),\($0.name == "Dunlinmoor" ? "channel" : "person"),Pond Office,\($0.followers)"
    }
    try command.file(
      "roster.csv", "platform,id,handle,kind,organisation,followers\n" + roster.joined(separator: "\n") + "\n")
    try command.file("job.yaml", job)
    return command
  }

  private let job = """
    store: s.repartee
    sources: [posts.csv, earlier.csv]
    roster: roster.csv
    window: {from: 2026-01-05, to: 2026-01-12}
    ranking: {columns: [reach_without_largest, confirmed_partners, active_weeks, one_off_share]}
    outputs: {csv: o/r.csv, json: o/r.json, diagram: o/n.svg}
    diagrams:
      - {file: o/c.svg, show: communities}
      - {file: o/f.svg, show: followers}
      - {file: o/n.dot}
      - {file: o/n.gexf}
    briefing: {folder: o/b, office: [xlsx, docx, pptx]}
    """

  /// All numbers that a reader finds in a file: in cells, in sentences, in labels, tooltips and descriptions of pictures; of
  /// markup not where shapes lie.
  private func numbers(_ text: String, isMarkup: Bool) -> [String] {
    var text = text
    if isMarkup {
      text.replace(/<style.*?<\/style>/.dotMatchesNewlines(), with: "")
      let labels = text.matches(of: /(?:aria-label|alt|title|descr)="([^"]*)"/).map { String($0.output.1) }
      text.replace(/<[^>]*>/, with: " ")
      text += " " + labels.joined(separator: " ")
    }
    // Hashes and days are no counts.
    text.replace(/[0-9a-f]{64}/, with: "")
    text.replace(/\d{4}-\d\d-\d\d(T[\d:]+Z)?/, with: "")
    return text.matches(of: /\d[\d,]*(?:\.\d+)?/).map { match in
      var number = String(match.output)
      while number.hasSuffix(",") { number.removeLast() }
      return number.contains(/^\d{1,3}(,\d{3})+$/) ? number.replacing(",", with: "") : number
    }.flatMap { $0.split(separator: ",").map(String.init) }
  }

  private func files(_ command: Command, _ folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: command.path(folder)).map { folder + "/" + $0 }.filter {
      !$0.contains("latest")
    }.filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: command.path($0), isDirectory: &isFolder) && !isFolder.boolValue
    }
  }

  @Test("No output holds a small count or what tells it, and without the key all of them stand there")
  func everyOutput() throws {
    let command = try command(job)
    let open = try command.run("run", "job.yaml")
    #expect([0, 10].contains(open.status), "\(open.errors)")
    let table = String(decoding: command.bytes("o/r.csv") ?? Data(), as: UTF8.self)
    for secret in secrets {
      #expect(
        numbers(table, isMarkup: false).contains("\(secret)"), "\(secret) is not in the ranking: \(table.prefix(900))")
    }
    let hidden = try command.run("run", "job.yaml", "--set", "small_counts=60", "--log", "json")
    #expect([0, 10].contains(hidden.status), "\(hidden.errors)")
    let paths = try files(command, "o") + ["s.repartee.run.json"]
    #expect(paths.count > 20)
    let outputs = paths.flatMap { command.texts($0) }
    #expect(
      outputs.contains { $0.path.hasSuffix("briefing.xlsx/xl/worksheets/sheet2.xml") && $0.text.contains("&lt;60") })
    for (path, text) in outputs + [(path: "the log's last line", text: hidden.output)] {
      let isMarkup = [".svg", ".html", ".xml", ".rels"].contains { path.hasSuffix($0) }
      // Sizes of files, seconds and memory are those of the machine; places on a page are no counts.
      if path.hasSuffix("run.json") || path.hasSuffix("manifest.json") || path.hasSuffix(".gexf")
        || path.hasSuffix(".dot")
      {
        #expect(!path.hasSuffix("run.json") || text.contains("\"suppressed\""))
        continue
      }
      let found = Set(numbers(text, isMarkup: isMarkup))
      for secret in secrets {
        #expect(!found.contains("\(secret)") && !found.contains("\(secret).00"), "\(path) holds \(secret)")
      }
    }
    let hiddenTable = String(decoding: command.bytes("o/r.csv") ?? Data(), as: UTF8.self)
    #expect(hiddenTable.split(separator: "\n").count == table.split(separator: "\n").count)
    #expect(hiddenTable.hasPrefix(String(table.prefix { $0 != "\n" }) + ",suppressed\n"))
    for count in ["223", "199", "151", "350"] { #expect(numbers(hiddenTable, isMarkup: false).contains(count)) }
    // Few came back to the second, which the answered and the score would tell together.
    let second = hiddenTable.split(separator: "\n").first { $0.contains("Birchdown") } ?? ""
    #expect(second.contains(",234,") && second.contains("conversed reciprocated"), "\(second)")
    // What was hidden comes back when it is asked for.
    #expect(try [0, 10].contains(command.run("run", "job.yaml", "--quiet").status))
    #expect(String(decoding: command.bytes("o/r.csv") ?? Data(), as: UTF8.self) == table)
  }

  @Test("Series, changes, conversations and briefings of the command hide them, too")
  func commands() throws {
    let command = try command(job)
    #expect(try [0, 10].contains(command.run("run", "job.yaml", "--quiet").status))
    for words in [
      ["score", "s.repartee", "--every", "week"], ["score", "s.repartee"],
      ["conversations", "s.repartee", "--top", "8"],
      ["changes", "s.repartee", "--before", "2025-12-29..2026-01-05", "--after", "2026-01-05..2026-01-12"],
    ] {
      for format in ["csv", "json", "table"] {
        let outcome = try command.run(words + ["--output-format", format, "--small-counts", "60"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let found = Set(numbers(outcome.output + outcome.errors, isMarkup: false))
        for secret in secrets { #expect(!found.contains("\(secret)"), "\(words) \(format) holds \(secret)") }
      }
    }
    for refused in [
      ["score", "s.repartee", "--small-counts", "2"],
      ["score", "s.repartee", "--small-counts", "5", "--rank-by", "reciprocated"],
    ] { #expect(try command.run(refused).status == 64) }
  }

  @Test(
    "What shows people one by one, or exactly, is refused beside small counts, at its place",
    arguments: [
      ("exports: [o/n.graphml]", "leave out exports or small_counts"),
      ("diagrams: [{file: o/e.svg, show: ego, of: Ashgrove}]", "draws people one by one"),
      ("diagrams: [{file: o/e.svg, show: conversation}]", "draws people one by one"),
      ("ranking: {by: reciprocated}", "rank by score"), ("roster: roster.csv", ""),
    ])
  func refused(line: String, message: String) throws {
    let command = try command("store: s.repartee\nsources: [posts.csv]\nsmall_counts: 5\n\(line)\n")
    let outcome = try command.run("run", "job.yaml", "--dry-run")
    #expect(outcome.status == (message.isEmpty ? 0 : 65) && outcome.errors.contains(message) != message.isEmpty)
    for wrong in ["2", "1001", "few"] {
      let outcome = try command.run("run", "job.yaml", "--dry-run", "--set", "small_counts=\(wrong)")
      #expect(outcome.status == 65 || !message.isEmpty, "\(outcome.errors)")
    }
  }
}
