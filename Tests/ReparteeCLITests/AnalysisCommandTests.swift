import Foundation
import Testing

/// The commands that answer questions, on the example worked by hand.
@Suite("compare, explain, choose, changes, conversations, network, quality, measures")
struct AnalysisCommandTests {
  private func rows(_ command: Command, _ arguments: String...) throws -> [[String: Any]] {
    let outcome = try command.run(arguments + ["--output-format", "json", "--quiet"])
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(arguments): \(outcome.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
  }

  @Test("conversations: the shapes of both, ranked")
  func conversations() throws {
    let command = try Toy.command()
    let found = try rows(command, "conversations", "toy.repartee")
    #expect(found.map { $0["conversation"] as? String } == ["1", "21"])
    #expect(found.map { $0["author"] as? String } == ["A", "D"])
    #expect(found.map { $0["posts"] as? Int } == [11, 6] && found.map { $0["people"] as? Int } == [5, 4])
    #expect(found.map { $0["depth"] as? Int } == [4, 2] && found.map { $0["width"] as? Int } == [4, 4])
    #expect(found.map { $0["thread_index"] as? Int } == [2, 1])
    #expect(found.map { $0["structural_virality"] as? Double } == [3.1636, 1.8667])
    #expect(found.map { $0["gini"] as? Double } == [0.2909, 0.1667])
    #expect(found.map { $0["rank"] as? Int } == [1, 2] && found[0]["started"] as? String == "2026-01-01")
    let byWidth = try rows(command, "conversations", "toy.repartee", "--rank-by", "width")
    #expect(byWidth.map { $0["rank"] as? Int } == [1, 1])
    #expect(try rows(command, "conversations", "toy.repartee", "--from", "2026-01-02").isEmpty)
    let wrong = try command.run("conversations", "toy.repartee", "--rank-by", "dept")
    #expect(wrong.status == 64 && wrong.errors.contains("Did you mean depth?"))
  }

  @Test("network: one row a measure")
  func network() throws {
    let command = try Toy.command()
    let values = Dictionary(
      uniqueKeysWithValues: try rows(command, "network", "toy.repartee").map {
        ($0["measure"] as? String ?? "", $0["value"])
      })
    #expect(values["voices_in_replies"] as? Int == 7 && values["reply_arcs"] as? Int == 10)
    #expect(values["posts"] as? Int == 17 && values["conversations"] as? Int == 2)
    let kinds = try rows(command, "network", "toy.repartee", "--by-kind")
    #expect(kinds.count == 1 && kinds[0]["arcs"] as? Int == 10 && kinds[0]["came_back"] as? Int == 2)
  }

  @Test("compare says who is ahead by the score, that it is too close to call, or why it cannot tell")
  func compare() throws {
    let command = try Toy.command()
    let outcome = try command.run("compare", "toy.repartee", "D", "A")
    #expect(outcome.status == 0)
    #expect(
      outcome.output.hasPrefix(
        "A (followers not counted) and D (followers not counted) cannot be compared: A took part in 1 conversation, and 5 "
          + "are needed."))
    #expect(outcome.output.contains("\nreply_reach "))
    // Two voices with six conversations each: one answers everybody, the other one nobody.
    var posts = ["id,author,parent,time"]
    for conversation in 0..<6 {
      for (voice, answers) in [("P", true), ("Q", false)] {
        let root = "\(voice)\(conversation)"
        posts.append("\(root),\(voice),,1767230000")
        for person in 0..<3 {
          posts.append("\(root)-\(person),\(root)p\(person),\(root),1767230060")
          if answers { posts.append("\(root)-\(person)a,\(voice),\(root)-\(person),1767230120") }
        }
      }
    }
    try command.file("more.csv", posts.joined(separator: "\n") + "\n")
    #expect(try command.run("import", "more.csv", "--into", "two.repartee", "--quiet").status == 0)
    let apart = try command.run("compare", "two.repartee", "Q", "P")
    #expect(
      apart.output.hasPrefix(
        "P (followers not counted) has a higher score than Q (followers not counted): 18 against 0."))
    // Six conversations each: P's lose three people both ways and none who came back, Q's lose nothing.
    let tests = try rows(command, "compare", "two.repartee", "Q", "P", "--pairs")
    #expect(tests.map { $0["figure"] as? String } == ["score", "conversed"])
    #expect(tests[0]["voice"] as? String == "P" && tests[0]["other"] as? String == "Q")
    #expect(tests[0]["difference"] as? Int == 18 && tests[0]["conversations"] as? Int == 12)
    #expect(tests[0]["outcome"] as? String == "different")
    #expect(abs((tests[0]["standard_error"] as? Double ?? 0) - 7.3485) < 1e-9)
    #expect((tests[1]["reason"] as? String)?.hasPrefix("nobody came back") == true && tests[1]["p"] is NSNull)
    let table = try rows(command, "compare", "toy.repartee", "A", "@d", "local:B")
    #expect(table.map { $0["voice"] as? String } == ["A", "D", "B"] && table[0]["conversed"] as? Int == 2)
  }

  @Test("A handle cannot speak to the terminal, and a window with nothing in it says so")
  func hostileHandles() throws {
    let command = try Command()
    try command.file(
      "posts.csv", "id,author,parent,time,handle\n1,8,,1767230000,\u{1B}[31mred\u{7}\n2,9,1,1767230000,\u{202E}b\n")
    #expect(try command.run("import", "posts.csv", "--into", "s.repartee", "--quiet").status == 0)
    for arguments in [
      ["explain", "s.repartee", "[31mred"], ["compare", "s.repartee", "8", "9"], ["explain", "s.repartee", "b"],
    ] {
      for format in ["table", "csv"] {
        let outcome = try command.run(arguments + ["--output-format", format])
        let controls = (outcome.output + outcome.errors).unicodeScalars.filter {
          "\u{1B}\u{7}\u{202E}".unicodeScalars.contains($0)
        }
        #expect(controls.isEmpty, "\(arguments)")
      }
    }
    #expect(
      try command.run("score", "s.repartee", "--from", "2027-01-01").errors.contains(
        "the window holds no post and no reply; the data have some from"))
    #expect(!(try command.run("score", "s.repartee").errors.contains("the window holds")))
    let late = try command.run("changes", "s.repartee", "--before", "..2027-01-01", "--after", "2027-01-01..")
    #expect(late.errors.contains("--after: the window holds no") && !late.errors.contains("--before: "))
    try command.file("untimed.csv", "id,author,parent,time\n1,8,,\n")
    #expect(try command.run("import", "untimed.csv", "--into", "u.repartee", "--quiet").status == 0)
    #expect(try command.run("score", "u.repartee", "--every", "week").errors.contains("has a time"))
  }

  @Test("A voice that is not there, not clear, or named twice is refused in words")
  func names() throws {
    let command = try Toy.command()
    let unknown = try command.run("explain", "toy.repartee", "Q1")
    #expect(
      unknown.status == 1 && unknown.errors == "repartee: Q1: no voice in this store has that name. Did you mean g1?\n")
    let silent = try command.run("explain", "toy.repartee", "g1")
    #expect(silent.status == 1 && silent.errors.contains("nothing to measure"))
    #expect(try command.run("compare", "toy.repartee", "A", "a").status == 64)
    #expect(try command.run("compare", "toy.repartee", "A").status == 64)
    try command.file("other.csv", "id,author,parent,time,platform\n1,A,,1767230000,elsewhere\n")
    #expect(try command.run("import", "other.csv", "--into", "toy.repartee", "--quiet").status == 0)
    let twice = try command.run("explain", "toy.repartee", "A")
    #expect(twice.status == 1 && twice.errors.contains("Say which: elsewhere:A, local:A."))
    #expect(try command.run("explain", "toy.repartee", "local:A").status == 0)
  }

  @Test("explain: every figure's people, the conversations, and what would change")
  func explain() throws {
    let command = try Toy.command()
    let text = try command.run("explain", "toy.repartee", "A").output
    for line in [
      "A (unknown; local A): rank 1 among the voices", "  reply_reach 4: B, C, E, F", "  conversed 2: B, C",
      "  audience_reach 8: B, C, E, F, g1, g2, g3, g4", "  1 by A, 2026-01-01: 4 people, 4 of them nowhere else",
      "  without the conversation that brought most of it (1) reply reach would be 0 instead of 4",
    ] { #expect(text.split(separator: "\n").contains { $0 == line }, "\(line)") }
    let outcome = try command.run("explain", "toy.repartee", "A", "--output-format", "json")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let figures = try #require(object["figures"] as? [[String: Any]])
    for figure in figures {
      #expect((figure["people"] as? [Any])?.count == figure["value"] as? Int)
    }
    #expect((object["conversations"] as? [[String: Any]])?.first?["only_there"] as? Int == 4)
    let lines = try command.run("explain", "toy.repartee", "A", "--output-format", "csv").output.split(separator: "\n")
    #expect(lines.first == "figure,voice,platform,id" && lines.count(where: { $0.hasPrefix("reply_reach,") }) == 4)
  }

  @Test("choose: A and D reach five together, not seven")
  func choose() throws {
    let command = try Toy.command()
    let picks = try rows(command, "choose", "toy.repartee", "--voices", "2", "--all")
    #expect(picks.map { $0["voice"] as? String } == ["A", "D"] && picks.map { $0["gain"] as? Int } == [4, 1])
    #expect(picks.map { $0["joint_reach"] as? Int } == [4, 5] && picks.map { $0["overlap"] as? Int } == [0, 2])
    let text = try command.run("choose", "toy.repartee", "--voices", "9", "--all")
    #expect(text.errors.contains("fewer than 9 are chosen"))
    #expect(try command.run("choose", "toy.repartee", "--voices", "\(Int.max)", "--all").status == 0)
    let nobody = try command.run("choose", "toy.repartee", "--voices", "2", "--organisation", "nowhere")
    #expect(nobody.status == 0 && nobody.errors.contains("nobody is chosen"))
    // A's two returns are thin, and nobody came back to the others.
    let thin = try command.run("choose", "toy.repartee", "--voices", "2")
    #expect(thin.errors.contains("nobody is chosen") && thin.errors.contains("A: thin: only 2 people came back"))
    #expect(thin.errors.contains("D: nobody is seen coming back to this account"))
    let forced = try rows(
      command, "choose", "toy.repartee", "--voices", "2", "--include", "E", "--exclude", "A", "--all")
    #expect(forced.map { $0["voice"] as? String } == ["E", "D"])
    let few = try rows(command, "choose", "toy.repartee", "--voices", "3", "--among", "A")
    #expect(few.map { $0["voice"] as? String } == ["A"])
    #expect(
      try rows(command, "choose", "toy.repartee", "--voices", "1", "--over", "audience", "--all")[0]["gain"] as? Int
        == 10)
    #expect(try rows(command, "choose", "toy.repartee", "--voices", "1", "--communities").count >= 2)
    for wrong in [
      ["--voices", "0"], ["--voices", "1", "--include", "A", "--exclude", "A"],
      ["--voices", "1", "--per-community", "0"], ["--voices", "1", "--all", "--among", "A"],
    ] {
      #expect(try command.run(["choose", "toy.repartee"] + wrong).status == 64)
    }
  }

  @Test("changes between windows, and the ledger of quality")
  func changesAndQuality() throws {
    let command = try Toy.command()
    let half = "2026-01-01T00:20:00Z"
    let found = try rows(command, "changes", "toy.repartee", "--before", "..\(half)", "--after", "\(half)..")
    #expect(found.map { $0["voice"] as? String } == ["A"] && found.map { $0["change"] as? String } == ["entered"])
    #expect(
      try command.run("changes", "toy.repartee", "--before", "..\(half)", "--after", "..").errors.contains("overlap"))
    let apart = try command.run("changes", "toy.repartee", "--before", "..\(half)", "--after", "\(half)..")
    #expect(!apart.errors.contains("overlap"))
    #expect(try command.run("changes", "toy.repartee", "--before", "2026", "--after", "..").status == 64)
    #expect(try command.run("changes", "toy.repartee", "--before", "\(half)..2025-01-01", "--after", "..").status == 64)
    try command.file("bad.csv", "id,author,parent,time\n40,A,999,1767230000\nx,,,never\n")
    #expect(try command.run("import", "bad.csv", "--into", "toy.repartee", "--quiet").status == 0)
    let ledger = Dictionary(
      uniqueKeysWithValues: try rows(command, "quality", "toy.repartee").map {
        ($0["figure"] as? String ?? "", $0["value"])
      })
    #expect(ledger["rows_in"] as? Int == 37 && ledger["rejected"] as? Int == 1 && ledger["orphans"] as? Int == 1)
    let rejects = try rows(command, "quality", "toy.repartee", "--rejects")
    #expect(
      rejects.count == 1 && rejects[0]["line"] as? Int == 3 && (rejects[0]["reason"] as? String)?.isEmpty == false)
  }

  @Test("measures lists every column that can be asked for")
  func measures() throws {
    let command = try Toy.command()
    let names = try rows(command, "measures", "--of", "voice").compactMap { $0["measure"] as? String }
    let contract = try command.run("score", "toy.repartee", "--output-format", "csv").output.split(separator: "\n")[0]
    let known = contract.split(separator: ",").map(String.init)
    let further = names.filter { !known.contains($0) }
    let ranking = Ranking(
      csv: try command.run(
        "score", "toy.repartee", "--output-format", "csv", "--columns", further.joined(separator: ",")
      ).output)
    #expect(ranking.columns == known + further && ranking.rows.count == 7)
    #expect(ranking["response_minutes"]["A"] == "7.0" && ranking["conversation_index"]["A"] == "2")
    #expect(ranking["response_rate_by_person"]["A"] == "1.0000" && ranking["response_rate_by_person"]["D"] == "0.0000")
    #expect(try rows(command, "measures").count > names.count)
    let mistyped = try command.run("score", "toy.repartee", "--columns", "reply_rnk")
    #expect(mistyped.status == 64 && mistyped.errors.contains("Did you mean reply_rank?"))
  }

  @Test("--every: each span by itself, its window in front")
  func series() throws {
    let command = try Toy.command()
    try command.file("later.csv", "id,author,parent,time\n50,A,,2026-01-20\n51,B,50,2026-01-20T01:00Z\n")
    #expect(try command.run("import", "later.csv", "--into", "toy.repartee", "--quiet").status == 0)
    let weeks = try rows(command, "score", "toy.repartee", "--every", "week", "--top", "1")
    #expect(weeks.map { $0["window_start"] as? String } == ["2025-12-29", "2026-01-05", "2026-01-12", "2026-01-19"])
    #expect(weeks.map { $0["reply_reach"] as? Int } == [4, 0, 0, 1])
    let months = try rows(command, "score", "toy.repartee", "--every", "month", "--top", "1", "--from", "2026-01-02")
    #expect(months.map { $0["window_start"] as? String } == ["2026-01-02"])
    #expect(months.map { $0["window_end"] as? String } == ["2026-02-01"])
    try command.file("stray.csv", "id,author,parent,time\n1,A,,100000000\n2,B,1,1767230000\n")
    #expect(try command.run("import", "stray.csv", "--into", "stray.repartee", "--quiet").status == 0)
    let endless = try command.run("score", "stray.repartee", "--every", "day")
    #expect(endless.status == 1 && endless.errors.contains("(--from, --to)"))
    // A window by itself and in a series is the same.
    let alone = try command.run(
      "score", "toy.repartee", "--from", "2025-12-29", "--to", "2026-01-05", "--output-format", "csv")
    let series = try command.run(
      "score", "toy.repartee", "--every", "week", "--to", "2026-01-05", "--output-format", "csv")
    let cut = series.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).dropFirst(2).joined(separator: ",")
    }
    #expect(cut == alone.output.split(separator: "\n").map(String.init))
  }

  @Test("A role that the roster dates holds for the windows that it overlaps")
  func datedRoles() throws {
    let command = try Toy.command()
    try command.file(
      "roster.csv",
      """
      handle,kind,organisation,role,from,to
      A,person,Before,Adviser,2025-01-01,2026-01-01T01:00:00Z
      A,person,After,Chair,2026-01-01T01:00:00Z,
      B,person,After,,,
      D,person,Gone,Minister,,2025-06-01

      """)
    let tagged = try command.run("tag", "roster.csv", "--into", "toy.repartee")
    #expect(tagged.status == 0 && tagged.errors.contains("4 matched, 0 without an account"))
    func organisations(_ options: String...) throws -> [String: String] {
      Ranking(csv: try command.run(["score", "toy.repartee", "--output-format", "csv"] + options).output)[
        "organisation"]
    }
    #expect(try organisations()["A"] == "After" && organisations()["D"] == "Gone")
    #expect(try organisations("--to", "2026-01-01T00:30:00Z")["A"] == "Before")
    #expect(try organisations("--from", "2026-01-01T00:30:00Z")["A"] == "After")
    #expect(try organisations("--from", "2026-01-01")["D"] == "")
    #expect(try command.run("explain", "toy.repartee", "A").output.hasPrefix("A (person, Chair, After;"))
    // B counts for A while they are in different organisations.
    func reach(_ options: String...) throws -> String? {
      let text = try command.run(["score", "toy.repartee", "--output-format", "csv", "--without-colleagues"] + options)
      return Ranking(csv: text.output)["reply_reach"]["A"]
    }
    #expect(try reach() == "3" && reach("--to", "2026-01-01T00:30:00Z") == "2")
  }
}
