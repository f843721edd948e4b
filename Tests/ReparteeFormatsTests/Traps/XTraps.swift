import ReparteeGraph
import Testing

@testable import ReparteeFormats

/// One test a trap, called after it; the suites of the formats hold the rest.
@Suite("Traps of X")
struct XTraps {
  @Test("v1: in_reply_to_user_id alone is an account-level reply")
  func accountReply() throws {
    let reading = try Reading(Tweets.tweet(1, by: 10, #""in_reply_to_user_id_str":"11""#))
    #expect(reading.interactions.map(\.kind) == [.reply] && reading.interactions.map(\.target) == [.number(11)])
    #expect(reading.posts.map(\.parent) == [nil])
  }

  @Test("v1: the original inside a retweet is itself a post")
  func retweetedOriginal() throws {
    let reading = try Reading(Tweets.tweet(2, by: 11, #""retweeted_status":\#(Tweets.tweet(1, by: 10))"#))
    #expect(reading.posts.map(\.id) == [.number(1)] && reading.posts.map(\.author) == [.number(10)])
    #expect(reading.interactions.map(\.kind) == [.repost])
  }

  @Test("v1: a quote inside a retweet belongs to the original, never to the retweeter")
  func quoteInRetweet() throws {
    let quoting = Tweets.tweet(2, by: 11, #""quoted_status_id_str":"1","quoted_status":\#(Tweets.tweet(1, by: 10))"#)
    let reading = try Reading(
      Tweets.tweet(3, by: 12, #""retweeted_status":\#(quoting),"quoted_status":\#(Tweets.tweet(1, by: 10))"#))
    let quotes = reading.interactions.filter { $0.kind == .quote }
    #expect(quotes.map(\.actor) == [.number(11)])
  }

  @Test("v1: streams end in cut lines, which are one reject each")
  func cutLine() throws {
    let tweet = Tweets.tweet(1, by: 10)
    let reading = try Reading(tweet + "\n" + tweet.dropLast(20))
    #expect(reading.posts.count == 1 && reading.rejects.map(\.line) == [2])
  }

  @Test("v2: a retweet carries its own conversation id; the root is the original's")
  func retweetConversation() throws {
    let retweet = TweetsV2.tweet(
      9, by: 12, conversation: 9, more: #""referenced_tweets":[{"type":"retweeted","id":"2"}]"#)
    let reading = try Reading(
      TweetsV2.page(data: [retweet], included: [TweetsV2.tweet(2, by: 11, conversation: 1)], users: [11, 12]))
    #expect(reading.posts.map(\.conversation) == [.number(1)])
  }

  @Test("v2: “RT @x” adds a spurious first mention")
  func spuriousMention() throws {
    let retweet = TweetsV2.tweet(
      9, by: 12, conversation: 9, more: #""referenced_tweets":[{"type":"retweeted","id":"2"}],"# + TweetsV2.mentions(11)
    )
    let reading = try Reading(
      TweetsV2.page(data: [retweet], included: [TweetsV2.tweet(2, by: 11, conversation: 2)], users: [11, 12]))
    #expect(reading.interactions.map(\.kind) == [.repost])
  }

  @Test("v2: an early mention has no id; its handle is resolved in any case")
  func earlyMention() throws {
    let tweet = TweetsV2.tweet(1, by: 10, conversation: 1, more: #""entities":{"mentions":[{"username":"U11"}]}"#)
    let reading = try Reading(TweetsV2.page(data: [tweet], included: [], users: [10, 11]))
    #expect(reading.interactions.map(\.target) == [.number(11)])
  }

  @Test("v2: edits collapse by edit_history_tweet_ids")
  func edits() throws {
    let versions = #""edit_history_tweet_ids":["1","2"]"#
    let answer = TweetsV2.tweet(3, by: 11, conversation: 1, answering: (2, by: 10))
    let reading = try Reading(
      TweetsV2.page(
        data: [TweetsV2.tweet(2, by: 10, conversation: 1, more: versions), answer], included: [], users: [10, 11]))
    #expect(reading.posts.map(\.id) == [.number(1), .number(3)])
    #expect(reading.posts[1].parent == reading.posts[0].id)
  }

  @Test("v2: a missing reference becomes a stub, whose author is known")
  func stub() throws {
    let reading = try Reading(
      TweetsV2.page(
        data: [TweetsV2.tweet(2, by: 11, conversation: 1, answering: (1, by: 10))], included: [], users: [11]))
    #expect(reading.posts.map(\.parent) == [.number(1)] && reading.posts.map(\.parentAuthor) == [.number(10)])
  }

  @Test("twarc CSV: JSON inside cells")
  func jsonInCells() throws {
    let reading = try Reading(TwarcRows.text(TwarcRows.row(1, by: 10, ["mentions": #"[{"username":"x","id":"12"}]"#])))
    #expect(reading.interactions.map(\.target) == [.number(12)])
  }

  @Test("Archive: the file begins with a variable, up to the first =; no author stands inside")
  func archive() throws {
    let reading = try Reading(
      #"window.YTD.tweets.part0 = [{"tweet":{"id_str":"3","full_text":"a = b","created_at":"\#(Tweets.time)"}}]"#,
      options: ReadOptions(owner: "10"))
    #expect(reading.posts.map(\.author) == [.number(10)])
    guard case .missingSetting(_, .owner, _)? = failure("window.YTD.tweets.part0 = []") else {
      Issue.record("the owner is asked for")
      return
    }
  }
}
