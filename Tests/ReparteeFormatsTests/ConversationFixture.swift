import ReparteeGraph

@testable import ReparteeFormats

/// One invented conversation as a format writes it: Ann posts, Ben answers her, she answers him, Cat answers her post.
///
/// Accounts are called ann, ben and cat, or 10, 11 and 12, with whatever a format puts around that.
struct ConversationFixture: CustomStringConvertible, Sendable {
  let format: String
  let text: String
  var options = ReadOptions()
  /// Whether it has posts, rather than that somebody answered somebody.
  var hasPosts = true

  var description: String { format + (options.mapping.map { " \($0.name)" } ?? "") }

  /// A format's own line: its file of the conversation.
  static let all: [ConversationFixture] = [
    ConversationFixture(format: "x-v1", text: tweetsV1),
    ConversationFixture(format: "x-v2", text: tweetsV2),
    ConversationFixture(format: "twarc-csv", text: twarc),
    ConversationFixture(format: "bluesky", text: bluesky),
    ConversationFixture(format: "mastodon", text: mastodon),
    ConversationFixture(format: "youtube", text: youTube),
    ConversationFixture(format: "yt-dlp", text: ytDLP),
    ConversationFixture(format: "reddit", text: reddit),
    ConversationFixture(format: "wordpress", text: wordPress),
    ConversationFixture(format: "wordpress-comments", text: wordPressComments),
    ConversationFixture(format: "discourse", text: discourse),
    ConversationFixture(format: "telegram", text: Exports.telegram),
    ConversationFixture(format: "discord", text: Exports.discord),
    ConversationFixture(format: "slack", text: Exports.slack),
    ConversationFixture(format: "lemmy", text: Exports.lemmy),
    ConversationFixture(format: "github", text: Exports.gitHub),
    ConversationFixture(format: "stackexchange", text: Exports.stackExchange),
    ConversationFixture(format: "hacker-news", text: Exports.hackerNews),
    ConversationFixture(format: "disqus", text: Exports.disqus),
    ConversationFixture(format: "mbox", text: Exports.mbox),
    ConversationFixture(format: "instagram-comments", text: Exports.instaloader),
    ConversationFixture(format: "youtube-comment-downloader", text: Exports.youTubeDownloader),
    ConversationFixture(format: "zeeschuimer", text: Exports.zeeschuimer),
    ConversationFixture(
      format: "gdf",
      text: "nodedef>name VARCHAR,label VARCHAR\nann,Ann\nben,Ben\ncat,Cat\nedgedef>node1 VARCHAR,node2 VARCHAR\n"
        + "ben,ann\nann,ben\ncat,ann\n", options: ReadOptions(kind: .reply), hasPosts: false),
    ConversationFixture(
      format: "sif", text: "ben\treply\tann\nann\treply\tben\ncat\treply\tann\n", hasPosts: false),
    ConversationFixture(format: "convokit", text: convoKit),
    ConversationFixture(
      format: "posts-csv",
      text: "id,author,parent,time\n1,ann,,1700000060\n"
        + "2,ben,1,1700000120\n3,ann,2,1700000180\n4,cat,1,1700000240\n"),
    ConversationFixture(
      format: "mapping sheet", text: "Wer|Nr|Zu\nann|1|\nben|2|1\nann|3|2\ncat|4|1\n", options: sheetMapping),
    ConversationFixture(format: "mapping lines", text: lines, options: linesMapping),
    ConversationFixture(
      format: "interactions-csv", text: "kind,actor,target\nreply,ben,ann\nreply,ann,ben\nreply,cat,ann\n",
      hasPosts: false),
    ConversationFixture(
      format: "higgs-activity", text: "11 10 1341100972 RE\n10 11 1341100973 RE\n12 10 1341100974 RE\n", hasPosts: false
    ),
    ConversationFixture(
      format: "edge-list", text: "ben ann\nann ben\ncat ann\n", options: ReadOptions(kind: .reply), hasPosts: false),
    ConversationFixture(
      format: "gephi-csv", text: "Source,Target,Kind\nben,ann,reply\nann,ben,reply\ncat,ann,reply\n", hasPosts: false),
    ConversationFixture(
      format: "sheet", text: "who,whom\nben,ann\nann,ben\ncat,ann\n",
      options: ReadOptions(kind: .reply, columns: ["actor": "who", "target": "whom"]), hasPosts: false),
    ConversationFixture(
      format: "node-link-json",
      text: #"{"directed":true,"nodes":[],"links":[{"source":"ben","target":"ann","kind":"reply"},"#
        + #"{"source":"ann","target":"ben","kind":"reply"},{"source":"cat","target":"ann","kind":"reply"}]}"#,
      hasPosts: false),
    ConversationFixture(
      format: "graphml",
      text: #"<graphml><key id="k" for="edge" attr.name="kind"><default>reply</default></key><graph "#
        + #"edgedefault="directed"><edge source="ben" target="ann"/><edge source="ann" target="ben"/>"#
        + #"<edge source="cat" target="ann"/></graph></graphml>"#, hasPosts: false),
    ConversationFixture(
      format: "gexf",
      text: #"<gexf><graph defaultedgetype="directed"><edges><edge source="ben" target="ann" kind="reply"/>"#
        + #"<edge source="ann" target="ben" kind="reply"/><edge source="cat" target="ann" kind="reply"/></edges></graph></gexf>"#,
      hasPosts: false),
    ConversationFixture(
      format: "gml",
      text: #"graph [ directed 1 node [ id 0 label "ann" ] node [ id 1 label "ben" ] node [ id 2 label "cat" ]"#
        + #" edge [ source 1 target 0 kind "reply" ] edge [ source 0 target 1 kind "reply" ]"#
        + #" edge [ source 2 target 0 kind "reply" ] ]"#, hasPosts: false),
    ConversationFixture(
      format: "pajek", text: "*Vertices 3\n1 \"ann\"\n2 \"ben\"\n3 \"cat\"\n*Arcs :1 \"reply\"\n2 1\n1 2\n3 1\n",
      hasPosts: false),
  ]

  /// Formats whose files hold no conversation of several people: one's own posts, follows, what is known of accounts; and
  /// segments, which are no text: `BlueskyArchiveTests` compares them with the same events as JSON.
  static let withoutConversation: Set = [
    "tiktok-research", "meta-content-library", "x-archive", "bluesky-car", "follows-csv", "roster-csv", "nodes-csv",
    "jetstream",
    "youtube-takeout", "tiktok-export", "mastodon-following",
  ]

  private static let tweetsV1 = [
    Tweets.tweet(1, by: 10), v1(2, by: 11, answering: 1, by: 10), v1(3, by: 10, answering: 2, by: 11),
    v1(4, by: 12, answering: 1, by: 10),
  ].joined(separator: "\n")

  private static func v1(_ id: Int, by author: Int, answering parent: Int, by answered: Int) -> String {
    Tweets.tweet(
      id, by: author, "\"in_reply_to_status_id_str\":\"\(parent)\",\"in_reply_to_user_id_str\":\"\(answered)\"")
  }

  private static let tweetsV2 = TweetsV2.page(
    data: [
      TweetsV2.tweet(1, by: 10, conversation: 1), TweetsV2.tweet(2, by: 11, conversation: 1, answering: (1, by: 10)),
      TweetsV2.tweet(3, by: 10, conversation: 1, answering: (2, by: 11)),
      TweetsV2.tweet(4, by: 12, conversation: 1, answering: (1, by: 10)),
    ], included: [], users: [10, 11, 12])

  private static let twarc = TwarcRows.text(
    TwarcRows.row(1, by: 10), TwarcRows.row(2, by: 11, ["replied_to": "1", "answers": "10"]),
    TwarcRows.row(3, by: 10, ["replied_to": "2", "answers": "11"]),
    TwarcRows.row(4, by: 12, ["replied_to": "1", "answers": "10"]))

  private static let bluesky = {
    func address(_ name: String, _ key: Int) -> String { "at://did:plc:\(name)/app.bsky.feed.post/\(key)" }
    func post(_ name: String, _ key: Int, to parent: String? = nil) -> String {
      let root = address("ann", 1)
      let reply = parent.map { #","reply":{"parent":{"uri":"\#($0)"},"root":{"uri":"\#(root)"}}"# } ?? ""
      return #"{"uri":"\#(address(name, key))","author":{"did":"did:plc:\#(name)","handle":"\#(name).example"},"#
        + #""record":{"$type":"app.bsky.feed.post","createdAt":"2024-01-01T10:00:00Z","text":"words"\#(reply)}}"#
    }
    let back = #"{"post":\#(post("ann", 3, to: address("ben", 2)))}"#
    return #"{"thread":{"post":\#(post("ann", 1)),"replies":["#
      + #"{"post":\#(post("ben", 2, to: address("ann", 1))),"replies":[\#(back)]},"#
      + #"{"post":\#(post("cat", 4, to: address("ann", 1)))}]}}"#
  }()

  private static let mastodon =
    "[\(Toots.status(1, by: "ann")),\(Toots.status(2, by: "ben@b.example", Toots.answering(1, by: "ann"))),"
    + "\(Toots.status(3, by: "ann", Toots.answering(2, by: "ben@b.example"))),"
    + "\(Toots.status(4, by: "cat@c.example", Toots.answering(1, by: "ann")))]"

  /// Below a video, whose author the answer does not name: Ann's comment begins the branch, and a mention says that she
  /// answers Ben in it.
  private static let youTube = {
    func comment(_ id: String, by name: String, _ text: String = "words", parent: String? = nil) -> String {
      let above = parent.map { #","parentId":"\#($0)""# } ?? ""
      return #"{"kind":"youtube#comment","id":"\#(id)","snippet":{"authorDisplayName":"@\#(name)","#
        + #""authorChannelId":{"value":"UC\#(name)"},"textOriginal":"\#(text)","#
        + #""publishedAt":"2020-09-13T12:26:40Z"\#(above)}}"#
    }
    let replies = [
      comment("a.1", by: "ben", parent: "a"), comment("a.2", by: "ann", "@ben words", parent: "a"),
      comment("a.3", by: "cat", parent: "a"),
    ]
    return #"{"kind":"youtube#commentThreadListResponse","items":[{"kind":"youtube#commentThread","id":"a","snippet":"#
      + #"{"videoId":"v","totalReplyCount":3,"topLevelComment":\#(comment("a", by: "ann"))},"#
      + #""replies":{"comments":[\#(replies.joined(separator: ","))]}}]}"#
  }()

  /// Below Ann's own video: she answers in the branch that Ben's comment began.
  private static let ytDLP = {
    func comment(_ id: String, by name: String, parent: String) -> String {
      #"{"id":"\#(id)","parent":"\#(parent)","author":"@\#(name)","author_id":"UC\#(name)","timestamp":1600000000}"#
    }
    let comments = [
      comment("b", by: "ben", parent: "root"), comment("b.1", by: "ann", parent: "b"),
      comment("c", by: "cat", parent: "root"),
    ]
    return #"{"id":"v","extractor":"youtube","channel_id":"UCann","comments":[\#(comments.joined(separator: ","))]}"#
  }()

  private static let reddit = {
    func comment(_ id: String, by name: String, parent: String) -> String {
      #"{"id":"\#(id)","author":"\#(name)","link_id":"t3_aa","parent_id":"\#(parent)","created_utc":1600000060}"#
    }
    return [
      #"{"id":"aa","author":"ann","created_utc":1600000000,"title":"t"}"#, comment("b", by: "ben", parent: "t3_aa"),
      comment("c", by: "ann", parent: "t1_b"), comment("d", by: "cat", parent: "t3_aa"),
    ].joined(separator: "\n")
  }()

  private static let wordPress = Blog.export(
    Blog.item(
      5, by: "ann", Blog.comment(1, name: "Ben"), Blog.comment(2, name: "Ann A", user: 7, parent: 1),
      Blog.comment(3, name: "Cat")))

  /// Comments alone: the post that they stand below is in the export.
  private static let wordPressComments = {
    func comment(_ id: Int, _ name: String, parent: Int) -> String {
      RESTComments.comment(id, parent: parent).replacing("Ann A", with: name)
    }
    return "[\(comment(1, "Ann", parent: 0)),\(comment(2, "Ben", parent: 1)),\(comment(3, "Ann", parent: 2)),"
      + "\(comment(4, "Cat", parent: 1))]"
  }()

  private static let discourse = {
    func post(_ number: Int, by user: Int, to parent: Int? = nil) -> String {
      #"{"username":"u\#(user)","created_at":"2020-01-02T03:04:05.000Z","post_number":\#(number),"post_type":1,"#
        + #""reply_to_post_number":\#(parent.map(String.init) ?? "null"),"user_id":\#(user)}"#
    }
    let posts = [post(1, by: 10), post(2, by: 11), post(3, by: 10, to: 2), post(4, by: 12)]
    return #"{"post_stream":{"posts":[\#(posts.joined(separator: ","))]},"id":57}"#
  }()

  private static let convoKit = [("p1", "ann", nil), ("p2", "ben", "p1"), ("p3", "ann", "p2"), ("p4", "cat", "p1")]
    .map { id, name, parent in
      #"{"id":"\#(id)","speaker":"\#(name)","conversation_id":"p1","timestamp":1600000000,"#
        + #""reply-to":\#(parent.map { "\"\($0)\"" } ?? "null")}"#
    }.joined(separator: "\n")

  private static let sheetMapping = {
    var mapping = Mapping(name: "sheet")
    mapping.delimiter = UInt8(ascii: "|")
    mapping.records = [
      MappedRecord(
        .posts,
        fields: [
          "id": MappedField(.column("Nr")), "author": MappedField(.column("Wer")), "parent": MappedField(.column("Zu")),
        ])
    ]
    return ReadOptions(mapping: mapping)
  }()

  private static let lines = [("1", "ann", ""), ("2", "ben", "1"), ("3", "ann", "2"), ("4", "cat", "1")]
    .map { #"{"message":{"no":\#($0.0),"to":"\#($0.2)"},"who":{"name":"\#($0.1)"}}"# }.joined(separator: "\n")

  private static let linesMapping = {
    var mapping = Mapping(name: "lines")
    mapping.reads = .json
    mapping.records = [
      MappedRecord(
        .posts,
        fields: [
          "id": MappedField(.path(["message", "no"])), "author": MappedField(.path(["who", "name"])),
          "parent": MappedField(.path(["message", "to"])),
        ])
    ]
    return ReadOptions(mapping: mapping)
  }()
}
