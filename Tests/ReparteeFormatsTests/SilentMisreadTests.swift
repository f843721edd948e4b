import ReparteeGraph
import Testing

@testable import ReparteeFormats

/// Inputs that look sound and were read wrong: each is read right now, or refused in words that name the remedy.
@Suite("Inputs that are easily read wrong")
struct SilentMisreadTests {
  private static let time = "Sun Aug 10 01:30:14 +0000 2014"

  private static func tweet(_ id: String, _ user: String, _ more: String = "") -> String {
    #"{"id":\#(id),"created_at":"\#(time)","user":{"id":\#(user)}\#(more)}"# + "\n"
  }

  // MARK: ids of JSON

  @Test("A parent of which digits are lost rejects its row, with the remedy, and nothing of it stays")
  func damagedParent() throws {
    let mention = #","in_reply_to_status_id":1.29e18,"entities":{"user_mentions":[{"id":98}]}"#
    let reading = try Reading(Self.tweet("1", "97", mention) + Self.tweet("2", "98") + Self.tweet("3", "99"))
    #expect(reading.posts.map(\.id) == [.number(2), .number(3)] && reading.interactions.isEmpty)
    #expect(reading.rejects.map(\.line) == [1] && reading.rows == 3)
    #expect(reading.rejects.first?.reason.hasPrefix("parent: expected an id, found “1.29e+18”") == true)
    #expect(reading.rejects.first?.reason.contains("save the id column as text") == true)
  }

  @Test(
    "So does an author or an id, in every format of JSON, as a number or as a text",
    arguments: [
      #"{"id":"1","speaker":1.29e18,"conversation_id":"1","timestamp":1700000000}"#,
      #"{"id":1290000000000000000.0,"speaker":"a","conversation_id":"1","timestamp":1700000000}"#,
      #"{"id":"1","speaker":"a","conversation_id":"1","reply-to":"1.29E+18","timestamp":1700000000}"#,
      #"{"id":"1.29e+18","author_id":"97","created_at":"2021-01-01T10:00:00.000Z","conversation_id":"1"}"#,
      #"{"id":"c1","author":"a","parent_id":1.29e18,"link_id":"t3_a","created_utc":1700000000,"subreddit":"s"}"#,
      #"{"by":"a","id":7.3e18,"time":1672567200,"type":"comment","parent":5}"#,
      #"{"data":{"comments":[{"id":7.3e18,"video_id":"7","text":"t","create_time":1700000000}]}}"#,
      #"{"source_platform":"tiktok-comments","data":{"cid":"7","aweme_id":7.29e18,"create_time":1700000000}}"#,
    ])
  func damagedEverywhere(_ row: String) throws {
    let format =
      row.contains("speaker")
      ? "convokit"
      : row.contains("author_id")
        ? "x-v2"
        : row.contains("link_id")
          ? "reddit"
          : row.contains("\"by\"")
            ? "hacker-news" : row.contains("source_platform") ? "zeeschuimer" : "tiktok-research"
    let reading = try Reading(row + "\n", options: ReadOptions(format: format))
    #expect(reading.posts.isEmpty && reading.rejects.count == 1, "\(reading.posts)")
    #expect(!reading.accounts.contains { "\($0.id)".contains("damaged") })
  }

  @Test("One damaged message of a chat costs itself alone")
  func damagedInAPage() throws {
    func message(_ id: String, _ more: String = "") -> String {
      #"{"id":\#(id),"type":"message","date":"2023-11-14T22:13:00","from":"Ann","from_id":"user1"\#(more)}"#
    }
    let messages = [message("1"), message("2", #","reply_to_message_id":1.29e18"#), message("3.0")]
    let chat = #"{"name":"C","type":"private_group","id":5,"messages":[\#(messages.joined(separator: ","))]}"#
    let reading = try Reading(chat)
    #expect(reading.posts.map(\.id) == [.text("5 C/1"), .text("5 C/3")] && reading.rejects.count == 1)
  }

  @Test(
    "What programs write for nobody is nobody, as author, parent and name", arguments: ["None", "nan", "NaN", "null"])
  func nobody(_ word: String) throws {
    let talk = try Reading(
      #"{"id":"1","speaker":"\#(word)","conversation_id":"1","reply-to":"\#(word)","timestamp":"\#(word)"}"# + "\n"
        + #"{"id":"2","speaker":"b","conversation_id":"1","reply-to":"1","timestamp":1700000000}"# + "\n")
    #expect(talk.posts.map(\.author) == [nil, .text("b")] && talk.posts.map(\.parent) == [nil, .number(1)])
    let reddit = try Reading(
      #"{"id":"c1","author":"\#(word)","parent_id":"\#(word)","link_id":"t3_a","created_utc":1700000001,"subreddit":"s"}"#
    )
    #expect(reddit.posts.map(\.author) == [nil] && reddit.posts.map(\.parent) == [.text("t3_a")])
    #expect(AccountRecord(id: .number(1), handle: word, name: word).name == nil)
  }

  @Test("A whole number of Reddit's that a data frame made a fraction is a comment's number to base 10")
  func fractionOfReddit() throws {
    let reading = try Reading(
      #"{"id":"c2","author":"a","parent_id":12345.0,"link_id":"t3_a","created_utc":1700000002.0,"subreddit":"s"}"#)
    #expect(reading.posts.map(\.parent) == [.text("t1_9ix")])
  }

  @Test("Python's NaN and Infinity are nothing, and counted; within a text they are words")
  func nonNumbers() throws {
    let reading = try Reading(
      Self.tweet("1", "97", #","text":"NaN, Infinity: [NaN]","in_reply_to_status_id":NaN,"x":[Infinity, -Infinity]"#)
        + Self.tweet("2", "98", #","in_reply_to_status_id":1"#))
    #expect(reading.posts.map(\.parent) == [nil, .number(1)] && reading.rejects.isEmpty)
    #expect(reading.notes.first { $0.key.contains("NaN") }?.value == 3, "\(reading.notes)")
    let whole = try Reading(#"[{"uri":NaN},"# + Self.tweet("1", "97") + "]", options: ReadOptions(format: "x-v1"))
    #expect(whole.posts.count == 1 && whole.rejects.count == 1)
    // A value that is broken otherwise is still rejected.
    let broken = try Reading(Self.tweet("1", "97", #","x":NaN,,"#) + Self.tweet("2", "98"))
    #expect(broken.posts.count == 1 && broken.rejects.count == 1)
  }

  // MARK: people of sheets

  @Test("0, -1 and what programs write for nobody are no people; where people are numbered from 0, 0 is one")
  func peopleOfSheets() throws {
    var options = ReadOptions(kind: .reply)
    options.columns = ["actor": "user_id", "target": "reply_to"]
    let rows = ["97,0", "98,97", "99,-1", "95,########", "94,#N/A", "93,undefined", "92,#VALUE!"]
    let reading = try Reading("user_id,reply_to\n" + rows.joined(separator: "\n") + "\n", options: options)
    #expect(reading.interactions.map(\.target) == [.number(97)] && reading.rejects.count == 6)
    #expect(reading.rejects.contains { $0.reason.contains("column is too narrow") })
    #expect(try Reading("user_id,reply_to\n0,1\n1,0\n", options: options).interactions.count == 2)
    #expect(try Reading("follower,followed\nann,0\nann,bea\n").follows.count == 1)
    #expect(try Reading("Source,Target,Kind\nann,-1,reply\nann,bea,reply\n").interactions.count == 1)
  }

  @Test("Sheets of follows whose headers say which end is which are read, whatever they are called")
  func headersOfFollows() throws {
    for header in ["follower_id,followed_id", "Followee;Follower", "Follower ID\tFollowed ID"] {
      let sign = header.first { ",;\t".contains($0) } ?? ","
      let reading = try Reading("\(header)\n97\(sign)98\n")
      let isTurned = header.hasPrefix("Followee")
      #expect(reading.format == "follows-csv")
      #expect(reading.follows.map(\.follower) == [.number(isTurned ? 98 : 97)], "\(header)")
    }
  }

  @Test("A name with an @ and without it is one person; a name of Matrix keeps its own")
  func at() throws {
    let reading = try Reading("kind,actor,target\nreply,@ann,bea\nreply,bea,ann\nreply,@cat:example.org,ann\n")
    #expect(reading.interactions.map(\.actor) == [.text("ann"), .text("bea"), .text("@cat:example.org")])
  }

  @Test("Ids that hold in a channel only are known by it too; Reddit's kinds are put before bare ids")
  func idsOfPosts() throws {
    let channels = try Reading(
      "id,author,parent,time,channel\n1,a,,2024-01-01,A\n2,b,1,2024-01-02,A\n1,c,,2024-01-01,B\n2,a,1,2024-01-02,B\n")
    #expect(channels.posts.map(\.id) == ["A/1", "A/2", "B/1", "B/2"].map { .text($0) })
    #expect(channels.posts.compactMap(\.parent) == [.text("A/1"), .text("B/1")])
    let reddit = try Reading(
      "id,thread_id,timestamp,author,subreddit,parent\nabc,abc,2023-11-14 22:13:20,a,s,\n"
        + "c1,abc,2023-11-14 22:14:20,b,s,t3_abc\nc2,abc,2023-11-14 22:15:20,a,s,t1_c1\n")
    #expect(
      reddit.posts.map(\.id) == ["t3_abc", "t1_c1", "t1_c2"].map { .text($0) } && reddit.platforms.contains("reddit"))
    #expect(reddit.posts.compactMap(\.parent) == [.text("t3_abc"), .text("t1_c1")] && reddit.posts[0].time != nil)
  }

  @Test(
    "Sheets of Reddit have their ids with the kind before them, whatever their parents, threads and columns are called")
  func sheetsOfReddit() throws {
    let bare = try Reading(
      "id,thread_id,timestamp,author,subreddit,parent\nabc,abc,2023-11-14 22:13:20,a,s,\nc1,abc,2023-11-14 22:14:20,b,s,abc\n"
        + "c2,abc,2023-11-14 22:15:20,a,s,c1\nc3,abc,2023-11-14 22:15:20,a,s,\n")
    #expect(bare.posts.map(\.id) == ["t3_abc", "t1_c1", "t1_c2", "t1_c3"].map { .text($0) })
    #expect(bare.posts.map(\.parent) == [nil, "t3_abc", "t1_c1", "t3_abc"].map { $0.map { .text($0) } })
    let archive = try Reading(
      "id,author,parent_id,link_id,created_utc,subreddit\nc1,[deleted],t3_p1,t3_p1,1700000000,s\n"
        + "c2,[removed],t1_c1,t3_p1,1700000100,s\nc3,bea,t1_c2,t3_p1,1700000200.0,s\n")
    #expect(archive.posts.map(\.id) == ["t1_c1", "t1_c2", "t1_c3"].map { .text($0) })
    #expect(archive.posts.map(\.author) == [nil, nil, .text("bea")] && archive.platforms.contains("reddit"))
    #expect(archive.posts.map(\.conversation) == Array(repeating: .text("t3_p1"), count: 3))
    let submissions = try Reading("id,author,title,created_utc,subreddit\np1,ann,x,1700000000,s\n")
    #expect(submissions.posts.map(\.id) == [.text("t3_p1")] && submissions.posts.map(\.channel) == ["s"])
  }

  @Test(
    "What people write for no parent is none; what brackets hold is nobody",
    arguments: [
      "#BEZUG!", "#¡VALOR!", "#NV", "#N/D", "#DIV/0!", "#NAME?", "-", "--", "–", "none", "None", "n/a", "false",
      "FALSE", "[]", "{}", "[deleted]",
    ])
  func noParent(_ word: String) throws {
    let reading = try Reading(
      "id,author,parent,time\n1,ann,\(word),2024-01-01\n2,bea,1,2024-01-02\n3,[removed],1,2024-01-03\n")
    #expect(reading.posts.map(\.parent) == [nil, .number(1), .number(1)])
    #expect(reading.posts.map(\.author) == [.text("ann"), .text("bea"), nil])
    // As a name, a word is one.
    #expect(try Reading("id,author,parent,time\n1,none,,2024-01-01\n").posts.map(\.author) == [.text("none")])
  }

  @Test(
    "Digits in groups, and ids within marks of a program, are the id; addresses of computers stay",
    arguments: [
      ("1.750.001", 1_750_001), ("1\u{a0}750\u{a0}001", 1_750_001), ("1\u{202f}750\u{202f}001", 1_750_001),
      ("1’750’001", 1_750_001), ("1'750'001", 1_750_001), ("’1750001", 1_750_001), ("\"\"\"1750001\"\"\"", 1_750_001),
    ] as [(String, Int64)])
  func groups(_ text: String, _ number: Int64) throws {
    let reading = try Reading("id;author;parent;time\n\(text);ann;;2024-01-01\n2;bea;\(text);2024-01-02\n")
    #expect(reading.posts.map(\.id) == [.number(number), .number(2)] && reading.posts[1].parent == .number(number))
    #expect(reading.notes.values.reduce(0, +) == 2, "\(reading.notes)")
    for address in ["192.168.100.200", "1.2.3", "10.750", "1 750 001"] {
      #expect(WrittenID(address) == .id(.text(address)))
    }
  }

  @Test("Where no parent of a sheet is an id in it, that is said; where one is, nothing is")
  func parents() throws {
    func warnings(_ rows: String) throws -> Int {
      try Reading("id,author,parent,time\n" + rows).notes.keys.count { $0.contains("no parent of this file") }
    }
    #expect(try warnings("1,a,x1,2024-01-01\n2,b,x1,2024-01-02\n") == 1)
    #expect(try warnings("2,b,1,2024-01-02\n1,a,,2024-01-01\n3,c,9,2024-01-03\n") == 0)
    #expect(try warnings("1,a,,2024-01-01\n2,b,0,2024-01-02\n") == 0)
  }

  // MARK: graphs

  @Test("Nodes that are counted in their file are known by name, or kept apart: never joined by number")
  func countedNodes() throws {
    let gexf =
      #"<gexf><graph><nodes><node id="0" label="Ann"/><node id="1" label="Bea"/></nodes><edges>"#
      + #"<edge source="0" target="1" kind="reply"/></edges></graph></gexf>"#
    let json = #"{"nodes":[{"id":0,"label":"Ann"},{"id":1,"label":"Bea"}],"edges":[{"from":0,"to":1,"kind":"reply"}]}"#
    let graphml =
      #"<graphml><key id="k" for="edge" attr.name="kind"/><key id="l" for="node" attr.name="label"/><graph>"#
      + #"<node id="0"><data key="l">Ann</data></node><node id="1"><data key="l">Bea</data></node>"#
      + #"<edge source="0" target="1"><data key="k">reply</data></edge></graph></graphml>"#
    let gml =
      #"graph [ directed 1 node [ id 0 label "Ann" ] node [ id 1 name "Bea" ] edge [ source 0 target 1 kind "reply" ] ]"#
    for text in [gexf, json, graphml, gml] {
      let reading = try Reading(text)
      #expect(
        reading.interactions.map(\.actor) == [.text("Ann")] && reading.interactions.map(\.target) == [.text("Bea")],
        "\(text)")
    }
    for text in [
      #"{"nodes":[{"id":0},{"id":1}],"links":[{"source":0,"target":1,"kind":"reply"}]}"#,
      #"graph [ directed 1 node [ id 0 ] node [ id 1 ] edge [ source 0 target 1 kind "reply" ] ]"#,
      "*Vertices 2\n*Arcs :1 \"reply\"\n1 2\n",
    ] {
      let reading = try Reading(text)
      #expect(
        reading.interactions.count == 1 && reading.interactions.allSatisfy { "\($0.actor)".hasPrefix("file~") },
        "\(text)")
    }
    // Numbers that nobody counts are ids, and so are those of a node that says its platform.
    let far = try Reading(
      #"{"nodes":[{"id":688},{"id":37221}],"links":[{"source":688,"target":37221,"kind":"reply"}]}"#)
    #expect(far.interactions.map(\.actor) == [.number(688)])
    let placed = try Reading(
      #"{"nodes":[{"id":1,"platform":"x"},{"id":2,"platform":"x"}],"links":[{"source":1,"target":2,"kind":"reply"}]}"#)
    #expect(placed.interactions.map(\.actor) == [.number(1)])
  }

  @Test("An edge's label that means a kind is its kind, in GEXF and in Gephi's table")
  func labelsOfEdges() throws {
    let gexf =
      #"<gexf><graph defaultedgetype="directed"><nodes><node id="a"/><node id="b"/></nodes><edges>"#
      + #"<edge source="a" target="b" label="reply"/><edge source="b" target="a" label="mention"/></edges></graph></gexf>"#
    #expect(try Reading(gexf).interactions.map(\.kind) == [.reply, .mention])
    let table = "Source,Target,Type,Id,Label,Weight\na,b,Directed,0,reply,NA\nb,a,Directed,1,mentions,2\n"
    #expect(try Reading(table).interactions.map(\.kind) == [.reply, .mention])
    #expect(failure(table.replacing("mentions", with: "old friends")) != nil)
  }

  @Test("GDF: handles and followers; GML: quotation marks with a backslash before them")
  func attributesOfNodes() throws {
    let gdf = try Reading(
      "nodedef>name VARCHAR,label VARCHAR,username VARCHAR,followers INTEGER\n97,Ann,ann,\"1,200\"\n98,Bea,bea,4\n"
        + "edgedef>node1 VARCHAR,node2 VARCHAR,type VARCHAR\n98,97,reply\n")
    #expect(gdf.accounts.map(\.handle) == ["ann", "bea"] && gdf.accounts.map(\.followers) == [1200, 4])
    let gml = try Reading(
      #"graph [ directed 1 node [ id 0 label "Moss \"Sp&#228;der\" Fern" ]"# + "\n"
        + #" node [ id 1 label "C:\" ] edge [ source 0 target 1 kind "reply" ] ]"#)
    #expect(gml.interactions.map(\.actor) == [.text(#"Moss "Späder" Fern"#)])
    #expect(gml.interactions.map(\.target) == [.text(#"C:\"#)])
  }

  @Test("NetDraw's tables are refused by name, whatever kind is given")
  func netDraw() throws {
    let problem = failure(
      "*node data\nid name\n1 ann\n2 bea\n*tie data\nfrom to reply\n1 2 1\n", options: ReadOptions(kind: .reply))
    #expect("\(String(describing: problem))".contains("NetDraw"))
  }

  @Test("GML: references to characters, and a name beside the label")
  func gml() throws {
    let reading = try Reading(
      #"graph [ node [ id 0 label "Zo&#235; &#x26; &eacute;t&eacute; &amp;#235; &nope;" ] "#
        + #"node [ id 1 label "ann" name "Ann Marlow" ] node [ id 2 label "97" name "Moss" ] ]"#,
      options: ReadOptions(kind: .reply))
    #expect(reading.accounts.map(\.id) == [.text("Zoë & été &#235; &nope;"), .text("ann"), .text("Moss")])
    #expect(reading.accounts[1].name == "Ann Marlow")
  }

  @Test(
    "Graphs as JSON by other programs",
    arguments: [
      #"{"options":{"type":"directed"},"nodes":[{"key":"a"},{"key":"b"}],"edges":[{"source":"a","target":"b","attributes":{"kind":"reply"}}]}"#,
      #"[{"data":{"id":"a"}},{"data":{"id":"b"}},{"data":{"source":"a","target":"b","kind":"reply"}}]"#,
      #"{"elements":[{"data":{"id":"a"}},{"data":{"id":"b"}},{"data":{"source":"a","target":"b","kind":"reply"}}]}"#,
      #"{"nodes":[{"id":"a"},{"id":"b"}],"links":[{"source":{"id":"a","x":1},"target":{"id":"b"},"kind":"reply"}]}"#,
      #"{"nodes":[{"id":"a"},{"id":"b"}],"edges":[{"from":"a","to":"b","kind":"reply"}]}"#,
      #"{"graph":{"nodes":{"a":{"label":"A"},"b":{}},"edges":[{"source":"a","target":"b","relation":"reply"}]}}"#,
      #"{"graph":[],"nodes":[{"id":"a"},{"id":"b"}],"links":[{"source":0,"target":1,"kind":"reply"}]}"#,
    ])
  func programs(_ text: String) throws {
    let reading = try Reading(text)
    #expect(reading.format == "node-link-json" && reading.rejects.isEmpty)
    #expect(reading.interactions.map(\.actor) == [.text("a")] && reading.interactions.map(\.target) == [.text("b")])
  }

  @Test("Groups of yEd and nodes within nodes are looked into")
  func nested() throws {
    let yed =
      #"<graphml xmlns:y="http://www.yworks.com/xml/graphml"><key id="d0" for="node"/><graph edgedefault="directed">"#
      + #"<node id="n0"><graph edgedefault="directed"><node id="n0::n0"><data key="d0"><y:S><y:NodeLabel>Ann</y:NodeLabel></y:S>"#
      + #"</data></node><node id="n0::n1"><data key="d0"><y:S><y:NodeLabel>Bea</y:NodeLabel></y:S></data></node>"#
      + #"<edge source="n0::n0" target="n0::n1"/></graph></node><edge source="n0::n1" target="n0::n0"/></graph></graphml>"#
    let reading = try Reading(yed, options: ReadOptions(kind: .reply))
    #expect(reading.accounts.map(\.id) == [.text("Ann"), .text("Bea")] && reading.interactions.count == 2)
    #expect(reading.rejects.isEmpty)
    let gexf =
      #"<gexf><graph><nodes><node id="p" label="P"><nodes><node id="a"><attvalues/></node><node id="b"/></nodes></node></nodes>"#
      + #"<edges><edge source="a" target="b" kind="reply"/></edges></graph></gexf>"#
    let nodes = try Reading(gexf)
    #expect(nodes.accounts.map { "\($0.id)" }.sorted() == ["a", "b", "p"] && nodes.rejects.isEmpty)
  }

  @Test(
    "Matrices, METIS, data in braces and headers of words are refused by name",
    arguments: [
      ("0 1 0\n1 0 1\n0 0 0\n", "a matrix of 3"),
      ("0,1,0,2,0\n1,0,1,0,0\n0,0,0,1,0\n0,0,0,1,0\n1,1,1,1,1\n", "a matrix of 5"),
      ("4 3\n2 3\n1\n1 4\n3\n", "METIS"), ("ann bea {}\nbea ann {'weight': 1}\n", "braces"),
      ("Nominator Nominee\nann bea\nbea ann\ncat ann\n", "header of words"),
      ("Alpha,Beta\nann,bea\nbea,ann\ncat,ann\n", "found only Alpha, Beta"),
      ("ann bea 1 20240403\nbea ann 1 20240404\n", "fourth field"),
      ("ann bea 1 45385\nbea ann 1 45386\n", "fourth field"),
    ])
  func refused(_ text: String, _ reason: String) {
    let found = failure(text, options: ReadOptions(kind: .reply))
    #expect(found?.description.contains(reason) == true, "\(found.map { "\($0)" } ?? "it is read")")
  }

  @Test("Lists of edges that look a little like these are read")
  func lists() throws {
    func count(_ text: String) throws -> Int {
      try Reading(text, options: ReadOptions(kind: .reply)).interactions.count
    }
    #expect(try count("0 1\n1 0\n") == 2)
    #expect(try count("1 2 3\n2 3 1\n3 1 2\n") == 3)
    #expect(try count("Ann Bea\nBea Ann\nCat Ann\n") == 3)
    #expect(try count("ann bea 1 0\nbea ann 1 1280000000\n") == 2)
  }

  // MARK: mappings

  @Test(
    "A key of a mapping may have dots itself; what no row has is said of optional fields too; a wrong “items” is refused"
  )
  func mappings() throws {
    var mapping = Mapping(name: "m")
    mapping.reads = .json
    var handle = MappedField(.path(["usrname"]))
    handle.isOptional = true
    mapping.records = [
      MappedRecord(
        .posts,
        fields: [
          "id": MappedField(.path(["id"])), "author": MappedField(.path(["author", "id"])), "handle": handle,
          "parent": MappedField(.path(["in", "reply.to", "id"])),
        ])
    ]
    let rows =
      #"{"id":"1","author.id":"97"}"# + "\n" + #"{"id":"2","author":"x","author.id":"98","in":{"reply.to.id":"1"}}"#
    let reading = try Reading(rows + "\n", options: ReadOptions(mapping: mapping))
    #expect(
      reading.posts.map(\.author) == [.number(97), .number(98)] && reading.posts.map(\.parent) == [nil, .number(1)])
    #expect(reading.notes.keys.contains { $0.contains("usrname") && $0.contains("optional") }, "\(reading.notes)")
    mapping.items = ["data", "rowz"]
    let found = failure(#"{"data":{"rows":[{"id":"1"}]}}"#, options: ReadOptions(mapping: mapping))
    #expect(found?.description.contains("“data.rowz”") == true)
    // An empty list is no mistake.
    mapping.items = ["data", "rows"]
    let empty = try Reading(#"{"data":{"rows":[]}}"#, options: ReadOptions(mapping: mapping))
    #expect(empty.ignored.values.reduce(0, +) == 1)
  }

  @Test("At most three formats are named as the nearest")
  func nearest() {
    guard case .unknownFormat(_, let formats)? = failure(#"{"nodes":3,"speaker":1,"guild":2,"by":"a","cid":5}"#) else {
      Issue.record("it is of no known format")
      return
    }
    #expect((1...3).contains(formats.count))
  }

  // MARK: times

  @Test(
    "Days as a spreadsheet counts them among dates are refused, 0 is no time; other orders that leave no choice are read"
  )
  func times() throws {
    let mixed = try Reading(
      "id,author,parent,time\n1,a,,2024-04-03T10:00:00Z\n2,b,1,45385.41667\n3,c,1,20240403\n4,d,1,1712138400\n")
    #expect(mixed.posts.map(\.id) == [.number(1), .number(4)] && mixed.rejects.map(\.line) == [3, 4])
    let moment = Timestamp(text: "2024-04-03T10:00:00Z")
    for text in [
      "2024/04/03 10:00", "2024.04.03 10:00:00", "\"Wed, 03 Apr 2024 10:00:00 +0000\"", "3 Apr 2024 12:00:00 +0200",
      "1712138400000000", "1712138400000000000", "Wed Apr 03 10:00:00 +0000 2024",
    ] {
      let reading = try Reading("id,author,parent,time\n1,a,,\(text)\n2,b,1,2024-04-03T11:00:00Z\n")
      #expect(reading.posts.map(\.time).first == moment, "\(text): \(reading.rejects)")
    }
    let refused = try Reading("id,author,parent,time\n1,a,,0\n2,b,1,the 3rd at 10:05\n3,c,1,1712138400\n")
    #expect(refused.posts.map(\.time) == [nil, moment] && refused.notes[TimeForm.noneNote] == 1)
    #expect(refused.rejects.map(\.line) == [3] && refused.rejects[0].reason.contains("a mapping's “time:"))
    let day = try Reading(#"{"by":"a","id":1,"time":20240403,"type":"story"}"#)
    #expect(day.posts.map(\.time) == [Timestamp(text: "2024-04-03")])
  }

  // MARK: exports

  @Test("Names of Slack's users.json and of Stack Exchange's Users.xml are kept")
  func names() throws {
    let slack = try Reading(
      #"[{"id":"U01","team_id":"T1","name":"mira","deleted":false,"profile":{"real_name":"Mira Q"}}]"#)
    #expect(
      slack.format == "slack" && slack.accounts == [AccountRecord(id: .text("U01"), handle: "mira", name: "Mira Q")])
    let users = try Reading(
      #"<?xml version="1.0"?><users><row Id="-1" DisplayName="Community" /><row Id="5" DisplayName="Ann" /></users>"#)
    #expect(users.format == "stackexchange" && users.accounts == [AccountRecord(id: .number(5), name: "Ann")])
    #expect(users.rows == 2)
  }

  @Test("What begins a topic of Telegram's forums answers nobody; a comment of somebody who left is kept")
  func forums() throws {
    func message(_ id: Int, _ more: String) -> String {
      #"{"id":\#(id),"date":"2023-11-14T22:13:30","date_unixtime":"1700000010"\#(more)}"#
    }
    let messages = [
      message(1, #","type":"service","action":"topic_created""#),
      message(2, #","type":"message","from_id":"user1","reply_to_message_id":1"#),
      message(3, #","type":"message","from_id":"user2","reply_to_message_id":2"#),
    ]
    let chat = try Reading(#"{"name":"P","type":"g","id":1,"messages":[\#(messages.joined(separator: ","))]}"#)
    #expect(chat.posts.map(\.parent) == [nil, .text("1 P/2")])
    let comments = try Reading(
      #"[{"id":5,"issue_url":"https://api.github.com/repos/o/r/issues/1","user":null,"created_at":"2024-01-01T00:00:00Z"}]"#
    )
    #expect(comments.format == "github" && comments.posts.map(\.author) == [nil])
  }

  @Test("A page of accounts that twarc asked for as followers is follows; a tweet with limited replies is a tweet")
  func ofX() throws {
    func page(_ list: String) -> String {
      #"{"data":[{"id":"97","username":"ann","name":"A"}],"__twarc":{"url":"https://api.twitter.com/2/users/99/\#(list)?x=1"}}"#
    }
    #expect(try Reading(page("followers")).follows == [Reading.Follow(follower: .number(97), followed: .number(99))])
    #expect(try Reading(page("following")).follows == [Reading.Follow(follower: .number(99), followed: .number(97))])
    let tweet =
      #"{"source_platform":"twitter.com","data":{"__typename":"TweetWithVisibilityResults","tweet":{"rest_id":"5","#
      + #""core":{"user_results":{"result":{"rest_id":"97"}}},"legacy":{"created_at":"\#(Self.time)"}}}}"#
    #expect(try Reading(tweet).posts.map(\.author) == [.number(97)])
  }

  @Test("What libraries and tools make of answers: searches, texts for numbers, objects for authors, NA for lists")
  func libraries() throws {
    func status(_ number: Int, _ name: String, _ more: String = "") -> String {
      #"{"id":"\#(number)","uri":"https://a.example/users/\#(name)/statuses/\#(number)","account":{"id":"\#(number)","acct":"#
        + #""\#(name)","username":"\#(name)","url":"https://a.example/@\#(name)"},"created_at":"2024-01-01T10:00:00.000Z","#
        + #""visibility":"public"\#(more)}"#
    }
    let search = try Reading(
      #"{"accounts":[],"statuses":[\#(status(5, "ann")),\#(status(6, "bea", #","in_reply_to_id":"5""#))],"hashtags":[]}"#
    )
    #expect(search.posts.map(\.parent) == [nil, .text("https://a.example/users/ann/statuses/5")])
    let table = try Reading(
      #"{"by":"ann","time":"1672567200","type":"story","id":"101","parent":null}"# + "\n"
        + #"{"by":"bea","time":"1672567800","type":"comment","id":"102","parent":"101"}"# + "\n")
    #expect(table.format == "hacker-news" && table.posts.map(\.parent) == [nil, .number(101)])
    let praw = try Reading(
      #"{"id":"c1","author":{"name":"bea"},"parent_id":"t3_p","link_id":"t3_p","created_utc":1700000000.0,"#
        + #""subreddit":{"display_name":"s"}}"#)
    #expect(praw.posts.map(\.author) == [.text("bea")] && praw.posts.map(\.channel) == ["s"])
    let list = try Reading(
      #"[{"author":{"login":"ann"},"comments":[{"id":"C1","author":{"login":"bea"},"createdAt":"2024-01-01T11:00:00Z"}],"#
        + #""createdAt":"2024-01-01T10:00:00Z","id":"I_1","url":"https://github.com/o/r/issues/5","x":"authorAssociation"}]"#,
      options: ReadOptions(format: "github"))
    #expect(list.posts.map(\.parent) == [nil, .text("I_1")])
    let tidied = try Reading(
      "text,conversation_id,author_id,id,created_at,in_reply_to_user_id,referenced_tweets\n"
        + "x,1,97,2,2021-01-01T10:00:00.000Z,98,NA\n")
    #expect(tidied.posts.count == 1 && tidied.rejects.isEmpty)
    let guests = [RESTComments.comment(1, parent: 0), RESTComments.comment(2, parent: 0)]
    let nameless = try Reading(
      "[" + guests.joined(separator: ",").replacing(/"author_name":"[^"]*"/, with: #""author_name":"""#) + "]")
    #expect(nameless.posts.count == 2 && nameless.posts.allSatisfy { $0.author == nil })
  }

  @Test("An answer of an outbox may name several parents")
  func outbox() throws {
    let note =
      #"{"id":"https://a.example/2","attributedTo":"https://a.example/users/ann","published":"2024-01-01T00:00:00Z","#
      + #""inReplyTo":["https://b.example/users/bea/statuses/1"]}"#
    let reading = try Reading(
      #"{"orderedItems":[{"type":"Create","actor":"https://a.example/users/ann","published":"2024-01-01T00:00:00Z","#
        + #""to":["https://www.w3.org/ns/activitystreams#Public"],"object":\#(note)}]}"#)
    #expect(reading.posts.map(\.parent) == [.text("https://b.example/users/bea/statuses/1")])
  }
}
