import ReparteeGraph
import Testing

@testable import ReparteeFormats

/// Invented comments of a blog's REST API.
enum RESTComments {
  static func comment(_ id: Int, by user: Int = 0, parent: Int = 0, _ more: String = "") -> String {
    #"{"id":\#(id),"post":5,"parent":\#(parent),"author":\#(user),"author_name":"Ann A","author_url":"","#
      + #""date":"2020-01-02T05:04:05","date_gmt":"2020-01-02T03:04:05","content":{"rendered":"words"},"#
      + #""link":"https://blog.example/a-post/#comment-\#(id)"\#(more)}"#
  }
}

@Suite("Comments by WordPress's REST API")
struct WordPressCommentsTests {
  @Test("REST dates carry no zone: date_gmt is UTC")
  func times() throws {
    let reading = try Reading("[\(RESTComments.comment(1))]")
    #expect(reading.format == "wordpress-comments")
    #expect(reading.posts.map(\.time) == [Timestamp(seconds: 1_577_934_245)])
  }

  @Test("A comment answers its parent, else its post, by the ids that an export has; no text is kept")
  func replies() throws {
    let reading = try Reading("[\(RESTComments.comment(1, by: 7)),\(RESTComments.comment(2, parent: 1))]")
    let export = try Reading(
      Blog.export(
        Blog.item(5, by: "ann", Blog.comment(1, name: "Ann A", user: 7), Blog.comment(2, name: "Ann A", parent: 1))))
    #expect(reading.posts == Array(export.posts.dropFirst()))
    #expect(reading.accounts.map(\.id) == [.text("blog.example/user/7"), .text("blog.example/guest/ann a")])
    #expect(!"\(reading)".contains("words"))
  }

  @Test("A blog below a path is identified by the address of its API")
  func path() throws {
    let links = #","_links":{"self":[{"href":"https://site.example/blog/wp-json/wp/v2/comments/1"}]}"#
    #expect(try Reading(RESTComments.comment(1, links)).posts.map(\.id) == [.text("site.example/blog/comment/1")])
  }

  @Test("Only approved comments; pingbacks name nobody; a comment of no blog is rejected")
  func others() throws {
    let reading = try Reading(
      RESTComments.comment(1, #","status":"hold""#) + "\n" + RESTComments.comment(2, #","type":"pingback""#) + "\n"
        + #"{"id":3,"post":5,"parent":0,"author_name":"Ann","date_gmt":"2020-01-02T03:04:05"}"#)
    #expect(reading.posts.isEmpty && reading.ignored.values.reduce(0, +) == 2)
    #expect(reading.rejects.map(\.line) == [3])
  }
}
