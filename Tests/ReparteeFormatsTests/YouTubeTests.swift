import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("YouTube, by its API and by yt-dlp")
struct YouTubeTests {
  private let time = Timestamp(seconds: 1_600_000_000)

  private func comment(_ id: String, by author: String, _ text: String = "words", parent: String? = nil) -> String {
    let above = parent.map { #","parentId":"\#($0)""# } ?? ""
    return #"{"kind":"youtube#comment","id":"\#(id)","snippet":{"authorDisplayName":"\#(author)","#
      + #""authorChannelId":{"value":"UC\#(author)"},"textOriginal":"\#(text)","publishedAt":"2020-09-13T12:26:40Z"\#(above)}}"#
  }

  private func thread(_ top: String, _ replies: String...) -> String {
    #"{"kind":"youtube#commentThread","id":"t","snippet":{"videoId":"v1","totalReplyCount":9,"topLevelComment":\#(top)},"#
      + #""replies":{"comments":[\#(replies.joined(separator: ","))]}}"#
  }

  private func answer(_ items: String...) -> String {
    #"{"kind":"youtube#commentThreadListResponse","items":[\#(items.joined(separator: ","))]}"#
  }

  @Test("The video is the first post, a comment answers it, and answers stand below the comment")
  func threads() throws {
    let reading = try Reading(answer(thread(comment("a", by: "ann"), comment("a.1", by: "ben", parent: "a"))))
    #expect(reading.format == "youtube")
    #expect(
      reading.posts == [
        PostRecord(
          id: .text("a"), author: .text("UCann"), parent: .text("v1"), conversation: .text("v1"), time: time,
          kind: .comment),
        PostRecord(
          id: .text("a.1"), author: .text("UCben"), parent: .text("a"), conversation: .text("v1"), time: time,
          kind: .comment),
      ])
    #expect(reading.accounts.map(\.name) == ["ann", "ben"])
  }

  @Test("An answer's parent is in its id where it is not named")
  func parentInID() throws {
    let reading = try Reading(comment("a.1", by: "ben"))
    #expect(reading.posts.map(\.parent) == [.text("a")])
  }

  @Test("An @-mention of somebody of the branch is a mention; of a name that two share, and of nobody, none")
  func mentions() throws {
    let reading = try Reading(
      answer(
        thread(
          comment("a", by: "ann"), comment("a.1", by: "ben lee", "@ann hello", parent: "a"),
          comment("a.2", by: "ann", "@Ben Lee, yes", parent: "a"), comment("a.3", by: "ann", "@bend", parent: "a"),
          comment("a.4", by: "ann", "@ann", parent: "a"))))
    #expect(reading.interactions.map { "\($0.actor) \($0.target)" } == ["UCben lee UCann", "UCann UCben lee"])
    #expect(reading.interactions.allSatisfy { $0.kind == .mention && !$0.isRow })
    let twins = comment("a.5", by: "x", "@twin", parent: "a")
    let shared = #"{"kind":"youtube#comment","id":"a.6","snippet":{"authorDisplayName":"twin","#
    let reading2 = try Reading(
      answer(
        thread(
          comment("a", by: "twin"),
          shared + #""authorChannelId":{"value":"UCother"},"publishedAt":"2020-09-13T12:26:40Z"}}"#, twins)))
    #expect(reading2.interactions.isEmpty)
  }

  @Test("A video is a post by its channel; other answers are ignored; a comment without a time is rejected")
  func others() throws {
    let reading = try Reading(
      #"{"kind":"youtube#videoListResponse","items":[{"kind":"youtube#video","id":"v1","snippet":{"channelId":"UCz","#
        + #""channelTitle":"Z","publishedAt":"2020-09-13T12:26:40Z"}}]}"# + "\n"
        + #"{"kind":"youtube#channel","id":"c"}"# + "\n" + #"{"kind":"youtube#comment","id":"b","snippet":{}}"#)
    #expect(reading.posts == [PostRecord(id: .text("v1"), author: .text("UCz"), time: time)])
    #expect(reading.ignored.values.reduce(0, +) == 1)
    #expect(reading.rejects.map(\.line) == [3])
  }

  @Test("yt-dlp: root is the video of the .info.json; in a bare list it is unknown")
  func ytdlp() throws {
    let comments = [("a", "root", "ann"), ("a.1", "a", "ben")].map {
      #"{"id":"\#($0.0)","parent":"\#($0.1)","author":"@\#($0.2)","author_id":"UC\#($0.2)","timestamp":1600000000,"text":"t"}"#
    }.joined(separator: ",")
    let info = try Reading(
      #"{"id":"v1","extractor":"youtube","channel_id":"UCz","channel":"Z","comments":[\#(comments)]}"#)
    #expect(info.format == "yt-dlp")
    #expect(info.posts.map(\.id) == [.text("v1"), .text("a"), .text("a.1")])
    #expect(info.posts.map(\.parent) == [nil, .text("v1"), .text("a")])
    #expect(info.posts[1].parentAuthor == .text("UCz"))
    #expect(info.accounts.map(\.handle) == [nil, "ann", "ben"])
    let list = try Reading("[\(comments)]")
    #expect(list.format == "yt-dlp")
    #expect(list.posts.map(\.parent) == [nil, .text("a")])
  }
}
