import ReparteeGraph

/// Comments and posts of Facebook and Instagram, as the Meta Content Library exports them to CSV.
///
/// - A comment answers `parent_comment_id`, else `parent_post_id`, and is a flat branch below each first comment. The library
///   does not say who wrote a comment: posts without an author. The post above is by `post_owner.id`.
/// - A post is by `post_owner.id`; `statistics.comment_count` counts all comments below it.
///
/// The text is never kept. Reference: Meta Content Library and API, “Data dictionary”.
struct MetaContentLibrary: FileFormat {
  let name = "meta-content-library"
  let summary = "comments and posts of the Meta Content Library as CSV; it does not name who comments"
  let platform: String? = "facebook"

  private static let fields = [
    "id", "creation_time", "parent_post_id", "parent_comment_id", "post_owner.id", "post_owner.name",
    "post_owner.username", "statistics.comment_count", "statistics.reply_count",
  ]

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    guard options.columns.isEmpty, let header = SheetHeader(sample) else { return .none }
    return header.has("id") && header.has("creation_time") && (header.has("mcl_url") || header.has("post_owner.id"))
      ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    let columns = try SheetColumns(
      sample, options: options, fields: MetaContentLibrary.fields, required: ["id", "creation_time"])
    let (id, time) = (columns.index(of: "id"), columns.index(of: "creation_time"))
    let (post, comment) = (columns.index(of: "parent_post_id"), columns.index(of: "parent_comment_id"))
    let (owner, name) = (columns.index(of: "post_owner.id"), columns.index(of: "post_owner.name"))
    let handle = columns.index(of: "post_owner.username")
    let (comments, replies) = (
      columns.index(of: "statistics.comment_count"), columns.index(of: "statistics.reply_count")
    )
    return SheetReader(columns) { row, _, batch throws(RowProblem) in
      let id = try row.requiredID(id, "id")
      let time = try row.time(time, "creation_time")
      let root = try row.id(post, "parent_post_id")
      let above = try row.id(comment, "parent_comment_id")
      let owner = try row.id(owner, "post_owner.id")
      let commentCount = try row.number(comments, "statistics.comment_count", atLeast: 0)
      let replyCount = try row.number(replies, "statistics.reply_count", atLeast: 0)
      if let owner {
        batch.platforms[0].accounts.append(
          AccountRecord(
            id: owner, handle: try row.handle(handle, "post_owner.username"),
            name: try row.personName(name, "post_owner.name"),
            seen: time))
      }
      guard let root else {
        batch.platforms[0].posts.append(PostRecord(id: id, author: owner, time: time))
        if let commentCount, commentCount > 0 {
          batch.platforms[0].replyCounts.append(ReplyCountRecord(post: id, replies: commentCount, isWhole: true))
        }
        return
      }
      batch.platforms[0].posts.append(
        PostRecord(
          id: id, author: nil, parent: above ?? root, parentAuthor: above == nil ? owner : nil, conversation: root,
          time: time, kind: .comment))
      if let replies = replyCount ?? commentCount, replies > 0 {
        batch.platforms[0].replyCounts.append(ReplyCountRecord(post: id, replies: replies))
      }
    }
  }
}
