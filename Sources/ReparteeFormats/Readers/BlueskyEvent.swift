import ReparteeGraph

/// An event of Jetstream: a record that somebody's repository gains, changes or loses.
enum BlueskyEvent {
  /// Makes records of one event, and says why where it is none.
  static func append(_ event: JSONValue, to batch: inout RecordBatch) -> [String] {
    guard let did = event["did"]?.id else { return ["expected an event, found no “did” in it"] }
    guard let commit = event["commit"] else {
      batch.ignored["events about accounts", default: 0] += 1
      return []
    }
    guard let collection = commit["collection"]?.string, let key = commit["rkey"]?.string else {
      return ["expected a commit with “collection” and “rkey”"]
    }
    guard let record = commit["record"] else {
      if collection == "app.bsky.feed.post" {
        batch.platforms[0].deletions.append(.text("at://\(did)/\(collection)/\(key)"))
        batch.ignored["deletions of posts, which are taken out", default: 0] += 1
      } else {
        batch.ignored["deletions of likes, reposts and follows, which do not say of what", default: 0] += 1
      }
      return []
    }
    var rows = BlueskyRows(taking: &batch)
    defer { rows.giveBack(to: &batch) }
    switch collection {
    case "app.bsky.feed.post":
      rows.append(
        id: .text("at://\(did)/\(collection)/\(key)"), author: did, record: record, indexed: nil, isRow: true)
    case "app.bsky.feed.repost":
      rows.appendRepost(
        of: record["subject"]?["uri"], by: did, at: BlueskyView.time(of: record, indexed: nil))
    case "app.bsky.graph.follow":
      guard let followed = record["subject"]?.id else { return ["expected a follow, found no DID in its “subject”"] }
      rows.batch.platforms[0].follows.append(follower: did, followed: followed)
    case "app.bsky.feed.like": rows.ignore("likes")
    default: rows.ignore("records that are no posts")
    }
    return rows.reasons
  }
}
