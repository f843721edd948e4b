import ReparteeGraph

/// Sheets of somebody's own export of YouTube (Google Takeout): the comments and messages of live chats that its channel wrote,
/// and the channels that it subscribed to.
///
/// - `comments.csv`: a comment answers `Parent Comment ID`, else the video or the post of a channel that it is below, whose
///   conversation it belongs to. `Channel ID` is who wrote it. The export does not say whom it answers: that shows once the
///   other comments are imported too.
/// - `live chats.csv`: a message is a comment on the video.
/// - `subscriptions.csv` does not say whose they are: the owner, whom the export's `channel.csv` names, follows each.
///
/// The text is never kept. Headers are in English, whatever language the folders are named in. Reference: an export's
/// `archive_browser.html`.
struct YouTubeTakeout: FileFormat {
  let name = "youtube-takeout"
  let summary =
    "an export of YouTube (Takeout): comments.csv, live chats.csv, subscriptions.csv with its owner's channel"
  let platform: String? = "youtube"

  /// One of the sheets, and the columns that tell it from others.
  private enum Sheet: CaseIterable {
    case comments, liveChats, subscriptions

    var columns: [String] {
      switch self {
      case .comments: ["Comment ID", "Channel ID", "Comment Create Timestamp"]
      case .liveChats: ["Live Chat ID", "Channel ID", "Live Chat Create Timestamp", "Video ID"]
      case .subscriptions: ["Channel ID", "Channel URL", "Channel Title"]
      }
    }

    var furtherColumns: [String] { self == .comments ? ["Video ID", "Post ID", "Parent Comment ID"] : [] }

    init?(_ sample: FileSample) {
      guard let header = SheetHeader(sample),
        let found = Sheet.allCases.first(where: { $0.columns.allSatisfy(header.has) })
      else { return nil }
      self = found
    }
  }

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    options.columns.isEmpty && Sheet(sample) != nil ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    let sheet = Sheet(sample) ?? .comments
    let columns = try SheetColumns(
      sample, options: options, fields: sheet.columns + sheet.furtherColumns, required: sheet.columns)
    if sheet == .subscriptions { return try subscriptions(columns, of: sample, options) }
    let isChat = sheet == .liveChats
    let (idName, timeName) = (sheet.columns[0], sheet.columns[2])
    let (id, channel, time) = (
      columns.index(of: idName), columns.index(of: "Channel ID"), columns.index(of: timeName)
    )
    let (video, post) = (columns.index(of: "Video ID"), columns.index(of: "Post ID"))
    let parent = columns.index(of: "Parent Comment ID")
    return SheetReader(columns) { row, _, batch throws(RowProblem) in
      let id = try row.requiredID(id, idName)
      let author = try row.id(channel, "Channel ID")
      let video = try row.id(video, "Video ID")
      let post = try row.id(post, "Post ID")
      let parent = try row.id(parent, "Parent Comment ID")
      let time = try row.time(time, timeName)
      let root = video ?? post
      guard let above = parent ?? root else {
        throw RowProblem("expected a Video ID, found neither that nor a Post ID nor a Parent Comment ID")
      }
      batch.platforms[0].posts.append(
        PostRecord(id: id, author: author, parent: above, conversation: root, time: time, kind: .comment))
      batch.notes[isChat ? Self.messagesNote : Self.commentsNote, default: 0] += 1
    }
  }

  private static let commentsNote =
    "comments that the export's own channel wrote; whom they answer shows once the other comments are imported"
  private static let messagesNote =
    "messages that the export's own channel wrote in live chats; those of others are not in the export"

  private func subscriptions(
    _ columns: SheetColumns, of sample: FileSample, _ options: ReadOptions
  ) throws(FormatError) -> any BlockReader {
    guard let owner = options.owner.map({ ExternalID($0) }) else {
      throw .missingSetting(
        path: sample.path, setting: .owner,
        remedy: "the export names its channel in channels/channel.csv (Channel ID); give that")
    }
    let (channel, title) = (columns.index(of: "Channel ID"), columns.index(of: "Channel Title"))
    return SheetReader(columns) { row, _, batch throws(RowProblem) in
      let channel = try row.requiredID(channel, "Channel ID")
      batch.platforms[0].accounts.append(AccountRecord(id: channel, name: try row.text(title, "Channel Title")))
      batch.platforms[0].follows.append(follower: owner, followed: channel)
    }
  }
}
