import Foundation
import Testing

@Suite("Generated networks are written whole, once, and only where nothing else stands")
struct GenerateCommandTests {
  @Test func aNetworkIsWrittenAndImported() throws {
    let command = try Command()
    let arguments = ["generate", "--accounts", "50", "--posts", "300", "--follows", "400", "--output", "made"]
    let first = try command.run(arguments)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.isEmpty)
    #expect(first.errorLines.count == 4, "\(first.errors)")
    let names = ["follows.txt", "interactions.csv", "posts.csv", "roster.csv"]
    #expect(try FileManager.default.contentsOfDirectory(atPath: command.path("made")).sorted() == names)
    let posts = command.bytes("made/posts.csv")

    let again = try command.run(arguments + ["--seed", "2"])
    #expect(again.status == 1 && again.errors.contains("--replace"), "\(again.errors)")
    #expect(command.bytes("made/posts.csv") == posts)
    let other = try command.run(arguments + ["--seed", "2", "--replace", "--quiet"])
    #expect(other.status == 0 && other.errors.isEmpty, "\(other.errors)")
    #expect(command.bytes("made/posts.csv") != posts)

    let read = try command.run([
      "import", "made/posts.csv", "made/interactions.csv", "--into", "n.repartee", "--strict",
    ])
    #expect(read.status == 0, "\(read.errors)")
    let follows = try command.run([
      "import", "made/follows.txt", "--kind", "follow", "--into", "n.repartee", "--strict",
    ])
    #expect(follows.status == 0, "\(follows.errors)")
    let tag = try command.run(["tag", "made/roster.csv", "--into", "n.repartee", "--strict"])
    #expect(tag.status == 0, "\(tag.errors)")
  }

  /// Whoever was planted with puppets has partners, and none whom anybody else confirms.
  @Test func plantedPuppetsAreWrittenAndFound() throws {
    let command = try Command()
    let made = try command.run([
      "generate", "--accounts", "300", "--posts", "3000", "--puppets", "4", "--pile-on", "2", "--output", "made",
    ])
    #expect(made.status == 0 && made.errorLines.count == 6, "\(made.errors)")
    let read = try command.run([
      "import", "made/posts.csv", "made/planted_posts.csv", "--into", "n.repartee", "--strict",
    ])
    #expect(read.status == 0, "\(read.errors)")
    let planted = String(decoding: try #require(command.bytes("made/planted.csv")), as: UTF8.self)
    let masters = planted.split(separator: "\n").filter { $0.contains(",puppet-master,") }
      .compactMap { $0.split(separator: ",").first.map(String.init) }
    #expect(masters.count == 3)
    let score = try command.run([
      "score", "n.repartee", "--output-format", "csv", "--columns", "+confirmed_partners",
    ])
    let lines = score.output.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let header = try #require(lines.first)
    let (voice, conversed, confirmed) = (
      header.firstIndex(of: "voice"), header.firstIndex(of: "conversed"), header.firstIndex(of: "confirmed_partners")
    )
    for master in masters {
      let row = try #require(lines.first { line in voice.map { line[$0] == master[...] } ?? false })
      #expect(conversed.flatMap { Int(row[$0]) } ?? 0 >= 3 && confirmed.map { row[$0] } == "0")
    }
  }

  @Test(arguments: [
    (["--accounts", "9", "--puppets=-1"], "puppets -1"), (["--accounts", "9", "--pile-on", "10001"], "--pile-on"),
    (["--shape", "star", "--posts", "9", "--puppets", "2"], "ordinary networks"),
    (["--sample", "policy-engagement", "--puppets", "2"], "leave out --sample"),
    (["--posts", "5"], "Say how large"), (["--accounts", "0"], "one account at least"),
    (["--accounts", "1", "--follows", "2"], "nobody to follow"), (["--accounts=5", "--posts=-3"], "(--posts)"),
    (["--accounts", "9", "--sample", "policy-engagement"], "leave out --sample"),
    (["--accounts", "9", "--shape", "ring"], "ring"),
  ])
  func impossibleNetworksAreWrongUsage(options: [String], message: String) throws {
    try expectFailure(64, message, from: ["generate", "--output", "made"] + options)
  }
}
