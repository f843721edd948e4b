import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Mailboxes: who answered whom on a mailing list")
struct MboxTests {
  @Test func messagesAnswerByTheirReferences() throws {
    let reading = try Reading(Exports.mbox)
    #expect(reading.format == "mbox" && reading.rejects.isEmpty)
    #expect(reading.posts.map { "\($0.id)" } == (1...4).map { "\($0)@list.example" })
    #expect(
      reading.posts.map { $0.parent.map { "\($0)" } ?? "" } == [
        "", "1@list.example", "2@list.example", "1@list.example",
      ])
    #expect(reading.posts.map { $0.time?.milliseconds } == [60_000, 120_000, 180_000, 240_000])
    #expect(
      reading.posts.map { $0.author.map { "\($0)" } } == [
        "ann@a.example", "ben@b.example", "ann@a.example", "cat@c.example",
      ])
    #expect(reading.accounts.map(\.name) == ["Ann", "Ben", nil, "Caté"])
  }

  @Test("A list that writes its own address is nobody, and the address behind it is found")
  func lists() throws {
    let post = "List-Post: <mailto:care@list.example>\n"
    func author(_ fields: String) throws -> String? {
      let text =
        "From x  Mon Jan  5 10:00:00 2026\nDate: Mon, 5 Jan 26 10:00:00 +0000\nMessage-ID: <1@a>\n\(post)\(fields)\n\nText\n"
      return try Reading(text).posts.first?.author.map { "\($0)" }
    }
    #expect(try author("From: Ann via Care <care@list.example>\nReply-To: Ann <ann@a.example>") == "ann@a.example")
    #expect(try author("From: Ann via Care <care@list.example>\nX-Original-From: ann@b.example") == "ann@b.example")
    #expect(try author("From: Ann via Care <care@list.example>\nReply-To: care@list.example") == nil)
    #expect(try author("From: Ann <ann@a.example>\nReply-To: care@list.example") == "ann@a.example")
  }

  @Test("A message without an id or a date is rejected with its line, and the rest is read, in blocks of any size")
  func damaged() throws {
    let text =
      Exports.message(1, from: "Ann <ann@a.example>") + "\nFrom y  Mon Jan  5 10:05:00 2026\nFrom: b@b.example\n\n\n"
      + Exports.message(2, from: "b@b.example", answers: [1], date: "yesterday") + "\n"
      + Exports.message(3, from: "b@b.example", answers: [1])
    for size in [8, 100, 100_000] {
      let reading = try Reading(text, limits: ReadLimits(blockSize: size, blocksAtOnce: 2))
      #expect(reading.posts.map { "\($0.id)" } == ["1@list.example", "3@list.example"])
      #expect(reading.rejects.map(\.line) == [9, 13], "\(reading.rejects)")
    }
  }
}
