import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("WordPress exports")
struct WordPressTests {
  private let time = Timestamp(seconds: 1_577_934_245)

  @Test("A published post, its comments and what they answer; users by number, guests by their site, else by name")
  func post() throws {
    let reading = try Reading(
      Blog.export(
        Blog.item(
          5, by: "ann",
          Blog.comment(1, name: "Ben", site: "https://Ben.example/"),
          Blog.comment(2, name: "Ann A", user: 7, parent: 1),
          Blog.comment(3, name: "Cat"))))
    #expect(reading.format == "wordpress")
    let root = ExternalID.text("blog.example/post/5")
    #expect(reading.posts.first == PostRecord(id: root, author: .text("blog.example/user/7"), time: time))
    #expect(
      reading.posts.dropFirst().map(\.author) == [
        .text("ben.example"), .text("blog.example/user/7"), .text("blog.example/guest/cat"),
      ])
    #expect(reading.posts.dropFirst().map(\.parent) == [root, .text("blog.example/comment/1"), root])
    #expect(reading.posts.dropFirst().allSatisfy { $0.conversation == root && $0.kind == .reply && $0.isRow })
    #expect(
      reading.accounts.first
        == AccountRecord(id: .text("blog.example/user/7"), handle: "ann", name: "Ann A", seen: time))
  }

  @Test("No e-mail address and no IP address leaves the reader, and no words")
  func privacy() throws {
    let reading = try Reading(Blog.export(Blog.item(5, by: "ann", Blog.comment(1, name: "Ben"))))
    #expect(!"\(reading)".contains("mail.example") && !"\(reading)".contains("192.0.2.1"))
    #expect(!"\(reading)".contains("words"))
  }

  @Test("Drafts, attachments and comments that are not approved are ignored; a trackback is a mention by its site")
  func others() throws {
    let reading = try Reading(
      Blog.export(
        Blog.item(
          5, by: "ann", Blog.comment(1, name: "x", approved: "spam"),
          Blog.comment(2, name: "Other", site: "http://other.example/a", type: "trackback")),
        Blog.item(6, by: "ann", status: "draft", Blog.comment(3, name: "y")),
        Blog.item(7, by: "ann", type: "attachment")))
    #expect(reading.ignored.values.reduce(0, +) == 4)
    #expect(
      reading.interactions == [
        InteractionRecord(
          kind: .mention, actor: .text("other.example/a"), target: .text("blog.example/user/7"), time: time,
          post: .text("blog.example/post/5"))
      ])
    #expect(reading.rows == 6)
  }

  @Test("Tags in comments and CDATA sections are none; a broken item is rejected and the next one read")
  func brokenItems() throws {
    let good = Blog.item(5, by: "ann")
    let reading = try Reading(
      Blog.export("<!-- <item> -->", good, "<item><wp:post_id>6</wp:post_id><b></item>", Blog.item(8, by: "ann")))
    #expect(reading.posts.map(\.id) == [.text("blog.example/post/5"), .text("blog.example/post/8")])
    #expect(reading.rejects.map(\.reason) == ["expected an <item> in XML: mismatched tag"])
    #expect(try Reading(Blog.export(good).replacing("</item>", with: "")).rejects.count == 1)
  }

  @Test("An item nested without bounds is refused, and the next one read")
  func depth() throws {
    let (up, down) = (String(repeating: "<a>", count: 200_000), String(repeating: "</a>", count: 200_000))
    let tower = "<item>\(up)\(down)</item>"
    let reading = try Reading(Blog.export(tower, Blog.item(5, by: "ann")))
    #expect(reading.rejects.map(\.reason) == ["expected an <item> in XML: elements nested more than 256 deep"])
    #expect(reading.posts.count == 1)
  }

  @Test("What grows without bounds when it is parsed is refused")
  func entities() throws {
    let bomb = "<item><!DOCTYPE x [<!ENTITY a \"aaaa\">]><wp:post_id>&a;</wp:post_id></item>"
    #expect(try Reading(Blog.export(Blog.item(5, by: "ann"), bomb)).rejects.count == 1)
  }
}

/// An invented blog.
enum Blog {
  static func export(_ items: String...) -> String {
    """
    <?xml version="1.0" encoding="UTF-8" ?>
    <rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
    <wp:base_blog_url>https://Blog.example/</wp:base_blog_url>
    <wp:author><wp:author_id>7</wp:author_id><wp:author_login><![CDATA[ann]]></wp:author_login>\
    <wp:author_email>ann@mail.example</wp:author_email><wp:author_display_name>Ann A</wp:author_display_name></wp:author>
    \(items.joined(separator: "\n"))
    </channel></rss>

    """
  }

  static func item(
    _ id: Int, by author: String, status: String = "publish", type: String = "post", _ comments: String...
  ) -> String {
    """
    <item><title>words</title><dc:creator><![CDATA[\(author)]]></dc:creator>
    <content:encoded><![CDATA[words </item> <b>]]></content:encoded><wp:post_id>\(id)</wp:post_id>
    <wp:post_date_gmt>2020-01-02 03:04:05</wp:post_date_gmt><wp:status>\(status)</wp:status>
    <wp:post_type>\(type)</wp:post_type>\(comments.joined())</item>
    """
  }

  static func comment(
    _ id: Int, name: String, site: String = "", user: Int = 0, parent: Int = 0, approved: String = "1",
    type: String = ""
  ) -> String {
    """
    <wp:comment><wp:comment_id>\(id)</wp:comment_id><wp:comment_author><![CDATA[\(name)]]></wp:comment_author>
    <wp:comment_author_email>x@mail.example</wp:comment_author_email>
    <wp:comment_author_url>\(site)</wp:comment_author_url><wp:comment_author_IP>192.0.2.1</wp:comment_author_IP>
    <wp:comment_date_gmt>2020-01-02 03:04:05</wp:comment_date_gmt>
    <wp:comment_content><![CDATA[words]]></wp:comment_content><wp:comment_approved>\(approved)</wp:comment_approved>
    <wp:comment_type>\(type)</wp:comment_type><wp:comment_parent>\(parent)</wp:comment_parent>
    <wp:comment_user_id>\(user)</wp:comment_user_id></wp:comment>
    """
  }
}
