import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Domains of links, kept where they are asked for and nowhere else")
struct LinkDomainTests {
  private struct Case: CustomTestStringConvertible, Sendable {
    let format: String
    let text: String
    var owner: String?
    var testDescription: String { format }
  }

  // A shortened link that nobody resolved, a quoted post and a picture of X itself lead nowhere.
  private static let urls =
    #"[{"expanded_url":"https://www.Council.example/a?b=c"},{"expanded_url":"https://twitter.com/a/status/1"},"#
    + #"{"expanded_url":"https://t.co/abc"},{"expanded_url":"https://sh.example/x","unwound_url":"http://paper.example:80/y"}]"#

  private static let cases = [
    Case(format: "x-v1", text: Tweets.tweet(1, by: 10, #""entities":{"urls":\#(urls)}"#)),
    Case(
      format: "x-v2",
      text: TweetsV2.page(
        data: [TweetsV2.tweet(1, by: 10, conversation: 1, more: #""entities":{"urls":\#(urls)}"#)], included: [],
        users: [10])),
    Case(format: "x-archive", text: Archives.tweets(Archives.tweet(1, #""entities":{"urls":\#(urls)}"#)), owner: "10"),
    Case(
      format: "bluesky",
      text: #"{"uri":"at://did:plc:a/app.bsky.feed.post/1","value":{"createdAt":"2024-01-01T10:00:00Z","#
        + #""facets":[{"features":[{"uri":"https://council.example/a"}]},{"features":[{"uri":"https://paper.example"}]}],"#
        + #""embed":{"$type":"app.bsky.embed.external","external":{"uri":"https://council.example/a"}}}}"#),
    Case(
      format: "posts-csv",
      text:
        "id,author,parent,time,links\n1,a,,1,https://council.example/a ftp://b.example http://u:p@paper.example:8080\n"),
  ]

  @Test("Every format that marks them gives the domains alone, in lower case", arguments: cases)
  private func kept(_ given: Case) throws {
    var options = ReadOptions(format: given.format, owner: given.owner.map { "\($0)" })
    options.text = .hashtags
    let without = try Reading(given.text, options: options)
    #expect(without.domains.isEmpty && without.rejects.isEmpty)
    options.text = [.hashtags, .domains]
    let reading = try Reading(given.text, options: options)
    let post = try #require(reading.posts.first)
    #expect(
      reading.domains == ["council.example", "paper.example"].map { LinkDomainRecord(post: post.id, domain: $0) })
    var rest = reading
    rest.domains = []
    #expect(rest.differences(from: without) == [])
  }

  @Test func namesOfWhatIsKept() {
    #expect(TextPolicy(names: "none") == TextPolicy.none && TextPolicy(names: "hashtags") == .hashtags)
    #expect(TextPolicy(names: "hashtags, domains") == [.hashtags, .domains])
    #expect(TextPolicy(names: "hashtags,words") == nil && TextPolicy(names: "") == nil)
  }
}
