import Foundation
import Testing

/// The figures are those that the dataset's README counts by hand.
@Suite("One person over five channels counts once")
struct ManyChannelsTests {
  private func run() throws -> Command {
    let command = try Command()
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../datasets/many-channels").standardizedFileURL
    for name in try FileManager.default.contentsOfDirectory(atPath: source.path) where name != "output" {
      try FileManager.default.copyItem(
        at: source.appendingPathComponent(name), to: URL(fileURLWithPath: command.path(name)))
    }
    let outcome = try command.run("run", "job.yaml", "--as-of", "2026-02-16")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(!outcome.errors.contains("1 rejected"))
    #expect(outcome.errors.contains("roster: 11 matched, 0 without an account"), "\(outcome.errors)")
    #expect(outcome.errors.contains("scored 11 voices"), "\(outcome.errors)")
    return command
  }

  @Test("In every set and score")
  func sets() throws {
    let command = try run()
    let ranking = String(decoding: command.bytes("output/ranking.csv") ?? Data(), as: UTF8.self)
    let rows = ranking.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let header = try #require(rows.first)
    let marian = try #require(rows.first { $0.contains("Marian Oakhollow") })
    for (column, value) in [
      ("reply_reach", "6"), ("repliers", "6"), ("conversed", "2"), ("reciprocated", "3"), ("posts", "9"),
    ] {
      let index = try #require(header.firstIndex { $0 == column })
      #expect(marian[index] == value, "\(column)")
    }
    let explained = try command.run("explain", "output/many-channels.repartee", "Marian Oakhollow").output
    #expect(explained.contains("conversed 2: Lena Marshwick, Tom Reedling"), "\(explained)")
    // By any of her accounts she is the same voice.
    for account in [
      "oakhollow.wellbeing.example", "oakhollow@gov.example", "UCmarian", "wellbeing-blog.example/user/3",
    ] {
      let other = try command.run("explain", "output/many-channels.repartee", account)
      #expect(other.output == explained, "\(account): \(other.errors)")
    }
  }

  @Test("In the briefing, which names her before the department's own channel")
  func briefing() throws {
    let command = try run()
    let page = String(decoding: command.bytes("output/briefing/latest/index.html") ?? Data(), as: UTF8.self)
    #expect(page.contains("Too little to name anyone: "))
  }

  @Test("A graph of several platforms names each node's")
  func export() throws {
    let command = try run()
    try command.run("export", "output/many-channels.repartee", "--output", "n.csv", "--quiet")
    let nodes = String(decoding: command.bytes("n-nodes.csv") ?? Data(), as: UTF8.self)
    #expect(nodes.split(separator: "\n").count == 12)
  }
}
