import ReparteeGraph

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

  /// The hashtags of a record: within its text, and beside it.
  static func hashtags(in record: JSONValue) -> [String] {
    var found: [String] = []
    record["facets"]?.forEachElement { facet in
      facet["features"]?.forEachElement { feature in
        if let hashtag = feature["tag"]?.string { found.append(hashtag) }
      }
    }
    record["tags"]?.forEachElement { if let hashtag = $0.string { found.append(hashtag) } }
    return found
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

}
