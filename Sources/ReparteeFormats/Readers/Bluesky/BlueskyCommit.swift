import ReparteeGraph

/// What a record of a repository is, by the collection that it is in.
enum BlueskyCollection {
  case post, repost, follow, like, other

  /// The collection called `name`.
  init(_ name: Bytes) {
    func isNamed(_ text: StaticString) -> Bool { name.count == text.utf8CodeUnitCount && name.starts(with: text) }
    if isNamed("app.bsky.feed.like") {
      self = .like
    } else if isNamed("app.bsky.feed.post") {
      self = .post
    } else if isNamed("app.bsky.feed.repost") {
      self = .repost
    } else if isNamed("app.bsky.graph.follow") {
      self = .follow
    } else {
      self = .other
    }
  }

  /// Whether its records make records here, and so have to be read.
  var isRead: Bool {
    switch self {
    case .post, .repost, .follow: true
    case .like, .other: false
    }
  }
}

/// A record that somebody's repository gains, changes or loses, as a stream in JSON, a segment of its archive or the
/// repository itself says it.
struct BlueskyCommit<Record: RecordValue> {
  var did: Bytes
  var collection: Bytes
  var key: Bytes
  /// Nil where the repository loses it, and where the collection is not read.
  var record: Record?
  var isDeletion: Bool

  /// Makes records of it, and says why where it makes none.
  func append(to batch: inout RecordBatch) -> [String] {
    let kind = BlueskyCollection(collection)
    if isDeletion {
      if kind == .post {
        batch.platforms[0].deletions.append(address)
        batch.ignored["deletions of posts, which are taken out", default: 0] += 1
      } else {
        batch.ignored["deletions of likes, reposts and follows, which do not say of what", default: 0] += 1
      }
      return []
    }
    guard let author = ExternalID(utf8: did) else { return ["expected an event, found no “did” in it"] }
    var rows = BlueskyRows(taking: &batch)
    defer { rows.giveBack(to: &batch) }
    switch (kind, record) {
    case (.post, let record?): rows.append(id: address, author: author, record: record, indexed: nil, isRow: true)
    case (.repost, let record?):
      rows.appendRepost(of: record["subject"]?["uri"], by: author, at: BlueskyView.time(of: record, indexed: nil))
    case (.follow, let record?):
      guard let followed = record["subject"]?.textID else {
        return ["expected a follow, found no DID in its “subject”"]
      }
      rows.batch.platforms[0].follows.append(follower: author, followed: followed)
    case (.like, _): rows.ignore("likes")
    default: rows.ignore("records that are no posts")
    }
    return rows.reasons
  }

  /// `at://did/collection/key`.
  private var address: ExternalID {
    let scheme: StaticString = "at://"
    let count = scheme.utf8CodeUnitCount + did.count + collection.count + key.count + 2
    return .text(
      String(unsafeUninitializedCapacity: count) { buffer in
        var end = 0
        func append(_ bytes: Bytes) {
          for byte in bytes {
            buffer[end] = byte
            end += 1
          }
        }
        append(Bytes(start: scheme.utf8Start, count: scheme.utf8CodeUnitCount))
        append(did)
        buffer[end] = UInt8(ascii: "/")
        end += 1
        append(collection)
        buffer[end] = UInt8(ascii: "/")
        end += 1
        append(key)
        return end
      })
  }
}

/// An event of Jetstream as JSON, of its first or its second version.
enum JetstreamEvent {
  /// The event of Jetstream's second version that a value is, by itself or as a message; nil where it is none.
  static func second(_ value: JSONValue) -> JSONValue? {
    let event = value["message"] ?? value
    guard event["did"] != nil, event["seq"] != nil, event["$type"]?.string?.contains("#") == true else { return nil }
    return event
  }

  /// Makes records of one event, and says why where it is none.
  static func append(_ event: JSONValue, to batch: inout RecordBatch) -> [String] {
    guard let did = event["did"]?.utf8, !did.isEmpty else { return ["expected an event, found no “did” in it"] }
    // Of the second version the commit's keys are the event's.
    let isSecond = event["$type"]?.utf8 != nil
    if isSecond, event["$type"]?.string?.hasSuffix("#commit") == false {
      batch.ignored["events about accounts", default: 0] += 1
      return []
    }
    guard let commit = isSecond ? event : event["commit"] else {
      batch.ignored["events about accounts", default: 0] += 1
      return []
    }
    guard let collection = commit["collection"]?.utf8, let key = commit["rkey"]?.utf8 else {
      return ["expected a commit with “collection” and “rkey”"]
    }
    let record = commit["record"]
    return BlueskyCommit(did: did, collection: collection, key: key, record: record, isDeletion: record == nil)
      .append(to: &batch)
  }
}
