import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("X archives")
struct XArchiveTests {
  private let time = Timestamp(seconds: 1_407_634_214)
  private let owner = ReadOptions(owner: "10")

  @Test("Tweets are the owner's; their answers name a tweet, or an account alone")
  func tweets() throws {
    let answer = #""in_reply_to_status_id_str":"1","in_reply_to_user_id_str":"11","#
    let reading = try Reading(
      Archives.tweets(
        Archives.tweet(3), Archives.tweet(4, answer + Archives.mentions(11, 12, 12, 10)),
        Archives.tweet(5, #""in_reply_to_user_id_str":"13","# + Archives.mentions())), options: owner)
    #expect(reading.format == "x-archive")
    #expect(
      reading.posts == [
        PostRecord(id: .number(3), author: .number(10), time: time),
        PostRecord(
          id: .number(4), author: .number(10), parent: .number(1), parentAuthor: .number(11), time: time, kind: .reply),
        PostRecord(id: .number(5), author: .number(10), time: time),
      ])
    #expect(reading.interactions.map(\.kind) == [.mention, .reply])
    #expect(reading.interactions.map(\.target) == [.number(12), .number(13)])
    #expect(reading.accounts.first == AccountRecord(id: .number(11), handle: "u11", seen: time))
  }

  @Test("A text that begins with “RT @” is a repost of its first mention; where nobody is mentioned it is ignored")
  func retweets() throws {
    let reading = try Reading(
      Archives.tweets(
        Archives.tweet(3, #""full_text":"RT @u11: words","# + Archives.mentions(11, 12)),
        Archives.tweet(4, #""full_text":"RT @gone: words","# + Archives.mentions())), options: owner)
    #expect(
      reading.interactions == [
        InteractionRecord(kind: .repost, actor: .number(10), target: .number(11), time: time)
      ])
    #expect(reading.posts.isEmpty)
    #expect(reading.ignored == ["retweets of a tweet whose author nobody names": 1])
  }

  @Test("The versions of an edited tweet are one post")
  func edits() throws {
    let first = #""edit_info":{"initial":{"editTweetIds":["3","4"]}},"# + Archives.mentions()
    let later = #""edit_info":{"edit":{"initialTweetId":"3","editControlInitial":{"editTweetIds":["3","4"]}}},"#
    let reading = try Reading(
      Archives.tweets(Archives.tweet(3, first), Archives.tweet(4, later + Archives.mentions())), options: owner)
    #expect(reading.posts.map(\.id) == [.number(3), .number(3)])
  }

  @Test("Followers follow the owner, who follows the following")
  func follows() throws {
    let followers = try Reading(Archives.accounts("follower", 11, 12), options: owner)
    #expect(followers.follows.map(\.follower) == [.number(11), .number(12)])
    #expect(followers.follows.allSatisfy { $0.followed == .number(10) })
    let following = try Reading(Archives.accounts("following", 11), options: owner)
    #expect(following.follows == [Reading.Follow(follower: .number(10), followed: .number(11))])
  }

  @Test("The owner's number is needed, and where it stands is said; other parts of an archive are not read")
  func withoutOwner() throws {
    let text = Archives.tweets(Archives.tweet(3))
    #expect("\(try #require(failure(text)))".contains("account.js"))
    #expect("\(try #require(failure(text, options: ReadOptions(owner: "ann"))))".contains("found “ann”"))
    #expect(failure("window.YTD.like.part0 = [ { \"like\" : { } } ]", options: owner) != nil)
  }

  @Test("Entries that are none are rejected at their lines, and those around them are read")
  func rejects() throws {
    let reading = try Reading(
      "\nwindow.YTD.tweets.part0 = [\n{\"other\":1},\n{\"tweet\":{\"id\":5}},\n\(Archives.tweet(3))\n]\n",
      options: owner)
    #expect(reading.rejects.map(\.line) == [3, 4])
    #expect(reading.rejects.map(\.reason).last == "expected a tweet, found no “created_at” in it")
    #expect(reading.posts.count == 1)
    #expect(reading.lines == 6)
  }
}

/// Invented entries of an archive of X.
enum Archives {
  static func tweets(_ tweets: String...) -> String {
    "window.YTD.tweets.part0 = [\n  \(tweets.joined(separator: ",\n  "))\n]\n"
  }

  static func tweet(_ id: Int, _ more: String = mentions()) -> String {
    #"{"tweet":{"id_str":"\#(id)","created_at":"Sun Aug 10 01:30:14 +0000 2014",\#(more)}}"#
  }

  static func mentions(_ ids: Int...) -> String {
    #""entities":{"user_mentions":[\#(ids.map { #"{"id_str":"\#($0)","screen_name":"u\#($0)"}"# }.joined(separator: ","))]}"#
  }

  static func accounts(_ list: String, _ ids: Int...) -> String {
    "window.YTD.\(list).part0 = [ "
      + ids.map { "{\n  \"\(list)\" : {\n    \"accountId\" : \"\($0)\"\n  }\n}" }.joined(separator: ", ") + " ]\n"
  }
}
