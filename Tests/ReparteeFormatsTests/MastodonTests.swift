import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Mastodon")
struct MastodonTests {
  private let time = Timestamp(seconds: 1_706_695_200)
  private let ann = ExternalID("ann@a.example")
  private let ben = ExternalID("ben@b.example")

  private func uri(_ number: Int, by name: String = "ann", at host: String = "a.example") -> ExternalID {
    .text("https://\(host)/users/\(name)/statuses/\(number)")
  }

  @Test("A timeline: parents by number are found in the document, local accounts get their host, ids are addresses")
  func timeline() throws {
    let reading = try Reading(
      "[\(Toots.status(2, by: "Ben@b.example", Toots.answering(1, by: "ann"))),\(Toots.status(1, by: "ann"))]")
    #expect(reading.format == "mastodon")
    #expect(
      reading.posts == [
        PostRecord(
          id: uri(2, by: "Ben", at: "b.example"), author: ben, parent: uri(1), parentAuthor: ann, time: time,
          kind: .reply),
        PostRecord(id: uri(1), author: ann, time: time),
      ])
    #expect(
      reading.accounts.first
        == AccountRecord(id: ben, handle: "Ben@b.example", name: "N Ben", followers: 7, seen: time))
  }

  @Test("A context leaves out its post: a parent by a local account has the server's address, any other a stable stub")
  func context() throws {
    let known = Toots.status(3, by: "ben@b.example", Toots.answering(9, by: "ann") + "," + Toots.mentions("ann"))
    let lost = Toots.status(4, by: "ann", Toots.answering(8, by: "eve@e.example"))
    let reading = try Reading(#"{"ancestors":[\#(lost)],"descendants":[\#(known)]}"#)
    #expect(reading.posts.map(\.parent) == [.text("a.example/statuses/8"), uri(9)])
    #expect(reading.posts.map(\.parentAuthor) == [nil, ann])
    #expect(reading.interactions.isEmpty)
    #expect(reading.rows == 2)
  }

  @Test("A boost is a repost that carries the original; a quote and mentions are the author's")
  func boosts() throws {
    let original = Toots.status(
      1, by: "ben@b.example", Toots.mentions("cat@c.example", "ben@b.example", "cat@c.example"))
    let boost = Toots.status(2, by: "ann", #""reblog":\#(original)"#)
    let quote = Toots.status(3, by: "ann", #""quote":{"state":"accepted","quoted_status":\#(original)}"#)
    let reading = try Reading(boost + "\n" + quote)
    let post = uri(1, by: "ben", at: "b.example")
    #expect(reading.posts.map(\.id) == [post, uri(3), post])
    #expect(reading.posts.map(\.kind) == [.post, .quote, .post])
    #expect(
      reading.interactions.first
        == InteractionRecord(kind: .repost, actor: ann, target: ben, time: time, post: post))
    #expect(reading.interactions.map(\.kind) == [.repost, .mention, .quote, .mention])
    #expect(reading.rows == 2)
  }

  @Test("Only public and unlisted statuses are kept, whoever boosts the others")
  func visibility() throws {
    let hidden = Toots.status(1, by: "ann", visibility: "private")
    let reading = try Reading(
      [
        hidden, Toots.status(2, by: "ann", visibility: "direct"), Toots.status(3, by: "ann", visibility: "unlisted"),
        Toots.status(4, by: "ann", #""reblog":\#(hidden)"#),
        Toots.status(5, by: "ann", #""quote":{"quoted_status":\#(hidden)}"#),
      ].joined(separator: "\n"))
    #expect(reading.posts.map(\.id) == [uri(3), uri(5)])
    #expect(reading.interactions.isEmpty)
    #expect(reading.ignored == ["statuses that are not public": 3])
  }

  @Test("A list of accounts needs its owner and its direction")
  func follows() throws {
    let list = "[\(Toots.account("ben@b.example")),\n\(Toots.account("cat"))]"
    #expect("\(try #require(failure(list)))".contains("the owner as NAME@HOST"))
    let withoutList = try #require(failure(list, options: ReadOptions(owner: "@ann@a.example")))
    #expect("\(withoutList)".contains("its list is needed"))
    #expect("\(try #require(failure(list, options: ReadOptions(owner: "12"))))".contains("NAME@HOST"))
    let followers = try Reading(list, options: ReadOptions(owner: "@Ann@a.example", list: .followers))
    #expect(followers.follows.map(\.follower) == [ben, ExternalID("cat@a.example")])
    #expect(followers.follows.allSatisfy { $0.followed == ann })
    let following = try Reading(list, options: ReadOptions(owner: "https://a.example/@ann", list: .following))
    #expect(following.follows.map(\.follower) == [ann, ann])
    #expect(following.accounts.map(\.handle) == ["ben@b.example", "cat@a.example"])
  }

  @Test("An outbox: notes, answers whose address or mention names whom, boosts; what is not public is ignored")
  func outbox() throws {
    let answer =
      #""inReplyTo":"https://b.example/users/ben/statuses/7","tag":[{"type":"Mention","#
      + #""href":"https://b.example/users/ben","name":"@ben@b.example"},{"type":"Mention","#
      + #""href":"https://a.example/ap/users/12","name":"@cat"},{"type":"Hashtag","name":"x"}]"#
    let reading = try Reading(
      #"{"@context":[],"type":"OrderedCollection","orderedItems":[\#(Toots.note(1)),\#(Toots.note(2, answer)),"#
        + #"\#(Toots.boost(3, of: "https://b.example/users/ben/statuses/8")),"#
        + #"\#(Toots.boost(4, of: "https://d.example/notes/9x", copiedTo: "https://d.example/@dan")),"#
        + #"\#(Toots.boost(5, of: "https://d.example/notes/9x")),\#(Toots.note(6, to: "https://b.example/users/ben")),"#
        + #"{"type":"Like"},"https://b.example/1",{"type":"Create","object":{}}]}"#)
    #expect(reading.format == "mastodon")
    #expect(
      reading.posts == [
        PostRecord(id: uri(1), author: ann, time: time),
        PostRecord(
          id: uri(2), author: ann, parent: uri(7, by: "ben", at: "b.example"), parentAuthor: ben, time: time,
          kind: .reply),
      ])
    #expect(reading.interactions.map(\.kind) == [.mention, .repost, .repost])
    #expect(reading.interactions.map(\.target) == [ExternalID("cat@a.example"), ben, ExternalID("dan@d.example")])
    #expect(reading.ignored.values.reduce(0, +) == 4)
    #expect(reading.rejects == [Reject(line: 1, reason: "entry 9: expected an activity with “actor”, found none")])
    #expect(reading.rows == 9)
  }

  @Test("One bad status of an array costs one, and so does the end of a cut file")
  func broken() throws {
    let reading = try Reading(
      "[\(Toots.status(1, by: "ann")),\n{\"id\":nope},\n\(Toots.status(2, by: "ann")),\n{\"uri\":\"x\",\"visib")
    #expect(reading.posts.map(\.id) == [uri(1), uri(2)])
    #expect(reading.rejects.map(\.line) == [2, 4])
    #expect(reading.rejects[1].reason.contains("file's end"))
    let incomplete = try Reading("[\(Toots.status(1, by: "ann")),{\"visibility\":\"public\",\"account\":{}}]")
    #expect(incomplete.rejects.map(\.reason) == ["entry 2: expected a status of Mastodon, found no “uri” in it"])
  }

  @Test("Accounts alone, relationships and earlier versions of a status are ignored")
  func others() throws {
    let reading = try Reading(
      [
        Toots.account("ann"), #"{"id":"1","following":true,"showing_reblogs":true}"#,
        #"{"content":"x","spoiler_text":"","created_at":"2024-01-31T10:00:00Z"}"#,
        #"{"id":"https://a.example/ap/users/12","preferredUsername":"Ann","name":"N","inbox":"x"}"#,
      ].joined(separator: "\n"))
    #expect(reading.ignored.values.reduce(0, +) == 4)
    #expect(reading.accounts.map(\.id) == [ann, ann])
    #expect(reading.rejects.isEmpty)
  }

  @Test(
    "Addresses name accounts where they can",
    arguments: [
      ("https://A.example/users/ann/statuses/1", "ann@A.example"), ("https://a.example/@ann/1", "ann@a.example"),
      ("https://a.example/@ben@b.example", "ben@b.example"), ("https://a.example/ap/users/12", nil),
      ("https://a.example/notes/9x", nil), ("at://ann", nil),
    ])
  func addresses(address: String, name: String?) {
    #expect(FediverseAddress.name(in: address) == name)
  }
}

/// Invented statuses on the server a.example.
enum Toots {
  private static func number(_ acct: String) -> Int {
    acct.lowercased().utf8.reduce(0) { ($0 * 31 + Int($1)) % 99_991 }
  }

  static func account(_ acct: String) -> String {
    let parts = acct.split(separator: "@")
    let host = parts.count > 1 ? parts[1] : "a.example"
    return #"{"id":"\#(number(acct))","username":"\#(parts[0])","acct":"\#(acct)","display_name":"N \#(parts[0])","#
      + #""url":"https://\#(host)/@\#(parts[0])","uri":"https://\#(host)/users/\#(parts[0])","followers_count":7}"#
  }

  static func status(_ id: Int, by acct: String, _ more: String = "", visibility: String = "public") -> String {
    let parts = acct.split(separator: "@")
    let host = parts.count > 1 ? parts[1] : "a.example"
    return #"{"id":"\#(id)","created_at":"2024-01-31T10:00:00.000Z","visibility":"\#(visibility)","content":"words","#
      + #""uri":"https://\#(host)/users/\#(parts[0])/statuses/\#(id)","account":\#(account(acct))"#
      + (more.isEmpty ? "" : "," + more) + "}"
  }

  static func answering(_ id: Int, by acct: String) -> String {
    #""in_reply_to_id":"\#(id)","in_reply_to_account_id":"\#(number(acct))""#
  }

  static func mentions(_ accts: String...) -> String { #""mentions":[\#(accts.map(account).joined(separator: ","))]"# }

  private static let everyone = "https://www.w3.org/ns/activitystreams#Public"

  static func note(_ id: Int, _ more: String = "", to: String = everyone) -> String {
    #"{"type":"Create","actor":"https://a.example/users/ann","to":["\#(to)"],"cc":[],"object":{"type":"Note","#
      + #""id":"https://a.example/users/ann/statuses/\#(id)","published":"2024-01-31T10:00:00Z""#
      + (more.isEmpty ? "" : "," + more) + "}}"
  }

  static func boost(_ id: Int, of object: String, copiedTo: String? = nil) -> String {
    #"{"type":"Announce","id":"\#(id)","actor":"https://a.example/users/ann","published":"2024-01-31T10:00:00Z","#
      + #""to":["\#(everyone)"],"cc":["https://a.example/users/ann/followers"\#(copiedTo.map { ",\"\($0)\"" } ?? "")],"#
      + #""object":"\#(object)"}"#
  }
}
