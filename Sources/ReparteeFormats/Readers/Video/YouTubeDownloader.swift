import ReparteeGraph

/// Comments of YouTube as youtube-comment-downloader writes them: one a line, or in a list.
///
/// A comment is known by `cid`, which holds its parent's before the point, and is by `channel`. The video is not named: each
/// first comment begins a conversation, and what is below it is a flat branch. In a list, whoever an answer mentions first is
/// whom it answers; a line knows nothing of the others.
///
/// The text is never kept. Reference: https://github.com/egbertbouman/youtube-comment-downloader.
struct YouTubeDownloader: JSONFormat {
  let name = "youtube-comment-downloader"
  let summary = "comments of YouTube by youtube-comment-downloader, one a line or in a list"
  let platform: String? = "youtube"
  let marks = [[#""cid":"#, #""channel":"#]]
  let readsWholeArrays = true

  func confidence(of value: JSONValue) -> Confidence {
    if value["cid"] != nil, value["channel"] != nil { return .certain }
    var isOurs = false
    value["comments"]?.forEachElement { isOurs = isOurs || $0["cid"] != nil && $0["channel"] != nil }
    return isOurs ? .certain : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    var reasons: [String] = []
    var branches = CommentBranches()
    func add(_ comment: JSONValue) {
      guard let id = comment["cid"]?.string else {
        reasons.append("expected a comment with “cid”")
        return
      }
      let parent = id.contains(".") ? ExternalID(String(id.prefix { $0 != "." })) : nil
      branches.add(
        CommentBranches.Comment(
          id: ExternalID(id), author: comment["channel"]?.id ?? comment["author"]?.id, name: comment["author"]?.string,
          text: comment["text"]?.utf8, parent: parent, video: nil, channel: nil,
          time: comment["time_parsed"].flatMap { $0.time }))
    }
    if value.isArray {
      value.forEachElement(add)
    } else if let list = value["comments"], list.isArray {
      list.forEachElement(add)
    } else {
      add(value)
    }
    branches.append(to: &batch.platforms[0])
    return reasons
  }
}
