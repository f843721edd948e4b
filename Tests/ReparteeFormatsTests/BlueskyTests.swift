import ReparteeGraph
import Testing

@testable import ReparteeFormats

@Suite("Bluesky")
struct BlueskyTests {
  private let time = Timestamp(seconds: 1_704_103_200)
  private let ann = ExternalID.text("did:plc:ann")
  private let ben = ExternalID.text("did:plc:ben")

  private func address(_ name: String, _ key: Int) -> String { "at://did:plc:\(name)/app.bsky.feed.post/\(key)" }

  private func record(_ more: String = "") -> String {
    #"{"$type":"app.bsky.feed.post","createdAt":"2024-01-01T10:00:00Z","text":"words"\#(more.isEmpty ? "" : "," + more)}"#
  }

  private func post(_ name: String, _ key: Int, _ more: String = "", embed: String = "") -> String {
    #"{"uri":"\#(address(name, key))","cid":"c","author":{"did":"did:plc:\#(name)","handle":"\#(name).example","#
      + #""displayName":"\#(name)"},"record":\#(record(more)),"indexedAt":"2024-01-01T10:00:05Z""#
      + (embed.isEmpty ? "" : #","embed":"# + embed) + "}"
  }

  private func reply(to parent: String, root: String) -> String {
    #""reply":{"parent":{"uri":"\#(parent)","cid":"c"},"root":{"uri":"\#(root)","cid":"c"}}"#
  }

  @Test("A thread as a tree: those above, the post and those below are rows; one that is missing is not")
  func thread() throws {
    let root = address("ann", 1)
    let missing = address("cat", 7)
    let reading = try Reading(
      #"{"thread":{"post":\#(post("ben", 2, reply(to: root, root: root))),"parent":{"post":\#(post("ann", 1))},"#
        + #""replies":[{"post":\#(post("ann", 3, reply(to: missing, root: root))),"replies":[]},"#
        + #"{"$type":"app.bsky.feed.defs#notFoundPost","uri":"\#(missing)","notFound":true}]}}"#)
    #expect(reading.format == "bluesky")
    #expect(reading.posts.map(\.author) == [ann, ben, ann])
    #expect(reading.posts[1].parent == .text(root) && reading.posts[1].kind == .reply)
    #expect(reading.posts[1].conversation == .text(root) && reading.posts[1].time == time)
    #expect(reading.posts[2].parentAuthor == .text("did:plc:cat"), "the author of a missing parent is in its address")
    #expect(reading.ignored == ["posts that are not found, blocked or hidden": 1])
    #expect(reading.rows == 4)
  }

  @Test("Another program's thread is none of Bluesky's")
  func foreignThread() {
    let failure = failure(#"{"thread":{"id":"t1","op":"ann","ts":1767607200,"replies":[{"id":"r1","who":"ben"}]}}"#)
    guard case .unknownFormat = failure else {
      Issue.record("\(failure.debugDescription)")
      return
    }
  }

  @Test("The second version of a thread is a list")
  func flatThread() throws {
    let item = { (post: String) in #"{"uri":"u","depth":0,"value":{"post":\#(post)}}"# }
    let reading = try Reading(#"{"thread":[\#(item(post("ann", 1))),\#(item(post("ben", 2)))]}"#)
    #expect(reading.posts.map(\.author) == [ann, ben])
  }

  @Test("An embedded post is a quote and is carried, alone or along with pictures; a list that is embedded is no quote")
  func quotes() throws {
    let quoted = address("ben", 9)
    let shown = #"{"uri":"\#(quoted)","author":{"did":"did:plc:ben","handle":"b"},"value":\#(record())}"#
    let alone = post(
      "ann", 1, #""embed":{"record":{"uri":"\#(quoted)"}}"#, embed: #"{"record":\#(shown)}"#)
    let withPictures = post(
      "ann", 2, #""embed":{"record":{"record":{"uri":"\#(quoted)"}}}"#, embed: #"{"record":{"record":\#(shown)}}"#)
    let list = post("ann", 3, #""embed":{"record":{"uri":"at://did:plc:ben/app.bsky.graph.list/1"}}"#)
    let reading = try Reading(#"{"posts":[\#(alone),\#(withPictures),\#(list)]}"#)
    #expect(reading.posts.filter(\.isRow).map(\.kind) == [.quote, .quote, .post])
    #expect(reading.posts.filter { !$0.isRow }.map(\.author) == [ben, ben])
    #expect(reading.interactions.map(\.kind) == [.quote, .quote])
    #expect(reading.interactions.allSatisfy { $0.actor == ann && $0.target == ben })
  }

  @Test("A facet that names an account is a mention, without the author and whom the post answers")
  func mentions() throws {
    let root = address("ben", 1)
    let facets = ["cat", "ben", "ann", "cat"].map {
      #"{"features":[{"$type":"app.bsky.richtext.facet#mention","did":"did:plc:\#($0)"}]}"#
    }
    let reading = try Reading(
      post("ann", 2, reply(to: root, root: root) + #","facets":[\#(facets.joined(separator: ","))]"#))
    #expect(reading.interactions.map(\.target) == [.text("did:plc:cat")])
  }

  @Test("A feed: reposts are rows of their own, and what they show is carried")
  func feed() throws {
    let reading = try Reading(
      #"{"feed":[{"post":\#(post("ann", 1))},{"post":\#(post("ann", 1)),"reason":{"$type":"#
        + #""app.bsky.feed.defs#reasonRepost","by":{"did":"did:plc:ben","handle":"b"},"#
        + #""indexedAt":"2024-01-01T10:00:00Z"}}]}"#)
    #expect(reading.posts.map(\.isRow) == [true, false])
    #expect(
      reading.interactions == [
        InteractionRecord(kind: .repost, actor: ben, target: ann, time: time, post: .text(address("ann", 1)))
      ])
  }

  @Test("Followers follow the subject, and it follows the follows", arguments: [true, false])
  func follows(areFollowers: Bool) throws {
    let list = areFollowers ? "followers" : "follows"
    let reading = try Reading(
      #"{"\#(list)":[{"did":"did:plc:ben","handle":"b"}],"subject":{"did":"did:plc:ann","handle":"a"}}"#)
    #expect(
      reading.follows == [
        Reading.Follow(follower: areFollowers ? ben : ann, followed: areFollowers ? ann : ben)
      ])
  }

  @Test("Jetstream: posts, reposts and follows, whose subject is a DID; likes and accounts are ignored")
  func jetstream() throws {
    func event(_ operation: String, _ collection: String, _ record: String) -> String {
      #"{"did":"did:plc:ann","time_us":1704103200000000,"kind":"commit","commit":{"operation":"\#(operation)","#
        + #""collection":"\#(collection)","rkey":"5"\#(record.isEmpty ? "" : #","record":"# + record)}}"#
    }
    let subject = #""createdAt":"2024-01-01T10:00:00Z","subject""#
    let reading = try Reading(
      [
        event("create", "app.bsky.feed.post", record()),
        event("create", "app.bsky.feed.repost", #"{\#(subject):{"uri":"\#(address("ben", 1))"}}"#),
        event("create", "app.bsky.graph.follow", #"{\#(subject):"did:plc:ben"}"#),
        event("create", "app.bsky.feed.like", #"{\#(subject):{"uri":"\#(address("ben", 1))"}}"#),
        event("delete", "app.bsky.feed.post", ""),
        #"{"did":"did:plc:ann","time_us":1,"kind":"identity","identity":{}}"#,
      ].joined(separator: "\n"))
    #expect(reading.posts.map(\.id) == [.text("at://did:plc:ann/app.bsky.feed.post/5")])
    #expect(reading.interactions.map(\.target) == [ben])
    #expect(reading.follows == [Reading.Follow(follower: ann, followed: ben)])
    #expect(reading.ignored == ["likes": 1, "deletions of posts, which are taken out": 1, "events about accounts": 1])
    #expect(reading.rows == 6)
  }

  @Test("A record as a repository holds it; one of another kind is ignored; what is none is rejected with its reason")
  func records() throws {
    let reading = try Reading(
      #"{"uri":"\#(address("ann", 1))","cid":"c","value":\#(record())}\#n"#
        + #"{"uri":"at://did:plc:ann/app.bsky.actor.profile/self","value":{"createdAt":"x"}}\#n"#
        + #"{"uri":"at://ann/1"}\#n"#)
    #expect(reading.posts.map(\.author) == [ann])
    #expect(reading.ignored == ["records that are no posts": 1])
    #expect(reading.rejects.map(\.line) == [3])
  }
}
