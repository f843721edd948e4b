import Foundation
import Testing

/// A job with pseudonyms against the same job with names: nothing of the one leads to the other but the figures themselves.
@Suite struct PseudonymJobTests {
  private let people = (0..<40).map { number in
    "tarn" + String("\(number)".unicodeScalars.map { Character(Unicode.Scalar($0.value + 49) ?? "x") })
  }

  /// Forty people in thirty conversations of five, all alike but for three who answer much; with exact times and ids of posts.
  private func command() throws -> Command {
    let command = try Command()
    var lines = ["id,author,parent,time,platform,handle"]
    var clock = 1_767_600_000
    func post(_ id: String, _ author: Int, _ parent: String) {
      clock += 4_987
      lines.append("\(id),acct\(author + 700_000),\(parent),\(clock),x,\(people[author])")
    }
    for root in 0..<30 {
      let host = root % 3
      post("status\(root)", host, "")
      for turn in 0..<4 {
        let guest = 3 + (root * 4 + turn * (host + 1)) % 37
        post("status\(root)r\(turn)", guest, "status\(root)")
        if turn <= host + 1 { post("status\(root)a\(turn)", host, "status\(root)r\(turn)") }
        if turn <= host { post("status\(root)b\(turn)", guest, "status\(root)a\(turn)") }
      }
    }
    try command.file("exports-of-heron.csv", lines.joined(separator: "\n") + "\n")
    let roster = (0..<40).map { "x,acct\($0 + 700_000),\(people[$0]),person,Ministry of Tarns,\(4_321 + $0 * 137)" }
    try command.file(
      "staff-of-heron.csv", "platform,id,handle,kind,organisation,followers\n" + roster.joined(separator: "\n") + "\n")
    try command.file(
      "follows.csv",
      "follower,followed,platform\n"
        + (3..<40).map { "acct\(700_000 + $0),acct700000,x" }.joined(separator: "\n") + "\n")
    try command.key("key")
    try command.file(
      "job.yaml",
      """
      store: s.repartee
      sources: [exports-of-heron.csv, {file: follows.csv, kind: follow}, gone-of-heron*.csv]
      roster: staff-of-heron.csv
      window: {from: 2026-01-05, to: 2026-02-16}
      ranking: {columns: [held_followers]}
      outputs: {csv: o/r.csv, json: o/r.json}
      diagrams:
        - {file: o/n.svg}
        - {file: o/n.gexf}
        - {file: o/n.dot}
        - {file: o/c.svg, show: communities}
        - {file: o/c.gexf, show: communities}
        - {file: o/t.svg, show: conversation}
        - {file: o/t.gexf, show: conversation}
        - {file: o/e.svg, show: ego, of: \(people[0])}
        - {file: o/f.svg, show: followers}
      briefing: {folder: o/b, office: [xlsx, docx, pptx]}
      """)
    // The store holds the sources that a later run may miss.
    try command.file(
      "gone-of-heron-1.csv", "id,author,parent,time,platform,handle\nstatus99,acct700001,,1767600001,x,\(people[1])\n")
    #expect(try [0, 10].contains(command.run("run", "job.yaml", "--quiet").status))
    try FileManager.default.removeItem(atPath: command.path("gone-of-heron-1.csv"))
    #expect(try command.shell("mkdir -p named && cp -r o/. named/") == 0)
    return command
  }

  private func files(_ command: Command) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: command.path("o")).filter { name in
      var isFolder: ObjCBool = false
      return !name.contains("latest")
        && FileManager.default.fileExists(atPath: command.path("o/" + name), isDirectory: &isFolder)
        && !isFolder.boolValue
    }
  }

  private func text(_ command: Command, _ name: String) -> String {
    String(decoding: command.bytes(name) ?? Data(), as: UTF8.self)
  }

  @Test("No byte of any output, log line or status names anybody, a post, a moment, a file or an organisation")
  func everyByte() throws {
    let command = try command()
    let outcome = try command.run("run", "job.yaml", "--set", "look.pseudonym_key=key")
    #expect(outcome.status == 10 && outcome.errors.contains("missing source"), "\(outcome.errors)")
    let paths = try files(command)
    #expect(paths.count > 25)
    // The log names the files that are read, as whoever reads it does; nobody else.
    let log = outcome.output + outcome.errors
    for (name, text) in paths.flatMap({ command.texts("o/" + $0) }) + [
      (path: "status", text: self.text(command, "s.repartee.run.json")), (path: "log", text: log),
    ] {
      for person in people { #expect(!text.contains(person), "\(name) names \(person)") }
      for part in ["acct70", "status", "Tarns"] where name != "status" {
        #expect(!text.contains(part), "\(name) holds \(part)")
      }
      if name == "log" { continue }
      for part in ["heron", "follows.csv"] { #expect(!text.contains(part), "\(name) holds \(part)") }
      if name == "status" { continue }
      #expect(!text.contains(#/\d\d:\d\d(:\d\d)?(\.\d+)?Z/#), "\(name) holds a moment")
      // Follower counts are exact in the roster alone, and so are those of the list.
      for number in 0..<40 {
        let count = 4_321 + number * 137
        // DOT writes places as two numbers with a comma between.
        let isWritten = text.contains("\(count / 1_000),\(count % 1_000)") && !name.hasSuffix(".dot")
        #expect(!isWritten || count % 1_000 < 100, "\(name) holds \(count)")
        #expect(!name.hasSuffix(".csv") || !text.contains(",\(count),"), "\(name) holds \(count)")
      }
    }
    // Nor do the files that were read, by their hashes.
    for source in ["exports-of-heron.csv", "staff-of-heron.csv", "follows.csv"] {
      #expect(try command.shell("! grep -rqF \"$(sha256sum \(source) | cut -c1-64)\" o") == 0)
    }
    // The same bytes again, and after the store was made again.
    let first = try paths.map { try #require(command.bytes("o/" + $0)) }
    #expect(try command.shell("rm -r o s.repartee*") == 0)
    try command.file(
      "gone-of-heron-1.csv", "id,author,parent,time,platform,handle\nstatus99,acct700001,,1767600001,x,\(people[1])\n")
    #expect(try [0, 10].contains(command.run("run", "job.yaml", "--quiet", "--set", "look.pseudonym_key=key").status))
    for (path, bytes) in zip(paths, first) where path.hasSuffix(".svg") && !path.hasPrefix("b/") {
      #expect(command.bytes("o/" + path) == bytes, "\(path) differs")
    }
  }

  /// Where shapes lie in a picture, without its legend.
  private func places(_ gexf: String) -> [String] {
    gexf.matches(of: #/viz:position x="(-?[\d.]+)" y="(-?[\d.]+)"/#).map { "\($0.output.1) \($0.output.2)" }
  }

  @Test("Shapes lie elsewhere than in the picture with names, and elsewhere by another key")
  func places() throws {
    let command = try command()
    #expect(try [0, 10].contains(command.run("run", "job.yaml", "--quiet", "--set", "look.pseudonym_key=key").status))
    for name in ["n.gexf", "c.gexf"] {
      let (named, hidden) = (places(text(command, "named/" + name)), places(text(command, "o/" + name)))
      #expect(named.count > 1 && named.count == hidden.count)
      #expect(Set(named).isDisjoint(with: hidden), "\(name): \(Set(named).intersection(hidden))")
    }
    let network = places(text(command, "o/n.gexf"))
    try command.key("key", "another key of the tests, which is long too")
    #expect(try [0, 10].contains(command.run("run", "job.yaml", "--quiet", "--set", "look.pseudonym_key=key").status))
    #expect(Set(network).isDisjoint(with: places(text(command, "o/n.gexf"))))
  }

  @Test("Rows that are alike stand in the order of their pseudonyms, whatever their ids")
  func order() throws {
    let command = try command()
    #expect(try [0, 10].contains(command.run("run", "job.yaml", "--quiet", "--set", "look.pseudonym_key=key").status))
    let rows = text(command, "o/r.csv").split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    // section, score, reply reach and repliers.
    let groups = Dictionary(grouping: rows) { [$0[1], $0[5], $0[8], $0[12]] }
    #expect(groups.values.contains { $0.count > 3 })
    for group in groups.values { #expect(group.map { $0[2] } == group.map { $0[2] }.sorted()) }
    let conversations = text(command, "o/b/2026-02-15/tables/conversations.csv").split(separator: "\n")
    #expect(conversations[0].hasPrefix("rank,platform,author,started,"))
    #expect(conversations.dropFirst().allSatisfy { $0.contains(#/,2026-\d\d-\d\d,/#) })
  }
}
