import ReparteeGraph

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

  private var entities: JSONValue? { json["extended_tweet"]?["entities"] ?? json["entities"] }

  /// Keys of the notices that a stream puts between tweets, beside deletions and limits.
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
