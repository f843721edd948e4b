import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Traps of files, edge lists and sheets")
struct ListTraps {
  @Test("A byte order mark, and LF, CRLF or CR")
  func lineEnds() throws {
    for end in ["\n", "\r\n", "\r"] {
      let reading = try Reading("\u{FEFF}id,author,parent" + end + "1,a," + end + "2,b,1" + end)
      #expect(reading.posts.count == 2 && reading.lines == 3 && reading.rejects.isEmpty)
    }
  }

  @Test("Ids are strings or exact 64-bit integers, never Doubles")
  func exactIDs() throws {
    let reading = try Reading("id,author,parent\n9007199254740993,1,\n9007199254740992,1,\n012,1,\n")
    #expect(reading.posts.map(\.id) == [.number(9_007_199_254_740_993), .number(9_007_199_254_740_992), .text("012")])
  }

  @Test("The direction of a bare edge list is asked for")
  func direction() throws {
    guard case .missingSetting(_, .kind, let remedy)? = failure("1 2\n2 3\n") else {
      Issue.record("the kind is asked for")
      return
    }
    #expect(remedy.contains("A follows B"))
  }

  @Test("Detection is by content, not by name")
  func detection() throws {
    #expect(try Reading(Tweets.tweet(1, by: 10)).format == "x-v1")
    #expect(try Reading("id,author,parent\n1,2,\n").format == "posts-csv")
  }

  @Test("Higgs: every RE row is doubled by an MT row of the same pair and second")
  func higgs() throws {
    let reading = try Reading("1 2 1341100972 RE\n1 2 1341100972 MT\n3 2 1341100973 MT\n")
    #expect(reading.interactions.map(\.kind) == [.reply, .mention, .mention])
    // They are folded in the store, where the file is seen as a whole.
    #expect(reading.interactions[0].time == reading.interactions[1].time)
  }

  @Test("SNAP and KONECT: # and % comments, trailing blanks, optional weight and time, CRLF")
  func comments() throws {
    let reading = try Reading("# c\r\n% c\r\n1 2 3 \r\n2\t3\t1\t1341100972\t\r\n", options: ReadOptions(kind: .reply))
    #expect(reading.interactions.map(\.count) == [3, 1])
    #expect(reading.interactions.map(\.time) == [nil, Timestamp(seconds: 1_341_100_972)])
  }

  @Test("Gephi: names of columns in any case, Undirected is one arc each way, CR alone ends lines")
  func gephi() throws {
    let reading = try Reading("SOURCE,target,Type,weight\ra,b,Undirected,2\r", options: ReadOptions(kind: .mention))
    #expect(reading.interactions.map(\.actor) == [.text("a"), .text("b")])
    #expect(reading.rows == 1)
  }

  @Test("GraphML: key ids are not names, and defaults hold")
  func graphML() throws {
    let reading = try Reading(
      #"<graphml><key id="weight" for="edge" attr.name="kind"/><key id="x" for="edge" attr.name="weight">"#
        + #"<default>4</default></key><graph edgedefault="directed"><edge source="a" target="b">"#
        + #"<data key="weight">reply</data></edge></graph></graphml>"#)
    #expect(reading.interactions.map(\.kind) == [.reply] && reading.interactions.map(\.count) == [4])
  }

  @Test("GEXF: the weight may be in attvalues, and the namespace differs with the version")
  func gexf() throws {
    for version in ["1.1draft", "1.2draft", "1.3"] {
      let reading = try Reading(
        #"<gexf xmlns="http://www.gexf.net/\#(version)"><graph><attributes class="edge"><attribute id="0" title="Weight"/>"#
          + #"</attributes><edges><edge source="a" target="b" kind="quote"><attvalues><attvalue for="0" value="3"/>"#
          + "</attvalues></edge></edges></graph></gexf>")
      #expect(reading.interactions.map(\.count) == [3] && reading.interactions.map(\.kind) == [.quote])
    }
  }

  @Test("Node-link JSON: edges or links")
  func nodeLink() throws {
    for key in ["edges", "links"] {
      let reading = try Reading(
        #"{"directed":true,"nodes":[{"id":"a"}],"\#(key)":[{"source":"a","target":"b","kind":"reply"}]}"#)
      #expect(reading.interactions.count == 1)
    }
  }

  @Test("Pajek: 1-based vertices, arcs, edges, lists of both, a byte order mark")
  func pajek() throws {
    let reading = try Reading(
      "\u{FEFF}*Vertices 3\n1 \"a\"\n2 \"b\"\n3 \"c\"\n*Arcs\n1 2\n*Edges\n2 3\n*Arcslist\n3 1 2\n*Edgeslist\n1 3\n",
      options: ReadOptions(kind: .reply))
    let arcs = reading.interactions.map { "\($0.actor)\($0.target)" }
    #expect(arcs == ["ab", "bc", "cb", "ca", "cb", "ac", "ca"])
  }

  @Test("Roster: @ and trailing blanks are tolerated")
  func roster() throws {
    let reading = try Reading("handle,kind\n@Ann ,person\n")
    #expect(reading.roster.map(\.handle) == ["Ann"] && reading.roster.map(\.kind) == [.person])
  }
}
