import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("ConvoKit corpora")
struct ConvoKitTests {
  private let time = Timestamp(seconds: 1_600_000_000)

  @Test("An utterance answers reply-to or reply_to, and belongs to its conversation")
  func replies() throws {
    for key in ["reply-to", "reply_to"] {
      let reading = try Reading(
        #"{"id":"a","speaker":"ann","conversation_id":"a","\#(key)":null,"timestamp":1600000000,"text":"words"}"# + "\n"
          + #"{"id":"b","speaker":"ben","conversation_id":"a","\#(key)":"a","timestamp":"1600000000","meta":{}}"#)
      #expect(reading.format == "convokit")
      #expect(
        reading.posts == [
          PostRecord(id: .text("a"), author: .text("ann"), conversation: .text("a"), time: time),
          PostRecord(
            id: .text("b"), author: .text("ben"), parent: .text("a"), conversation: .text("a"), time: time, kind: .reply
          ),
        ])
      #expect(!"\(reading)".contains("words"))
    }
  }

  @Test("Version 1 calls them user and root")
  func firstVersion() throws {
    let reading = try Reading(#"{"id":"b","user":"ben","root":"a","reply-to":"a","timestamp":null,"text":"t"}"#)
    #expect(reading.format == "convokit")
    #expect(reading.posts.map(\.conversation) == [.text("a")])
    #expect(reading.accounts.map(\.id) == [.text("ben")])
  }

  @Test("A time may be null; “[deleted]” is never one account; what is no utterance is rejected with its line")
  func gaps() throws {
    let reading = try Reading(
      #"{"id":"a","speaker":"[deleted]","conversation_id":"a","timestamp":null}"# + "\n"
        + #"{"id":"b","speaker":"ben","conversation_id":"a","timestamp":"then"}"# + "\n" + #"{"speaker":"ben"}"#)
    #expect(reading.posts.map(\.time) == [nil] && reading.posts.map(\.author) == [nil] && reading.accounts.isEmpty)
    #expect(reading.rejects.map(\.line) == [2, 3])
    #expect(reading.rejects[0].reason == "timestamp: expected Unix seconds or null")
  }
}
