import ReparteeGraph

/// A blog with its comments, as WordPress exports it (WXR 1.0 to 1.2, an extended RSS).
///
/// - Published posts and pages are posts, the approved comments below them replies: to the comment that `comment_parent`
///   names, else to the post. Rows are the items, and their comments.
/// - A pingback or trackback is a mention of the post's author by the site that links to it.
/// - Ids carry the blog's address, since each blog numbers from 1. An account is a user of the blog by number; a guest is
///   the address of his own site, else his name on this blog. E-mail and IP addresses are dropped where they are read.
/// - Drafts, private items, attachments and what else an export holds are ignored, with the comments below them, and so are
///   comments that are not approved.
///
/// Text is never kept. Reference: WordPress's `export.php`.
struct WordPress: FileFormat {
  let name = "wordpress"
  let summary = "a WordPress export with its comments (WXR)"
  let platform: String? = "wordpress"

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    sample.bytes.withUnsafeBufferPointer { bytes in
      guard bytes.trimmed.first == UInt8(ascii: "<") else { return .none }
      let text = String(decoding: bytes, as: UTF8.self)
      return text.contains("wordpress.org/export/") ? .certain : .none
    }
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    Reader(blog: WordPressBlog(header: sample), encoding: XMLRows.encoding(of: sample))
  }

  private struct Reader: BlockReader {
    let blog: WordPressBlog
    let encoding: String?
    var rows: RowDivision { .elements(["item"]) }

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      XMLRows(elements: XMLElements(names: ["item"]), dropped: Reader.dropped, encoding: encoding)
        .forEach(in: block, into: &batch) { WordPressItem($0, blog: blog).append(to: &$1) }
    }

    /// Words of people, and what nobody may keep.
    private static let dropped: [StaticString] = [
      "encoded", "description", "comment_content", "comment_author_email", "comment_author_IP", "meta_value", "title",
    ]
  }
}

/// What the beginning of an export says of the blog.
struct WordPressBlog: Sendable {
  /// Its address without the scheme: what its ids begin with.
  let address: String
  /// Login → the user's number and name.
  private var users: [String: (number: String, name: String?)] = [:]

  init(address: String) { self.address = WordPressBlog.bare(address) }

  init(header sample: FileSample) {
    var users: [String: (number: String, name: String?)] = [:]
    address = sample.bytes.withUnsafeBufferPointer { bytes in
      let authors = XMLElements(names: ["wp:author"])
      let parser = XMLElementParser(dropping: ["author_email"])
      var position = 0
      while let author = authors.next(bytes, from: position), let end = author.end {
        position = end
        try? parser.parse(bytes.part(author.start, end)) { node in
          if let login = node.text(of: "author_login"), let number = node.text(of: "author_id") {
            users[login] = (number, node.text(of: "author_display_name"))
          }
        }
      }
      let header = bytes.prefix(XMLElements(names: ["item"]).next(bytes, from: 0)?.start ?? bytes.count)
      let link = /<(?:wp:base_blog_url|wp:base_site_url|link)>\s*(?:<!\[CDATA\[)?([^<\]\s]+)/
      let found = String(decoding: header, as: UTF8.self).firstMatch(of: link)
      return found.map { WordPressBlog.bare(String($0.1)) } ?? "blog"
    }
    self.users = users
  }

  /// The account of a user by login.
  func user(login: String) -> AccountRecord {
    let number = users[login]?.number
    return AccountRecord(
      id: .text(number.map { "\(address)/user/\($0)" } ?? "\(address)/login/\(login)"), handle: login,
      name: users[login]?.name)
  }

  /// Who wrote a comment: a user by number, else a guest by the address of his site, else by his name.
  func commenter(user: String?, name: String?, site: String?) -> AccountRecord? {
    if let user, user != "0" { return AccountRecord(id: .text("\(address)/user/\(user)"), name: name) }
    if let site, let host = WordPressBlog.site(site) { return AccountRecord(id: .text(host), name: name) }
    // Nameless guests are nobody, each time again.
    guard let name, !name.trimmingBlanks.isEmpty else { return nil }
    return AccountRecord(id: .text("\(address)/guest/\(name.lowercased())"), name: name)
  }

  /// Types of comments that answer nothing: what sites say by Webmention and ActivityPub.
  static let reactions: Set<String> = ["like", "favorite", "favourite", "bookmark", "reacji", "read", "tag"]
  /// Types of comments by which a site says that it links to a post.
  static let links: Set<String> = ["pingback", "trackback", "webmention", "mention"]

  func post(_ number: String) -> ExternalID { .text("\(address)/post/\(number)") }
  func comment(_ number: String) -> ExternalID { .text("\(address)/comment/\(number)") }

  /// The address of somebody's site, if it is one: without the scheme, its host in lower case.
  static func site(_ link: String) -> String? {
    let bare = bare(link)
    return bare.utf8.contains(UInt8(ascii: ".")) || bare.hasPrefix("localhost") ? bare : nil
  }

  private static func bare(_ link: String) -> String {
    var rest = Substring(link)
    for scheme in ["https://", "http://"] where rest.lowercased().hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
    }
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    let host = rest.prefix { $0 != "/" }
    return host.lowercased() + rest.dropFirst(host.count)
  }
}

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
    if WordPressBlog.reactions.contains(type) {
      batch.ignored["likes and bookmarks", default: 0] += 1
      return nil
    }
    if WordPressBlog.links.contains(type) || type == "repost" {
      guard let author, let linking = site.flatMap(WordPressBlog.site) else {
        return "expected a \(type) with <wp:comment_author_url>, of a post with an author"
      }
      batch.platforms[0].interactions.append(
        InteractionRecord(
          kind: type == "repost" ? .repost : .mention, actor: .text(linking), target: author, time: time,
          post: blog.post(post)))
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
