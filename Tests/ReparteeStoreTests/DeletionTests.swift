import ReparteeFormats
import ReparteeGraph
import ReparteeMeasures
import Testing

@testable import ReparteeStore

@Suite("Deletions, and counts of replies")
struct DeletionTests {
  private func post(_ key: Int, by name: String, answering parent: Int? = nil, replies: Int? = nil) -> String {
    let uri = "at://did:plc:\(name)/app.bsky.feed.post/\(key)"
    let parentURI = parent.map { "at://did:plc:ann/app.bsky.feed.post/\($0)" }
    let reply = parentURI.map { #","reply":{"parent":{"uri":"\#($0)"},"root":{"uri":"\#($0)"}}"# } ?? ""
    let count = replies.map { #","replyCount":\#($0)"# } ?? ""
    return #"{"post":{"uri":"\#(uri)","author":{"did":"did:plc:\#(name)","handle":"\#(name).example"},"#
      + #""record":{"$type":"app.bsky.feed.post","createdAt":"2024-01-01T10:0\#(key):00Z"\#(reply)}\#(count)}}"#
  }

  private func deletion(_ key: Int, by name: String) -> String {
    #"{"did":"did:plc:\#(name)","kind":"commit","commit":{"operation":"delete","#
      + #""collection":"app.bsky.feed.post","rkey":"\#(key)"}}"# + "\n"
  }

  private var feed: Input {
    let posts = [
      post(1, by: "ann", replies: 5), post(2, by: "ben", answering: 1), post(3, by: "cat", answering: 1),
      post(4, by: "ann", replies: 1),
    ]
    return Input(name: "feed.json", text: "{\"feed\":[\(posts.joined(separator: ","))]}\n")
  }

  @Test("A deleted post is gone whichever file came first, and stays gone when the deletion is undone")
  func deleted() throws {
    let scratch = try Scratch()
    let stream = Input(name: "stream.jsonl", text: deletion(2, by: "ben") + deletion(9, by: "nobody"))
    let after = try scratch.store(of: [feed, stream])
    let before = try scratch.store(of: [stream, feed], name: "before.repartee")
    for store in [after, before] {
      #expect(
        try store.rows("SELECT id FROM post ORDER BY id").map { $0[0].suffix(1) } == ["1", "4", "3"].map { $0 })
      #expect(try store.check().filter { $0.violations > 0 } == [])
    }
    #expect(Picture(try after.network()).differences(from: Picture(try before.network())) == [])
    _ = try after.undo(scratch.path("stream.jsonl"))
    #expect(try after.rows("SELECT count(*) FROM post") == [["3"]])
    #expect(try after.rows("SELECT count(*) FROM deletion") == [["0"]])
  }

  @Test("Replies held are held against those that the platform counted")
  func coverage() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: [feed])
    let network = try store.network()
    let counts = network.posts.replyCounts
    let coverage = MeasuredNetwork(ScopedNetwork(network)).coverage.total
    #expect(counts.count == 2 && coverage.counted == 6 && coverage.held == 2)
    #expect((0..<counts.count).map { counts[$0].replies } == [5, 1])
    #expect((0..<counts.count).allSatisfy { !counts[$0].isWhole })
    // A later file knows of more; the latest holds, whichever came first.
    let more = Input(name: "more.json", text: "{\"feed\":[\(post(1, by: "ann", replies: 9))]}\n")
    for (name, inputs) in [("up.repartee", [feed, more]), ("down.repartee", [more, feed])] {
      let counts = try scratch.store(of: inputs, name: name).network().posts.replyCounts
      #expect(counts.count == 2 && counts[0].replies == 9)
    }
    let none = try scratch.store(of: [Inputs.posts], name: "none.repartee")
    let uncounted = try none.network()
    let nothing = MeasuredNetwork(ScopedNetwork(uncounted)).coverage.total
    #expect(uncounted.posts.replyCounts.count == 0 && nothing.counted == 0 && nothing.held == 0)
  }
}
