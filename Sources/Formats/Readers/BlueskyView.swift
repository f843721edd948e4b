import SocialGraph

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
    String(decoding: address, as: UTF8.self).utf8.split(separator: UInt8(ascii: "/")).dropFirst(2).first
      .map { $0.elementsEqual("app.bsky.feed.post".utf8) } ?? false
  }

  /// The address of the post that a post's record embeds, alone or beside pictures.
  static func quoted(in record: JSONValue) -> Bytes? {
    guard let embed = record["embed"] else { return nil }
    let address = embed["record"]?["record"]?["uri"]?.utf8 ?? embed["record"]?["uri"]?.utf8
    return address.flatMap { isPost($0) ? $0 : nil }
  }

  /// The DIDs that a record mentions.
  static func mentions(in record: JSONValue) -> [ExternalID] {
    var found: [ExternalID] = []
    record["facets"]?.forEachElement { facet in
      facet["features"]?.forEachElement { feature in
        if let did = feature["did"]?.id { found.append(did) }
      }
    }
    return found
  }

  /// When a record was made, by its author's word; else when it was indexed.
  static func time(of record: JSONValue, indexed: JSONValue?) -> Timestamp? {
    record["createdAt"]?.utf8.flatMap(TimeText.parse) ?? indexed?.utf8.flatMap(TimeText.parse)
  }

  private static let author = JSONShape("did", "handle", "displayName", "followersCount")
  private static let record = JSONShape("createdAt", "$type", "subject")
    .with("reply", JSONShape().with("parent", JSONShape("uri")).with("root", JSONShape("uri")))
    .with("embed", JSONShape().with("record", JSONShape("uri").with("record", JSONShape("uri"))))
    .with("facets", JSONShape().with("features", JSONShape("did")))

  /// An embedded post as it is shown; its record is its `value`.
  private static let embedded = JSONShape("uri", "indexedAt").with("author", author).with("value", record)

  private static let post = JSONShape("uri", "indexedAt", "notFound", "blocked")
    .with("author", author)
    .with("record", record)
    .with(
      "embed",
      JSONShape().with(
        "record",
        JSONShape("uri", "indexedAt").with("author", author).with("value", record).with("record", embedded)))

  /// All that is asked of whatever the API sends.
  static let shape: JSONShape = {
    let thread = JSONShape("uri", "notFound", "blocked").with("post", post)
    thread.with("replies", thread).with("parent", thread).with("value", thread)
    let reply = JSONShape().with("parent", post).with("root", post)
    let reason = JSONShape("$type", "indexedAt", "uri").with("by", author)
    let item = JSONShape().with("post", post).with("reply", reply).with("reason", reason)
    return JSONShape("uri", "did", "kind", "time_us", "indexedAt", "notFound", "blocked", "identity", "likes", "$type")
      .with("thread", thread)
      .with("posts", post)
      .with("feed", item)
      .with("followers", author).with("follows", author).with("subject", author).with("repostedBy", author)
      .with("records", JSONShape("uri").with("value", record))
      .with("value", record)
      .with("author", author).with("record", record)
      .with("post", post).with("reply", reply).with("reason", reason)
      .with("commit", JSONShape("operation", "collection", "rkey").with("record", record))
  }()
}
