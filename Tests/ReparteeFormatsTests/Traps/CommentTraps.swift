import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Traps of blogs, videos and forums")
struct CommentTraps {
  @Test("WordPress: comment_parent is the parent, or the post where it is 0")
  func commentParent() throws {
    let reading = try Reading(
      Blog.export(Blog.item(5, by: "ann", Blog.comment(1, name: "B"), Blog.comment(2, name: "C", parent: 1))))
    #expect(
      reading.posts.map(\.parent) == [nil, .text("blog.example/post/5"), .text("blog.example/comment/1")])
  }

  @Test("WordPress: a pingback or trackback is a mention by its link")
  func pingback() throws {
    for type in ["pingback", "trackback"] {
      let link = Blog.comment(1, name: "Other", site: "https://other.example/", type: type)
      let reading = try Reading(Blog.export(Blog.item(5, by: "ann", link)))
      #expect(reading.interactions.map(\.kind) == [.mention])
      #expect(reading.interactions.map(\.actor) == [.text("other.example")])
    }
  }

  @Test("WordPress: only approved comments; comment_type is usually empty")
  func approved() throws {
    let comments = ["0", "spam", "trash"].enumerated().map { Blog.comment($0 + 2, name: "X", approved: $1) }
    let reading = try Reading(
      Blog.export(Blog.item(5, by: "ann", Blog.comment(1, name: "B", type: ""), comments.joined())))
    #expect(reading.posts.count == 2 && reading.ignored.values.reduce(0, +) == 3)
  }

  @Test("WordPress: namespaces 1.0 to 1.2, http and https")
  func namespaces() throws {
    for scheme in ["http", "https"] {
      for version in ["1.0", "1.1", "1.2"] {
        let text = Blog.export(Blog.item(5, by: "ann", Blog.comment(1, name: "B")))
          .replacing("http://wordpress.org/export/1.2/", with: "\(scheme)://wordpress.org/export/\(version)/")
        #expect(try Reading(text).posts.count == 2)
      }
    }
  }

  @Test("WordPress: guests have the user id 0, and are distinguished by address, else by name")
  func guests() throws {
    let reading = try Reading(
      Blog.export(
        Blog.item(
          5, by: "ann", Blog.comment(1, name: "Ben", site: "http://ben.example"), Blog.comment(2, name: "Cat"),
          Blog.comment(3, name: "Dan"))))
    #expect(Set(reading.posts.dropFirst().map(\.author)).count == 3)
  }

  @Test("WordPress: e-mail and IP are dropped at the door")
  func privacy() throws {
    let reading = try Reading(Blog.export(Blog.item(5, by: "ann", Blog.comment(1, name: "Ben"))))
    let all = "\(reading)"
    #expect(!all.contains("mail.example") && !all.contains("192.0.2.1"))
  }

  @Test("WordPress by REST: dates carry no zone")
  func restDates() throws {
    let reading = try Reading("[" + RESTComments.comment(1, parent: 0) + "]")
    #expect(reading.posts.allSatisfy { $0.time != nil } && reading.rejects.isEmpty)
  }

  @Test("Malformed XML costs its item, with a line that a person understands")
  func malformed() throws {
    let broken = Blog.item(5, by: "ann").replacing("</wp:status>", with: "</wp:oops>")
    let reading = try Reading(Blog.export(broken, Blog.item(6, by: "ann")))
    #expect(reading.posts.count == 1 && reading.rejects.count == 1)
    #expect(reading.rejects[0].reason.contains("mismatched tag"))
  }

  private func comment(_ id: String, by name: String) -> String {
    #"{"kind":"youtube#comment","id":"\#(id)","snippet":{"authorDisplayName":"\#(name)","authorChannelId":{"value":"UC\#(name)"},"#
      + #""publishedAt":"2020-09-13T12:26:40Z"}}"#
  }

  @Test("YouTube: totalReplyCount exceeds the replies that are included")
  func replyCount() throws {
    let text =
      #"{"kind":"youtube#commentThreadListResponse","items":[{"kind":"youtube#commentThread","id":"a","snippet":{"videoId":"v","#
      + #""totalReplyCount":9,"topLevelComment":\#(comment("a", by: "ann"))},"replies":{"comments":[\#(comment("a.1", by: "ben"))]}}]}"#
    let file = try TemporaryFile(Array(text.utf8))
    defer { file.remove() }
    var counts: [ReplyCountRecord] = []
    try FileReader(path: file.path).read { counts += $0.platforms.flatMap(\.replyCounts) }
    #expect(counts == [ReplyCountRecord(post: .text("a"), replies: 9)])
  }

  @Test("YouTube: what stands before the point of an id is the parent")
  func idPrefix() throws {
    #expect(try Reading(comment("a.1", by: "ben")).posts.map(\.parent) == [.text("a")])
  }

  @Test("yt-dlp: the parent root means the video")
  func root() throws {
    let reading = try Reading(
      #"{"id":"v","extractor":"youtube","channel_id":"UCann","comments":[{"id":"b","parent":"root","author":"@ben","#
        + #""author_id":"UCben","timestamp":1600000000}]}"#)
    #expect(reading.posts.last?.parent == .text("v"))
  }

  private func topic(_ posts: String...) -> String {
    #"{"post_stream":{"posts":[\#(posts.joined(separator: ","))]},"id":57}"#
  }

  private func message(_ number: Int, type: Int = 1, more: String = "") -> String {
    #"{"username":"u\#(number)","created_at":"2020-01-02T03:04:05.000Z","post_number":\#(number),"post_type":\#(type),"#
      + #""reply_to_post_number":null,"user_id":\#(number)\#(more)}"#
  }

  @Test("Discourse: reply_to_post_number null is the first post; post_type 3 is the system's; quotes stand in asides")
  func discourse() throws {
    let quote = #","cooked":"<aside class=\"quote\" data-username=\"u1\">words</aside>""#
    let reading = try Reading(topic(message(1), message(2, more: quote), message(3, type: 3)))
    #expect(reading.posts.map(\.parent) == [nil, .text("57/1")])
    #expect(reading.interactions.map(\.kind) == [.quote] && reading.ignored.values.reduce(0, +) == 1)
  }

  @Test("Discourse: pages overlap")
  func overlap() throws {
    let reading = try Reading(topic(message(1), message(2)) + "\n" + topic(message(2)))
    #expect(reading.posts[1] == reading.posts[2])
  }

  private func answer(_ id: String, parent: String, by name: String = "ben") -> String {
    #"{"id":"\#(id)","author":"\#(name)","link_id":"t3_aa","parent_id":\#(parent),"created_utc":1600000000}"#
  }

  @Test("Reddit: parent_id is now and then a base-10 integer, or null")
  func parents() throws {
    let reading = try Reading(answer("b", parent: "36370") + "\n" + answer("c", parent: "null"))
    #expect(reading.posts.map(\.parent) == [.text("t1_s2a"), .text("t3_aa")])
  }

  @Test("Reddit: [deleted] is never one account")
  func deleted() throws {
    let reading = try Reading(answer("b", parent: "null", by: "[deleted]") + "\n" + answer("c", parent: "null"))
    #expect(reading.posts.map(\.author) == [nil, .text("ben")])
  }

  @Test("Reddit: replies is \"\" or an object, and more counts what is not there")
  func listing() throws {
    let inner = answer("b", parent: #""t3_aa""#).dropLast() + #","replies":""}"#
    let reading = try Reading(
      #"{"kind":"Listing","data":{"children":[{"kind":"t1","data":\#(inner)},{"kind":"more","data":{"count":7,"children":["x"]}}]}}"#
    )
    #expect(reading.posts.count == 1 && reading.ignored.count == 1 && reading.rejects.isEmpty)
  }

  @Test("ConvoKit: reply-to or reply_to, a timestamp may be null, version 1 says user and root")
  func convoKit() throws {
    let start = #"{"id":"b","speaker":"ben","conversation_id":"a","timestamp":null,"#
    for key in ["reply-to", "reply_to"] {
      let reading = try Reading(start + #""\#(key)":"a"}"#)
      #expect(reading.posts.map(\.parent) == [.text("a")] && reading.posts.map(\.time) == [nil])
    }
    let old = try Reading(#"{"id":"b","user":"ben","root":"a","reply_to":"a","timestamp":1600000000}"#)
    #expect(old.posts.map(\.conversation) == [.text("a")])
  }
}
