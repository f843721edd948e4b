import ReparteeGraph

/// Comments as yt-dlp writes them: the `.info.json` of a video with its `comments`, a playlist of such, or a list of
/// comments.
///
/// - Of an `.info.json` the video is a post by `channel_id`, and comments whose `parent` is `root`, or that have none, answer
///   it; a bare list does not say of which video it is, so each of its first comments begins a conversation.
/// - The platform is the one that yt-dlp read (`extractor`): YouTube, Instagram, TikTok … A video without comments is a post.
/// - Times are guesses of yt-dlp from words such as “6 months ago”: good for an order in large, not for minutes.
///
/// The text is never kept. Reference: yt-dlp's README, “comments”.
struct YTDLP: JSONFormat {
  let name = "yt-dlp"
  let summary = "comments as yt-dlp writes them: a video's .info.json, a playlist, or a list of comments"
  let platform: String? = "youtube"
  let marks = [
    [#""extractor":"#, #""channel_id":"#], [#""author_id":"#, #""parent":"#, #""timestamp":"#],
    [#""extractor":"#, #""comments":"#], [#""extractor":"#, #""entries":"#],
  ]
  // People address each other by names that only the whole list makes plain.
  let readsWholeArrays = true

  func confidence(of value: JSONValue) -> Confidence {
    let isComment = value["parent"] != nil && value["author_id"] != nil && value["timestamp"] != nil
    if isComment { return .certain }
    guard value["extractor"] != nil else { return .none }
    let isVideo = value["id"] != nil && (value["uploader_id"] ?? value["channel_id"] ?? value["uploader"]) != nil
    return value["comments"] != nil || value["entries"] != nil || isVideo ? .certain : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    var reasons: [String] = []
    if value.isArray {
      var branches = CommentBranches()
      value.forEachElement { element in
        if element["extractor"] != nil {
          reasons += append(element, to: &batch)
        } else {
          YTDLP.add(element, video: nil, channel: nil, to: &branches, &reasons)
        }
      }
      branches.append(to: &batch.platforms[0])
      return reasons
    }
    if let entries = value["entries"], entries.isArray {
      var count = 0
      entries.forEachElement {
        count += 1
        reasons += append($0, to: &batch)
      }
      if count == 0 { batch.ignored["playlists without videos", default: 0] += 1 }
      return reasons
    }
    var branches = CommentBranches()
    guard value["extractor"] != nil || value["comments"] != nil else {
      YTDLP.add(value, video: nil, channel: nil, to: &branches, &reasons)
      branches.append(to: &batch.platforms[0])
      return reasons
    }
    guard let video = value["id"]?.id else { return ["expected the .info.json of a video, found no “id” in it"] }
    let place = batch.platform(named: YTDLP.platform(of: value))
    let channel = value["channel_id"]?.id ?? value["uploader_id"]?.id
    if let channel {
      let handle = value["uploader_id"]?.string.flatMap { $0.hasPrefix("@") ? String($0.dropFirst()) : nil }
      batch.platforms[place].accounts.append(
        AccountRecord(
          id: channel, handle: handle, name: (value["channel"] ?? value["uploader"])?.string,
          followers: value["channel_follower_count"]?.integer))
    }
    batch.platforms[place].posts.append(PostRecord(id: video, author: channel, time: value["timestamp"]?.time))
    batch.platforms[place].append(replyCount: value["comment_count"], of: video, isWhole: true)
    value["comments"]?.forEachElement { YTDLP.add($0, video: video, channel: channel, to: &branches, &reasons) }
    branches.append(to: &batch.platforms[place])
    return reasons
  }

  private static func add(
    _ comment: JSONValue, video: ExternalID?, channel: ExternalID?, to branches: inout CommentBranches,
    _ reasons: inout [String]
  ) {
    guard let id = comment["id"]?.id, comment["parent"] != nil || video != nil else {
      reasons.append("expected a comment with “id” and “parent”")
      return
    }
    let parent = comment["parent"]?.id
    branches.add(
      CommentBranches.Comment(
        id: id, author: comment["author_id"]?.id, name: comment["author"]?.string, text: comment["text"]?.utf8,
        parent: parent == .text("root") ? nil : parent, video: video, channel: channel, time: comment["timestamp"]?.time
      ))
  }

  /// The platform's name, where it is not YouTube: what yt-dlp calls its part for it, without what it reads there.
  private static func platform(of video: JSONValue) -> String? {
    guard let extractor = (video["extractor_key"] ?? video["extractor"])?.string else { return nil }
    let name = extractor.lowercased()
    let known = ["youtube", "instagram", "tiktok", "facebook", "vimeo", "twitch", "soundcloud", "bilibili", "rumble"]
    if let known = known.first(where: { name.hasPrefix($0) }) { return known == "youtube" ? nil : known }
    return String((video["extractor"]?.string ?? extractor).lowercased().prefix { $0 != ":" })
  }
}
