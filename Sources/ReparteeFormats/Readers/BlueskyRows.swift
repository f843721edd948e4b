import ReparteeGraph

/// Makes records of the rows of one answer of Bluesky's API.
struct BlueskyRows {
  var batch: RecordBatch
  /// Why some rows make none.
  private(set) var reasons: [String] = []

  /// Takes the batch away until `giveBack`, so that it is never held twice and copied.
  init(taking other: inout RecordBatch) {
    batch = RecordBatch()
    swap(&batch, &other)
  }

  mutating func giveBack(to other: inout RecordBatch) { swap(&batch, &other) }

  mutating func ignore(_ reason: String) { batch.ignored[reason, default: 0] += 1 }

  /// A thread as a tree: the posts above, the post, and those below.
  mutating func appendThread(_ thread: JSONValue) {
    if let parent = thread["parent"] { appendThread(parent) }
    appendThreadItem(thread)
    thread["replies"]?.forEachElement { appendThread($0) }
  }

  /// One post of a thread, or what stands where one is missing.
  mutating func appendThreadItem(_ item: JSONValue) {
    if let post = item["post"] { return append(post: post) }
    if item["notFound"] != nil || item["blocked"] != nil || item.isObject {
      return ignore("posts that are not found, blocked or hidden")
    }
    reasons.append("expected a post of a thread, found another JSON value")
  }

  /// A post as it is shown.
  mutating func append(post: JSONValue) {
    if post["notFound"] != nil || post["blocked"] != nil {
      return ignore("posts that are not found, blocked or hidden")
    }
    if !append(post, isRow: true) {
      reasons.append("expected a post of Bluesky, with “uri”, “author” and “record”; found none of its kind")
    }
  }

  /// An entry of a feed: a post, or a repost of one.
  mutating func append(feedItem item: JSONValue) {
    guard let post = item["post"] else {
      reasons.append("expected an entry of a feed, found no “post” in it")
      return
    }
    for view in [item["reply"]?["root"], item["reply"]?["parent"]] { _ = view.map { append($0, isRow: false) } }
    guard let by = item["reason"]?["by"], let actor = by["did"]?.id else { return append(post: post) }
    append(account: by, seen: item["reason"]?["indexedAt"]?.utf8.flatMap(TimeText.parse))
    _ = append(post, isRow: false)
    appendRepost(of: post["uri"], by: actor, at: item["reason"]?["indexedAt"]?.utf8.flatMap(TimeText.parse))
  }

  /// The accounts that reposted the post at an address; nobody says when.
  mutating func appendReposts(of address: JSONValue?, by accounts: JSONValue) {
    accounts.forEachElement { account in
      guard let actor = account["did"]?.id else {
        reasons.append("expected an account, found no “did” in it")
        return
      }
      append(account: account, seen: nil)
      appendRepost(of: address, by: actor, at: nil)
    }
  }

  mutating func appendRepost(of address: JSONValue?, by actor: ExternalID, at time: Timestamp?) {
    guard let address = address?.utf8, let target = BlueskyView.author(ofAddress: address) else {
      reasons.append("expected a repost of a post, found no address (at://…) of one")
      return
    }
    batch.platforms[0].interactions.append(
      InteractionRecord(kind: .repost, actor: actor, target: target, time: time, post: ExternalID(utf8: address)))
  }

  mutating func appendFollows(of subject: JSONValue, _ accounts: JSONValue, areFollowers: Bool) {
    guard let owner = subject["did"]?.id else {
      reasons.append("expected follows of an account, found no “did” in “subject”")
      return
    }
    append(account: subject, seen: nil)
    accounts.forEachElement { account in
      guard let other = account["did"]?.id else {
        reasons.append("expected an account, found no “did” in it")
        return
      }
      append(account: account, seen: nil)
      batch.platforms[0].follows.append(
        follower: areFollowers ? other : owner, followed: areFollowers ? owner : other)
    }
  }

  /// A record of a repository, whose address says what it is and whose.
  mutating func append(record: JSONValue) {
    guard let address = record["uri"]?.utf8, let author = BlueskyView.author(ofAddress: address),
      let value = record["value"], let id = ExternalID(utf8: address)
    else {
      reasons.append("expected a record of a repository, with “uri” (at://did…) and “value”")
      return
    }
    guard BlueskyView.isPost(address) else { return ignore("records that are no posts") }
    append(id: id, author: author, record: value, indexed: nil, isRow: true)
  }

  /// A post as it is shown, or an embedded one, whose record is its `value`; false where it is none.
  private mutating func append(_ post: JSONValue, isRow: Bool) -> Bool {
    guard let address = post["uri"]?.utf8, BlueskyView.isPost(address), let id = ExternalID(utf8: address),
      let record = post["record"] ?? post["value"], let author = post["author"],
      let did = author["did"]?.id ?? BlueskyView.author(ofAddress: address)
    else { return false }
    let time = BlueskyView.time(of: record, indexed: post["indexedAt"])
    append(account: author, seen: post["indexedAt"]?.utf8.flatMap(TimeText.parse) ?? time)
    append(id: id, author: did, record: record, indexed: post["indexedAt"], isRow: isRow)
    batch.platforms[0].append(replyCount: post["replyCount"], of: id)
    // What it quotes is shown inside: by itself, or beside pictures.
    if let embedded = post["embed"]?["record"] { _ = append(embedded["record"] ?? embedded, isRow: false) }
    return true
  }

  /// The records of a post, wherever its record stands.
  mutating func append(id: ExternalID, author: ExternalID, record: JSONValue, indexed: JSONValue?, isRow: Bool) {
    let time = BlueskyView.time(of: record, indexed: indexed)
    let parent = record["reply"]?["parent"]?["uri"]?.utf8
    let quoted = BlueskyView.quoted(in: record)
    batch.platforms[0].append(
      PostRecord(
        id: id, author: author, parent: parent.flatMap { ExternalID(utf8: $0) },
        parentAuthor: parent.flatMap(BlueskyView.author), conversation: record["reply"]?["root"]?["uri"]?.id,
        time: time, kind: parent != nil ? .reply : quoted != nil ? .quote : .post, isRow: isRow),
      quoting: quoted.flatMap(BlueskyView.author), mentioning: BlueskyView.mentions(in: record))
    for hashtag in BlueskyView.hashtags(in: record) { batch.platforms[0].append(hashtag: hashtag, of: id) }
  }

  private mutating func append(account: JSONValue, seen: Timestamp?) {
    guard let id = account["did"]?.id else { return }
    batch.platforms[0].accounts.append(
      AccountRecord(
        id: id, handle: account["handle"]?.string, name: account["displayName"]?.string,
        followers: account["followersCount"]?.integer, seen: seen))
  }
}
