import SocialGraph

/// A tweet of X's API v2.
struct TweetV2 {
  let json: JSONValue
  /// The id of its first version, under which all of them are one post.
  let id: ExternalID
  let author: ExternalID
  let time: Timestamp?

  /// The tweet in `json`, or nil where it lacks an id or an author, or has a time that is none.
  init?(_ json: JSONValue) {
    guard let id = json["id"]?.id, let author = json["author_id"]?.id else { return nil }
    self.json = json
    self.author = author
    var first = id
    var hasFirst = false
    json["edit_history_tweet_ids"]?.forEachElement { version in
      if !hasFirst, let version = version.id { first = version }
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

  private static let userShape = JSONShape("id", "username", "name")
    .with("public_metrics", JSONShape("followers_count"))

  private static let tweetShape: JSONShape = {
    let tweet = JSONShape(
      "id", "author_id", "conversation_id", "in_reply_to_user_id", "created_at", "edit_history_tweet_ids", "type",
      "username", "name", "owner_id")
    return
      tweet
      .with("public_metrics", JSONShape("followers_count"))
      .with("author", userShape)
      .with("in_reply_to_user", userShape)
      .with("entities", JSONShape().with("mentions", userShape))
      .with("referenced_tweets", tweet)
  }()

  /// All that is asked of a page, of a flattened tweet or of a notice.
  static let pageShape = JSONShape(
    "id", "author_id", "conversation_id", "in_reply_to_user_id", "created_at", "edit_history_tweet_ids", "meta",
    "action"
  )
  .with("author", userShape)
  .with("in_reply_to_user", userShape)
  .with("entities", JSONShape().with("mentions", userShape))
  .with("referenced_tweets", tweetShape)
  .with("data", tweetShape)
  .with("includes", JSONShape().with("tweets", tweetShape).with("users", userShape))
  .with("errors", JSONShape())
  .with("__twarc", JSONShape("retrieved_at"))
}
