import ReparteeGraph

/// Items of Hacker News: of its own API, one a line (also with numbers as texts, as BigQuery writes them), or of Algolia's,
/// with those below inside.
///
/// - Stories, polls and jobs are posts; a comment answers `parent` (or `parent_id`). Deleted and dead items have no author.
/// - `descendants` (or `num_comments`) counts all comments below a story.
///
/// The text is never kept. Reference: https://github.com/HackerNews/API, https://hn.algolia.com/api.
struct HackerNews: JSONFormat {
  let name = "hacker-news"
  let summary = "items of Hacker News, by its API or Algolia's"
  let platform: String? = "hackernews"
  let marks = [[#""by":"#, #""type":"#, #""time":"#], [#""created_at_i":"#, #""story_id":"#]]

  private static let types: Set<String> = ["story", "comment", "job", "poll", "pollopt"]

  func confidence(of value: JSONValue) -> Confidence {
    if value["hits"]?.isArray == true, value["hitsPerPage"] != nil || value["nbHits"] != nil { return .certain }
    guard let type = value["type"]?.string, HackerNews.types.contains(type), HackerNews.isNumber(value["id"]) else {
      return value["objectID"] != nil && value["story_id"] != nil && value["created_at_i"] != nil ? .certain : .none
    }
    return HackerNews.isNumber(value["time"]) || value["created_at_i"] != nil ? .certain : .none
  }

  private static func isNumber(_ value: JSONValue?) -> Bool {
    if case .number? = value?.id { true } else { false }
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    var reasons: [String] = []
    if let hits = value["hits"] {
      hits.forEachElement { append(item: $0, root: nil, to: &batch, &reasons) }
    } else {
      append(item: value, root: nil, to: &batch, &reasons)
    }
    return reasons
  }

  private func append(
    item: JSONValue, root: ExternalID?, to batch: inout RecordBatch, _ reasons: inout [String]
  ) {
    guard let id = item["id"]?.id ?? item["objectID"]?.id,
      let time = item["time"]?.time ?? item["created_at_i"]?.time ?? item["created_at"]?.time
    else {
      reasons.append("expected an item with “id” and “time” or “created_at_i”")
      return
    }
    if item["type"]?.string == "pollopt" {
      batch.ignored["options of polls", default: 0] += 1
      return
    }
    let author = item["by"]?.id ?? item["author"]?.id
    if let author {
      batch.platforms[0].accounts.append(
        AccountRecord(id: author, handle: (item["by"] ?? item["author"])?.string, seen: time))
    }
    let parent = item["parent"]?.id ?? item["parent_id"]?.id
    let conversation = item["story_id"]?.id ?? root
    batch.platforms[0].posts.append(
      PostRecord(
        id: id, author: author, parent: parent, conversation: parent == nil ? nil : conversation, time: time,
        kind: parent == nil ? .post : .reply))
    if parent == nil {
      batch.platforms[0].append(replyCount: item["descendants"] ?? item["num_comments"], of: id, isWhole: true)
    }
    item["children"]?.forEachElement { append(item: $0, root: conversation ?? root ?? id, to: &batch, &reasons) }
  }
}
