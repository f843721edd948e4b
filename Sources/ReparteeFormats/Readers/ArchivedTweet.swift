import ReparteeGraph

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
        batch.ignored["retweets of a tweet whose author nobody names", default: 0] += 1
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
  }

  /// Why a value is no tweet of an archive.
  static func expectation(_ json: JSONValue) -> String {
    if Tweet.id(json, "id_str", "id") == nil { return "expected a tweet, found no “id_str” in it" }
    guard let created = json["created_at"]?.utf8 else { return "expected a tweet, found no “created_at” in it" }
    return "created_at: expected a time like “Sun Aug 10 01:30:14 +0000 2014”, found \(created.quoted)"
  }
}
