import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Discourse forums")
struct DiscourseTests {
  private let time = Timestamp(seconds: 1_577_934_245)

  private func post(_ number: Int, by user: Int, answering parent: Int? = nil, type: Int = 1, more: String = "")
    -> String
  {
    #"{"id":\#(900 + number),"username":"u\#(user)","name":"","created_at":"2020-01-02T03:04:05.000Z","post_number":\#(number),"#
      + #""post_type":\#(type),"reply_to_post_number":\#(parent.map(String.init) ?? "null"),"user_id":\#(user)\#(more)}"#
  }

  private func topic(_ posts: String...) -> String {
    #"{"post_stream":{"posts":[\#(posts.joined(separator: ","))]},"id":57}"#
  }

  @Test("Posts answer the one they name, else the first of the topic, which is the conversation")
  func topic() throws {
    let reading = try Reading(topic(post(1, by: 15), post(2, by: 16), post(3, by: 15, answering: 2)))
    #expect(reading.format == "discourse")
    #expect(
      reading.posts == [
        PostRecord(id: .text("57/1"), author: .number(15), conversation: .text("57/1"), time: time),
        PostRecord(
          id: .text("57/2"), author: .number(16), parent: .text("57/1"), conversation: .text("57/1"), time: time,
          kind: .reply),
        PostRecord(
          id: .text("57/3"), author: .number(15), parent: .text("57/2"), conversation: .text("57/1"), time: time,
          kind: .reply),
      ])
    #expect(reading.accounts.map(\.handle) == ["u15", "u16", "u15"])
  }

  @Test("The author of a parent that is missing is named by the reply; pages overlap without harm")
  func pages() throws {
    let reply = post(9, by: 16, answering: 8, more: #","topic_id":57,"reply_to_user":{"id":17,"username":"u17"}"#)
    let reading = try Reading(#"{"latest_posts":[\#(reply)]}"# + "\n" + topic(reply))
    #expect(reading.posts.map(\.parentAuthor) == [.number(17), .number(17)])
    #expect(reading.posts[0] == reading.posts[1])
  }

  @Test("Who is quoted is found by name on the page; the software's own posts are ignored; what is no post is rejected")
  func others() throws {
    let quote = #","cooked":"<aside class=\"quote\" data-username=\"U15\" data-post=\"1\">words</aside>""#
    let reading = try Reading(
      topic(post(1, by: 15), post(2, by: 16, more: quote), post(3, by: -1), post(4, by: 15, type: 3))
        + "\n" + #"{"post_number":5,"topic_id":57,"user_id":1}"#)
    #expect(
      reading.interactions == [
        InteractionRecord(
          kind: .quote, actor: .number(16), target: .number(15), time: time, post: .text("57/2"), isRow: false)
      ])
    #expect(reading.ignored == ["what the software itself wrote": 2])
    #expect(reading.rejects == [Reject(line: 2, reason: "expected a post with “created_at”")])
  }
}
