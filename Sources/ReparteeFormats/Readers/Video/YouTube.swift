import ReparteeGraph

/// Comments and videos of YouTube, as its API answers: threads of comments, comments, videos.
///
/// - A video is a post by its channel, and the first post of the conversation below it, held or not. A comment answers the
///   video, and what is below a comment answers that comment, since YouTube keeps one level; an @-mention of somebody of
///   the same answer of the API is a mention, which says whom a comment in a branch answers (`FlatBranch`).
/// - An account is its channel's id. A comment without one has an unknown author.
/// - Replies that the API counts and does not send are not there.
///
/// The text is never kept. Reference: YouTube Data API v3, `commentThreads`, `comments`, `videos`.
struct YouTube: JSONFormat {
  let name = "youtube"
  let summary = "YouTube's API: threads of comments, comments and videos"
  let platform: String? = "youtube"
  let marks = [[#""youtube#comment"#], [#""youtube#video"#]]

  func confidence(of value: JSONValue) -> Confidence {
    value["kind"]?.utf8?.starts(with: "youtube#") == true ? .certain : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    var reasons: [String] = []
    var branches = CommentBranches()
    func append(_ item: JSONValue) {
      let kind = item["kind"]?.string ?? ""
      switch kind {
      case "youtube#commentThread":
        guard let top = item["snippet"]?["topLevelComment"] else {
          reasons.append("expected a thread of comments, found no “topLevelComment” in it")
          return
        }
        appendComment(top, video: item["snippet"]?["videoId"])
        if let id = top["id"]?.id {
          batch.platforms[0].append(replyCount: item["snippet"]?["totalReplyCount"], of: id)
        }
        item["replies"]?["comments"]?.forEachElement { appendComment($0, video: item["snippet"]?["videoId"]) }
      case "youtube#comment": appendComment(item, video: nil)
      case "youtube#video":
        if let reason = YouTube.append(video: item, to: &batch.platforms[0]) { reasons.append(reason) }
      case _ where kind.hasSuffix("ListResponse"): item["items"]?.forEachElement(append)
      default: batch.ignored["answers about neither videos nor comments", default: 0] += 1
      }
    }
    func appendComment(_ comment: JSONValue, video: JSONValue?) {
      guard let found = YouTube.comment(comment, video: video?.id) else {
        reasons.append("expected a comment with “id” and, in its “snippet”, a time “publishedAt”")
        return
      }
      branches.add(found)
    }
    append(value)
    branches.append(to: &batch.platforms[0])
    return reasons
  }

  private static func append(video: JSONValue, to platform: inout RecordBatch.Platform) -> String? {
    guard let id = video["id"]?.id, let snippet = video["snippet"], let channel = snippet["channelId"]?.id else {
      return "expected a video with “id” and, in its “snippet”, “channelId”"
    }
    let time = snippet["publishedAt"]?.time
    platform.accounts.append(AccountRecord(id: channel, name: snippet["channelTitle"]?.string, seen: time))
    platform.posts.append(PostRecord(id: id, author: channel, time: time))
    platform.append(replyCount: video["statistics"]?["commentCount"], of: id, isWhole: true)
    return nil
  }

  private static func comment(_ json: JSONValue, video: ExternalID?) -> CommentBranches.Comment? {
    guard let id = json["id"]?.string, let snippet = json["snippet"], let time = snippet["publishedAt"]?.time else {
      return nil
    }
    // The id of an answer is its parent's and its own, with a point between.
    let parent =
      snippet["parentId"]?.string ?? (id.utf8.contains(UInt8(ascii: ".")) ? String(id.prefix { $0 != "." }) : nil)
    return CommentBranches.Comment(
      id: ExternalID(id), author: snippet["authorChannelId"]?["value"]?.id, name: snippet["authorDisplayName"]?.string,
      text: snippet["textOriginal"]?.utf8 ?? snippet["textDisplay"]?.utf8, parent: parent.map { ExternalID($0) },
      video: video ?? snippet["videoId"]?.id, channel: snippet["channelId"]?.id, time: time)
  }
}
