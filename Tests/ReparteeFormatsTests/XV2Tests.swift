import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Tweets of API v2")
struct XV2Tests {
  private let time = Timestamp(seconds: 1_617_271_200)

  @Test("A page: what stands in data are rows, included tweets are carried, accounts are dated by the collector")
  func page() throws {
    let reading = try Reading(
      TweetsV2.page(
        data: [TweetsV2.tweet(2, by: 11, conversation: 1, answering: (1, by: 10))],
        included: [TweetsV2.tweet(1, by: 10, conversation: 1)], users: [10, 11]))
    #expect(reading.format == "x-v2")
    #expect(
      reading.posts == [
        PostRecord(
          id: .number(2), author: .number(11), parent: .number(1), parentAuthor: .number(10), conversation: .number(1),
          time: time, kind: .reply),
        PostRecord(id: .number(1), author: .number(10), conversation: .number(1), time: time, isRow: false),
      ])
    #expect(
      reading.accounts.first
        == AccountRecord(
          id: .number(10), handle: "u10", name: "N 10", followers: 1000, seen: Timestamp(seconds: 1_617_278_400)))
    #expect(reading.rows == 1)
  }

  @Test("A page and the same tweets flattened make the same posts and interactions")
  func flattened() throws {
    let quoted = TweetsV2.tweet(1, by: 10, conversation: 1)
    let tweet = { (more: String) in
      TweetsV2.tweet(3, by: 12, conversation: 3, more: more)
    }
    let page = try Reading(
      TweetsV2.page(
        data: [tweet(#""referenced_tweets":[{"type":"quoted","id":"1"}]"#)], included: [quoted], users: [10, 12]))
    let inside = quoted.dropFirst()
    let flat = try Reading(tweet(#""referenced_tweets":[{"type":"quoted",\#(inside)]"#))
    #expect(flat.format == "x-v2")
    #expect(flat.posts == page.posts)
    #expect(flat.interactions == page.interactions)
    #expect(page.interactions.map(\.kind) == [.quote])
    #expect(page.posts.map(\.kind) == [.quote, .post])
  }

  @Test("A retweet is a repost of its row; its mentions and its conversation are the original's")
  func retweet() throws {
    let reading = try Reading(
      TweetsV2.page(
        data: [
          TweetsV2.tweet(
            5, by: 12, conversation: 5,
            more: #""referenced_tweets":[{"type":"retweeted","id":"1"}],"# + TweetsV2.mentions(10, 77))
        ], included: [TweetsV2.tweet(1, by: 10, conversation: 1)], users: []))
    #expect(reading.posts.map(\.id) == [.number(1)])
    #expect(
      reading.interactions == [
        InteractionRecord(kind: .repost, actor: .number(12), target: .number(10), time: time, post: .number(1))
      ])
  }

  @Test("A retweet of a tweet that is not there names its author by its first mention, or is left to the store")
  func lostOriginal() throws {
    let lost = #""referenced_tweets":[{"type":"retweeted","id":"1"}]"#
    let reading = try Reading(
      TweetsV2.tweet(5, by: 12, conversation: 5, more: lost + "," + TweetsV2.mentions(10)) + "\n"
        + TweetsV2.tweet(6, by: 12, conversation: 6, more: lost))
    #expect(reading.interactions.map(\.target) == [.number(10)])
    // The store may hold the tweet, and say whose it is.
    #expect(reading.reposts.map(\.actor) == [.number(12)] && reading.ignored.isEmpty)
    #expect(reading.rows == 2)
  }

  @Test(
    "A mention without an id is found by its handle in any case; those of the author and of whom it answers are none")
  func mentions() throws {
    let reading = try Reading(
      TweetsV2.page(
        data: [
          TweetsV2.tweet(
            2, by: 11, conversation: 1, answering: (1, by: 10),
            more: #""entities":{"mentions":[{"username":"U14"},{"username":"u10"},{"username":"u11"},"#
              + #"{"username":"u14"},{"username":"nobody"}]}"#)
        ], included: [], users: [10, 11, 14]))
    #expect(reading.interactions.map(\.target) == [.number(14)])
  }

  @Test("The versions of an edited tweet are one post, and so is what answers the later one")
  func edits() throws {
    let versions = #""edit_history_tweet_ids":["1","4"]"#
    let reading = try Reading(
      TweetsV2.page(
        data: [
          TweetsV2.tweet(4, by: 10, conversation: 1, more: versions),
          TweetsV2.tweet(7, by: 11, conversation: 1, answering: (4, by: 10)),
        ], included: [], users: []))
    #expect(reading.posts.map(\.id) == [.number(1), .number(7)])
    #expect(reading.posts[1].parent == .number(1))
  }

  @Test("Where only an account is answered it is a reply towards it; notices, empty pages and lists are ignored")
  func others() throws {
    let reading = try Reading(
      [
        TweetsV2.tweet(2, by: 11, conversation: 2, more: #""in_reply_to_user_id":"10""#),
        #"{"id":"1","action":"delete","created_at":"2021-04-01T10:00:00.000Z"}"#,
        #"{"meta":{"result_count":0}}"#,
        #"{"data":[{"id":"9","name":"l","owner_id":"10"},{"id":"10","username":"ann"}]}"#,
        #"{"id":"3","author_id":"11","created_at":"yesterday"}"#,
      ].joined(separator: "\n"))
    #expect(reading.interactions.map(\.kind) == [.reply])
    #expect(reading.ignored.values.reduce(0, +) == 4)
    #expect(
      reading.rejects == [
        Reject(
          line: 5, reason: "created_at: expected a time like “2021-04-01T10:00:00.000Z”, found “yesterday”")
      ])
    #expect(reading.rows == 6)
  }
}

/// Invented tweets of API v2.
enum TweetsV2 {
  static func tweet(
    _ id: Int, by author: Int, conversation: Int, answering parent: (id: Int, by: Int)? = nil, more: String = ""
  ) -> String {
    var text = #"{"id":"\#(id)","author_id":"\#(author)","conversation_id":"\#(conversation)","#
    text += #""created_at":"2021-04-01T10:00:00.000Z","text":"words, [and] \"more\" {of them}""#
    if let parent {
      text += #","in_reply_to_user_id":"\#(parent.by)","#
      text += #""referenced_tweets":[{"type":"replied_to","id":"\#(parent.id)"}]"#
    }
    return text + (more.isEmpty ? "" : "," + more) + "}"
  }

  static func page(data: [String], included: [String], users: [Int]) -> String {
    let accounts = users.map {
      #"{"id":"\#($0)","username":"u\#($0)","name":"N \#($0)","public_metrics":{"followers_count":\#($0 * 100)}}"#
    }
    return #"{"data":[\#(data.joined(separator: ","))],"includes":{"users":[\#(accounts.joined(separator: ","))],"#
      + #""tweets":[\#(included.joined(separator: ","))]},"meta":{"result_count":\#(data.count)},"#
      + #""__twarc":{"retrieved_at":"2021-04-01T12:00:00+00:00"}}"#
  }

  static func mentions(_ targets: Int...) -> String {
    #""entities":{"mentions":[\#(targets.map { #"{"id":"\#($0)","username":"u\#($0)"}"# }.joined(separator: ","))]}"#
  }
}
