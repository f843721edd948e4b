import ReparteeGraph

/// Repartee's own sheet of posts: `id,author,parent,time`, and optionally
/// `conversation,kind,platform,handle,name,channel,parent_author,hashtags,links`, in any order, and without `time` where there
/// is none.
///
/// Without a kind, a row with a parent is a reply and any other a post. `handle` and `name` are the author's, and
/// `parent_author` is who wrote the parent, which matters where no row is the parent. A parent or an author of `0` or `-1` is
/// none, unless a post has that id.
struct PostsSheet: FileFormat {
  static let required = ["id", "author", "parent"]
  static let fields =
    required + [
      "time", "conversation", "kind", "platform", "handle", "name", "channel", "parent_author", "hashtags", "links",
    ]

  let name = "posts-csv"
  let summary =
    "a sheet of posts with the columns id,author,parent,time[,conversation,kind,platform,handle,name,channel,parent_author,hashtags,links]"
  let platform: String? = nil

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    guard options.columns.isEmpty, let header = SheetHeader(sample), header.has("author") else { return .none }
    if RedditColumns(header) != nil { return .certain }
    if PostsSheet.required.allSatisfy(header.has) { return .certain }
    return header.has("id") || header.has("parent") ? .likely : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    var named = options
    let reddit = SheetHeader(sample).flatMap(RedditColumns.init)
    for (field, header) in reddit?.names ?? [:] where named.columns[field] == nil { named.columns[field] = header }
    let columns = try SheetColumns(
      sample, options: named, fields: PostsSheet.fields,
      required: reddit == nil ? PostsSheet.required : ["id", "author"])
    let id = columns.index(of: "id")
    let author = columns.index(of: "author")
    let parent = columns.index(of: "parent")
    let time = columns.index(of: "time")
    let conversation = columns.index(of: "conversation")
    let kind = columns.index(of: "kind")
    let platform = columns.index(of: "platform")
    let handle = columns.index(of: "handle")
    let name = columns.index(of: "name")
    let channel = columns.index(of: "channel")
    let parentAuthor = columns.index(of: "parent_author")
    let hashtags = columns.index(of: "hashtags")
    let links = columns.index(of: "links")
    let kinds = KeywordParser<PostKind>()
    let thread = reddit?.thread.flatMap { columns.header.indices(of: $0).first }
    let ids = PostIDs(sample, columns, isReddit: reddit != nil)
    let isReddit = reddit != nil && options.platform == nil
    // Where posts are numbered from 0, people may be.
    let zeroIsNobody = !columns.hasValue("0", in: id, of: sample)
    let reader = SheetReader(columns) { row, _, batch throws(RowProblem) in
      let written = try row.requiredID(id, "id")
      let author = try row.person(author, "author", zeroIsNobody: zeroIsNobody)
      let parentAuthor = try row.person(parentAuthor, "parent_author", zeroIsNobody: zeroIsNobody)
      let channel = try row.text(channel, "channel")
      let thread = try row.id(thread, "thread_id")
      let answered = try row.parent(parent)
      let id = ids.id(written, channel: channel, thread: thread, parent: answered)
      let parent = ids.parent(answered, of: written, channel: channel, thread: thread)
      let conversation =
        isReddit ? thread.map(PostIDs.thread) : ids.inChannel(try row.id(conversation, "conversation"), channel)
      let time = try row.time(time, "time")
      let kind = try row.keyword(kind, "kind", kinds) ?? (parent.map { !NobodyID.isOne($0) } == true ? .reply : .post)
      let handle = try row.handle(handle, "handle")
      let name = try row.personName(name, "name")
      let tags = try row.text(hashtags, "hashtags")
      let addresses = try row.text(links, "links")
      let stated = try row.text(platform, "platform").map(PlatformName.canonical)
      let place = batch.platform(named: stated ?? (isReddit ? "reddit" : nil))
      for tag in tags?.split(whereSeparator: { $0 == " " || $0 == "," }) ?? [] {
        batch.platforms[place].append(hashtag: String(tag), of: id)
      }
      for address in addresses?.split(separator: " ") ?? [] {
        batch.platforms[place].append(link: String(address), of: id)
      }
      if let author, handle != nil || name != nil {
        batch.platforms[place].accounts.append(AccountRecord(id: author, handle: handle, name: name, seen: time))
      }
      batch.platforms[place].posts.append(
        PostRecord(
          id: id, author: author, parent: parent, parentAuthor: parent == nil ? nil : parentAuthor,
          conversation: conversation, time: time, kind: kind, channel: channel))
    }
    return reader.with(finisher: { ParentCheck() }, notes: ids.note.map { [$0] } ?? [])
  }
}

/// How sheets of Reddit call the columns of posts: 4CAT's, and archives of Pushshift and its successors saved as sheets.
private struct RedditColumns {
  /// Field → header.
  private(set) var names: [String: String] = [:]
  /// The header of the submission that a comment is below; nil where the sheet has none.
  let thread: String?

  /// Nil where a sheet is of no such kind.
  init?(_ header: SheetHeader) {
    guard ["subreddit", "author", "id"].allSatisfy(header.has), !header.has("platform") else { return nil }
    thread = ["link_id", "thread_id"].first(where: header.has)
    // Submissions alone have no thread.
    guard thread != nil || header.has("created_utc") else { return nil }
    for (field, usual) in [("time", ["timestamp", "created_utc"]), ("parent", ["parent_id"])] where !header.has(field) {
      names[field] = usual.first(where: header.has)
    }
    if !header.has("channel") { names["channel"] = "subreddit" }
  }
}
