import ReparteeFormats
import Testing

@testable import ReparteeStore

@Suite("Rosters meet accounts")
struct RosterTests {
  private let posts = Input(
    name: "posts.csv",
    text: """
      id,author,parent,time,platform,handle
      1,10,,1700000000,x,Ann
      2,11,1,1700000060,x,Ben
      3,carl,1,1700000060,local,
      4,12,1,1700000060,x,twin
      1,12,,1700000000,y,twin
      2,13,,1700000000,y,Only

      """)

  private func roster(_ name: String, _ text: String) -> Input { Input(name: name, text: text) }

  /// platform:id=kind/organisation/voice of all accounts that a roster says something of.
  private func tagged(_ store: ConversationStore) throws -> [String] {
    try store.rows(
      """
      SELECT platform || ':' || id || '=' || kind || '/' || coalesce(organisation, '') || '/' || coalesce(voice, '')
        FROM merged_account WHERE kind <> 'unknown' OR organisation IS NOT NULL OR voice IS NOT NULL ORDER BY 1
      """
    ).map { $0[0] }
  }

  private func expect(_ roster: String, gives expected: [String], unmatched: [String] = []) throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: [posts])
    let report = try store.add(Input(name: "roster.csv", text: roster), in: scratch)
    #expect(try tagged(store) == expected)
    #expect(report.roster?.unmatched == unmatched)
    #expect(report.ledger.rowsIn == report.ledger.kept)
    // The same accounts are found when they come after the roster.
    let late = try scratch.store(of: [Input(name: "roster.csv", text: roster), posts])
    #expect(try tagged(late) == expected)
    #expect(Picture(try late.network()).differences(from: Picture(try store.network())) == [])
  }

  @Test("By id first; a handle that disagrees does not matter")
  func byID() throws {
    try expect("id,handle,kind\n10,ben,person\n", gives: ["x:10=person//"])
    try expect("platform,id,kind\nx,12,person\n", gives: ["x:12=person//"])
    try expect("id,handle,kind\n999,BEN,bot\n", gives: ["x:11=bot//"])
    try expect("id,kind\n010,bot\n", gives: [], unmatched: ["010 (line 2)"])
  }

  @Test("An account of which no source gives a handle is called by the roster's; another one keeps its own")
  func handles() throws {
    let scratch = try Scratch()
    let names = roster("roster.csv", "id,handle,kind\ncarl,CarlTheElder,person\n11,Bennie,person\n")
    let network = try scratch.store(of: [posts, names]).network()
    #expect(network.voices.handles.contains("CarlTheElder") && network.voices.handles.contains("Ben"))
    #expect(!network.voices.handles.contains("Bennie"))
  }

  @Test("By handle in any case, with @ and blanks around it")
  func byHandle() throws {
    for handle in ["ann", "ANN", "@Ann", " @ann ", "@@ann\t"] {
      try expect("handle,kind\n\(handle),person\n", gives: ["x:10=person//"])
    }
  }

  @Test("An account without a known handle goes by its id, one with a handle does not")
  func idAsHandle() throws {
    try expect("handle,kind\n@Carl,person\n", gives: ["local:carl=person//"])
    try expect("handle,kind\n10,person\n", gives: [], unmatched: ["10 (line 2)"])
  }

  @Test("What fits accounts on two platforms needs the platform")
  func ambiguous() throws {
    try expect("handle,kind\ntwin,bot\n", gives: [], unmatched: ["twin (line 2)"])
    try expect("id,kind\n12,bot\n", gives: [], unmatched: ["12 (line 2)"])
    try expect("platform,handle,kind\nY,twin,bot\nx,12,bot\n", gives: ["y:12=bot//"], unmatched: ["12 (line 3)"])
  }

  @Test("Lines without an account are reported, with their line")
  func unmatched() throws {
    try expect(
      "handle,kind,organisation\nann,person,O\n@dora,person,O\nz,,\n", gives: ["x:10=person/O/"],
      unmatched: ["dora (line 3)", "z (line 4)"])
  }

  @Test("A voice joins accounts across platforms: one voice, one row of voices, no follower of itself")
  func joined() throws {
    let scratch = try Scratch()
    let roster = roster(
      "r.csv", "platform,id,kind,organisation,voice,followers\nx,12,,,Twins,5\ny,12,person,Org,Twins,7\n")
    let follows = Input(
      name: "f.csv", text: "follower,followed,platform\n12,10,x\n10,12,x\n12,12,y\n13,12,y\n11,12,x\n")
    let across = Input(name: "g.csv", text: "kind,actor,target,platform\nreply,12,10,x\nreply,12,13,y\n")
    for order in permutations([posts, roster, follows, across]) {
      let network = try scratch.store(of: order).network()
      let picture = Picture(network)
      #expect(picture.lines.filter { $0.hasPrefix("voice") }.count == 5)
      let twin = try #require((0..<5).first { network.voices.handles[$0] == "Twins" })
      #expect(network.voices.kinds[twin] == .person && network.voices.followerCounts[twin] == 12)
      #expect(network.voices.organisation(of: twin) == "Org")
      let followers = network.followers?[twin].map { network.voices.label(of: Int($0)) }
      #expect(followers == ["Ann", "Ben", "Only"])
      #expect(network.replies.actors == [UInt32(twin), UInt32(twin)])
    }
    let store = try scratch.store(of: [posts, roster])
    #expect(
      try store.rows("SELECT * FROM voices ORDER BY voice") == [
        ["Ann", "unknown", ""], ["Ben", "unknown", ""], ["Only", "unknown", ""], ["Twins", "person", "Org"],
        ["carl", "unknown", ""],
      ])
  }

  @Test("Accounts of one voice that follow each other are no followers of it")
  func ownFollowers() throws {
    let scratch = try Scratch()
    let network = try scratch.store(of: [
      Input(name: "f.csv", text: "follower,followed\n1,2\n2,1\n3,1\n3,2\n"),
      roster("r.csv", "id,voice\n1,One\n2,One\n"),
    ]).network()
    #expect(network.voices.count == 2)
    #expect(network.followers?[0].map { $0 } == [1])
    #expect(network.followers?.degree(of: 1) == 0)
  }

  @Test("Of two rosters the one tagged last counts; after its undo, the first one counts again")
  func twoRosters() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: [
      posts, roster("1.csv", "id,kind\n10,person\n"), roster("2.csv", "handle,kind\nann,bot\n"),
    ])
    #expect(try tagged(store) == ["x:10=bot//"])
    _ = try store.undo(scratch.path("2.csv"))
    #expect(try tagged(store) == ["x:10=person//"])
    _ = try store.undo(scratch.path("1.csv"))
    #expect(try tagged(store).isEmpty)
  }

  @Test("An account named twice in one roster is a duplicate")
  func twice() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: [posts])
    let report = try store.add(roster("r.csv", "handle,kind\nann,person\n@ANN,bot\n"), in: scratch)
    #expect(report.ledger.kept == 1 && report.ledger.duplicates == 1)
    #expect(try tagged(store) == ["x:10=person//"])
  }

  @Test("Of two lines for one account that say different things the first holds, which is said of the first twenty")
  func contradicted() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: [posts])
    let report = try store.add(
      roster("r.csv", "id,handle,kind\n10,ann,person\n10,ben,person\n10,ann,person\n"), in: scratch)
    #expect(report.ledger.duplicates == 2)
    #expect(report.notes.filter { $0.contains("line 3 names the account of line 2 again") }.count == 1)
    #expect(!report.notes.contains { $0.contains("line 4") })
    let many = "id,name\n" + (0..<30).map { "10,name \($0)\n" }.joined()
    let notes = try store.add(roster("many.csv", "kind,voice," + many.replacing("\n10,", with: "\n,,10,")), in: scratch)
      .notes
    #expect(notes.filter { $0.contains("names the account of line") }.count == 20)
    #expect(notes.contains("and 9 more notes on single lines"))
  }

  @Test("Long ids of a roster that all end in zeros are said")
  func rounded() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: [posts])
    let text = "id,kind\n1294030472427830000,person\n1240210000000000000,person\n"
    #expect(
      try store.add(roster("r.csv", text), in: scratch).notes.contains {
        $0.contains("accounts of the roster all end in zeros")
      })
    let whole = text + "1240210000000000001,person\n"
    #expect(try !store.add(roster("whole.csv", whole), in: scratch).notes.contains { $0.contains("zeros") })
  }
}
