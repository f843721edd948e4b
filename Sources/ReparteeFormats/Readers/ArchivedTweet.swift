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
    var people: [(id: ExternalID, handle: String?)] = []
    json["entities"]?["user_mentions"]?.forEachElement { mention in
      guard let id = Tweet.id(mention, "id_str", "id") else { return }
      people.append((id, mention["screen_name"]?.string))
    }
    for person in people {
      batch.platforms[0].accounts.append(AccountRecord(id: person.id, handle: person.handle, seen: time))
    }
    func act(_ kind: InteractionKind, towards target: ExternalID, post: ExternalID?, isRow: Bool = false) {
      batch.platforms[0].interactions.append(
        InteractionRecord(kind: kind, actor: owner, target: target, time: time, post: post, isRow: isRow))
    }
    if (json["full_text"] ?? json["text"])?.utf8?.starts(with: "RT @") == true {
      guard let target = people.first?.id else {
        batch.ignored["retweets of a tweet whose author nobody names", default: 0] += 1
        return
      }
      return act(.repost, towards: target, post: nil, isRow: true)
    }
    let parent = Tweet.id(json, "in_reply_to_status_id_str", "in_reply_to_status_id")
    let parentAuthor = Tweet.id(json, "in_reply_to_user_id_str", "in_reply_to_user_id")
    batch.platforms[0].posts.append(
      PostRecord(
        id: id, author: owner, parent: parent, parentAuthor: parent == nil ? nil : parentAuthor, time: time,
        kind: parent == nil ? .post : .reply))
    batch.platforms[0].append(hashtags: json["entities"]?["hashtags"], key: "text", of: id)
    if parent == nil, let parentAuthor, parentAuthor != owner { act(.reply, towards: parentAuthor, post: id) }
    var mentioned: [ExternalID] = []
    for (target, _) in people where target != owner && target != parentAuthor && !mentioned.contains(target) {
      mentioned.append(target)
      act(.mention, towards: target, post: id)
    }
  }

  /// Why a value is no tweet of an archive.
  static func expectation(_ json: JSONValue) -> String {
    if Tweet.id(json, "id_str", "id") == nil { return "expected a tweet, found no “id_str” in it" }
    guard let created = json["created_at"]?.utf8 else { return "expected a tweet, found no “created_at” in it" }
    return "created_at: expected a time like “Sun Aug 10 01:30:14 +0000 2014”, found \(created.quoted)"
  }

}
