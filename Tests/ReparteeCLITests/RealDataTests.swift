import Foundation
import ReparteeTestNetworks
import Testing

@Suite("Real data, where they are at hand", .enabled(if: RealData.isThere, "no real data in \(RealData.folder)"))
struct RealDataTests {
  @Test("Higgs: the ledger, the published repliers, and the ranking")
  func higgs() throws {
    let command = try Command()
    let file = RealData.folder + "/higgs/higgs-activity_time.txt.gz"
    let outcome = try command.run("import", file, "--into", "higgs.repartee")
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("563,069 rows in = 526,167 kept + 36,902 duplicates + 0 ignored + 0 rejected"))
    let score = try command.run("score", "higgs.repartee", "--output-format", "csv", "--columns", "+reply_rank")
    #expect(score.status == 0 && score.errors.isEmpty)
    let ranking = Ranking(csv: score.output)
    func value(_ column: String, _ voice: String) -> String { ranking[column][voice] ?? "" }
    let repliers = ranking["repliers"]
    #expect(["677", "88", "220", "3549", "317"].map { repliers[$0] } == ["1206", "1071", "470", "218", "168"])
    let (mutual, conversed) = (ranking["reciprocated"], ranking["conversed"].compactMapValues(Int.init))
    #expect(mutual.values.compactMap(Int.init).sorted().suffix(3) == [10, 12, 16])
    #expect(["9021", "52908", "67382"].map { mutual[$0] } == ["16", "12", "10"])
    #expect(conversed["9021"] == 6 && conversed["52908"] == 4)
    #expect(conversed.values.max() == 6)
    #expect(conversed.values.count { $0 >= 1 } == 643 && conversed.values.reduce(0, +) == 678)
    let first = ranking.rows.prefix(8).map { row in
      ["voice", "score"].map { name in row[ranking.columns.firstIndex(of: name) ?? 0] }
    }
    #expect(first.map { $0[0] } == ["9021", "52908", "67382", "9964", "28458", "20971", "6241", "33833"])
    #expect(first.map { $0[1] } == ["22", "16", "12", "9", "9", "9", "8", "8"])
    #expect(ranking["score"].values.compactMap(Int.init).reduce(0, +) == 5_934)
    #expect(
      ranking["section"].values.count { $0 == "broadcasters" } == 165 && value("section", "1276") == "broadcasters")
    #expect(ranking["basis"].values.allSatisfy { $0 == "timed-arcs" })
    #expect(value("section", "677") == "broadcasters" && value("section", "88") == "broadcasters")
    let ranks = ["677", "88", "10836"].map { Double(value("reply_rank", $0)) ?? 0 }
    for (rank, published) in zip(ranks, [0.02487022, 0.00975973, 0.00471290]) { #expect(abs(rank - published) < 5e-9) }
    #expect(
      ranking["posts"].values.allSatisfy { $0.isEmpty } && ranking["conversations"].values.allSatisfy { $0.isEmpty })
    #expect(try command.run("check", "higgs.repartee").status == 0)
  }

  @Test(
    "Threads of tweets: every figure of every voice is that of sets computed apart",
    arguments: ["charliehebdo", "ferguson"])
  func tweets(collection: String) throws {
    let command = try Command()
    let folder = RealData.folder + "/pheme/" + collection
    #expect(try command.run("import", folder + "/tweets.jsonl.gz", "--into", "p.repartee", "--quiet").status == 0)
    let follows = try command.run(
      "import", folder + "/follows.txt.gz", "--kind", "follow", "--platform", "x", "--into", "p.repartee", "--quiet")
    #expect(follows.status == 0)
    let outcome = try command.run("score", "p.repartee", "--output-format", "csv")
    let ranking = Ranking(csv: outcome.output)
    let sets = try TweetSets(
      tweets: RealData.lines(of: folder + "/tweets.jsonl.gz"), follows: RealData.lines(of: folder + "/follows.txt.gz"))
    let expected = sets.figures()
    #expect(ranking.rows.count == expected.count)
    // Handles that two accounts share are told apart by more than the handle, so rows are compared by label.
    let columns = ["voice", "reply_reach", "repliers", "reciprocated", "conversed", "audience_reach"].map {
      ranking.columns.firstIndex(of: $0) ?? 0
    }
    let found = ranking.rows.map { row in columns.map { row[$0].hasPrefix("'") ? String(row[$0].dropFirst()) : row[$0] }
    }
    let lines = expected.map { voice, figures in
      [
        sets.handles[voice] ?? voice, String(figures.reach), String(figures.repliers), String(figures.reciprocated),
        String(figures.conversed), figures.audience.map(String.init) ?? "",
      ]
    }
    let (left, right) = (Set(found), Set(lines))
    #expect(left.subtracting(right).count == 0 && right.subtracting(left).count == 0)
    #expect(found.count == left.count)
    #expect(lines.contains { $0[4] != "0" } && lines.contains { !$0[5].isEmpty })
  }

  @Test("Threads of tweets: explain names as many people as each figure counts")
  func explain() throws {
    let command = try Command()
    let folder = RealData.folder + "/pheme/charliehebdo"
    #expect(try command.run("import", folder + "/tweets.jsonl.gz", "--into", "p.repartee", "--quiet").status == 0)
    let follows = try command.run(
      "import", folder + "/follows.txt.gz", "--kind", "follow", "--platform", "x", "--into", "p.repartee", "--quiet")
    #expect(follows.status == 0)
    let ranking = Ranking(csv: try command.run("score", "p.repartee", "--output-format", "csv").output)
    for row in ranking.rows.prefix(3) {
      let voice = row[2].hasPrefix("'") ? String(row[2].dropFirst()) : row[2]
      let text = try command.run("explain", "p.repartee", voice, "--output-format", "json").output
      let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      let figures = try #require(object["figures"] as? [[String: Any]])
      for name in ["reply_reach", "repliers", "reciprocated", "conversed", "audience_reach"] {
        let people = try #require(figures.first { $0["name"] as? String == name }?["people"] as? [[String: Any]])
        let ids = Set(people.compactMap { $0["id"] as? String })
        #expect("\(ids.count)" == ranking[name][row[2]] && ids.count == people.count)
      }
      let conversations = try #require(object["conversations"] as? [Any])
      #expect("\(conversations.count)" == ranking["conversations"][row[2]])
    }
  }
}
