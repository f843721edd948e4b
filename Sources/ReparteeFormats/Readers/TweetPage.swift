import ReparteeGraph

/// What the tweets of a page, or a flattened tweet and those inside it, know of each other.
struct TweetPage {
  private let json: JSONValue
  /// The tweets that are at hand, by the id of each version.
  private var tweets: [ExternalID: TweetV2] = [:]
  /// Accounts by handle, in small letters.
  private var handles: [String: ExternalID] = [:]
  private var accounts: [JSONValue] = []
  /// When what is said of accounts held.
  private var seen: Timestamp?

  init(_ json: JSONValue) {
    self.json = json
    TweetPage.forEachRow(of: json) { row in
      if let tweet = TweetV2(row) { take(tweet, of: row) }
    }
    json["includes"]?["tweets"]?.forEachElement { row in
      if let tweet = TweetV2(row) { take(tweet, of: row) }
    }
    json["includes"]?["users"]?.forEachElement { take(account: $0) }
    if let retrieved = json["__twarc"]?["retrieved_at"]?.utf8 { seen = TimeText.parse(retrieved) ?? seen }
  }

  private mutating func take(_ tweet: TweetV2, of row: JSONValue) {
    if let id = row["id"]?.id { tweets[id] = tweet }
    tweets[tweet.id] = tweets[tweet.id] ?? tweet
    if let time = tweet.time { seen = max(seen ?? time, time) }
    for account in [row["author"], row["in_reply_to_user"]] { account.map { take(account: $0) } }
    tweet.mentions?.forEachElement { take(account: $0) }
    row["referenced_tweets"]?.forEachElement { reference in
      if let tweet = TweetV2(reference) { take(tweet, of: reference) }
    }
  }

  private mutating func take(account: JSONValue) {
    guard let id = account["id"]?.id, let handle = account["username"]?.string else { return }
    handles[handle.lowercased()] = id
    // A mention that was not flattened names an account and says nothing more of it.
    if account["public_metrics"] != nil || account["name"] != nil { accounts.append(account) }
  }

  /// Calls `body` with what stands in `data`, or with the flattened tweet.
  static func forEachRow(of json: JSONValue, _ body: (JSONValue) -> Void) {
    guard let data = json["data"] else { return body(json) }
    if data.isArray { data.forEachElement(body) } else { body(data) }
  }

  /// Whether a value is a page on which nothing stands.
  static func isEmpty(_ json: JSONValue) -> Bool {
    if let data = json["data"] {
      var count = 0
      data.forEachElement { _ in count += 1 }
      return data.isArray && count == 0
    }
    return json["id"] == nil && (json["meta"] != nil || json["errors"] != nil)
  }

  /// Calls `body` with the tweets that the rows carry.
  func forEachCarried(_ body: (TweetV2) -> Void) {
    func forEachReference(of row: JSONValue) {
      row["referenced_tweets"]?.forEachElement { reference in
        guard let tweet = TweetV2(reference) else { return }
        body(tweet)
        forEachReference(of: reference)
      }
    }
    TweetPage.forEachRow(of: json) { forEachReference(of: $0) }
    json["includes"]?["tweets"]?.forEachElement { TweetV2($0).map(body) }
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
    platform.posts.append(
      PostRecord(
        id: tweet.id, author: tweet.author, parent: parent, parentAuthor: parent == nil ? nil : tweet.parentAuthor,
        conversation: tweet.conversation, time: tweet.time,
        kind: parent != nil ? .reply : quoted != nil ? .quote : .post, isRow: isRow))
    platform.append(replyCount: tweet.json["public_metrics"]?["reply_count"], of: tweet.id)
    platform.append(hashtags: tweet.hashtags, key: "tag", of: tweet.id)
    func act(_ kind: InteractionKind, towards target: ExternalID) {
      platform.interactions.append(
        InteractionRecord(
          kind: kind, actor: tweet.author, target: target, time: tweet.time, post: tweet.id, isRow: false))
    }
    if parent == nil, let target = tweet.parentAuthor, target != tweet.author { act(.reply, towards: target) }
    if let quoted = quoted?["id"]?.id, let author = tweets[quoted]?.author { act(.quote, towards: author) }
    var mentioned: [ExternalID] = []
    tweet.mentions?.forEachElement { mention in
      guard let target = account(of: mention), target != tweet.author, target != tweet.parentAuthor,
        !mentioned.contains(target)
      else { return }
      mentioned.append(target)
      act(.mention, towards: target)
    }
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
