import ReparteeFormats
import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeStore

@Suite("The views that others read")
struct ViewTests {
  @Test(
    "The contract's columns, in its order",
    arguments: [
      ("accounts", "platform,id,handle,name,followers,kind,voice"),
      ("posts", "platform,id,author,parent,conversation,time,kind,stub"),
      ("interactions", "platform,kind,actor,target,time,count,post"),
      ("voices", "voice,kind,organisation"), ("rejects", "path,line,reason"),
      ("sources", "source,path,format,sha256,rows_in,kept,duplicates,ignored,rejected"),
      (
        "scores",
        "run,row,rank,section,voice,kind,organisation,score,score_low,score_high,reply_reach,reply_reach_low,"
          + "reply_reach_high,conversed,repliers,reciprocated,audience_reach,followers,conversations,posts,response_rate,"
          + "largest_conversation_share,basis,coverage"
      ),
    ])
  func columns(view: String, columns: String) throws {
    let names = try Scratch().store().rows("SELECT name FROM pragma_table_info('\(view)') ORDER BY cid").map { $0[0] }
    #expect(names.joined(separator: ",") == columns)
  }

  @Test("Ids are text as the platform writes them, times in UTC")
  func cells() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: Inputs.all)
    #expect(
      try store.rows("SELECT DISTINCT typeof(id) FROM accounts UNION SELECT typeof(id) FROM posts") == [["text"]])
    #expect(
      try store.rows("SELECT DISTINCT typeof(author) FROM posts WHERE author IS NOT NULL") == [["text"]])
    #expect(
      try store.rows("SELECT DISTINCT typeof(actor) || typeof(target) FROM interactions") == [["texttext"]])
    #expect(
      try store.rows("SELECT author, parent, time, kind FROM posts WHERE platform = 'x' AND id = '4'")
        == [["30", "3", "2026-01-01T10:20:00Z", "reply"]])
    #expect(try store.rows("SELECT time FROM interactions WHERE actor = '41' AND kind = 'reply'") == [[""]])
    #expect(try store.rows("SELECT count(*) FROM posts WHERE time NOT LIKE '____-__-__T__:__:__Z'") == [["0"]])
  }

  @Test("Posts and stubs are those of the network", arguments: 1...30 as ClosedRange<UInt64>)
  func posts(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    func pick(_ range: ClosedRange<Int>, _ percent: Int) -> String {
      Int.random(in: 1...100, using: &numbers) <= percent ? String(Int.random(in: range, using: &numbers)) : ""
    }
    let kinds = ["", "", "", "post", "reply", "quote", "comment"]
    var rows = "id,author,parent,time,conversation,kind\n"
    for _ in 0..<12 {
      let kind = kinds.randomElement(using: &numbers) ?? ""
      rows += "\(Int.random(in: 1...20, using: &numbers)),\(pick(1...4, 90)),\(pick(1...30, 60)),"
      rows += "\(pick(1_700_000_001...1_700_000_099, 90)),\(pick(1...40, 50)),\(kind)\n"
    }
    let scratch = try Scratch()
    let store = try scratch.store(of: [Input(name: "p.csv", text: rows)])
    let network = try store.network()
    let posts = network.posts
    let expected = posts.orderedByID.map(Int.init).map { post in
      let author = posts.authors[post] == Posts.none ? "" : network.voices.label(of: Int(posts.authors[post]))
      return [posts.ids[post].description, author, posts.flags[post].contains(.stub) ? "1" : "0"]
    }
    let found = try store.rows("SELECT id, author, stub FROM posts ORDER BY CAST(id AS INTEGER)")
    #expect(found == expected, "seed \(seed)")
  }

  @Test("A handle on two platforms is two voices, a joined voice one")
  func voices() throws {
    let scratch = try Scratch()
    defer { withExtendedLifetime(scratch) {} }
    let store = try scratch.store()
    try store.execute(
      """
      INSERT INTO platform VALUES (1, 'x'), (2, 'y');
      INSERT INTO account VALUES (1, 1, 5), (2, 2, 'five');
      INSERT INTO account_record (account, source, handle, handle_seen, name_seen, followers_seen)
        VALUES (1, 1, 'ann', 0, 0, 0), (2, 1, 'ann', 0, 0, 0);
      """)
    #expect(try store.rows("SELECT * FROM voices") == [["ann", "unknown", ""], ["ann", "unknown", ""]])
    try store.execute(
      """
      INSERT INTO roster (roster, source, line, id, voice) VALUES (1, 1, 2, 5, 'Ann');
      INSERT INTO roster (roster, source, line, id, voice, kind, organisation) VALUES (2, 1, 3, 'five', 'Ann', 'bot', 'O');
      INSERT INTO roster_match VALUES (1, 1), (2, 2);
      """)
    #expect(try store.rows("SELECT * FROM voices") == [["Ann", "bot", "O"]])
  }

  @Test("Saved scores are read back with the run's parameters, and saving again replaces them")
  func runs() throws {
    let scratch = try Scratch()
    defer { withExtendedLifetime(scratch) {} }
    let store = try scratch.store()
    let table = ResultTable(
      columns: [
        "rank", "section", "voice", "kind", "score", "reply_reach", "conversed", "repliers", "reciprocated", "basis",
        "more",
      ],
      rows: [
        [
          .integer(1 as Int), .text("voices"), .text("ann"), .text("person"), .decimal(2.5, places: 2),
          .integer(5 as Int), .integer(1 as Int), .integer(1 as Int), .integer(1 as Int), .text("arcs"),
          .text("no column"),
        ]
      ])
    for _ in 0..<2 { #expect(try store.saveRun(table, definitions: "1", parameters: "p") == 1) }
    #expect(try store.saveRun(table, definitions: "2", parameters: "p") == 2)
    #expect(
      try store.rows("SELECT run, voice, score, followers FROM scores") == [
        ["1", "ann", "2.5", ""], ["2", "ann", "2.5", ""],
      ])
    #expect(try store.rows("SELECT definitions, parameters FROM runs") == [["1", "p"], ["2", "p"]])
  }
}
