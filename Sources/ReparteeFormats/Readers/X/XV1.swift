import ReparteeGraph

/// Tweets as Twitter's API v1.1 and its streams wrote them: JSON, a tweet a line, or in arrays.
///
/// - A tweet is a post by `user`. Its parent is `in_reply_to_status_id_str`; where only `in_reply_to_user_id_str` is
///   given, it answers an account: a post, and a reply interaction towards that account.
/// - A retweet is an interaction of its row; the tweet inside is a post that the row carries. What the wrapper says of
///   mentions and quotes is the original's, and is read there.
/// - `quoted_status` is a post that the row carries, and a quote by the author of the tweet around it.
/// - `user_mentions` are mentions, once an account and post, without the author and without whom the tweet answers.
/// - A tweet that a notice deletes is taken out of the store; limits and other notices of the stream are ignored.
///
/// Ids come from the `_str` fields, else from whole numbers; the text is never kept. Reference: Twitter's "Tweet object"
/// and "Consuming streaming data", API v1.1.
struct XV1: JSONFormat {
  let name = "x-v1"
  let summary = "tweets of Twitter's API v1.1: JSON, one a line or in arrays"
  let platform: String? = "x"
  let marks = [[#""id_str":"#, #""in_reply_to_"#, #""created_at":"#]]

  func confidence(of value: JSONValue) -> Confidence {
    guard value.isObject else { return .none }
    return Tweet(value) != nil ? .certain : Tweet.notice(value) != nil ? .likely : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    guard let tweet = Tweet(value) else {
      guard let notice = Tweet.notice(value) else { return [Tweet.expectation(value)] }
      batch.ignored[notice, default: 0] += 1
      if let deleted = value["delete"]?["status"].flatMap({ Tweet.id($0, "id_str", "id") }) {
        batch.platforms[0].deletions.append(deleted)
      }
      return []
    }
    return TweetRecords.append(tweet, to: &batch).map { [$0] } ?? []
  }
}

/// The records of a tweet and of what it carries.
enum TweetRecords {
  /// Appends a row's records to the batch's own platform; returns why the row is rejected, if so.
  static func append(_ tweet: Tweet, to batch: inout RecordBatch) -> String? {
    guard let json = tweet.original else {
      appendPost(tweet, isRow: true, copied: tweet.time, to: &batch.platforms[0])
      return nil
    }
    guard let original = Tweet(json) else { return "retweeted_status: \(Tweet.expectation(json))" }
    batch.platforms[0].accounts.append(tweet.account(copied: tweet.time))
    batch.platforms[0].interactions.append(
      InteractionRecord(
        kind: .repost, actor: tweet.author, target: original.author, time: tweet.time, post: original.id))
    appendPost(original, isRow: false, copied: tweet.time, to: &batch.platforms[0])
    return nil
  }

  /// Appends the post; what it says of its author held when the row was written that carries it: a retweet brings the
  /// author's followers of that day.
  private static func appendPost(
    _ tweet: Tweet, isRow: Bool, copied: Timestamp, to platform: inout RecordBatch.Platform
  ) {
    let parent = tweet.parent
    // Twitter nests quotes one deep; more would still end at the parser's limit of depth.
    let quoted = tweet.quoted.flatMap(Tweet.init)
    platform.accounts.append(tweet.account(copied: copied))
    platform.append(
      PostRecord(
        id: tweet.id, author: tweet.author, parent: parent, parentAuthor: tweet.parentAuthor, time: tweet.time,
        kind: parent != nil ? .reply : tweet.isQuote ? .quote : .post, isRow: isRow),
      quoting: quoted?.author, mentioning: tweet.mentions?.compactMap { Tweet.id($0, "id_str", "id") } ?? [])
    platform.append(replyCount: tweet.json["reply_count"], of: tweet.id)
    platform.append(hashtags: tweet.hashtags, key: "text", of: tweet.id)
    XLinks.append(tweet.links, of: tweet.id, to: &platform)
    if let quoted { appendPost(quoted, isRow: false, copied: copied, to: &platform) }
  }
}

/// A tweet of Twitter's API v1.1.
struct Tweet {
  let json: JSONValue
  let id: ExternalID
  let author: ExternalID
  let time: Timestamp
  private let user: JSONValue

  /// The tweet in `json`, or nil where it lacks an id, an author or a time.
  init?(_ json: JSONValue) {
    guard let user = json["user"], let author = Tweet.id(user, "id_str", "id"),
      let id = Tweet.id(json, "id_str", "id"), let created = json["created_at"]?.utf8,
      let time = TimeText.twitter(created)
    else { return nil }
    self.json = json
    self.id = id
    self.author = author
    self.time = time
    self.user = user
  }

  /// The id in the text field, which is exact; else the number of the other one, which is exact in simdjson too.
  static func id(_ json: JSONValue, _ text: StaticString, _ number: StaticString) -> ExternalID? {
    json[text]?.id ?? json[number]?.id
  }

  /// What the tweet says of its author, as of the time at which it was copied into the tweet that holds it, if later.
  func account(copied: Timestamp) -> AccountRecord {
    AccountRecord(
      id: author, handle: user["screen_name"]?.string, name: user["name"]?.string,
      followers: user["followers_count"]?.integer, seen: max(time, copied))
  }

  var parent: ExternalID? { Tweet.id(json, "in_reply_to_status_id_str", "in_reply_to_status_id") }
  var parentAuthor: ExternalID? { Tweet.id(json, "in_reply_to_user_id_str", "in_reply_to_user_id") }
  var original: JSONValue? { json["retweeted_status"] }
  var quoted: JSONValue? { json["quoted_status"] }
  var isQuote: Bool { quoted != nil || Tweet.id(json, "quoted_status_id_str", "quoted_status_id") != nil }

  /// Who is mentioned: the extended entities of a long tweet, where they are given, are the whole of them.
  var mentions: JSONValue? { entities?["user_mentions"] }

  /// The hashtags, if any.
  var hashtags: JSONValue? { entities?["hashtags"] }

  /// The links, if any.
  var links: JSONValue? { entities?["urls"] }

  private var entities: JSONValue? { json["extended_tweet"]?["entities"] ?? json["entities"] }

  /// Keys of the notices that a stream puts between tweets, other than deletions and limits.
  private static let notices: [StaticString] = [
    "scrub_geo", "status_withheld", "user_withheld", "disconnect", "warning", "friends", "friends_str", "event",
    "control", "info",
  ]

  /// Why a value is ignored though it is no tweet: the notices that a stream puts between tweets.
  static func notice(_ json: JSONValue) -> String? {
    guard json.isObject else { return nil }
    if json["delete"] != nil { return "deletion notices, whose tweets are taken out" }
    if json["limit"] != nil { return "limit notices" }
    return json["id"] == nil && notices.contains { json[$0] != nil } ? "other stream notices" : nil
  }

  /// Why a value is no tweet.
  static func expectation(_ json: JSONValue) -> String {
    guard json.isObject else { return "expected a tweet (a JSON object), found another JSON value" }
    if json["user"] == nil { return "expected a tweet of API v1.1, found an object without “user”" }
    if id(json, "id_str", "id") == nil { return "expected a tweet, found no “id_str” and no “id” in it" }
    if id(json["user"] ?? json, "id_str", "id") == nil { return "expected a tweet, found no id in its “user”" }
    guard let created = json["created_at"]?.utf8 else { return "expected a tweet, found no “created_at” in it" }
    return "created_at: expected a time like “Sun Aug 10 01:30:14 +0000 2014”, found \(created.quoted)"
  }
}
