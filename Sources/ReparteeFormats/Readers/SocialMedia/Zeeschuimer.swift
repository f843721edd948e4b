import ReparteeGraph

/// What Zeeschuimer collects in a browser, one item a line: comments and videos of TikTok, posts of Instagram, Threads and X.
///
/// Each line says its platform (`source_platform`), and holds what the platform sent (`data`):
///
/// - TikTok: a comment answers `reply_to_reply_id`, else `reply_id`, else the video (`aweme_id`), and `0` is none of these; it
///   is a flat branch below each first comment. A video is a post, and `commentCount` counts all below it.
/// - Threads: a post that is an answer says whom it answers and not which post: a post, and a reply to that account.
/// - Instagram: a post; `comment_count` counts its comments, which are not collected.
/// - X: a tweet with its answer, quote, repost and mentions, as X's own pages hold it.
///
/// Items of other platforms are ignored, with their names. The text is never kept. Reference:
/// https://github.com/digitalmethodsinitiative/zeeschuimer.
struct Zeeschuimer: JSONFormat {
  let name = "zeeschuimer"
  let summary = "what Zeeschuimer collects, one item a line: TikTok and its comments, Instagram, Threads, X"
  let platform: String? = nil
  let marks = [[#""source_platform":"#, #""data":"#], [#""nav_index":"#, #""item_id":"#]]

  func confidence(of value: JSONValue) -> Confidence {
    value["source_platform"] != nil && value["data"]?.isObject == true ? .certain : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    guard let source = value["source_platform"]?.string, let data = value["data"] else {
      return ["expected an item with “source_platform” and “data”"]
    }
    func platform(_ name: String) -> Int { batch.platform(named: name) }
    let reason: String?
    switch source {
    case "tiktok-comments": reason = appendTikTokComment(data, to: &batch.platforms[platform("tiktok")])
    case "tiktok.com", "tiktok": reason = appendTikTok(data, to: &batch.platforms[platform("tiktok")])
    case "threads.net", "threads.com", "threads":
      reason = appendThreads(data, to: &batch.platforms[platform("threads")])
    case "instagram.com", "instagram":
      reason = appendInstagram(data, to: &batch.platforms[platform("instagram")])
    case "twitter.com", "x.com", "twitter": reason = appendX(data, to: &batch.platforms[platform("x")])
    default:
      batch.ignored["items of \(source.prefix(40)), which are not read", default: 0] += 1
      return []
    }
    return reason.map { [$0] } ?? []
  }

  private func appendTikTokComment(_ data: JSONValue, to platform: inout RecordBatch.Platform) -> String? {
    guard let id = data["cid"]?.id, let video = data["aweme_id"]?.id, let time = data["create_time"]?.time else {
      return "expected a comment with “cid”, “aweme_id” and “create_time”"
    }
    func named(_ key: StaticString) -> ExternalID? { data[key]?.id.flatMap { $0 == .number(0) ? nil : $0 } }
    let user = data["user"]
    let author = user?["uid"]?.id ?? user?["unique_id"]?.id
    if let author {
      platform.accounts.append(
        AccountRecord(id: author, handle: user?["unique_id"]?.string, name: user?["nickname"]?.string, seen: time))
    }
    let parent = named("reply_to_reply_id") ?? named("reply_id") ?? video
    platform.posts.append(
      PostRecord(id: id, author: author, parent: parent, conversation: video, time: time, kind: .comment))
    platform.append(replyCount: data["reply_comment_total"], of: id)
    return nil
  }

  private func appendTikTok(_ data: JSONValue, to platform: inout RecordBatch.Platform) -> String? {
    guard let id = data["id"]?.id ?? data["aweme_id"]?.id,
      let time = (data["createTime"] ?? data["create_time"]).flatMap(Zeeschuimer.time)
    else { return "expected a video with “id” and “createTime”" }
    let user = data["author"]
    let author = user?["id"]?.id ?? user?["uid"]?.id ?? user?.id
    if let author {
      platform.accounts.append(
        AccountRecord(
          id: author, handle: (user?["uniqueId"] ?? user?["unique_id"] ?? user)?.string,
          name: user?["nickname"]?.string,
          followers: data["authorStats"]?["followerCount"]?.integer, seen: time))
    }
    platform.posts.append(PostRecord(id: id, author: author, time: time))
    platform.append(
      replyCount: data["stats"]?["commentCount"] ?? data["statistics"]?["comment_count"], of: id, isWhole: true)
    return nil
  }

  private func appendThreads(_ data: JSONValue, to platform: inout RecordBatch.Platform) -> String? {
    guard let id = data["pk"]?.id ?? data["id"]?.id, let user = data["user"],
      let author = user["pk"]?.id ?? user["id"]?.id ?? user["username"]?.id,
      let time = data["taken_at"].flatMap(Zeeschuimer.time)
    else { return "expected a post with “pk”, “user” and “taken_at”" }
    let info = data["text_post_app_info"]
    platform.accounts.append(
      AccountRecord(id: author, handle: user["username"]?.string, name: user["full_name"]?.string, seen: time))
    let answered = info?["reply_to_author"]
    let target = answered?["pk"]?.id ?? answered?["id"]?.id
    if let target, let handle = answered?["username"]?.string {
      platform.accounts.append(AccountRecord(id: target, handle: handle, seen: time))
    }
    platform.append(
      PostRecord(id: id, author: author, parentAuthor: target, time: time, kind: .post), mentioning: [])
    platform.append(replyCount: info?["direct_reply_count"], of: id)
    return nil
  }

  private func appendInstagram(_ data: JSONValue, to platform: inout RecordBatch.Platform) -> String? {
    let user = data["user"] ?? data["owner"]
    guard let id = data["pk"]?.id ?? data["id"]?.id, let author = user?["pk"]?.id ?? user?["id"]?.id,
      let time = (data["taken_at"] ?? data["taken_at_timestamp"]).flatMap(Zeeschuimer.time)
    else { return "expected a post with “id”, “user” and “taken_at”" }
    platform.accounts.append(
      AccountRecord(id: author, handle: user?["username"]?.string, name: user?["full_name"]?.string, seen: time))
    platform.posts.append(PostRecord(id: id, author: author, time: time))
    platform.append(replyCount: data["comment_count"], of: id, isWhole: true)
    return nil
  }

  /// A tweet as X's pages hold it: the tweet in `legacy`, its author in `core`.
  private func appendX(_ shown: JSONValue, to platform: inout RecordBatch.Platform) -> String? {
    // A tweet to which not everybody may reply is inside another (`TweetWithVisibilityResults`).
    let data = shown["tweet"] ?? shown
    guard let id = data["rest_id"]?.id ?? data["id"]?.id, let tweet = data["legacy"],
      let time = tweet["created_at"]?.utf8.flatMap(TimeText.twitter)
    else { return "expected a tweet with “rest_id” and “legacy”" }
    let user = data["core"]?["user_results"]?["result"]
    guard let author = user?["rest_id"]?.id ?? tweet["user_id_str"]?.id else {
      return "expected a tweet with its author"
    }
    appendAccount(user, author, seen: time, to: &platform)
    if let original = tweet["retweeted_status_result"]?["result"] {
      let original = original["tweet"] ?? original
      let owner = original["core"]?["user_results"]?["result"]
      guard let target = owner?["rest_id"]?.id ?? original["legacy"]?["user_id_str"]?.id else {
        return "expected a retweet whose original has an author"
      }
      appendAccount(owner, target, seen: time, to: &platform)
      platform.interactions.append(
        InteractionRecord(kind: .repost, actor: author, target: target, time: time, post: original["rest_id"]?.id))
      return nil
    }
    let parent = tweet["in_reply_to_status_id_str"]?.id
    let result = data["quoted_status_result"]?["result"]
    let quoted = result?["tweet"] ?? result
    let quotedAuthor =
      quoted?["core"]?["user_results"]?["result"]?["rest_id"]?.id ?? quoted?["legacy"]?["user_id_str"]?.id
    platform.append(
      PostRecord(
        id: id, author: author, parent: parent, parentAuthor: tweet["in_reply_to_user_id_str"]?.id,
        conversation: tweet["conversation_id_str"]?.id, time: time,
        kind: parent != nil ? .reply : quoted != nil ? .quote : .post),
      quoting: quotedAuthor,
      mentioning: tweet["entities"]?["user_mentions"]?.compactMap { $0["id_str"]?.id } ?? [])
    platform.append(replyCount: tweet["reply_count"], of: id)
    platform.append(hashtags: tweet["entities"]?["hashtags"], key: "text", of: id)
    XLinks.append(tweet["entities"]?["urls"], of: id, to: &platform)
    return nil
  }

  private func appendAccount(
    _ user: JSONValue?, _ id: ExternalID, seen: Timestamp, to platform: inout RecordBatch.Platform
  ) {
    let details = user?["legacy"]
    let core = user?["core"]
    platform.accounts.append(
      AccountRecord(
        id: id, handle: (details?["screen_name"] ?? core?["screen_name"])?.string,
        name: (details?["name"] ?? core?["name"])?.string, followers: details?["followers_count"]?.integer, seen: seen))
  }

  /// Unix seconds, as a number or as text.
  private static func time(_ value: JSONValue) -> Timestamp? { value.time }
}
