import ReparteeGraph

/// What a record of a repository is, by the collection that it is in.
enum BlueskyCollection {
  case post, repost, follow, profile, like, other

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
    } else if isNamed("app.bsky.actor.profile") {
      self = .profile
    } else {
      self = .other
    }
  }

  /// Whether its records make records here, and so have to be read.
  var isRead: Bool {
    switch self {
    case .post, .repost, .follow, .profile: true
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
  var change: Change
  /// When the stream saw it, in microseconds since 1970; nil where nobody says.
  var time: Int64?

  /// What becomes of the record.
  enum Change {
    case creation, update, deletion
  }

  /// Makes records of it, and says why where it makes none.
  func append(to batch: inout RecordBatch) -> [String] {
    let kind = BlueskyCollection(collection)
    if change == .deletion {
      if kind == .post {
        batch.platforms[0].deletions.append(address)
        batch.ignored["deletions of posts, which are taken out", default: 0] += 1
      } else {
        batch.ignored["deletions of likes, reposts and follows, which do not say of what", default: 0] += 1
      }
      return []
    }
    guard let author = ExternalID(utf8: did) else { return ["expected an event, found no “did” in it"] }
    let seen = Timestamp(microseconds: time)
    var rows = BlueskyRows(taking: &batch)
    defer { rows.giveBack(to: &batch) }
    switch (kind, record) {
    case (.post, let record?):
      rows.append(
        id: address, author: author, record: record, time: BlueskyView.time(of: record, seen: seen), isRow: true)
      if change == .update, let time, let post = rows.batch.platforms[0].posts.last {
        rows.batch.platforms[0].versions.append(PostVersionRecord(post: post, written: time))
      }
    case (.repost, let record?):
      rows.appendRepost(of: record["subject"]?["uri"], by: author, at: BlueskyView.time(of: record, seen: seen))
    case (.profile, let record?):
      if let name = record["displayName"]?.string {
        rows.batch.platforms[0].accounts.append(AccountRecord(id: author, name: name, seen: seen))
      }
      rows.ignore("profiles, of which names are kept")
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

/// An event about an account rather than its records: what it is called, or whether it is there.
enum BlueskyAccountEvent {
  /// Makes records of one.
  /// - Parameters:
  ///   - identity: what it says of the account's handle, where it is of that kind.
  ///   - status: what it says of whether the account is there, where it is of that kind.
  ///   - time: when the stream saw it, in microseconds since 1970.
  static func append<Value: RecordValue>(
    of did: Bytes, identity: Value?, status: Value?, at time: Int64?, to batch: inout RecordBatch
  ) {
    guard let account = ExternalID(utf8: did) else { return }
    let seen = Timestamp(microseconds: time)
    if let handle = identity?["handle"]?.string, handle != "handle.invalid" {
      batch.platforms[0].accounts.append(AccountRecord(id: account, handle: handle, seen: seen))
      batch.ignored["changes of handles, which are kept", default: 0] += 1
    } else if let status, status["active"]?.boolean == false,
      let reason = status["status"]?.string, reason == "deleted" || reason == "takendown"
    {
      batch.platforms[0].accountDeletions.append(AccountDeletionRecord(account: account, time: seen))
      batch.ignored["deletions of accounts; what they did before is taken out", default: 0] += 1
    } else {
      batch.ignored["events about accounts", default: 0] += 1
    }
  }
}

extension Timestamp {
  /// The moment that a time in microseconds since 1970 lies in; nil for none.
  fileprivate init?(microseconds: Int64?) {
    guard let microseconds else { return nil }
    self.init(milliseconds: microseconds / 1000)
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
    let time = event["time_us"]?.integer ?? event["time"]?.utf8.flatMap(microseconds)
    let isCommit = !isSecond || event["$type"]?.string?.hasSuffix("#commit") == true
    guard isCommit, let commit = isSecond ? event : event["commit"] else {
      BlueskyAccountEvent.append(
        of: did, identity: event["identity"], status: event["account"], at: time, to: &batch)
      return []
    }
    guard let collection = commit["collection"]?.utf8, let key = commit["rkey"]?.utf8 else {
      return ["expected a commit with “collection” and “rkey”"]
    }
    let record = commit["record"]
    let isUpdate = commit["operation"]?.string == "update"
    return BlueskyCommit(
      did: did, collection: collection, key: key, record: record,
      change: record == nil ? .deletion : isUpdate ? .update : .creation, time: time
    ).append(to: &batch)
  }

  /// A time of ISO 8601, to the microsecond, since 1970.
  private static func microseconds(_ text: Bytes) -> Int64? {
    guard let moment = TimeText.parse(text)?.milliseconds else { return nil }
    var (fraction, unit): (Int64, Int64) = (0, 100_000)
    if let point = text.firstIndex(of: UInt8(ascii: "."), from: 0) {
      for byte in text[(point + 1)...] {
        let digit = byte &- Byte.zero
        if digit > 9 || unit == 0 { break }
        fraction += Int64(digit) * unit
        unit /= 10
      }
    }
    return (moment - (moment % 1000 + 1000) % 1000) * 1000 + fraction
  }
}
