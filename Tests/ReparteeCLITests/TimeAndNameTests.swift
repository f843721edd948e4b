import Foundation
import Testing

@Suite("Times that say less than they seem to, and who is who over time")
struct TimeAndNameTests {
  private func command(_ files: [String: String]) throws -> Command {
    let command = try Command()
    for (name, text) in files { try command.file(name, text) }
    return command
  }

  private func quality(_ command: Command) throws -> [String: String] {
    let table = try command.run("quality", "s.repartee", "--output-format", "csv").output
    let rows = table.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
    }
    return Dictionary(uniqueKeysWithValues: rows.map { (String($0[0]), String($0[1])) })
  }

  @Test("Days alone: no minutes, no order within a day, and rows of one day are no duplicates")
  func daysAlone() throws {
    var posts = "id,author,parent,time\n"
    var acts = "kind,actor,target,time\n"
    for person in 0..<4 {
      posts += "p\(person),vox,,2026-03-02\n"
      for (place, author) in ["r\(person)", "vox", "r\(person)"].enumerated() {
        posts += "p\(person)_\(place),\(author),\(place == 0 ? "p\(person)" : "p\(person)_\(place - 1)"),2026-03-02\n"
      }
      acts += "reply,r\(person),vox,2026-03-02\nreply,vox,r\(person),2026-03-02\nreply,r\(person),vox,2026-03-02\n"
    }
    let command = try command(["p.csv": posts, "a.csv": acts])
    try command.run("import", "p.csv", "--into", "s.repartee")
    let threads = Ranking(
      csv: try command.run("score", "s.repartee", "--output-format", "csv", "--columns", "+response_minutes").output)
    #expect(threads["conversed"]["vox"] == "4" && threads["response_minutes"]["vox"] == "")
    #expect(try quality(command)["days_alone"] == "16")
    let outcome = try command.run("import", "a.csv", "--into", "a.repartee")
    #expect(outcome.errors.contains("12 rows in = 12 kept + 0 duplicates"), "\(outcome.errors)")
    let arcs = Ranking(csv: try command.run("score", "a.repartee", "--output-format", "csv").output)
    #expect(arcs["conversed"]["vox"] == "" && arcs["repliers"]["vox"] == "4" && arcs["basis"]["vox"] == "arcs")
  }

  @Test(
    "quality says the first and the last time, what has none, what lies in the future, and replies before their parents"
  )
  func ledger() throws {
    let command = try command([
      "p.csv": """
      id,author,parent,time
      1,vox,,2026-03-02T12:00:00Z
      2,bea,1,2026-03-02T11:00:00Z
      3,vox,2,
      4,cyd,1,2999-01-01T00:00:01Z

      """
    ])
    try command.run("import", "p.csv", "--into", "s.repartee")
    let figures = try quality(command)
    #expect(figures["first_time"] == "2026-03-02T11:00:00Z" && figures["last_time"] == "2999-01-01T00:00:01Z")
    #expect(
      figures["undated_posts"] == "1" && figures["replies_before_parents"] == "1" && figures["future_times"] == "1")
    let windowed = try command.run("score", "s.repartee", "--from", "2026-01-01", "--to", "2026-04-01")
    #expect(windowed.errors.contains("note: 1 of the 4 posts has no time, and lies in no window"))
    #expect(
      windowed.errors.contains("note: replies dated before the post that they answer, which count by their parent: 1"))
  }

  @Test("Numbers that are no Unix times, years of two digits and abbreviated zones are rejected, by name")
  func refused() throws {
    let mapping = """
      name: local
      reads: sheet
      time: dd/MM/yyyy HH:mm zzz
      platform: local
      posts: {id: id, author: who, parent: {column: re, optional: yes}, time: at}
      """
    let command = try command([
      "n.csv":
        "id,author,parent,time\n1,a,,20260105\n2,b,1,2026-01-05T10:00:00Z\n3,c,1,5000\n4,c,1,99999999\n5,c,1,100000000\n",
      "m.yaml": mapping,
      "m.csv": "id,who,re,at\n1,a,,29/03/2026 10:00 UTC\n2,b,1,29/03/26 10:00 UTC\n3,c,1,29/03/2026 10:00 BST\n",
    ])
    let numbers = try command.run("import", "n.csv", "--into", "s.repartee")
    #expect(numbers.errors.contains("5 rows in = 2 kept + 0 duplicates + 0 ignored + 3 rejected"), "\(numbers.errors)")
    let rejects = try command.run("quality", "s.repartee", "--rejects").output
    #expect(rejects.contains("time: expected a date as the others of its column, such as 2024-12-31"))
    #expect(rejects.contains("time: expected an ISO 8601 time or Unix seconds from 100000000 on, found “99999999”"))
    let mapped = try command.run("import", "m.csv", "--mapping", "m.yaml", "--into", "m.repartee")
    #expect(mapped.errors.contains("3 rows in = 1 kept + 0 duplicates + 0 ignored + 2 rejected"), "\(mapped.errors)")
    try command.file("m.yaml", mapping + "\nzone: BST\n")
    let zone = try command.run("import", "m.csv", "--mapping", "m.yaml", "--into", "z.repartee")
    #expect(zone.status == 65 && zone.errors.contains("zone is BST; an abbreviation"), "\(zone.errors)")
  }

  @Test("A post of Bluesky that claims a time to come is of when it was indexed; one of the year 1, too")
  func bluesky() throws {
    func post(_ key: String, _ author: Character, _ created: String, _ minute: Int, _ parent: (String, Character)?)
      -> String
    {
      func did(_ letter: Character) -> String { "did:plc:" + String(repeating: letter, count: 24) }
      func address(_ key: String, _ letter: Character) -> String { "at://\(did(letter))/app.bsky.feed.post/\(key)" }
      let reply = parent.map {
        ",\"reply\":{\"parent\":{\"uri\":\"\(address($0.0, $0.1))\",\"cid\":\"c\"},\"root\":{\"uri\":\"\(address("k1", "a"))\",\"cid\":\"c\"}}"
      }
      return
        "{\"uri\":\"\(address(key, author))\",\"cid\":\"c\",\"author\":{\"did\":\"\(did(author))\",\"handle\":\"\(author).example\"},"
        + "\"record\":{\"$type\":\"app.bsky.feed.post\",\"text\":\"x\",\"createdAt\":\"\(created)\"\(reply ?? "")},"
        + "\"indexedAt\":\"2026-03-02T10:\(minute):00Z\"}"
    }
    let command = try command([
      "b.json": "{\"posts\":["
        + [
          post("k1", "a", "2026-03-02T10:00:00Z", 10, nil), post("k2", "b", "2099-03-02T10:05:00Z", 15, ("k1", "a")),
          post("k3", "a", "2026-03-02T10:16:00Z", 16, ("k2", "b")),
          post("k4", "b", "0001-01-01T00:00:00Z", 20, ("k3", "a")),
        ].joined(separator: ",") + "]}"
    ])
    try command.run("import", "b.json", "--into", "s.repartee")
    let score = Ranking(
      csv: try command.run(
        "score", "s.repartee", "--from", "2026-03-02", "--to", "2026-03-09", "--output-format", "csv"
      ).output)
    #expect(score["conversed"]["a.example"] == "1", "\(score)")
    #expect(try quality(command)["future_times"] == "0" && quality(command)["last_time"] == "2026-03-02T10:20:00Z")
  }

  @Test(
    "changes refuses windows that overlap, stand in the wrong order or differ in length; two months may be compared")
  func windows() throws {
    let command = try Toy.command()
    func changes(_ before: String, _ after: String) throws -> Command.Outcome {
      try command.run("changes", "toy.repartee", "--before", before, "--after", after)
    }
    #expect(try changes("2026-01-01..2026-01-08", "2026-01-07..2026-01-14").errors.contains("overlap"))
    #expect(try changes("2026-01-08..2026-01-15", "2026-01-01..2026-01-08").errors.contains("exchange them"))
    let unequal = try changes("2025-12-01..2026-01-01", "2026-01-01..2026-01-08")
    #expect(unequal.status == 64 && unequal.errors.contains("--before has 31 days and --after 7 days"))
    let months = try changes("2026-01-01..2026-02-01", "2026-02-01..2026-03-01")
    #expect(months.status == 0 && months.errors.contains("note: --before has 31 days and --after 28 days"))
    // Clocks that change within a week make it no other length.
    #expect(try changes("2026-03-16..2026-03-23", "2026-03-23..2026-03-29T23:00:00Z").status == 0)
  }

  /// A tweet of an account by its id, as API v2 writes it.
  private func tweet(_ id: Int, by author: Int, _ handle: String, _ day: String) -> String {
    "{\"id\":\"\(id)\",\"author_id\":\"\(author)\",\"text\":\"x\",\"created_at\":\"\(day)T10:00:00.000Z\",\"conversation_id\":\"\(id)\","
      + "\"author\":{\"id\":\"\(author)\",\"username\":\"\(handle)\",\"name\":\"N\",\"created_at\":\"2010-01-01T00:00:00.000Z\","
      + "\"public_metrics\":{\"followers_count\":10}}}\n"
  }

  private func roster(_ command: Command, _ store: String) throws -> [[String: Any]] {
    let outcome = try command.run("roster", store, "--output-format", "json", "--quiet")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
  }

  @Test(
    "A handle that passes to another account: an earlier match is kept, else who bears it now; by date; both are named")
  func takeover() throws {
    let command = try command([
      "jan.jsonl": tweet(100, by: 1, "mayor", "2026-01-01"),
      "feb.jsonl": tweet(150, by: 1, "formermayor", "2026-02-01"),
      "mar.jsonl": tweet(180, by: 2, "mayor", "2026-03-01"),
      "roster.csv": "platform,handle,kind,voice\nx,mayor,person,The Mayor\n",
      "dated.csv":
        "platform,handle,kind,organisation,from,to\nx,mayor,person,First Hall,,2026-02-15\nx,mayor,person,Second Hall,2026-02-15,\n",
    ])
    // Tagged before the handle passed on.
    try command.run("import", "jan.jsonl", "--into", "a.repartee")
    try command.run("tag", "roster.csv", "--into", "a.repartee")
    let later = try command.run("import", "feb.jsonl", "mar.jsonl", "--into", "a.repartee")
    let both = "“mayor” (line 2): two accounts bore this handle: x:1 (now formermayor) and x:2 (now mayor); taken for "
    #expect(later.errors.contains(both + "x:1 (now formermayor), which it matched before"), "\(later.errors)")
    let kept = try roster(command, "a.repartee")
    #expect(kept[0]["account"] as? String == "x:1" && kept[0]["since"] as? String == "2026-01-01")
    // Tagged afterwards, in one file with both names.
    try command.file(
      "all.jsonl",
      ["jan.jsonl", "feb.jsonl", "mar.jsonl"].map { String(decoding: command.bytes($0) ?? Data(), as: UTF8.self) }
        .joined())
    for files in [["jan.jsonl", "feb.jsonl", "mar.jsonl"], ["all.jsonl"]] {
      let store = "b\(files.count).repartee"
      try command.run(["import"] + files + ["--into", store])
      let tagged = try command.run("tag", "roster.csv", "--into", store)
      #expect(
        tagged.errors.contains("1 matched") && tagged.errors.contains(both + "x:2 (now mayor), which bears it now"),
        "\(tagged.errors)")
    }
    // By the dates of the lines.
    try command.run("import", "all.jsonl", "--into", "c.repartee")
    let dated = try command.run("tag", "dated.csv", "--into", "c.repartee")
    #expect(dated.errors.contains("“to” is the first moment after a role: the day itself no longer belongs to it"))
    let lines = try roster(command, "c.repartee")
    #expect(
      lines.map { $0["account"] as? String } == ["x:1", "x:2"] && lines[0]["last_day"] as? String == "2026-02-14")
    for (from, to, expected) in [
      ("2026-01-01", "2026-02-01", "First Hall"), ("2026-03-01", "2026-04-01", "Second Hall"),
    ] {
      let score = Ranking(
        csv: try command.run("score", "c.repartee", "--from", from, "--to", to, "--output-format", "csv").output)
      let named = expected == "First Hall" ? "formermayor" : "mayor"
      #expect(score["organisation"][named] == expected, "\(score)")
      #expect(score["organisation"][named == "mayor" ? "formermayor" : "mayor"] == "", "\(score)")
    }
  }

  @Test("A lookalike takes nothing from the account of the handle to the letter; an id goes before a handle")
  func lookalike() throws {
    let command = try command([
      "p.csv":
        "id,author,parent,time,platform,handle\n1,1,,2026-01-01,x,Kate\n2,2,1,2026-01-01,x,\u{212A}ate\n3,3,1,2026-01-01,x,ben\n",
      "r.csv": "platform,id,handle,kind\nx,,kate,person\nx,1,ben,channel\nx,,bem,person\n",
    ])
    try command.run("import", "p.csv", "--into", "s.repartee")
    let tagged = try command.run("tag", "r.csv", "--into", "s.repartee")
    #expect(tagged.errors.contains("one that only looks like it"), "\(tagged.errors)")
    #expect(tagged.errors.contains("the handle is that of x:3 (now ben), the id that of x:1 (now Kate); the id holds"))
    #expect(
      tagged.errors.contains("mean one account and say different things: kind “person” and “channel”; the second holds")
    )
    let lines = try roster(command, "s.repartee")
    #expect(lines.map { $0["account"] as? String } == ["x:1", "x:1", nil])
    #expect(lines[2]["nearest"] as? String == "ben")
  }

  @Test(
    "Composed and separate accents, blanks of any kind and case make one person, organisation and voice, and it is said"
  )
  func spellings() throws {
    let command = try command([
      "p.csv":
        "id,author,parent,time\n1,ann,,2026-03-02T10:00:00Z\n2,bob,1,2026-03-02T10:05:00Z\n3,cat,1,2026-03-02T10:06:00Z\n"
        + "4,Jos\u{E9},1,2026-03-02T10:07:00Z\n5,Jose\u{301},1,2026-03-02T10:08:00Z\n",
      "r.csv": "id,kind,organisation,voice\nann,person,Dept A,\nbob,person,dept a,\ncat,person,Dept\u{A0} A,\n",
    ])
    let imported = try command.run("import", "p.csv", "--into", "s.repartee")
    #expect(imported.errors.contains("1 × accounts whose names are written with accents apart"), "\(imported.errors)")
    let tagged = try command.run("tag", "r.csv", "--into", "s.repartee")
    #expect(tagged.errors.contains("roster: organisation “dept a” is taken for “Dept A”"), "\(tagged.errors)")
    #expect(tagged.errors.contains("line 4: the organisation “Dept A” is written with odd blanks or accents"))
    let score = Ranking(
      csv: try command.run("score", "s.repartee", "--without-colleagues", "--output-format", "csv").output)
    #expect(Set(score["organisation"].filter { ["ann", "bob", "cat"].contains($0.key) }.values) == ["Dept A"])
    #expect(score["repliers"]["ann"] == "1" && score.rows.count == 4, "\(score)")
    #expect(try command.run("explain", "s.repartee", "Jose\u{301}").status == 0)
  }
}
