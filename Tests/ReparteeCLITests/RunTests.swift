import Foundation
import Testing

@Suite("run and draw")
struct RunTests {
  private let job = """
    store: out/toy.repartee
    sources:
      - posts.csv
      - {file: follows.csv, format: follows-csv}
    roster: roster.csv
    window: {from: 2026-01-01, to: 2026-02-01}
    ranking: {by: score, kinds: [person, unknown], columns: [reply_rank]}
    outputs: {csv: out/ranking.csv, json: out/ranking.json, diagram: out/network.svg, title: The toy}
    """

  @Test("A job run twice writes the same bytes and adds no source")
  func twice() throws {
    let command = try Toy.command()
    try command.file("roster.csv", "handle,kind\nA,person\nD,channel\n")
    try command.file("job.yaml", job)
    let outputs = ["out/toy.repartee", "out/ranking.csv", "out/ranking.json", "out/network.svg"]
    let first = try command.run("run", "job.yaml")
    #expect(first.status == 0, "\(first.errors)")
    #expect(!first.output.isEmpty && first.output.split(separator: "\n").count == 1)
    let bytes = outputs.map(command.bytes)
    #expect(bytes.allSatisfy { $0 != nil })
    for _ in 0..<2 {
      let again = try command.run("run", "job.yaml", "--quiet")
      #expect(again.status == 0 && again.errors.isEmpty && again.output == first.output)
      for (name, before) in zip(outputs, bytes) where name != "out/toy.repartee" {
        #expect(command.bytes(name) == before, "\(name)")
      }
    }
    let sources = try command.run("sources", "out/toy.repartee", "--output-format", "csv").output
    #expect(sources.split(separator: "\n").count == 4)
    #expect(try FileManager.default.contentsOfDirectory(atPath: command.path("out")).count == 5)
    let ranking = Ranking(csv: String(decoding: command.bytes("out/ranking.csv") ?? Data(), as: UTF8.self))
    #expect(ranking["rank"]["A"] == "1" && ranking["section"]["D"] == "excluded")
  }

  @Test("A job's ranking is what score prints")
  func sameAsScore() throws {
    let command = try Toy.command()
    try command.file("roster.csv", "handle,kind\nA,person\nD,channel\n")
    try command.file("job.yaml", job)
    try command.run("run", "job.yaml")
    let score = try command.run(
      "score", "out/toy.repartee", "--output-format", "csv", "--columns", "+reply_rank", "--from", "2026-01-01", "--to",
      "2026-02-01")
    #expect(Data(score.output.utf8) == command.bytes("out/ranking.csv"))
  }

  @Test("A picture drawn twice is the same to the byte, from stores imported in any order")
  func draw() throws {
    let command = try Toy.command()
    try command.run("import", "follows.csv", "posts.csv", "--into", "other.repartee", "--quiet")
    for (store, output) in [("toy", "1.svg"), ("toy", "2.svg"), ("other", "3.svg")] {
      let outcome = try command.run("draw", store + ".repartee", "network", "--output", output)
      #expect(outcome.status == 0 && outcome.output.isEmpty)
      #expect(outcome.errors == "\(output): the network diagram\n")
    }
    let picture = try #require(command.bytes("1.svg"))
    #expect(String(decoding: picture, as: UTF8.self).contains("<svg"))
    #expect(command.bytes("2.svg") == picture && command.bytes("3.svg") == picture)
    let scores = try ["toy", "other"].map {
      try command.run("score", $0 + ".repartee", "--output-format", "json").output
    }
    #expect(scores[0] == scores[1])
  }
}
