import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Traps of Bluesky and Mastodon")
struct NetworkTraps {
  private func post(_ name: String, _ key: Int, _ more: String = "", handle: String = "h") -> String {
    #"{"uri":"at://did:plc:\#(name)/app.bsky.feed.post/\#(key)","author":{"did":"did:plc:\#(name)","handle":"\#(handle)"},"#
      + #""record":{"$type":"app.bsky.feed.post","text":"words"\#(more)},"indexedAt":"2024-01-01T10:00:05Z"}"#
  }

  @Test("Bluesky: handles change, the DID stays")
  func handles() throws {
    let reading = try Reading(#"{"posts":[\#(post("ann", 1, handle: "old")),\#(post("ann", 2, handle: "new"))]}"#)
    #expect(Set(reading.posts.map(\.author)) == [.text("did:plc:ann")])
    #expect(reading.accounts.map(\.handle) == ["old", "new"])
  }

  @Test("Bluesky: the time is createdAt, else indexedAt")
  func times() throws {
    let created = #","createdAt":"2024-01-01T10:00:00Z""#
    let reading = try Reading(#"{"posts":[\#(post("ann", 1, created)),\#(post("ann", 2))]}"#)
    #expect(reading.posts.map(\.time) == [Timestamp(seconds: 1_704_103_200), Timestamp(seconds: 1_704_103_205)])
  }

  @Test("Bluesky: getFollowers is f.did to subject.did, getFollows is reversed")
  func follows() throws {
    let list = #"[{"did":"did:plc:ben","handle":"b"}],"subject":{"did":"did:plc:ann","handle":"a"}}"#
    let (ann, ben) = (ExternalID.text("did:plc:ann"), ExternalID.text("did:plc:ben"))
    #expect(try Reading(#"{"followers":"# + list).follows == [Reading.Follow(follower: ben, followed: ann)])
    #expect(try Reading(#"{"follows":"# + list).follows == [Reading.Follow(follower: ann, followed: ben)])
  }

  private func event(_ collection: String, _ operation: String, _ record: String) -> String {
    #"{"did":"did:plc:ann","time_us":1725911162329308,"kind":"commit","commit":{"operation":"\#(operation)","#
      + #""collection":"\#(collection)","rkey":"k1"\#(record)}}"#
  }

  @Test("Jetstream: the subject of graph.follow is a DID; a like's is an object, and likes are ignored")
  func subjects() throws {
    let reading = try Reading(
      event(
        "app.bsky.graph.follow", "create", #","record":{"subject":"did:plc:ben","createdAt":"2024-01-01T10:00:00Z"}"#)
        + "\n" + event("app.bsky.feed.like", "create", #","record":{"subject":{"uri":"at://x"}}"#))
    #expect(
      reading.follows == [Reading.Follow(follower: .text("did:plc:ann"), followed: .text("did:plc:ben"))])
    #expect(reading.ignored.values.reduce(0, +) == 1 && reading.rejects.isEmpty)
  }

  @Test("Jetstream: deletes apply")
  func deletes() throws {
    let file = try TemporaryFile(Array(event("app.bsky.feed.post", "delete", "").utf8))
    defer { file.remove() }
    var deleted: [ExternalID] = []
    try FileReader(path: file.path).read { deleted += $0.platforms.flatMap(\.deletions) }
    #expect(deleted == [.text("at://did:plc:ann/app.bsky.feed.post/k1")])
  }

  @Test("Bluesky: notFoundPost and blockedPost are parents whose DID is in the address")
  func missingParents() throws {
    let parent = "at://did:plc:cat/app.bsky.feed.post/7"
    let reply = #","reply":{"parent":{"uri":"\#(parent)"},"root":{"uri":"\#(parent)"}}"#
    let reading = try Reading(
      #"{"thread":{"post":\#(post("ann", 1, reply)),"parent":{"$type":"app.bsky.feed.defs#blockedPost","#
        + #""uri":"\#(parent)","blocked":true}}}"#)
    #expect(reading.posts.map(\.parent) == [.text(parent)])
    #expect(reading.posts.map(\.parentAuthor) == [.text("did:plc:cat")])
  }

  @Test("Mastodon: numeric ids are of one server, the address is of all")
  func addresses() throws {
    let reading = try Reading("[\(Toots.status(1, by: "ann")),\(Toots.status(1, by: "ben@b.example"))]")
    #expect(
      reading.posts.map(\.id) == [
        .text("https://a.example/users/ann/statuses/1"), .text("https://b.example/users/ben/statuses/1"),
      ])
  }

  @Test("Mastodon: acct of a local account has no host")
  func localAccounts() throws {
    #expect(try Reading("[\(Toots.status(1, by: "ann"))]").posts.map(\.author) == [.text("ann@a.example")])
  }

  @Test("Mastodon: /context leaves out the focal post")
  func context() throws {
    let answer = Toots.status(2, by: "ben@b.example", Toots.answering(1, by: "ann") + "," + Toots.mentions("ann"))
    let reading = try Reading(#"{"ancestors":[],"descendants":[\#(answer)]}"#)
    #expect(reading.posts.map(\.parent) == [.text("https://a.example/users/ann/statuses/1")])
  }

  @Test("Mastodon: a list of followers lacks the followee")
  func followee() throws {
    let list = "[\(Toots.account("ben@b.example"))]"
    guard case .missingSetting? = failure(list) else {
      Issue.record("the owner is asked for")
      return
    }
    let reading = try Reading(list, options: ReadOptions(owner: "ann@a.example", list: .followers))
    #expect(
      reading.follows == [Reading.Follow(follower: .text("ben@b.example"), followed: .text("ann@a.example"))])
  }

  @Test("Mastodon: only public and unlisted posts are kept, and the others are counted")
  func visibility() throws {
    let statuses = ["public", "unlisted", "private", "direct"].enumerated().map {
      Toots.status($0 + 1, by: "ann", visibility: $1)
    }
    let reading = try Reading("[" + statuses.joined(separator: ",") + "]")
    #expect(reading.posts.count == 2 && reading.ignored.values.reduce(0, +) == 2)
  }
}
