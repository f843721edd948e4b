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

  /// What a stream says of an account at a moment of that day.
  private func status(_ status: String, of name: String, minute: Int) -> String {
    #"{"did":"did:plc:\#(name)","time_us":\#(1_704_103_200_000_000 + minute * 60_000_000),"kind":"account","#
      + #""account":{"active":false,"status":"\#(status)"}}"# + "\n"
  }

  private func handle(_ handle: String, of name: String, minute: Int) -> String {
    #"{"did":"did:plc:\#(name)","time_us":\#(1_704_103_200_000_000 + minute * 60_000_000),"kind":"identity","#
      + #""identity":{"did":"did:plc:\#(name)","handle":"\#(handle)"}}"# + "\n"
  }

  /// A version of a post of that day, and when it was written.
  private func version(
    _ operation: String, _ key: Int, by name: String, answering parent: Int?, minute: Int
  ) -> String {
    let uri = parent.map { "at://did:plc:ann/app.bsky.feed.post/\($0)" }
    let reply = uri.map { #","reply":{"parent":{"uri":"\#($0)"},"root":{"uri":"\#($0)"}}"# } ?? ""
    return #"{"did":"did:plc:\#(name)","time_us":\#(1_704_103_200_000_000 + minute * 60_000_000),"kind":"commit","#
      + #""commit":{"operation":"\#(operation)","collection":"app.bsky.feed.post","rkey":"\#(key)","#
      + #""record":{"createdAt":"2024-01-01T10:0\#(key):00Z"\#(reply)}}}"# + "\n"
  }

  @Test("A deleted account loses what it did before, whichever file came first; one that only rests loses nothing")
  func deletedAccount() throws {
    let scratch = try Scratch()
    let follows = Input(
      name: "follows.json",
      text: #"{"subject":{"did":"did:plc:ann","handle":"ann.example"},"followers":["#
        + #"{"did":"did:plc:ben","handle":"ben.example"},{"did":"did:plc:cat","handle":"cat.example"}]}"#)
    // ben's post is of 10:02, cat's of 10:03.
    let stream = Input(
      name: "stream.jsonl",
      text: status("deleted", of: "ben", minute: 30) + status("takendown", of: "cat", minute: 2)
        + status("deactivated", of: "ann", minute: 50))
    for order in permutations([feed, follows, stream]) {
      let store = try scratch.store(of: order)
      #expect(try store.rows("SELECT id FROM post ORDER BY id").map { $0[0].suffix(1) } == ["1", "4", "3"])
      // Neither follows anybody any more, and only ann's name and cat's of later are known.
      #expect(try store.network().followers.map { $0.edgeCount } ?? 0 == 0)
      #expect(
        try store.rows("SELECT count(*) FROM account_record JOIN account USING (account) WHERE id LIKE '%ben'") == [
          ["0"]
        ])
      #expect(try store.check().filter { $0.violations > 0 } == [])
    }
  }

  @Test("A follow list keeps those who are left")
  func followersLeft() throws {
    let scratch = try Scratch()
    let followers = (0..<300).map { #"{"did":"did:plc:f\#($0)","handle":"f\#($0).example"}"# }.joined(separator: ",")
    let follows = Input(
      name: "follows.json",
      text: #"{"subject":{"did":"did:plc:ann","handle":"ann.example"},"followers":[\#(followers)]}"#)
    let stream = Input(name: "stream.jsonl", text: status("deleted", of: "f7", minute: 1))
    for order in [[follows, stream], [stream, follows]] {
      let store = try scratch.store(of: order)
      #expect(try store.network().followers?.edgeCount == 299)
      #expect(try store.check().filter { $0.violations > 0 } == [])
    }
  }

  @Test("The newest version of a post holds, whatever the order of files and of events")
  func versions() throws {
    let scratch = try Scratch()
    let first = Input(name: "1.jsonl", text: version("create", 5, by: "ben", answering: 4, minute: 5))
    let second = Input(name: "2.jsonl", text: version("update", 5, by: "ben", answering: 1, minute: 6))
    let third = Input(name: "3.jsonl", text: version("update", 5, by: "ben", answering: 4, minute: 9))
    func parent(_ inputs: [Input]) throws -> Substring? {
      try scratch.store(of: inputs).rows("SELECT DISTINCT parent FROM post WHERE id LIKE '%ben%'").first?[0].suffix(1)
    }
    for order in permutations([first, second]) { #expect(try parent(order) == "1") }
    for order in permutations([first, second, third]) { #expect(try parent(order) == "4") }
    for order in permutations([first, second]) {
      #expect(try parent([Input(name: "all.jsonl", text: order.map(\.text).joined())]) == "1")
    }
  }

  @Test("Changes of handles and profiles say what accounts are called, and when; a wrong clock is put right")
  func names() throws {
    let scratch = try Scratch()
    let profile =
      #"{"did":"did:plc:ben","time_us":1704103260000000,"kind":"commit","commit":{"operation":"update","#
      + #""collection":"app.bsky.actor.profile","rkey":"self","record":{"displayName":"Ben Bell"}}}"# + "\n"
    let future = version("create", 6, by: "ben", answering: nil, minute: 6)
      .replacingOccurrences(of: "2024-01-01T10:06", with: "2099-01-01T10:06")
    let stream = Input(
      name: "s.jsonl",
      text: handle("new.example", of: "ben", minute: 9) + handle("old.example", of: "ben", minute: 1)
        + profile + future)
    let store = try scratch.store(of: [stream])
    #expect(
      try store.rows("SELECT handle, name FROM accounts WHERE id = 'did:plc:ben'") == [["new.example", "Ben Bell"]])
    #expect(try store.rows("SELECT time FROM posts") == [["2024-01-01T10:06:00Z"]])
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
