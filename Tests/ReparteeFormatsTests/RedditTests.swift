import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Reddit")
struct RedditTests {
  private let time = Timestamp(seconds: 1_600_000_000)

  private func comment(_ id: String, by author: String?, parent: String, more: String = "") -> String {
    #"{"id":"\#(id)","author":"\#(author ?? "[deleted]")","link_id":"t3_aa","parent_id":\#(parent),"#
      + #""created_utc":1600000000,"subreddit":"place","body":"words"\#(more)}"#
  }

  private let submission =
    #"{"id":"aa","author":"ann","author_fullname":"t2_ann","created_utc":1600000000.0,"title":"t"}"#

  @Test("Archived lines: a submission, a comment on it, and one on that, which belong to one conversation")
  func archive() throws {
    let reading = try Reading(
      [
        submission, comment("b1", by: "ben", parent: #""t3_aa""#), comment("c1", by: "ann", parent: #""t1_b1""#),
      ].joined(separator: "\n"))
    #expect(reading.format == "reddit")
    #expect(
      reading.posts == [
        PostRecord(id: .text("t3_aa"), author: .text("ann"), time: time),
        PostRecord(
          id: .text("t1_b1"), author: .text("ben"), parent: .text("t3_aa"), conversation: .text("t3_aa"), time: time,
          kind: .reply, channel: "place"),
        PostRecord(
          id: .text("t1_c1"), author: .text("ann"), parent: .text("t1_b1"), conversation: .text("t3_aa"), time: time,
          kind: .reply, channel: "place"),
      ])
    #expect(reading.accounts.map(\.handle) == ["ann", "ben", "ann"])
  }

  @Test("A parent to base 10 is a comment's number; none is the submission")
  func numberedParent() throws {
    let reading = try Reading(
      comment("b2", by: "ben", parent: "36370") + "\n" + comment("b3", by: "ben", parent: "null"))
    #expect(reading.posts.map(\.parent) == [.text("t1_s2a"), .text("t3_aa")])
  }

  @Test("[deleted] is nobody, never one account")
  func deleted() throws {
    let reading = try Reading(
      comment("b1", by: nil, parent: "null") + "\n" + comment("b2", by: nil, parent: "null"))
    #expect(reading.posts.map(\.author) == [nil, nil])
    #expect(reading.accounts.isEmpty)
  }

  @Test("Listings: replies are rows, an empty text is none, and comments that were not loaded are ignored")
  func listing() throws {
    func thing(_ kind: String, _ data: String) -> String { #"{"kind":"\#(kind)","data":\#(data)}"# }
    func listing(_ things: String...) -> String {
      thing("Listing", #"{"children":[\#(things.joined(separator: ","))]}"#)
    }
    let below = listing(
      thing("t1", comment("c1", by: "ann", parent: #""t1_b1""#, more: #","replies":"""#)),
      thing("more", #"{"count":5,"children":["x"],"id":"y"}"#))
    let above = comment("b1", by: "ben", parent: #""t3_aa""#, more: #","replies":\#(below)"#)
    let reading = try Reading("[\(listing(thing("t3", submission))),\(listing(thing("t1", above)))]")
    #expect(reading.posts.map(\.id) == [.text("t3_aa"), .text("t1_b1"), .text("t1_c1")])
    #expect(reading.ignored.values.reduce(0, +) == 1)
    #expect(reading.rows == 4 && reading.rejects.isEmpty)
  }

  @Test("What is neither is rejected with its reason")
  func rejects() throws {
    let reading = try Reading(submission + "\n" + #"{"id":"zz","author":"ann"}"#)
    #expect(
      reading.rejects == [Reject(line: 2, reason: "expected a submission or a comment, found no “created_utc”")])
  }
}
