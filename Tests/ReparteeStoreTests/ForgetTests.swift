import Foundation
import GRDB
import ReparteeFormats
import ReparteeGraph
import Testing

@testable import ReparteeStore

/// What is held on a person, and that it can be erased.
@Suite struct ForgetTests {
  /// A person by whom everything is named: an id that is an address, a handle, an earlier one, a name.
  private static let posts = Input(
    name: "posts.csv",
    text: """
      id,author,parent,time,conversation,kind,platform,handle,name
      at://did:plc:quelltrout/post/1,did:plc:quelltrout,,2026-01-01T10:00:00Z,,,bluesky,oldquell,Quell Trout
      at://did:plc:moss/post/1,did:plc:moss,at://did:plc:quelltrout/post/1,2026-01-01T10:05:00Z,at://did:plc:quelltrout/post/1,,bluesky,moss,Moss
      at://did:plc:quelltrout/post/2,did:plc:quelltrout,at://did:plc:moss/post/1,2026-01-01T10:09:00Z,at://did:plc:quelltrout/post/1,,bluesky,quelltrout,Quell Trout
      at://did:plc:moss/post/2,did:plc:moss,at://did:plc:quelltrout/post/2,2026-01-01T10:20:00Z,at://did:plc:quelltrout/post/1,,bluesky,moss,Moss
      at://did:plc:fern/post/1,did:plc:fern,at://did:plc:moss/post/2,2026-01-01T10:30:00Z,at://did:plc:quelltrout/post/1,,bluesky,fern,Fern
      ,did:plc:fern,,when quelltrout said,,,bluesky,fern,Fern

      """)
  private static let follows = Input(
    name: "follows.csv",
    text: """
      follower,followed,platform
      did:plc:quelltrout,did:plc:moss,bluesky
      did:plc:fern,did:plc:moss,bluesky
      did:plc:moss,did:plc:quelltrout,bluesky
      did:plc:fern,did:plc:quelltrout,bluesky

      """)
  private static let interactions = Input(
    name: "interactions.csv",
    text: """
      kind,actor,target,time
      repost,did:plc:fern,did:plc:quelltrout,2026-01-05T09:00:00Z
      mention,did:plc:quelltrout,did:plc:moss,2026-01-05T09:00:00Z
      mention,did:plc:fern,did:plc:moss,2026-01-05T09:00:00Z

      """, options: ReadOptions(platform: "bluesky"))
  private static let roster = Input(
    name: "roster.csv",
    text: """
      platform,handle,kind,organisation,note
      bluesky,quelltrout,person,Ministry,so says Quell Trout
      bluesky,moss,person,Office,a friend of quelltrout

      """)

  private func store(_ scratch: Scratch) throws -> ConversationStore {
    let store = try scratch.store(of: [Self.posts, Self.follows, Self.interactions, Self.roster], name: "s.repartee")
    try store.saveRun(
      ResultTable(
        columns: [
          "section", "voice", "kind", "score", "reply_reach", "conversed", "repliers", "reciprocated", "basis",
        ],
        rows: ["quelltrout", "bluesky:oldquell", "moss"].map { voice in
          [
            .text("voices"), .text(voice), .text("person"), .integer(3), .integer(2), .integer(1), .integer(1),
            .integer(1), .text("threads"),
          ]
        }), definitions: "3", parameters: "from=;to=")
    try store.keep([
      "score": DoneStep(key: "k", result: "quelltrout leads"),
      "events 1": DoneStep(key: "", result: "quelltrout.csv was replaced"),
    ])
    return store
  }

  @Test("about lists what every table holds of a person, and of nobody else")
  func about() throws {
    let scratch = try Scratch()
    let report = try store(scratch).about("@QuellTrout")
    #expect(report.account == "bluesky:did:plc:quelltrout")
    let kinds = Set(report.items.map(\.what))
    #expect(
      kinds.isSuperset(of: [
        "account", "handle", "earlier handle", "name", "roster line", "post", "answer to it by somebody else",
        "did towards others", "others did towards it", "follows", "followed by", "saved score", "note of a roster",
        "noted result of a job",
      ]), "\(kinds.sorted())")
    #expect(report.items.count { $0.what == "post" } == 2)
    #expect(report.items.count { $0.what == "followed by" } == 2)
    #expect(report.items.count { $0.what == "saved score" } == 2)
    #expect(!report.items.contains { $0.what == "handle" && $0.value == "moss" })
  }

  @Test(
    "Nothing in any file of the folder names who was forgotten, conversations keep their shape, and the store is sound")
  func forget() throws {
    let scratch = try Scratch()
    let store = try store(scratch)
    let before = try store.network()
    for name in [Self.posts, Self.follows, Self.interactions, Self.roster].map(\.name) {
      try FileManager.default.removeItem(atPath: scratch.path(name))
    }
    let erasure = try store.forget(accounts: ["quelltrout"])
    #expect(erasure.held == 1 && erasure.accounts == ["bluesky:did:plc:quelltrout"])
    #expect(erasure.counts.posts == 2 && erasure.counts.follows == 3 && erasure.counts.interactions == 2)
    #expect(erasure.counts.rosterLines == 1 && erasure.counts.scores == 2)
    #expect(scratch.names == ["s.repartee"])
    let bytes = try #require(scratch.bytes("s.repartee"))
    for name in ["quelltrout", "Quell Trout", "oldquell"] {
      #expect(bytes.range(of: Data(name.utf8)) == nil, "\(name)")
    }
    // Who did nothing but follow them is nobody's any more; others stay.
    for name in ["did:plc:moss", "did:plc:fern", "Office"] {
      #expect(bytes.range(of: Data(name.utf8)) != nil, "\(name)")
    }
    let after = try store.network()
    #expect(after.postCount == before.postCount)
    #expect(after.conversations.parents.count { $0 == .max } == before.conversations.parents.count { $0 == .max })
    #expect(try store.check().filter { $0.violations > 0 } == [])
    #expect(throws: AccountLookupError.unknown("quelltrout")) { try store.about("quelltrout") }
    #expect(try store.rows("SELECT voice FROM score") == [["moss"]])
    #expect(try store.rows("SELECT step, result FROM step") == [["events 1", "(forgotten).csv was replaced"]])
    #expect(
      try store.rows("SELECT kind, actor, target FROM interactions") == [["mention", "did:plc:fern", "did:plc:moss"]])
    #expect(try store.rows("SELECT edges FROM follow_block") == [["1"]])
  }

  @Test("A later import does not bring them back, nor split the conversation that they were part of")
  func again() throws {
    let scratch = try Scratch()
    let store = try store(scratch)
    _ = try store.forget(accounts: ["quelltrout"])
    let before = try Picture(store.network())
    for input in [Self.posts, Self.follows, Self.interactions, Self.roster] {
      let grown = Input(name: "again-" + input.name, text: input.text + "\n", options: input.options)
      try store.add(grown, in: scratch)
      try FileManager.default.removeItem(atPath: scratch.path(grown.name))
    }
    let answer = Input(
      name: "later.csv",
      text: """
        id,author,parent,time,platform
        at://did:plc:fern/post/9,did:plc:fern,at://did:plc:quelltrout/post/2,2026-02-01T10:00:00Z,bluesky

        """)
    try store.add(answer, in: scratch)
    let bytes = try #require(scratch.bytes("s.repartee"))
    for name in ["quelltrout", "Quell Trout", "oldquell"] {
      #expect(bytes.range(of: Data(name.utf8)) == nil, "\(name)")
    }
    let after = try Picture(store.network())
    #expect(after.lines.count == before.lines.count + 1)
    #expect(try store.check().filter { $0.violations > 0 } == [])
    let root = try store.rows("SELECT conversation FROM posts WHERE id = 'at://did:plc:fern/post/1'")
    #expect(root.first?.first?.hasPrefix("forgotten:") == true)
    #expect(try store.rows("SELECT stub FROM posts WHERE id LIKE 'forgotten:%'") == [["0"], ["0"]])
  }

  @Test("A forget that was killed before the file was written again is finished by the next import")
  func killed() throws {
    let scratch = try Scratch()
    let store = try store(scratch)
    try store.write { database in
      let account = try AccountSelection.account(named: "quelltrout", in: database)
      var erasing = try Erasing(Suppression.begun(in: database), database)
      try erasing.erase(account)
      try erasing.finish()
    }
    #expect(try store.rows("SELECT count(*) FROM step WHERE step = 'pending rewrite'") == [["1"]])
    try store.add(Input(name: "more.csv", text: "id,author,parent,time\n1,2,,2026-01-01\n"), in: scratch)
    #expect(try store.rows("SELECT count(*) FROM step WHERE step = 'pending rewrite'") == [["0"]])
    let bytes = try #require(scratch.bytes("s.repartee"))
    for name in ["quelltrout", "Quell Trout", "oldquell"] {
      #expect(bytes.range(of: Data(name.utf8)) == nil, "\(name)")
    }
  }

  @Test("An account that is not held is kept from coming; names that mean nobody, or several, erase nothing")
  func names() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    _ = try store.forget(accounts: ["id=x:30"])
    try store.add(Inputs.posts, in: scratch)
    #expect(try store.rows("SELECT id FROM accounts WHERE id = '30'") == [])
    #expect(try store.rows("SELECT count(*) FROM posts WHERE author IS NULL AND id LIKE 'forgotten:%'") == [["2"]])
    let dump = try store.dump()
    #expect(throws: AccountLookupError.unknown("nobody")) { try store.forget(accounts: ["900", "nobody"]) }
    #expect(try store.dump() == dump)
    try store.add(
      Input(name: "more.csv", text: "id,author,parent,time,platform,handle\n77,5,,,mastodon,Ann\n"), in: scratch)
    #expect(throws: AccountLookupError.ambiguous("ann", candidates: ["id=mastodon:5", "id=x:900"])) {
      try store.about("ann")
    }
    #expect(try store.about("x:Ann").account == "x:900")
  }

  @Test("Retention and undo take saved runs and noted results along")
  func savedResults() throws {
    let scratch = try Scratch()
    let kept = try store(scratch)
    try kept.execute("INSERT INTO run VALUES (2, '3', 'from=1;to=1700000000000;rank-by=score')")
    _ = try kept.forget(before: Timestamp(text: "2026-06-01") ?? Timestamp(seconds: 0))
    #expect(try kept.rows("SELECT parameters FROM run") == [["from=;to="]])
    // The follows and the roster still speak of all of them.
    #expect(try kept.rows("SELECT key FROM step") == [[""]])
    let undone = try scratch.store(of: [Self.posts], name: "u.repartee")
    try undone.saveRun(
      ResultTable(
        columns: [
          "section", "voice", "kind", "score", "reply_reach", "conversed", "repliers", "reciprocated", "basis",
        ],
        rows: [
          [
            .text("voices"), .text("quelltrout"), .text("person"), .integer(3), .integer(2), .integer(1), .integer(1),
            .integer(1), .text("threads"),
          ]
        ]), definitions: "3", parameters: "p")
    try undone.keep(["score": DoneStep(key: "k", result: "quelltrout leads")])
    _ = try undone.undo("1")
    for table in ["score", "step", "account", "post"] {
      #expect(try undone.rows("SELECT count(*) FROM \(table)") == [["0"]], "\(table)")
    }
    let bytes = try #require(scratch.bytes("u.repartee"))
    for name in ["quelltrout", "Quell Trout", "oldquell"] {
      #expect(bytes.range(of: Data(name.utf8)) == nil, "\(name)")
    }
  }

  @Test("A name is found where it stands by itself, and nowhere else")
  func namesInText() {
    let search = NamesInText(["ann", "Ann B", "quell_t"])
    for (text, expected) in [
      ("by ann on line 3", "by (forgotten) on line 3"), ("planned", "planned"),
      ("ANN b, ann", "(forgotten), (forgotten)"),
      ("ann.csv", "(forgotten).csv"), ("quell_tt quell_t", "quell_tt (forgotten)"), ("anné", "anné"), ("", ""),
      ("an", "an"),
      ("@ann", "@(forgotten)"),
    ] {
      #expect(search.removed(from: text) == expected)
      #expect(search.areIn(text) == (text != expected))
    }
    #expect(NamesInText([]).removed(from: "ann") == "ann")
  }
}
