import ReparteeGraph

/// A user's own archive of X: `tweets.js`, `follower.js` and `following.js`, JSON after `window.YTD.… =`.
///
/// - No file says whose it is: the owner given is the account's number, which is in the archive's `account.js`, as the handle
///   is. Of a folder or archive that holds this file, both are taken from there.
/// - A tweet is a post by the owner, shaped as in API v1.1: its parent is `in_reply_to_status_id_str`, or it answers only
///   an account; `user_mentions` are mentions, without the owner and without whom the tweet answers. The versions of an
///   edited tweet are one post.
/// - A retweet looks like a tweet whose text begins with “RT @”: a repost towards that account, which is its first
///   mention. Which tweet it was nobody says. Quotes cannot be distinguished from tweets with a link.
/// - `follower` follows the owner, who follows each `following`.
///
/// The text is looked at and never kept. Reference: the README that comes with an archive.
struct XArchive: FileFormat {
  let name = "x-archive"
  let summary = "an X archive's tweets.js, follower.js and following.js, with its owner's number"
  let platform: String? = "x"

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    XArchive.variable(of: sample).map { ["tweets", "tweet", "follower", "following"].contains($0.name) } == true
      ? .certain : .none
  }

  /// The name after `window.YTD.` at a file's beginning, and where the JSON begins.
  private static func variable(of sample: FileSample) -> (name: String, end: Int)? {
    sample.bytes.withUnsafeBufferPointer { bytes in
      guard bytes.trimmed.starts(with: "window.YTD."), let end = bytes.firstIndex(of: UInt8(ascii: "=")) else {
        return nil
      }
      let parts = String(decoding: bytes.part(0, end), as: UTF8.self).split(separator: ".")
      return parts.count > 2 ? (String(parts[2]), end + 1) : nil
    }
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    let remedy = "the archive names its owner in data/account.js (accountId); give that number"
    guard let text = options.owner else { throw .missingSetting(path: sample.path, setting: .owner, remedy: remedy) }
    let owner = ExternalID(text)
    guard case .number = owner else {
      throw .missingSetting(path: sample.path, setting: .owner, remedy: "\(remedy), found “\(text)”")
    }
    return Reader(start: XArchive.variable(of: sample)?.end ?? 0, owner: owner, handle: options.ownerHandle)
  }

  private struct Reader: BlockReader {
    /// Where the JSON begins.
    let start: Int
    let owner: ExternalID
    /// What the archive's `account.js` calls the owner.
    let handle: String?
    let rows = RowDivision.jsonValues

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      if block.offset == 0, let handle { batch.platforms[0].accounts.append(AccountRecord(id: owner, handle: handle)) }
      let skipped = min(max(start - block.offset, 0), block.bytes.count)
      let rest = FileBlock(
        bytes: block.bytes.part(skipped, block.bytes.count), offset: block.offset + skipped, isLast: block.isLast)
      JSONRows(rows: rows).forEach(in: rest, into: &batch) { value, batch in
        append(value, to: &batch).map { [$0] } ?? []
      }
      let lines = LineCounter.lineEnds(block.bytes, from: 0, to: skipped)
      for index in batch.rejects.indices { batch.rejects[index].line += lines }
      for index in batch.platforms[0].postLines.indices { batch.platforms[0].postLines[index] += Int32(lines) }
      batch.lines += lines
    }

    private func append(_ value: JSONValue, to batch: inout RecordBatch) -> String? {
      if let tweet = value["tweet"] {
        guard let tweet = ArchivedTweet(tweet, owner: owner) else { return ArchivedTweet.expectation(tweet) }
        tweet.append(to: &batch)
        return nil
      }
      if let account = value["follower"]?["accountId"]?.id {
        batch.platforms[0].follows.append(follower: account, followed: owner)
      } else if let account = value["following"]?["accountId"]?.id {
        batch.platforms[0].follows.append(follower: owner, followed: account)
      } else {
        return "expected “tweet”, or “follower” or “following” with an “accountId”, found none of them"
      }
      return nil
    }
  }
}

/// A tweet of an X archive, which leaves out its author.
struct ArchivedTweet {
  private let json: JSONValue
  private let owner: ExternalID
  private let id: ExternalID
  private let time: Timestamp

  init?(_ json: JSONValue, owner: ExternalID) {
    guard let id = Tweet.id(json, "id_str", "id"), let time = json["created_at"]?.utf8.flatMap(TimeText.twitter)
    else { return nil }
    self.json = json
    self.owner = owner
    let edits = json["edit_info"]
    let first = edits?["initial"] ?? edits?["edit"]?["editControlInitial"]
    var version: ExternalID?
    first?["editTweetIds"]?.forEachElement { version = version ?? $0.id }
    self.id = edits?["edit"]?["initialTweetId"]?.id ?? version ?? id
    self.time = time
  }

  /// Appends the tweet's records, or counts it as ignored.
  func append(to batch: inout RecordBatch) {
    let mentioned = json["entities"]?["user_mentions"]?.compactMap { mention in
      Tweet.id(mention, "id_str", "id").map {
        AccountRecord(id: $0, handle: mention["screen_name"]?.string, seen: time)
      }
    }
    batch.platforms[0].accounts += mentioned ?? []
    if (json["full_text"] ?? json["text"])?.utf8?.starts(with: "RT @") == true {
      guard let target = mentioned?.first?.id else {
        batch.ignored[RepostRecord.ofUnknownAuthor, default: 0] += 1
        return
      }
      batch.platforms[0].interactions.append(
        InteractionRecord(kind: .repost, actor: owner, target: target, time: time))
      return
    }
    let parent = Tweet.id(json, "in_reply_to_status_id_str", "in_reply_to_status_id")
    batch.platforms[0].append(
      PostRecord(
        id: id, author: owner, parent: parent,
        parentAuthor: Tweet.id(json, "in_reply_to_user_id_str", "in_reply_to_user_id"), time: time,
        kind: parent == nil ? .post : .reply),
      mentioning: mentioned?.map(\.id) ?? [])
    batch.platforms[0].append(hashtags: json["entities"]?["hashtags"], key: "text", of: id)
    XLinks.append(json["entities"]?["urls"], of: id, to: &batch.platforms[0])
  }

  /// Why a value is no tweet of an archive.
  static func expectation(_ json: JSONValue) -> String {
    if Tweet.id(json, "id_str", "id") == nil { return "expected a tweet, found no “id_str” in it" }
    guard let created = json["created_at"]?.utf8 else { return "expected a tweet, found no “created_at” in it" }
    return "created_at: expected a time like “Sun Aug 10 01:30:14 +0000 2014”, found \(created.quoted)"
  }
}
