import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Tweets of API v1.1")
struct XV1Tests {
  private let time = Timestamp(seconds: 1_407_634_214)

  @Test("A post, its author and nothing else")
  func post() throws {
    let reading = try Reading(Tweets.tweet(1, by: 10))
    #expect(reading.posts == [PostRecord(id: .number(1), author: .number(10), time: time)])
    #expect(
      reading.accounts == [
        AccountRecord(id: .number(10), handle: "u10", name: "N 10", followers: 1000, seen: time)
      ])
    #expect(reading.interactions.isEmpty)
  }

  @Test("A reply that mentions whom it answers is one reply, and no mention")
  func replyMentioningItsTarget() throws {
    let reading = try Reading(
      Tweets.tweet(
        2, by: 11,
        "\"in_reply_to_status_id_str\":\"1\",\"in_reply_to_user_id_str\":\"10\","
          + Tweets.mentions("\"10\"", "\"12\"", "\"12\"", "\"11\"", "null")))
    #expect(reading.posts.map(\.kind) == [.reply])
    #expect(reading.posts[0].parent == .number(1))
    #expect(reading.posts[0].parentAuthor == .number(10))
    #expect(
      reading.interactions == [
        InteractionRecord(
          kind: .mention, actor: .number(11), target: .number(12), time: time, post: .number(2), isRow: false)
      ])
  }

  @Test("A reply to an account alone is a post and a reply towards it, save to oneself")
  func accountReply() throws {
    let reading = try Reading(
      Tweets.tweet(2, by: 11, "\"in_reply_to_user_id_str\":\"10\"," + Tweets.mentions("\"10\"")) + "\n"
        + Tweets.tweet(3, by: 11, "\"in_reply_to_user_id_str\":\"11\""))
    #expect(reading.posts.map(\.kind) == [.post, .post])
    #expect(reading.posts.allSatisfy { $0.parent == nil && $0.parentAuthor == nil })
    #expect(
      reading.interactions == [
        InteractionRecord(
          kind: .reply, actor: .number(11), target: .number(10), time: time, post: .number(2), isRow: false)
      ])
  }

  @Test("A retweet is its row; mentions and quotes belong to the original inside")
  func retweet() throws {
    let quoted = Tweets.tweet(1, by: 10)
    let original = Tweets.tweet(
      2, by: 11, "\"quoted_status_id_str\":\"1\",\"quoted_status\":\(quoted)," + Tweets.mentions("\"20\""))
    let reading = try Reading(
      Tweets.tweet(
        3, by: 12,
        "\"retweeted_status\":\(original),\"quoted_status_id_str\":\"1\",\"quoted_status\":\(quoted),"
          + Tweets.mentions("\"11\"", "\"20\"")))
    #expect(reading.rows == 1)
    #expect(reading.posts.map(\.id) == [.number(2), .number(1)])
    #expect(reading.posts.allSatisfy { !$0.isRow })
    #expect(reading.interactions.map(\.kind) == [.repost, .quote, .mention])
    #expect(reading.interactions.map(\.actor) == [.number(12), .number(11), .number(11)])
    #expect(reading.interactions.map(\.target) == [.number(11), .number(10), .number(20)])
    #expect(reading.interactions.map(\.post) == [.number(2), .number(2), .number(2)])
    #expect(reading.interactions.map(\.isRow) == [true, false, false])
    #expect(reading.accounts.map(\.id) == [.number(12), .number(11), .number(10)])
  }

  @Test("What a retweet says of the original's author held when it was written, not when the original was")
  func countsOfTheDay() throws {
    let original = Tweets.tweet(2, by: 11, "\"quoted_status\":\(Tweets.tweet(1, by: 10))")
    let reading = try Reading(
      Tweets.tweet(3, by: 12, at: "Mon Aug 11 01:30:14 +0000 2014", "\"retweeted_status\":\(original)"))
    #expect(reading.accounts.map(\.seen) == Array(repeating: Timestamp(seconds: 1_407_720_614), count: 3))
    #expect(reading.posts.map(\.time) == [time, time])
  }

  @Test("A quote shows a post; with a parent it is a reply; without the post its author is not known")
  func quote() throws {
    let quoted = Tweets.tweet(1, by: 10)
    let reading = try Reading(
      [
        Tweets.tweet(2, by: 11, "\"quoted_status_id_str\":\"1\",\"quoted_status\":\(quoted)"),
        Tweets.tweet(3, by: 11, "\"in_reply_to_status_id_str\":\"9\",\"quoted_status\":\(quoted)"),
        Tweets.tweet(4, by: 11, "\"is_quote_status\":true,\"quoted_status_id_str\":\"1\""),
      ].joined(separator: "\n"))
    #expect(reading.posts.filter(\.isRow).map(\.kind) == [.quote, .reply, .quote])
    #expect(reading.interactions.map(\.kind) == [.quote, .quote])
    #expect(reading.interactions.map(\.post) == [.number(2), .number(3)])
    #expect(reading.rows == 3)
  }

  @Test("A long tweet's extended entities are the whole of its mentions")
  func extended() throws {
    let reading = try Reading(
      Tweets.tweet(
        1, by: 10,
        Tweets.mentions("\"20\"") + ",\"extended_tweet\":{\(Tweets.mentions("\"20\"", "\"21\""))}"))
    #expect(reading.interactions.map(\.target) == [.number(20), .number(21)])
  }

  @Test("Ids are exact, as text or as whole numbers beyond a Double")
  func exactIDs() throws {
    let reading = try Reading(
      "{\"created_at\":\"\(Tweets.time)\",\"id\":9007199254740993,\"user\":{\"id\":1234567890123456789},"
        + "\"in_reply_to_status_id\":872836479608733697,\"in_reply_to_status_id_str\":null}")
    #expect(reading.posts[0].id == .number(9_007_199_254_740_993))
    #expect(reading.posts[0].author == .number(1_234_567_890_123_456_789))
    #expect(reading.posts[0].parent == .number(872_836_479_608_733_697))
  }

  @Test("Notices are ignored; other JSON, cut lines and broken tweets are rejected with their line")
  func noticesAndRejects() throws {
    let tweet = Tweets.tweet(1, by: 10)
    let cut = String(tweet.prefix(tweet.count / 2))
    let reading = try Reading(
      [
        tweet, "", "{\"delete\":{\"status\":{\"id\":1}}}", "{\"limit\":{\"track\":3}}{\"warning\":{}}", "[1]", "7",
        cut, "{\"user\":{}}", tweet.replacing(Tweets.time, with: "today"), tweet + tweet, cut,
      ].joined(separator: "\r\n"))
    #expect(reading.posts.count == 3)
    #expect(
      reading.ignored == [
        "deletion notices, whose tweets are taken out": 1, "limit notices": 1, "other stream notices": 1,
      ])
    #expect(reading.rejects.map(\.line) == [5, 6, 7, 8, 9, 11])
    #expect(reading.rejects[4].reason.hasPrefix("created_at: expected"))
    #expect(reading.rejects[5].reason == "expected a whole JSON value, found the file's end in the middle of one")
    #expect(reading.rejects.allSatisfy { !$0.reason.contains("words") })
  }

  @Test("One value laid out over lines, arrays, arrays after one another, and nested too deep")
  func layouts() throws {
    let tweet = Tweets.tweet(1, by: 10)
    let loose = tweet.replacing(",\"", with: "\n ,\n \"")
    for (text, count) in [
      ("[\(tweet),\(tweet)]", 2), ("[\n\(loose),\n\(loose)\n]\n", 2), ("[\(tweet)]\n[\(tweet)]", 2),
      (tweet + tweet + " " + tweet, 3), (loose + "\n" + loose, 2),
    ] {
      for block in [1, 50, 1 << 19] {
        let reading = try Reading(text, limits: ReadLimits(blockSize: block, blocksAtOnce: 2))
        #expect(reading.posts.count == count)
        #expect(reading.rejects.isEmpty)
      }
    }
    let deep = String(repeating: "{\"a\":", count: 2000) + "1" + String(repeating: "}", count: 2000)
    let reading = try Reading(tweet + "\n" + deep + "\n" + tweet + "\n")
    #expect(reading.posts.count == 2)
    #expect(reading.rejects.map(\.line) == [2])
  }
}
