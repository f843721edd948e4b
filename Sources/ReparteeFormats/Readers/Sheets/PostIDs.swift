import ReparteeGraph

/// How the sheet of posts writes ids, by its beginning: most as they are, some as they hold in a channel only, or without the
/// kind that others write before them.
enum PostIDs {
  /// To the letter.
  case plain
  /// Each channel numbers its own: a post is known by its channel too.
  case inChannels
  /// Sheets of Reddit, as 4CAT and those who read its archives write them: ids are bare, and parents have `t1_` or `t3_` before
  /// them, or are bare too; the post of a thread has the thread's id, or none.
  case reddit

  /// Looks at a sample.
  init(_ sample: FileSample, _ columns: SheetColumns, isReddit: Bool) {
    self = isReddit ? .reddit : .plain
    if isReddit { return }
    guard let id = columns.index(of: "id") else { return }
    let channel = columns.index(of: "channel")
    let author = columns.index(of: "author")
    var channels: [String: (channel: String, author: String)] = [:]
    var isSplit = false
    sample.withPaddedBytes { bytes in
      columns.header.forEachRow(in: bytes, isWhole: sample.isWhole) { fields in
        func text(_ column: Int) -> String { String(decoding: fields[column].trimmed(bytes), as: UTF8.self) }
        // One id by two people in two channels is two posts; by one person it is a post that was seen in both.
        if let channel, let author, !text(channel).isEmpty, !text(author).isEmpty {
          let earlier = channels.updateValue((text(channel), text(author)), forKey: text(id))
          if let earlier, earlier.channel != text(channel), earlier.author != text(author) { isSplit = true }
        }
        return true
      }
    }
    if isSplit { self = .inChannels }
  }

  /// What is said of the sheet.
  var note: String? {
    switch self {
    case .plain: nil
    case .inChannels: "its ids come again in several channels, and hold in one each: posts are known by channel and id"
    case .reddit: "it names subreddits; its posts are read as Reddit's, with their kind (t1_, t3_) before the id"
    }
  }

  /// The id of a post.
  func id(_ id: ExternalID, channel: String?, thread: ExternalID?, parent: ExternalID?) -> ExternalID {
    switch self {
    case .plain: id
    case .inChannels: PostIDs.id(id, in: channel)
    case .reddit:
      PostIDs.hasKind(id)
        ? id : .text((PostIDs.isFirst(id, of: thread, answers: parent != nil) ? "t3_" : "t1_") + "\(id)")
    }
  }

  private static func hasKind(_ id: ExternalID) -> Bool {
    if case .text(let text) = id { text.hasPrefix("t1_") || text.hasPrefix("t3_") } else { false }
  }

  /// Whether a post begins its thread, whose id may have its kind before it.
  private static func isFirst(_ id: ExternalID, of thread: ExternalID?, answers: Bool) -> Bool {
    guard let thread else { return !answers }
    return thread == id || "\(thread)" == "t3_\(id)"
  }

  /// The id of a thread of Reddit.
  static func thread(_ id: ExternalID) -> ExternalID { hasKind(id) ? id : .text("t3_\(id)") }

  /// The id of what a post answers.
  /// - Parameter post: the post itself, as it is written.
  func parent(_ id: ExternalID?, of post: ExternalID, channel: String?, thread: ExternalID?) -> ExternalID? {
    if case .reddit = self {
      // A comment that names no parent answers what begins its thread.
      guard let id, !NobodyID.isOne(id) else {
        return PostIDs.isFirst(post, of: thread, answers: false) || PostIDs.hasKind(post)
          ? nil : thread.map(PostIDs.thread)
      }
      return PostIDs.hasKind(id)
        ? id : .text((PostIDs.isFirst(id, of: thread, answers: true) ? "t3_" : "t1_") + "\(id)")
    }
    return inChannel(id, channel)
  }

  /// The id that a channel's posts have across channels.
  func inChannel(_ id: ExternalID?, _ channel: String?) -> ExternalID? {
    if case .inChannels = self, let id, !NobodyID.isOne(id) { return PostIDs.id(id, in: channel) }
    return id
  }

  private static func id(_ id: ExternalID, in channel: String?) -> ExternalID {
    channel.map { .text("\($0)/\(id)") } ?? id
  }
}
