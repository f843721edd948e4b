import ReparteeGraph

/// A page of tweets, or a flattened tweet and those inside it: each is decoded once, and they resolve what they say of
/// each other.
struct TweetPage {
  /// A row: an element of `data`, or the flattened tweet.
  enum Row {
    case tweet(TweetV2)
    case account(JSONValue)
    case list
    case other(JSONValue)

    init(_ json: JSONValue) {
      if let tweet = TweetV2(json) {
        self = .tweet(tweet)
      } else if TweetV2.isAccount(json) {
        self = .account(json)
      } else {
        self = json["owner_id"] != nil ? .list : .other(json)
      }
    }
  }

  private(set) var rows: [Row] = []
  /// The tweets that the rows carry: those that they refer to, then those of `includes`.
  private(set) var carried: [TweetV2] = []
  /// The page's tweets, by the id of each version.
  private var tweets: [ExternalID: TweetV2] = [:]
  /// Accounts by handle, in lower case.
  private var handles: [String: ExternalID] = [:]
  private var accounts: [JSONValue] = []
  /// When what is said of accounts held.
  private var seen: Timestamp?

  init(_ json: JSONValue) {
    TweetPage.forEachRow(of: json) { element in
      let row = Row(element)
      rows.append(row)
      if case .tweet(let tweet) = row {
        for tweet in index(tweet) { carried.append(tweet) }
      }
    }
    json["includes"]?["tweets"]?.forEachElement { element in
      guard let tweet = TweetV2(element) else { return }
      carried.append(tweet)
      _ = index(tweet)
    }
    json["includes"]?["users"]?.forEachElement { index(account: $0) }
    if let retrieved = json["__twarc"]?["retrieved_at"]?.utf8 { seen = TimeText.parse(retrieved) ?? seen }
  }

  /// Makes a tweet, and those inside it, known to the page; returns those inside it.
  private mutating func index(_ tweet: TweetV2) -> [TweetV2] {
    let json = tweet.json
    tweets[tweet.version] = tweet
    if tweet.id != tweet.version { tweets[tweet.id] = tweets[tweet.id] ?? tweet }
    if let time = tweet.time { seen = max(seen ?? time, time) }
    if let author = json["author"] { index(account: author) }
    if let answered = json["in_reply_to_user"] { index(account: answered) }
    tweet.mentions?.forEachElement { index(account: $0) }
    var inside: [TweetV2] = []
    json["referenced_tweets"]?.forEachElement { reference in
      guard let tweet = TweetV2(reference) else { return }
      inside.append(tweet)
      inside += index(tweet)
    }
    return inside
  }

  private mutating func index(account: JSONValue) {
    guard let id = account["id"]?.id, let handle = account["username"]?.string else { return }
    handles[handle.lowercased()] = id
    // A mention that was not flattened names an account and says nothing more of it.
    if account["public_metrics"] != nil || account["name"] != nil { accounts.append(account) }
  }

  /// Calls `body` with each element of `data`, or with the flattened tweet.
  static func forEachRow(of json: JSONValue, _ body: (JSONValue) -> Void) {
    guard let data = json["data"] else { return body(json) }
    if data.isArray { data.forEachElement(body) } else { body(data) }
  }

  /// Whether a value is a page without rows.
  static func isEmpty(_ json: JSONValue) -> Bool {
    if let data = json["data"] {
      var count = 0
      data.forEachElement { _ in count += 1 }
      return data.isArray && count == 0
    }
    return json["id"] == nil && (json["meta"] != nil || json["errors"] != nil)
  }

  func appendAccounts(to platform: inout RecordBatch.Platform) {
    for account in accounts { appendAccount(account, to: &platform) }
  }

  func appendAccount(_ json: JSONValue, to platform: inout RecordBatch.Platform) {
    guard let id = json["id"]?.id else { return }
    platform.accounts.append(
      AccountRecord(
        id: id, handle: json["username"]?.string, name: json["name"]?.string,
        followers: json["public_metrics"]?["followers_count"]?.integer, seen: seen))
  }

  /// Appends the records of a tweet; false for a retweet of nobody knows whom, which makes none.
  func append(_ tweet: TweetV2, isRow: Bool, to platform: inout RecordBatch.Platform) -> Bool {
    if let retweeted = tweet.reference("retweeted") {
      return appendRepost(of: retweeted, by: tweet, isRow: isRow, to: &platform)
    }
    let parent = tweet.reference("replied_to").flatMap(firstVersion)
    let quoted = tweet.reference("quoted")
    platform.append(
      PostRecord(
        id: tweet.id, author: tweet.author, parent: parent, parentAuthor: tweet.parentAuthor,
        conversation: tweet.conversation, time: tweet.time,
        kind: parent != nil ? .reply : quoted != nil ? .quote : .post, isRow: isRow),
      quoting: quoted?["id"]?.id.flatMap { tweets[$0]?.author },
      mentioning: tweet.mentions?.compactMap(account) ?? [])
    platform.append(replyCount: tweet.json["public_metrics"]?["reply_count"], of: tweet.id)
    platform.append(hashtags: tweet.hashtags, key: "tag", of: tweet.id)
    return true
  }

  private func appendRepost(
    of retweeted: JSONValue, by tweet: TweetV2, isRow: Bool, to platform: inout RecordBatch.Platform
  ) -> Bool {
    var target = retweeted["id"]?.id.flatMap { tweets[$0]?.author }
    // A retweet begins with “RT @” and the original's author, which makes the first mention.
    tweet.mentions?.forEachElement { target = target ?? account(of: $0) }
    guard let target else { return false }
    platform.interactions.append(
      InteractionRecord(
        kind: .repost, actor: tweet.author, target: target, time: tweet.time, post: firstVersion(of: retweeted),
        isRow: isRow))
    return true
  }

  private func firstVersion(of reference: JSONValue) -> ExternalID? {
    reference["id"]?.id.map { tweets[$0]?.id ?? $0 }
  }

  private func account(of mention: JSONValue) -> ExternalID? {
    mention["id"]?.id ?? mention["username"]?.string.flatMap { handles[$0.lowercased()] }
  }
}
