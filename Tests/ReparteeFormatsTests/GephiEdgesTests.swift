import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Gephi's edge tables")
struct GephiEdgesTests {
  private let reply = ReadOptions(kind: .reply)

  @Test("The source acts on the target, as often as the weight says; names of columns in any case")
  func directed() throws {
    let reading = try Reading("TARGET,source,Label,Weight\nb,a,x,2.0\n3,1,,\n", options: reply)
    #expect(reading.format == "gephi-csv")
    #expect(
      reading.interactions == [
        InteractionRecord(kind: .reply, actor: .text("a"), target: .text("b"), count: 2),
        InteractionRecord(kind: .reply, actor: .number(1), target: .number(3)),
      ])
    #expect(reading.ignoredColumns == ["Label"])
  }

  @Test("An undirected row is one arc each way and one row; lines may end in CR alone")
  func undirected() throws {
    let text = "Source,Target,Type\r1,2,Undirected\r3,4,directed\r5,5,undirected\r"
    let reading = try Reading(text, options: reply)
    #expect(reading.interactions.map(\.actor) == [.number(1), .number(2), .number(3), .number(5)])
    #expect(reading.interactions.map(\.isRow) == [true, false, true, true])
    #expect(reading.rows == 3)
    #expect(reading.lines == 4)
    let follows = try Reading(text, options: ReadOptions(kind: .follow))
    #expect(follows.follows.map(\.follower) == [.number(1), .number(2), .number(3), .number(5)])
  }

  @Test("What the edges mean has to be said; rows without an end, of another type or weight are rejected")
  func rejects() throws {
    let text = "Source,Target,Type,Weight\n1,,,\n1,2,sideways,\n1,2,,-0.5\n"
    #expect("\(try #require(failure(text)))".contains("its kind is needed"))
    let reading = try Reading(text, options: reply)
    #expect(reading.rejects.map(\.line) == [2, 3, 4])
    #expect(reading.rejects[1].reason == "type: expected directed, undirected, mutual, found “sideways”")
    #expect(reading.rows == 3)
  }
}
