import Foundation
import Testing

/// What may be claimed of the small inputs of analysts and of science, through every command that ranks.
@Suite("Small inputs: what is claimed of them", .enabled(if: Cases.areThere, "the folder ../shared/cases is absent"))
struct ClaimCaseTests {
  private func store(_ files: [String], tagged roster: String? = nil, options: [String] = []) throws -> Command {
    let command = try Command()
    let paths = files.map { Cases.folder + "/" + $0 }
    let outcome = try command.run(["import"] + paths + ["--into", "s.repartee"] + options)
    #expect(outcome.status == 0, "\(outcome.errors)")
    if let roster {
      #expect(try command.run("tag", Cases.folder + "/" + roster, "--into", "s.repartee").status == 0)
    }
    return command
  }

  private func ranking(_ command: Command, _ columns: String = "") throws -> Ranking {
    let options = columns.isEmpty ? [] : ["--columns", columns]
    return Ranking(csv: try command.run(["score", "s.repartee", "--output-format", "csv"] + options).output)
  }

  private func page(_ command: Command) throws -> String {
    let outcome = try command.run("brief", "s.repartee", "--output", "b", "--quiet")
    #expect(outcome.status == 0, "\(outcome.errors)")
    return String(decoding: command.bytes("b/index.html") ?? Data(), as: UTF8.self)
  }

  @Test("Two held edges are no follower count")
  func partialFollows() throws {
    let command = try store(["analyst/partial-follows/posts.csv"], tagged: "analyst/partial-follows/roster.csv")
    let follows = Cases.folder + "/analyst/partial-follows/follows.csv"
    #expect(
      try command.run("import", follows, "--kind", "follow", "--platform", "x", "--into", "s.repartee").status == 0)
    let rows = try ranking(command, "+held_followers")
    #expect(rows["followers"]["Fern"]?.isEmpty == true && rows["held_followers"]["Fern"] == "2")
    let page = try page(command)
    #expect(!page.contains("Fern (2") && !page.contains("More people have conversations"))
    #expect(!(try command.run("score", "s.repartee").errors.contains("2 followers")))
  }

  @Test("A forum's user is not set against a channel on X")
  func crossPlatform() throws {
    let folder = "analyst/cross-platform/"
    let command = try store([folder + "forum.csv", folder + "x.csv"], tagged: folder + "roster.csv")
    let said = try command.run("score", "s.repartee").errors
    #expect(said.contains("Too little to name anyone") && !said.contains("quiet45 ("))
    let page = try page(command)
    #expect(!page.contains("More people have conversations"))
    // Who is looked for and not ranked is named, with the reason.
    #expect(page.contains("Not ranked because of its kind: 1 of kind channel: BigNews (12,000,000 followers)."))
  }

  @Test("The community gathers around whom most of it replies to, and the briefing picks as choose does")
  func communityLeader() throws {
    let command = try store(["analyst/community-leader/posts.csv"])
    let communities = Ranking(
      csv: try command.run("choose", "s.repartee", "--voices", "3", "--communities", "--output-format", "csv").output)
    let leader = communities.columns.firstIndex(of: "leading_voice").map { communities.rows[0][$0] }
    #expect(leader == "BigNews")
    let chosen = try command.run("choose", "s.repartee", "--voices", "5", "--output-format", "csv")
    let page = try page(command)
    let picks = Ranking(csv: chosen.output)
    #expect(picks.rows.isEmpty && !page.contains("id=\"engage\""), "one person came back to anybody, and not more")
    #expect(chosen.errors.contains("the one ranked voice is no candidate: two people or fewer came back to it"))
  }

  @Test(
    "A sheet with a reach column takes the author for no date, and a workbook is read",
    arguments: [
      "analyst/brandwatch-like.csv", "analyst/export.xlsx",
    ])
  func sheets(file: String) throws {
    let command = try Command()
    let outcome = try command.run("inspect", Cases.folder + "/" + file)
    #expect(!outcome.errors.contains("author: ") || !outcome.errors.contains("date"), "\(outcome.errors)")
    let read = try command.run("import", Cases.folder + "/" + file, "--into", "s.repartee")
    #expect(read.status == 0 || read.errors.contains(file.split(separator: "/").last ?? ""), "\(read.errors)")
    #expect(!read.errors.contains("1970"))
  }

  @Test("One courtesy answer that is returned makes nobody of a broadcaster")
  func courtesy() throws {
    let rows = try ranking(store(["science/one_courtesy_answer.csv"]))
    let first = try #require(rows["reply_reach"].max { (Int($0.value) ?? 0) < (Int($1.value) ?? 0) })
    #expect(first.value == "55" && rows["conversed"][first.key] == "1")
    #expect(rows["section"][first.key] == "broadcasters" && rows["rank"][first.key] == "")
  }

  @Test("The band holds the rank; an interval whose ends meet is in the file, and shown to nobody")
  func band() throws {
    let command = try store(["science/rank_outside_band.csv"])
    let rows = try ranking(command, "+rank_low,+rank_high")
    var bands = 0
    for (voice, rank) in rows["rank"] {
      guard let rank = Int(rank), let low = rows["rank_low"][voice].flatMap(Int.init),
        let high = rows["rank_high"][voice].flatMap(Int.init)
      else { continue }
      bands += 1
      #expect(low <= rank && rank <= high, "\(voice): \(low) to \(high), not \(rank)")
    }
    // Of five voices four answer next to nobody, and are ranked no longer.
    #expect(bands == 1 && rows["section"].values.count { $0 == "broadcasters" } == 4)
    let meeting = rows["score_low"].filter { !$0.value.isEmpty && $0.value == rows["score_high"][$0.key] }
    #expect(meeting["steady"] == "24.00")
    let shown = try command.run("score", "s.repartee").output.split(separator: "\n").first { $0.contains(" steady ") }
    #expect(shown?.contains("24.00") == false, "\(shown ?? "")")
    #expect(try page(command).contains("where everybody was met in several conversations none can be computed"))
  }

  @Test(
    "Where next to nothing is held, every command that ranks says so",
    arguments: [
      ("bluesky_1_of_103_replies.json", "1 of the 103 replies"),
      ("reddit_2_of_1655_comments.json", "of the 1,655 replies"),
    ])
  func littleIsHeld(file: String, said: String) throws {
    let command = try store(["science/" + file])
    let voice = try #require(ranking(command)["voice"].keys.sorted().first)
    for arguments in [
      ["score", "s.repartee"], ["score", "s.repartee", "--output-format", "csv"],
      ["choose", "s.repartee", "--voices", "3"],
      ["explain", "s.repartee", voice], ["quality", "s.repartee"],
    ] {
      let outcome = try command.run(arguments)
      #expect(outcome.errors.contains(said), "\(arguments): \(outcome.errors)")
      #expect(outcome.errors.contains("repartee coverage"), "\(arguments)")
    }
    #expect(try page(command).contains(said))
    // Of nobody in such data may it be said that nobody came back.
    #expect(!(try command.run("choose", "s.repartee", "--voices", "3").errors.contains("nobody is seen coming back")))
  }
}
