import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Graphs as node-link JSON")
struct NodeLinkTests {
  private func graph(_ key: String = "links", _ start: String = #""directed":true,"#, _ edges: String...) -> String {
    #"{\#(start)"nodes":[{"id":1,"name":"Ann","followers":5},{"id":"b"}],"\#(key)":[\#(edges.joined(separator: ","))]}"#
  }

  @Test("Edges stand in links or edges; kinds and weights travel as attributes")
  func edges() throws {
    for key in ["links", "edges"] {
      let reading = try Reading(
        graph(
          key, #""directed":true,"#, #"{"source":1,"target":"b","kind":"reply","weight":2.0}"#,
          #"{"source":"b","target":1,"kind":"follow","weight":0.5}"#))
      #expect(reading.format == "node-link-json")
      #expect(
        reading.interactions == [
          InteractionRecord(kind: .reply, actor: .number(1), target: .text("b"), count: 2)
        ])
      #expect(reading.follows == [Reading.Follow(follower: .text("b"), followed: .number(1))])
      #expect(
        reading.accounts == [AccountRecord(id: .number(1), name: "Ann", followers: 5), AccountRecord(id: .text("b"))])
      #expect(reading.rows == 2)
    }
  }

  @Test("The kind given holds for edges that do not; without either nothing is guessed")
  func kind() throws {
    let text = graph("links", "", #"{"source":1,"target":"b"}"#)
    #expect(try Reading(text, options: ReadOptions(kind: .mention)).interactions.map(\.kind) == [.mention])
    #expect("\(try #require(failure(text)))".contains("its kind is needed"))
  }

  @Test("An undirected edge is one arc each way and one row")
  func undirected() throws {
    let reading = try Reading(
      graph("links", #""directed":false,"#, #"{"source":1,"target":"b"}"#, #"{"source":1,"target":1}"#),
      options: ReadOptions(kind: .reply))
    #expect(reading.interactions.map(\.actor) == [.number(1), .text("b"), .number(1)])
    #expect(reading.rows == 2)
  }

  @Test("An edge without an end, of another kind or weight is rejected by its number")
  func rejects() throws {
    let reading = try Reading(
      graph(
        "links", "", #"{"source":1}"#, #"{"source":1,"target":2,"kind":"like"}"#,
        #"{"source":1,"target":2,"kind":"quote","weight":-0.5}"#, #"{"source":1,"target":2}"#))
    #expect(reading.rejects.map { $0.reason.prefix { $0 != ":" } } == ["edge 1", "edge 2", "edge 3", "edge 4"])
    #expect(reading.rejects[3].reason.hasSuffix("found nothing; give a kind"))
  }
}
