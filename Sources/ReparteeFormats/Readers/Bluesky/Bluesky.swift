import ReparteeGraph

/// What Bluesky's API and its streams send, as JSON: threads (`getPostThread`, both versions), feeds, searches and lists of
/// posts, quotes, reposts, followers and follows; records as a repository holds them; and events of Jetstream.
///
/// - A row is a post, a repost, a follow, an event or a record; a thread has as many rows as posts are shown in it.
/// - A post's id is its address (`at://…`), its author the DID, since handles change. Its parent and root are
///   `record.reply`; the author of a missing parent is in its address. Its time is `createdAt`, else `indexedAt`.
/// - An embedded post is a quote, and a post that the row carries; a facet `#mention` is a mention.
/// - A feed's `reasonRepost` is a repost by `reason.by`; the post it shows is carried.
/// - `followers` follow the `subject`, which follows the `follows`.
/// - Jetstream's second version (`network.bsky.jetstream.subscribeEvents`) has the commit's keys in the event itself.
/// - Likes and records of other collections are ignored, and so are posts that are not found or blocked: where somebody
///   answers one, it is a missing parent.
/// - Of a stream's versions of a post the newest stays, though hashtags and mentions of all of them do. A post that a stream
///   deletes is taken out of the store, and so is what an account did before it was deleted or taken down. Changes of
///   handles and profiles say what accounts are called.
/// - A record that claims to be of more than a year after the stream saw it has the stream's time.
///
/// Keys may be in snake case, as the SDK for Python and 4CAT write them. The text is never kept. Reference: the lexicons `app.bsky.feed`, `app.bsky.graph` and Jetstream's documentation.
struct Bluesky: JSONFormat {
  let name = "bluesky"
  let summary = "Bluesky's API and streams: threads, feeds, searches, follows, records, Jetstream"
  let platform: String? = "bluesky"
  let marks = [[#""did":"did:"#], [#""did": "did:"#], [#""uri":"#, #""at://"#]]

  func confidence(of value: JSONValue) -> Confidence {
    var batch = RecordBatch()
    let reasons = append(value, to: &batch)
    let records = batch.platforms[0]
    let holdsSome = !records.posts.isEmpty || !records.interactions.isEmpty || records.follows.count > 0
    return holdsSome ? .certain : reasons.isEmpty && !batch.ignored.isEmpty ? .likely : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    if value["kind"] != nil, value["did"] != nil { return JetstreamEvent.append(value, to: &batch) }
    if let event = JetstreamEvent.second(value) { return JetstreamEvent.append(event, to: &batch) }
    var rows = BlueskyRows(taking: &batch)
    defer { rows.giveBack(to: &batch) }
    if let thread = value["thread"] {
      if thread.isArray {
        thread.forEachElement { item in rows.appendThreadItem(item["value"] ?? item) }
      } else {
        rows.appendThread(thread)
      }
    } else if let posts = value["posts"] {
      posts.forEachElement { rows.append(post: $0) }
    } else if let feed = value["feed"] {
      feed.forEachElement { rows.append(feedItem: $0) }
    } else if let accounts = value["followers"], let subject = value["subject"] {
      rows.appendFollows(of: subject, accounts, areFollowers: true)
    } else if let accounts = value["follows"], let subject = value["subject"] {
      rows.appendFollows(of: subject, accounts, areFollowers: false)
    } else if let accounts = value["repostedBy"] ?? value["reposted_by"] {
      rows.appendReposts(of: value["uri"], by: accounts)
    } else if let records = value["records"] {
      records.forEachElement { rows.append(record: $0) }
    } else if value["value"] != nil {
      rows.append(record: value)
    } else if value["post"] != nil {
      rows.append(feedItem: value)
    } else if let likes = value["likes"] {
      likes.forEachElement { _ in rows.ignore("likes") }
    } else {
      rows.append(post: value)
    }
    return rows.reasons
  }
}

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

  /// One post of a thread, or the mark of one that is missing.
  mutating func appendThreadItem(_ item: JSONValue) {
    if let post = item["post"] { return append(post: post) }
    // The first version says it by a key, the second by a type.
    let marks: [StaticString] = ["notFound", "not_found", "blocked", "$type", "py_type"]
    if marks.contains(where: { item[$0] != nil }) {
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
    let time = BlueskyView.indexed(item["reason"])?.utf8.flatMap(TimeText.parse)
    append(account: by, seen: time)
    _ = append(post, isRow: false)
    appendRepost(of: post["uri"], by: actor, at: time)
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

  mutating func appendRepost(of address: (some RecordValue)?, by actor: ExternalID, at time: Timestamp?) {
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
    append(
      id: id, author: author, record: value, time: BlueskyView.time(of: value, indexed: nil), isRow: true)
  }

  /// A post as it is shown, or an embedded one, whose record is its `value`; false where it is none.
  private mutating func append(_ post: JSONValue, isRow: Bool) -> Bool {
    guard let address = post["uri"]?.utf8, BlueskyView.isPost(address), let id = ExternalID(utf8: address),
      let record = post["record"] ?? post["value"], let author = post["author"],
      let did = author["did"]?.id ?? BlueskyView.author(ofAddress: address)
    else { return false }
    let indexed = BlueskyView.indexed(post)?.utf8.flatMap(TimeText.parse)
    let time = BlueskyView.time(of: record, indexed: indexed)
    append(account: author, seen: indexed ?? time)
    append(id: id, author: did, record: record, time: time, isRow: isRow)
    batch.platforms[0].append(replyCount: post["replyCount"] ?? post["reply_count"], of: id)
    // What it quotes is shown inside: by itself, or along with pictures.
    if let embedded = post["embed"]?["record"] { _ = append(embedded["record"] ?? embedded, isRow: false) }
    return true
  }

  /// The records of a post, wherever its record stands.
  mutating func append(
    id: ExternalID, author: ExternalID, record: some RecordValue, time: Timestamp?, isRow: Bool
  ) {
    let parent = record["reply"]?["parent"]?["uri"]?.utf8
    let quoted = BlueskyView.quoted(in: record)
    batch.platforms[0].append(
      PostRecord(
        id: id, author: author, parent: parent.flatMap { ExternalID(utf8: $0) },
        parentAuthor: parent.flatMap(BlueskyView.author), conversation: record["reply"]?["root"]?["uri"]?.textID,
        time: time, kind: parent != nil ? .reply : quoted != nil ? .quote : .post, isRow: isRow),
      quoting: quoted.flatMap(BlueskyView.author), mentioning: BlueskyView.mentions(in: record))
    for hashtag in BlueskyView.hashtags(in: record) { batch.platforms[0].append(hashtag: hashtag, of: id) }
    if batch.platforms[0].text.contains(.domains) {
      // A card shows what the text links to already.
      for domain in Set(BlueskyView.links(in: record).compactMap(LinkDomainRecord.domain)).sorted() {
        batch.platforms[0].domains.append(LinkDomainRecord(post: id, domain: domain))
      }
    }
  }

  private mutating func append(account: JSONValue, seen: Timestamp?) {
    guard let id = account["did"]?.id else { return }
    batch.platforms[0].accounts.append(
      AccountRecord(
        // What stands there where a handle no longer leads to its account.
        id: id, handle: account["handle"]?.string.flatMap { $0 == "handle.invalid" ? nil : $0 },
        name: (account["displayName"] ?? account["display_name"])?.string.flatMap { $0.isEmpty ? nil : $0 },
        followers: (account["followersCount"] ?? account["followers_count"])?.integer, seen: seen))
  }
}

/// Parts of what Bluesky's API shows.
enum BlueskyView {
  /// The DID in an address: `at://did:plc:…/app.bsky.feed.post/…`.
  static func author(ofAddress address: Bytes) -> ExternalID? {
    guard address.starts(with: "at://") else { return nil }
    let rest = address.part(5, address.count)
    let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.count
    return end > 4 && rest.starts(with: "did:") ? ExternalID(utf8: rest.part(0, end)) : nil
  }

  /// Whether an address is that of a post.
  static func isPost(_ address: Bytes) -> Bool {
    guard address.starts(with: "at://"), let slash = address.firstIndex(of: UInt8(ascii: "/"), from: 5) else {
      return false
    }
    let rest = address.part(slash + 1, address.count)
    let end = rest.firstIndex(of: UInt8(ascii: "/"), from: 0) ?? rest.count
    return BlueskyCollection(rest.part(0, end)) == .post
  }

  /// The address of the post that a post's record embeds, alone or along with pictures.
  static func quoted(in record: some RecordValue) -> Bytes? {
    guard let embed = record["embed"] else { return nil }
    let address = embed["record"]?["record"]?["uri"]?.utf8 ?? embed["record"]?["uri"]?.utf8
    return address.flatMap { isPost($0) ? $0 : nil }
  }

  /// The hashtags of a record: those within its text, and those in its list of tags.
  static func hashtags(in record: some RecordValue) -> [String] {
    var found: [String] = []
    record["facets"]?.forEachElement { facet in
      facet["features"]?.forEachElement { feature in
        if let hashtag = feature["tag"]?.string { found.append(hashtag) }
      }
    }
    record["tags"]?.forEachElement { if let hashtag = $0.string { found.append(hashtag) } }
    return found
  }

  /// The addresses that a record links to: those within its text, and that of its card.
  static func links(in record: some RecordValue) -> [String] {
    var found: [String] = []
    record["facets"]?.forEachElement { facet in
      facet["features"]?.forEachElement { if let address = $0["uri"]?.string { found.append(address) } }
    }
    let card = record["embed"]?["external"] ?? record["embed"]?["media"]?["external"]
    if let address = card?["uri"]?.string { found.append(address) }
    return found
  }

  /// The DIDs that a record mentions.
  static func mentions(in record: some RecordValue) -> [ExternalID] {
    var found: [ExternalID] = []
    record["facets"]?.forEachElement { facet in
      facet["features"]?.forEachElement { feature in
        if let did = feature["did"]?.textID { found.append(did) }
      }
    }
    return found
  }

  /// 1 January 2000: no post is older, not even one that was brought along from elsewhere.
  private static let earliest = Timestamp(seconds: 946_684_800)

  /// When a record was made, as its author's clock says, or when it was indexed, whichever is earlier: clocks go wrong, and
  /// nothing is indexed before it is made.
  static func time(of record: some RecordValue, indexed: Timestamp?) -> Timestamp? {
    let created = (record["createdAt"] ?? record["created_at"])?.utf8.flatMap(TimeText.parse)
    guard let created, let indexed else { return created ?? indexed }
    // A clock that says the year 1 or 1970 says nothing.
    return created < earliest ? indexed : min(created, indexed)
  }

  /// When a record of a stream was made, as its author's clock says, unless that is more than a year ahead of when the stream
  /// saw it: archives may give events other times than they had, clocks that are right are a few minutes off.
  static func time(of record: some RecordValue, seen: Timestamp?) -> Timestamp? {
    guard let created = time(of: record, indexed: nil) else { return seen }
    guard let seen, seen >= earliest else { return created }
    return created.milliseconds - seen.milliseconds > 366 * 86_400_000 ? seen : created
  }

  /// When what is shown was indexed; the Python SDK writes its keys in snake case.
  static func indexed(_ view: JSONValue?) -> JSONValue? { view?["indexedAt"] ?? view?["indexed_at"] }
}
