import ReparteeGraph

/// Comments as yt-dlp writes them: the `.info.json` of a video with its `comments`, or a list of comments.
///
/// - Of an `.info.json` the video is a post by `channel_id`, and comments whose `parent` is `root` answer it; a bare list
///   does not say of which video it is, so each of its first comments begins a conversation.
/// - Times are guesses of yt-dlp from words such as “6 months ago”: good for an order in large, not for minutes.
///
/// The text is never kept. Reference: yt-dlp's README, “comments”.
struct YTDLP: JSONFormat {
  let name = "yt-dlp"
  let summary = "comments as yt-dlp writes them: a video's .info.json, or a list of comments"
  let platform: String? = "youtube"
  let marks = [[#""extractor":"#, #""channel_id":"#], [#""author_id":"#, #""parent":"#, #""timestamp":"#]]

  func confidence(of value: JSONValue) -> Confidence {
    let isComment = value["parent"] != nil && value["author_id"] != nil && value["timestamp"] != nil
    return isComment || value["comments"] != nil && value["extractor"] != nil ? .certain : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    var reasons: [String] = []
    var branches = CommentBranches()
    func append(_ comment: JSONValue, video: ExternalID?, channel: ExternalID?) {
      guard let id = comment["id"]?.string, let parent = comment["parent"]?.string else {
        reasons.append("expected a comment with “id” and “parent”")
        return
      }
      branches.add(
        CommentBranches.Comment(
          id: id, author: comment["author_id"]?.id, name: comment["author"]?.string, text: comment["text"]?.utf8,
          parent: parent == "root" ? nil : parent, video: video, channel: channel, time: comment["timestamp"]?.time))
    }
    if let comments = value["comments"], comments.isArray {
      guard let video = value["id"]?.id else { return ["expected the .info.json of a video, found no “id” in it"] }
      let channel = value["channel_id"]?.id ?? value["uploader_id"]?.id
      if let channel {
        batch.platforms[0].accounts.append(
          AccountRecord(
            id: channel, name: value["channel"]?.string, followers: value["channel_follower_count"]?.integer))
      }
      batch.platforms[0].posts.append(PostRecord(id: video, author: channel, time: value["timestamp"]?.time))
      comments.forEachElement { append($0, video: video, channel: channel) }
    } else {
      append(value, video: nil, channel: nil)
    }
    branches.append(to: &batch.platforms[0])
    return reasons
  }
}
