import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Graph files: GraphML, GEXF, Pajek, GML")
struct GraphFileTests {
  private func reply(_ actor: ExternalID, _ target: ExternalID, _ count: Int64 = 1, row: Bool = true)
    -> InteractionRecord
  {
    InteractionRecord(kind: .reply, actor: actor, target: target, count: count, isRow: row)
  }

  @Test("GraphML: key ids are not names, defaults hold, prefixes do not matter, edges close themselves")
  func graphML() throws {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <g:graphml xmlns:g="http://graphml.graphdrawing.org/xmlns">
       <g:key id="weight" for="node" attr.name="followers" attr.type="long"/>
       <g:key id="d1" for="edge" attr.name="weight" attr.type="double"><g:default>2</g:default></g:key>
       <g:key id="d2" for="edge" attr.name="kind" attr.type="string"/>
       <g:key id="d3" for="node" attr.name="label" attr.type="string"/>
       <g:graph edgedefault="directed">
        <!-- <node id="not"/> -->
        <g:node id="a"><g:data key="weight">5</g:data><g:data key="d3"> Ann &amp; co </g:data></g:node>
        <g:node id="b"/>
        <g:edge source="a" target="b"><g:data key="d2">reply</g:data></g:edge>
        <g:edge source="b" target="a" directed="false"><g:data key="d2">reply</g:data><g:data key="d1"> 3.0 </g:data></g:edge>
        <g:edge source="a" target="b" label="a > b"><g:data key="d2">follow</g:data></g:edge>
        <g:edge source="a"/>
       </g:graph>
      </g:graphml>
      """
    let read = try Reading(text)
    #expect(read.format == "graphml")
    #expect(
      read.accounts == [
        AccountRecord(id: .text("a"), name: "Ann & co", followers: 5), AccountRecord(id: .text("b")),
      ])
    #expect(
      read.interactions == [
        reply(.text("a"), .text("b"), 2), reply(.text("b"), .text("a"), 3),
        reply(.text("a"), .text("b"), 3, row: false),
      ])
    #expect(read.follows == [Reading.Follow(follower: .text("a"), followed: .text("b"))])
    #expect(read.rejects == [Reject(line: 14, reason: "target: expected the id of a node")])
    #expect(read.rows == 4)
    let small = try Reading(text, limits: ReadLimits(blockSize: 32, blocksAtOnce: 3))
    #expect(small.differences(from: read) == [])
  }

  @Test("A name that several numbered nodes share is nobody's, however far apart they are")
  func sharedNames() throws {
    let names = ["ann", "bea", "ann", "cal"]
    let nodes = names.enumerated().map { "<node id=\"n\($0)\"><data key=\"v_name\">\($1)</data></node>" }
    let text = """
      <?xml version="1.0"?>
      <!-- Created by igraph -->
      <graphml>
      <key id="v_name" for="node" attr.name="name" attr.type="string"/>
      <graph edgedefault="directed">
      \(nodes.joined(separator: "\n"))
      <edge source="n0" target="n1"/><edge source="n2" target="n3"/><edge source="n3" target="n9"/>
      </graph></graphml>
      """
    let read = try Reading(text, options: ReadOptions(kind: .reply))
    let (first, third) = (read.interactions[0].actor, read.interactions[1].actor)
    #expect(first != third && first != .text("ann") && third != .text("ann"))
    #expect(read.interactions[0].target == .text("bea") && read.interactions[1].target == .text("cal"))
    // An end that no node declares is of this file alone, too.
    #expect("\(read.interactions[2].target)".hasSuffix("/n9"))
    let small = try Reading(
      text, options: ReadOptions(kind: .reply), limits: ReadLimits(blockSize: 32, blocksAtOnce: 3))
    #expect(small.differences(from: read) == [])
  }

  @Test("GraphML without a kind asks for one, and guesses none")
  func graphMLWithoutKind() throws {
    let text = """
      <graphml><graph edgedefault="undirected"><node id="101"/><edge source="101" target="102"/></graph></graphml>
      """
    #expect("\(try #require(failure(text)))".contains("its kind is needed"))
    let read = try Reading(text, options: ReadOptions(kind: .reply))
    #expect(read.interactions == [reply(.number(101), .number(102)), reply(.number(102), .number(101), row: false)])
  }

  @Test("GEXF of each version: the weight as attribute or value, the kind as attribute, value, or twarc's type")
  func gexf() throws {
    func file(_ version: String, _ edges: String) -> String {
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <gexf xmlns="http://www.gexf.net/\(version)" version="\(version)">
      <graph defaultedgetype="directed">
      <attributes class="node"><attribute id="0" title="screen_name" type="string"/></attributes>
      <attributes class="edge"><attribute id="0" title="weight" type="float"/><attribute id="1" title="Kind" type="string"/>
      </attributes>
      <nodes><node id="101" label="Ann"><attvalues><attvalue for="0" value="ann"/></attvalues></node><node id="102"/></nodes>
      <edges>\(edges)</edges></graph></gexf>
      """
    }
    let old = try Reading(
      file(
        "1.1draft",
        #"<edge id="0" source="101" target="102"><attvalues><attvalue id="0" value="4.0"/><attvalue id="1" value="reply"/></attvalues></edge>"#
      ))
    #expect(old.interactions == [reply(.number(101), .number(102), 4)])
    #expect(
      old.accounts == [AccountRecord(id: .number(101), handle: "ann", name: "Ann"), AccountRecord(id: .number(102))])
    let new = try Reading(
      file(
        "1.3",
        #"<edge source="101" target="102" kind="reply" weight="2"/><edge source="102" target="102" kind="reply"/>"#))
    #expect(new.interactions == [reply(.number(101), .number(102), 2), reply(.number(102), .number(102))])
    let twarc = try Reading(file("1.2draft", #"<edge source="101" target="102" type="retweet" id="0"/>"#))
    #expect(twarc.interactions.map(\.kind) == [.repost])
    let mutual = try Reading(file("1.3", #"<edge source="101" target="102" type="mutual" kind="reply"/>"#))
    #expect(mutual.interactions == [reply(.number(101), .number(102)), reply(.number(102), .number(101), row: false)])
  }

  @Test("An edge's kind that is none is rejected, and the kind given does not turn it into one")
  func unknownKind() throws {
    let read = try Reading(
      #"<gexf><graph><edges><edge source="1" target="2" kind="like"/></edges></graph></gexf>"#,
      options: ReadOptions(kind: .reply))
    #expect(read.interactions.isEmpty)
    #expect(read.rejects.first?.reason.contains("found “like”") == true)
  }

  @Test(
    "Pajek: 1-based vertices, arcs and edges, lists of them, relations by name, a BOM, a matrix; two kinds are refused")
  func pajek() throws {
    let text = """
      \u{FEFF}*Network n
      % a comment
      *Vertices 3
       1 "Ann A" 0.1 0.2
       2 "Bob"
       3 Carol
      *Arcs :1 "reply"
       1 2 2 l "x"
      *Edges :2 "mention"
       2 3
      *Arcslist :1 "reply"
       3 1 2
       3 9
      """
    let read = try Reading(text)
    #expect(read.accounts.map(\.id) == [.text("Ann A"), .text("Bob"), .text("Carol")])
    #expect(
      read.interactions.filter { $0.kind == .reply }.map(\.target) == [.text("Bob"), .text("Ann A"), .text("Bob")])
    #expect(read.interactions.map(\.count) == [2, 1, 1, 1, 1])
    #expect(read.interactions.count { $0.kind == .mention } == 2)
    #expect(read.rejects == [Reject(line: 13, reason: "vertex: expected a number from 1 to 3, found “9”")])
    #expect(read.rows == 5)
    let matrix = try Reading(
      "*Vertices 3\n1 A\n2 B\n3 C\n*Matrix\n0 1 2\n0 -1 1\n", options: ReadOptions(kind: .reply))
    #expect(
      matrix.interactions == [
        reply(.text("A"), .text("B")), reply(.text("A"), .text("C"), 2), reply(.text("B"), .text("C")),
      ])
    #expect(matrix.rejects.map(\.line) == [7])
    let kinds = failure("*Vertices 5 2\n1 A\n2 B\n3 x\n4 y\n5 z\n*Matrix\n1 0 2\n", options: ReadOptions(kind: .reply))
    #expect(kinds?.description.contains("of two kinds") == true)
    let unnamed = try Reading("*Vertices 2\n*Edges\n1 2\n", options: ReadOptions(kind: .follow))
    #expect(unnamed.follows.count == 2)
  }

  @Test("GML: labels where each has one of its own, comments, entities, nested lists, the first graph alone")
  func gml() throws {
    let text = """
      Creator "x"
      # graph [ node [ id 7 ] ]
      graph [
        directed 1
        node [ id 1 label "Ann &amp; co" graphics [ x 1.0 ] ]
        node [ label "B]ob" id 2 ]
        edge [ source 1 target 2 kind "reply" value 3 ]
        edge [ source 2 target 1 label "mentions" ]
        edge [ source 2 target 9 kind "reply" ]
        node [ id 4 label "D" ]
      ]
      graph [ node [ id 5 ] ]
      """
    let read = try Reading(text)
    #expect(read.accounts.map(\.id) == [.text("Ann & co"), .text("B]ob"), .text("D")])
    #expect(read.interactions.map(\.kind) == [.reply, .mention])
    #expect(read.interactions.map(\.count) == [3, 1])
    #expect(read.rejects == [Reject(line: 9, reason: "target: expected the id of a node, found “9”")])
    let bare = try Reading(
      "graph [ node [ id 1 ] node [ id 2 label \"x\" ] edge [ source 1 target 2 ] ]", options: ReadOptions(kind: .reply)
    )
    // A number holds in its file only: the node without a label is kept apart from those of other files.
    #expect(bare.accounts.map(\.id).last == .text("x"))
    #expect(bare.accounts.first.map { "\($0.id)".hasSuffix("/1") } == true)
    #expect(bare.interactions.count == 2)
    let open = try Reading("graph [ node [ id 1 ]", options: ReadOptions(kind: .reply))
    #expect(open.rejects.map(\.line) == [1])
  }

  @Test("An edge table with a column of kinds needs no kind to be given")
  func kindColumn() throws {
    let read = try Reading("source,target,kind,weight\n1,2,reply,2\n2,1,follow,1\n")
    #expect(read.interactions == [reply(.number(1), .number(2), 2)])
    #expect(read.follows.count == 1)
  }
}
