import ReparteeGraph

/// Comments and videos of TikTok, as its Research API answers.
///
/// - A comment answers `parent_comment_id`, which is the video's id for those that answer the video, and belongs to the
///   video's conversation; TikTok keeps one level, so that a comment and those below it are a flat branch.
/// - The API does not say who wrote a comment: posts without an author. A video's author is `username`.
/// - `reply_count` counts the answers to a comment, `comment_count` all comments below a video.
///
/// The text is never kept. Reference: TikTok's Research API, “Query Video Comments”, “Query Videos”.
struct TikTokResearch: JSONFormat {
  let name = "tiktok-research"
  let summary = "comments and videos of TikTok's Research API; it does not name who comments"
  let platform: String? = "tiktok"
  let marks = [[#""video_id":"#, #""parent_comment_id":"#], [#""videos":"#, #""region_code":"#]]

  func confidence(of value: JSONValue) -> Confidence {
    if value["video_id"] != nil, value["parent_comment_id"] != nil { return .certain }
    let data = value["data"] ?? value
    var isOurs = false
    data["comments"]?.forEachElement { isOurs = isOurs || $0["video_id"] != nil }
    data["videos"]?.forEachElement { isOurs = isOurs || $0["create_time"] != nil && $0["id"] != nil }
    return isOurs ? .certain : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    if value["video_id"] != nil { return append(comment: value, to: &batch).map { [$0] } ?? [] }
    let data = value["data"] ?? value
    guard data["comments"] != nil || data["videos"] != nil else { return ["expected “comments” or “videos”"] }
    var reasons: [String] = []
    data["videos"]?.forEachElement { if let reason = append(video: $0, to: &batch) { reasons.append(reason) } }
    data["comments"]?.forEachElement { if let reason = append(comment: $0, to: &batch) { reasons.append(reason) } }
    return reasons
  }

  private func append(video: JSONValue, to batch: inout RecordBatch) -> String? {
    guard let id = video["id"]?.id, let time = video["create_time"]?.time else {
      return "expected a video with “id” and “create_time”"
    }
    let author = video["username"]?.id
    if let author {
      batch.platforms[0].accounts.append(AccountRecord(id: author, handle: video["username"]?.string, seen: time))
    }
    batch.platforms[0].posts.append(PostRecord(id: id, author: author, time: time))
    batch.platforms[0].append(replyCount: video["comment_count"], of: id, isWhole: true)
    return nil
  }

  private func append(comment: JSONValue, to batch: inout RecordBatch) -> String? {
    guard let id = comment["id"]?.id, let video = comment["video_id"]?.id else {
      return "expected a comment with “id” and “video_id”"
    }
    guard let time = comment["create_time"]?.time else { return "create_time: expected Unix seconds" }
    let author = comment["username"]?.id
    batch.platforms[0].posts.append(
      PostRecord(
        id: id, author: author, parent: comment["parent_comment_id"]?.id ?? video, conversation: video, time: time,
        kind: .comment))
    batch.platforms[0].append(replyCount: comment["reply_count"], of: id)
    return nil
  }
}
