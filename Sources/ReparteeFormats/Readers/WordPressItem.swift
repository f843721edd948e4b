import ReparteeGraph

/// One item of a WordPress export: a post or a page with its comments, or something else.
struct WordPressItem {
  private let node: XMLNode
  private let blog: WordPressBlog

  init(_ node: XMLNode, blog: WordPressBlog) {
    self.node = node
    self.blog = blog
  }

  /// Appends the records of the item and of its comments; returns for each that makes none why.
  func append(to batch: inout RecordBatch) -> [String] {
    let comments = node.children.filter { $0.isNamed("comment") }
    let type = node.text(of: "post_type") ?? "post"
    if type != "post" && type != "page" {
      batch.ignored["items that are neither posts nor pages, with their comments", default: 0] += 1 + comments.count
      return []
    }
    if let status = node.text(of: "status"), status != "publish" {
      batch.ignored["drafts and private items, with their comments", default: 0] += 1 + comments.count
      return []
    }
    guard let number = node.text(of: "post_id") else { return ["expected an <item> with <wp:post_id>"] }
    let author = node.text(of: "creator").map { blog.user(login: $0) }
    let time = WordPressItem.time(node.text(of: "post_date_gmt")) ?? WordPressItem.time(node.text(of: "post_date"))
    append(author, seen: time, to: &batch)
    batch.platforms[0].posts.append(PostRecord(id: blog.post(number), author: author?.id, time: time))
    return comments.compactMap { append($0, below: number, by: author?.id, to: &batch) }
  }

  private func append(
    _ comment: XMLNode, below post: String, by author: ExternalID?, to batch: inout RecordBatch
  ) -> String? {
    guard let number = comment.text(of: "comment_id") else { return "expected a <wp:comment> with <wp:comment_id>" }
    if comment.text(of: "comment_approved") != "1" {
      batch.ignored["comments that are not approved", default: 0] += 1
      return nil
    }
    let time =
      WordPressItem.time(comment.text(of: "comment_date_gmt")) ?? WordPressItem.time(comment.text(of: "comment_date"))
    let type = comment.text(of: "comment_type") ?? "comment"
    let site = comment.text(of: "comment_author_url")
    if type == "pingback" || type == "trackback" {
      guard let author, let linking = site.flatMap(WordPressBlog.site) else {
        return "expected a \(type) with <wp:comment_author_url>, of a post with an author"
      }
      batch.platforms[0].interactions.append(
        InteractionRecord(
          kind: .mention, actor: .text(linking), target: author, time: time, post: blog.post(post)))
      return nil
    }
    let commenter = blog.commenter(
      user: comment.text(of: "comment_user_id"), name: comment.text(of: "comment_author"), site: site)
    append(commenter, seen: time, to: &batch)
    let parent = comment.text(of: "comment_parent").flatMap { $0 == "0" ? nil : blog.comment($0) }
    batch.platforms[0].posts.append(
      PostRecord(
        id: blog.comment(number), author: commenter?.id, parent: parent ?? blog.post(post),
        conversation: blog.post(post), time: time, kind: .reply))
    return nil
  }

  private func append(_ account: AccountRecord?, seen: Timestamp?, to batch: inout RecordBatch) {
    guard var account else { return }
    account.seen = seen
    batch.platforms[0].accounts.append(account)
  }

  /// A time without a zone, which is UTC; what was never published has zeros.
  private static func time(_ text: String?) -> Timestamp? {
    guard var text else { return nil }
    return text.withUTF8 { TimeText.parse($0) }
  }
}
