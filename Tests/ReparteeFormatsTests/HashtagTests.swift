import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Hashtags, kept where they are asked for and nowhere else")
struct HashtagTests {
  private struct Case: CustomTestStringConvertible, Sendable {
    let format: String
    let text: String
    var owner: String?
    var testDescription: String { format }
  }

  private static let tweet = #""entities":{"hashtags":[{"text":"Care"},{"text":"BUDGET"}]}"#
  private static let toot = ##""tags":[{"name":"care"},{"name":"#Budget"}]"##

  private static let cases = [
    Case(format: "x-v1", text: Tweets.tweet(1, by: 10, tweet)),
    Case(
      format: "x-v2",
      text: TweetsV2.page(
        data: [
          TweetsV2.tweet(
            1, by: 10, conversation: 1, more: #""entities":{"hashtags":[{"tag":"Care"},{"tag":"Budget"}]}"#)
        ], included: [], users: [10])),
    Case(
      format: "twarc-csv",
      text: TwarcRows.text(TwarcRows.row(1, by: 10, ["hashtags": #"[{"tag":"Care"},{"tag":"Budget"}]"#]))),
    Case(format: "x-archive", text: Archives.tweets(Archives.tweet(1, tweet)), owner: "10"),
    Case(
      format: "bluesky",
      text: #"{"uri":"at://did:plc:a/app.bsky.feed.post/1","value":{"createdAt":"2024-01-01T10:00:00Z","#
        + #""facets":[{"features":[{"tag":"Care"}]}],"tags":["Budget"]}}"#),
    Case(format: "mastodon", text: "[\(Toots.status(1, by: "ann", toot))]"),
    Case(
      format: "mastodon",
      text: #"{"orderedItems":["#
        + Toots.note(
          5,
          ##""tag":[{"type":"Hashtag","name":"#Care"},{"type":"Hashtag","name":"#Budget"},{"type":"Emoji","name":":a:"}]"##
        )
        + "]}", owner: "ann@a.example"),
    Case(format: "posts-csv", text: "id,author,parent,time,hashtags\n1,a,,1,#Care Budget\n"),
  ]

  @Test("Every format that marks them gives the hashtags of a post in lower case", arguments: cases)
  private func kept(_ given: Case) throws {
    var options = ReadOptions(format: given.format, owner: given.owner.map { "\($0)" })
    let without = try Reading(given.text, options: options)
    #expect(without.hashtags.isEmpty && without.rejects.isEmpty)
    options.text = .hashtags
    let reading = try Reading(given.text, options: options)
    let post = try #require(reading.posts.first)
    #expect(reading.hashtags == ["care", "budget"].map { HashtagRecord(post: post.id, hashtag: $0) })
    var rest = reading
    rest.hashtags = []
    #expect(rest.differences(from: without) == [])
  }
}
