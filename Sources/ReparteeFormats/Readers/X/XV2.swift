import ReparteeGraph

/// Tweets of X's API v2: pages, as collectors store what the API sends (`data` and `includes`), and tweets one a line
/// with what they refer to inside, as `twarc2 flatten` makes them.
///
/// - The rows are the elements of `data`, or flattened tweets; tweets in `includes` and `referenced_tweets` are posts that
///   a row carries.
/// - A tweet is a post by `author_id`, of the conversation `conversation_id`. Its parent is the reference `replied_to`;
///   where only `in_reply_to_user_id` is given, it answers an account: a post, and a reply towards that account.
/// - The reference `retweeted` makes a repost of its row, by whose time it is dated; what a retweet says of mentions and of
///   a conversation is the original's, cut, and left alone.
/// - The reference `quoted` is a quote, and starts a conversation unless the tweet answers another one too.
/// - `entities.mentions` are mentions, once an account and post, without the author and without whom the tweet answers.
///   Early ones have no id: their handle is looked up among the page's accounts, in any case.
/// - The versions of an edited tweet are one post, by the id of the first one.
/// - A page of accounts that twarc asked for as followers or followed ones (`__twarc.url`) is follows.
/// - Accounts are dated by `__twarc.retrieved_at`, else by the latest tweet of the row. Pages of accounts make accounts
///   and no posts; lists, errors and compliance notices are ignored.
///
/// 4CAT's raw files (`author_user`) and academictwitteR's folders (`users_….json` beside `data_….json`) are read too. The
/// text is never kept. Reference: X's "Tweet object model" and twarc's documentation.
struct XV2: JSONFormat {
  let name = "x-v2"
  let summary = "tweets of X's API v2: JSON pages, or flattened tweets, one a line"
  let platform: String? = "x"
  let marks = [
    [#""author_id":"#, #""data":"#], [#""author_id":"#, #""conversation_id":"#], [#""username":"#, #""data":"#],
  ]

  func confidence(of value: JSONValue) -> Confidence {
    // Others have ids and authors too.
    if TweetV2(value) != nil, value["conversation_id"] != nil || value["created_at"] != nil { return .certain }
    var isPage = false
    TweetPage.forEachRow(of: value) {
      let isKnown = TweetV2($0) != nil || TweetV2.isAccount($0) || $0["owner_id"] != nil
      isPage = isPage || value["data"] != nil && isKnown
    }
    if isPage { return .certain }
    if TweetPage.isPageOfUsers(value) {
      var isX = false
      value["users"]?.forEachElement { isX = isX || TweetV2.isAccount($0) }
      if isX { return .certain }
    }
    return TweetPage.isEmpty(value) || TweetV2.isNotice(value) ? .likely : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    guard value.isObject else { return ["expected a page or a tweet (a JSON object), found another JSON value"] }
    if TweetV2.isNotice(value) {
      batch.ignored["compliance notices", default: 0] += 1
      return []
    }
    if TweetPage.isEmpty(value) {
      batch.ignored["pages without posts", default: 0] += 1
      return []
    }
    let page = TweetPage(value)
    page.appendAccounts(to: &batch.platforms[0])
    let list = FollowPage(value)
    if TweetPage.isPageOfUsers(value) {
      batch.ignored["accounts without a post, of which names and followers are kept", default: 0] += 1
    }
    var reasons: [String] = []
    for row in page.rows {
      switch row {
      case .tweet(let tweet):
        if !page.append(tweet, isRow: true, to: &batch.platforms[0]) {
          batch.ignored[RepostRecord.ofUnknownAuthor, default: 0] += 1
        }
      case .account(let account):
        page.appendAccount(account, to: &batch.platforms[0])
        if let list, let id = account["id"]?.id {
          batch.platforms[0].follows.append(
            follower: list.areFollowers ? id : list.owner, followed: list.areFollowers ? list.owner : id)
          continue
        }
        batch.ignored["accounts without a post, of which names and followers are kept", default: 0] += 1
      case .list: batch.ignored["lists", default: 0] += 1
      case .other(let json): reasons.append(TweetV2.expectation(json))
      }
    }
    for tweet in page.carried { _ = page.append(tweet, isRow: false, to: &batch.platforms[0]) }
    return reasons
  }
}

/// Whose followers, or followed accounts, are on a page: twarc writes the address that it asked for beside what it got.
private struct FollowPage {
  let owner: ExternalID
  let areFollowers: Bool

  init?(_ json: JSONValue) {
    guard let address = json["__twarc"]?["url"]?.string else { return nil }
    // …/users/17/followers?max_results=1000
    let parts = address.prefix { $0 != "?" }.split(separator: "/")
    guard let users = parts.firstIndex(of: "users"), users + 2 < parts.count,
      parts[users + 1].utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
      ["followers", "following"].contains(parts[users + 2])
    else { return nil }
    owner = ExternalID(String(parts[users + 1]))
    areFollowers = parts[users + 2] == "followers"
  }
}

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
    // A file of academictwitteR's: the accounts of a page, and tweets that it refers to.
    if json["data"] == nil {
      json["users"]?.forEachElement { index(account: $0) }
      json["tweets"]?.forEachElement { element in
        guard let tweet = TweetV2(element) else { return }
        carried.append(tweet)
        _ = index(tweet)
      }
    }
    if let retrieved = json["__twarc"]?["retrieved_at"]?.utf8 { seen = TimeText.parse(retrieved) ?? seen }
  }

  /// Makes a tweet, and those inside it, known to the page; returns those inside it.
  private mutating func index(_ tweet: TweetV2) -> [TweetV2] {
    let json = tweet.json
    tweets[tweet.version] = tweet
    if tweet.id != tweet.version { tweets[tweet.id] = tweets[tweet.id] ?? tweet }
    if let time = tweet.time { seen = max(seen ?? time, time) }
    if let author = json["author"] ?? json["author_user"] { index(account: author) }
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
    if isPageOfUsers(json) { return }
    guard let data = json["data"] else { return body(json) }
    if data.isArray { data.forEachElement(body) } else { body(data) }
  }

  /// Whether a value is what academictwitteR writes beside the tweets of a page: `users`, and tweets referred to.
  static func isPageOfUsers(_ json: JSONValue) -> Bool {
    guard json["data"] == nil, json["id"] == nil, let users = json["users"], users.isArray else { return false }
    var areOurs = json["tweets"]?.isArray == true
    users.forEachElement { areOurs = areOurs || $0["public_metrics"] != nil && $0["username"] != nil }
    return areOurs
  }

  /// Whether a value is a page without rows.
  static func isEmpty(_ json: JSONValue) -> Bool {
    if let data = json["data"] {
      var count = 0
      data.forEachElement { _ in count += 1 }
      return data.isArray && count == 0
    }
    guard json["id"] == nil, json["meta"] != nil || json["errors"] != nil else { return false }
    // Others have a “meta” too, and their rows beside it.
    var hasOther = false
    json.forEachKey { key, value in
      hasOther =
        hasOther || (value.isArray || value.isObject) && !["meta", "errors", "includes", "__twarc"].contains(key)
    }
    return !hasOther
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

  /// Appends the records of a tweet; false for a retweet whose original author is unknown, which makes none.
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
    if tweet.version != tweet.id { platform.aliases.append(PostAliasRecord(alias: tweet.version, post: tweet.id)) }
    platform.append(hashtags: tweet.hashtags, key: "tag", of: tweet.id)
    XLinks.append(tweet.links, of: tweet.id, to: &platform)
    return true
  }

  private func appendRepost(
    of retweeted: JSONValue, by tweet: TweetV2, isRow: Bool, to platform: inout RecordBatch.Platform
  ) -> Bool {
    var target = retweeted["id"]?.id.flatMap { tweets[$0]?.author }
    // A retweet begins with “RT @” and the original's author, which makes the first mention.
    tweet.mentions?.forEachElement { target = target ?? account(of: $0) }
    guard let target else {
      guard isRow, let post = firstVersion(of: retweeted) else { return false }
      platform.reposts.append(RepostRecord(actor: tweet.author, post: post, time: tweet.time))
      return true
    }
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

  /// The links, if any.
  var links: JSONValue? { json["entities"]?["urls"] }

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
