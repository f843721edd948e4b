import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("twarc CSV")
struct TwarcSheetTests {
  private let time = Timestamp(seconds: 1_617_271_200)

  @Test("A tweet is a post with its parent and its conversation; its author is dated by the day of collection")
  func posts() throws {
    let reading = try Reading(
      TwarcRows.text(TwarcRows.row(1, by: 10), TwarcRows.row(2, by: 11, ["replied_to": "1", "answers": "10"])))
    #expect(reading.format == "twarc-csv")
    #expect(
      reading.posts == [
        PostRecord(id: .number(1), author: .number(10), conversation: .number(1), time: time),
        PostRecord(
          id: .number(2), author: .number(11), parent: .number(1), parentAuthor: .number(10), conversation: .number(1),
          time: time, kind: .reply),
      ])
    let seen = Timestamp(seconds: 1_617_278_400)
    #expect(
      reading.accounts.first
        == AccountRecord(id: .number(10), handle: "u10", name: "N, \"10\"", followers: 1000, seen: seen))
    #expect(reading.ignoredColumns == ["text"])
  }

  @Test("Retweets are reposts of their row, quotes go towards the author quoted, an account alone may be answered")
  func references() throws {
    let reading = try Reading(
      TwarcRows.text(
        TwarcRows.row(3, by: 12, ["retweeted": "1", "retweetedBy": "10", "mentions": #"["@u77"]"#]),
        TwarcRows.row(4, by: 12, ["quoted": "1", "quotedBy": "10"]), TwarcRows.row(5, by: 12, ["answers": "10"]),
        TwarcRows.row(6, by: 12, ["retweeted": "1"])))
    #expect(reading.interactions.map(\.kind) == [.repost, .quote, .reply])
    #expect(reading.interactions.allSatisfy { $0.target == .number(10) })
    #expect(reading.interactions.map(\.post) == [.number(1), .number(4), .number(5)])
    #expect(reading.posts.map(\.kind) == [.quote, .post])
    // The store may hold the tweet, and say whose it is.
    #expect(reading.reposts.map(\.post) == [.number(1)] && reading.ignored.isEmpty)
    #expect(reading.rows == 4)
  }

  @Test("JSON inside cells: mentions by id, or by a handle that the row knows; versions; the older list of references")
  func cells() throws {
    let mentions =
      #"[{"username":"u20","id":"20"},{"username":"u12","id":"12"},{"username":"u20","id":"20"},"#
      + #"{"username":"nobody"},"@U10"]"#
    let reading = try Reading(
      TwarcRows.text(
        TwarcRows.row(4, by: 12, ["quoted": "1", "quotedBy": "10", "mentions": mentions, "versions": #"["2","4"]"#])))
    #expect(reading.posts.map(\.id) == [.number(2)])
    #expect(reading.interactions.map(\.kind) == [.quote, .mention, .mention])
    #expect(reading.interactions.map(\.target) == [.number(10), .number(20), .number(10)])
    let older = try Reading(
      "id,author_id,conversation_id,referenced_tweets\n7,12,1,\"[{\"\"type\"\":\"\"replied_to\"\",\"\"id\"\":\"\"1\"\"}]\"\n"
    )
    #expect(older.posts.map(\.parent) == [.number(1)])
  }

  @Test("A cell that is no list, a time that is none and a row without an author are rejected")
  func rejects() throws {
    let reading = try Reading(
      TwarcRows.text(
        TwarcRows.row(1, by: 10, ["mentions": "u11"]), TwarcRows.row(2, by: 10, ["time": "yesterday"]),
        "3" + String(repeating: ",", count: 19)))
    #expect(
      reading.rejects.map(\.reason) == [
        "entities.mentions: expected a JSON list, found “u11”",
        "created_at: expected an ISO 8601 time or Unix seconds from 100000000 on, found “yesterday”",
        "author_id: expected an id, found an empty cell",
      ])
    #expect(reading.posts.isEmpty)
  }

  @Test("A sheet of accounts makes accounts and no posts")
  func accounts() throws {
    let reading = try Reading("id,username,name,public_metrics.followers_count\n10,u10,N,5\n,u11,N,5\n")
    #expect(reading.format == "twarc-csv")
    #expect(reading.accounts == [AccountRecord(id: .number(10), handle: "u10", name: "N", followers: 5)])
    #expect(reading.rejects.count == 1)
    #expect(reading.rows == 2)
  }
}

/// Invented rows of a sheet by twarc.
enum TwarcRows {
  private static let header =
    "id,conversation_id,referenced_tweets.replied_to.id,referenced_tweets.retweeted.id,referenced_tweets.quoted.id,"
    + "author_id,in_reply_to_user_id,retweeted_user_id,quoted_user_id,quoted_username,created_at,text,"
    + "edit_history_tweet_ids,entities.mentions,entities.hashtags,author.id,author.username,author.name,"
    + "author.public_metrics.followers_count,__twarc.retrieved_at"

  static func text(_ rows: String...) -> String { ([header] + rows).joined(separator: "\n") + "\n" }

  static func row(_ id: Int, by author: Int, _ cells: [String: String] = [:]) -> String {
    func cell(_ name: String) -> String {
      let value = cells[name] ?? ""
      return value.contains("\"") || value.contains(",")
        ? "\""
          + value.split(
            separator: "\"", omittingEmptySubsequences: false
          ).joined(separator: "\"\"") + "\"" : value
    }
    let handle = cells["quotedBy"].map { "u" + $0 } ?? ""
    return [
      "\(id)", "1", cell("replied_to"), cell("retweeted"), cell("quoted"), "\(author)", cell("answers"),
      cell("retweetedBy"), cell("quotedBy"), handle, cells["time"] ?? "2021-04-01T10:00:00.000Z", "\"words,\nmore\"",
      cell("versions"), cell("mentions"), cell("hashtags"), "\(author)", "u\(author)", "\"N, \"\"\(author)\"\"\"",
      "\(author * 100)",
      "2021-04-01T12:00:00+00:00",
    ].joined(separator: ",")
  }
}
