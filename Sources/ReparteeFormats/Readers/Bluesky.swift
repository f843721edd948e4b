import ReparteeGraph

/// What Bluesky's API and its streams send, as JSON: threads (`getPostThread`, both versions), feeds, searches and lists of
/// posts, quotes, reposts, followers and follows; records as a repository holds them; and events of Jetstream.
///
/// - A row is a post, a repost, a follow, an event or a record; a thread has as many rows as posts are shown in it.
/// - A post's id is its address (`at://…`), its author the DID, since handles change. Its parent and root are
///   `record.reply`; the author of a missing parent stands in its address. Its time is `createdAt`, else `indexedAt`.
/// - An embedded post is a quote, and a post that the row carries; a facet `#mention` is a mention.
/// - A feed's `reasonRepost` is a repost by `reason.by`; the post it shows is carried.
/// - `followers` follow the `subject`, which follows the `follows`.
/// - Likes and records of other collections are ignored, and so are posts that are not found or blocked: where somebody
///   answers one, it is a missing parent. A post that a stream deletes is taken out of the store.
///
/// The text is never kept. Reference: the lexicons `app.bsky.feed`, `app.bsky.graph` and Jetstream's documentation.
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
    if value["kind"] != nil, value["did"] != nil { return BlueskyEvent.append(value, to: &batch) }
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
    } else if let accounts = value["repostedBy"] {
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
