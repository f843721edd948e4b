import ReparteeGraph

/// A tweet of X's API v2.
struct TweetV2 {
  let json: JSONValue
  /// The id of this version.
  let version: ExternalID
  /// The id of its first version, under which all of them are one post.
  let id: ExternalID
  let author: ExternalID
  let time: Timestamp?

  /// The tweet in `json`, or nil where it lacks an id or an author, or its time cannot be read.
  init?(_ json: JSONValue) {
    guard let version = json["id"]?.id, let author = json["author_id"]?.id else { return nil }
    self.json = json
    self.version = version
    self.author = author
    var first = version
    var hasFirst = false
    json["edit_history_tweet_ids"]?.forEachElement { version in
      if !hasFirst, let id = version.id { first = id }
      hasFirst = true
    }
    self.id = first
    guard let created = json["created_at"]?.utf8 else {
      time = nil
      return
    }
    guard let time = TimeText.parse(created) else { return nil }
    self.time = time
  }

  /// What it refers to: the id that it names, and the tweet itself where it is flattened.
  func reference(_ type: StaticString) -> JSONValue? {
    var found: JSONValue?
    json["referenced_tweets"]?.forEachElement { reference in
      if found == nil, reference["type"]?.utf8?.equalsIgnoringCase(type) == true { found = reference }
    }
    return found
  }

  /// Whom it answers.
  var parentAuthor: ExternalID? { json["in_reply_to_user_id"]?.id }
  var conversation: ExternalID? { json["conversation_id"]?.id }
  var mentions: JSONValue? { json["entities"]?["mentions"] }

  /// The hashtags, if any.
  var hashtags: JSONValue? { json["entities"]?["hashtags"] }

  /// Whether a value is an account.
  static func isAccount(_ json: JSONValue) -> Bool { json["username"] != nil && json["id"]?.id != nil }

  /// Whether a value says that a tweet is to be deleted or hidden.
  static func isNotice(_ json: JSONValue) -> Bool { json["action"] != nil && json["author_id"] == nil }

  /// Why a value is no tweet.
  static func expectation(_ json: JSONValue) -> String {
    guard json.isObject else { return "expected a tweet (a JSON object), found another JSON value" }
    if json["id"]?.id == nil { return "expected a tweet or an account of API v2, found no “id” in it" }
    if json["author_id"]?.id == nil {
      return "expected a tweet of API v2, found no “author_id” in it (ask the API for tweet.fields=author_id)"
    }
    guard let created = json["created_at"]?.utf8 else { return "created_at: expected a text" }
    return "created_at: expected a time like “2021-04-01T10:00:00.000Z”, found \(created.quoted)"
  }
}
