import ReparteeGraph

/// How the sheet of posts writes ids, by its beginning: most as they are, some as they hold in a channel only, or without the
/// kind that others write before them.
enum PostIDs {
  /// To the letter.
  case plain
  /// Each channel numbers its own: a post is known by its channel too.
  case inChannels
  /// 4CAT's sheets of Reddit: ids are bare, and parents have `t1_` or `t3_` before them; the post of a thread has the
  /// thread's id.
  case reddit

  /// Looks at a sample.
  init(_ sample: FileSample, _ columns: SheetColumns, thread: Int?) {
    self = .plain
    guard let id = columns.index(of: "id") else { return }
    let (parent, channel) = (columns.index(of: "parent"), columns.index(of: "channel"))
    let author = columns.index(of: "author")
    var channels: [String: (channel: String, author: String)] = [:]
    var (isSplit, areKinds, hasKind) = (false, true, false)
    sample.withPaddedBytes { bytes in
      columns.header.forEachRow(in: bytes, isWhole: sample.isWhole) { fields in
        func text(_ column: Int) -> String { String(decoding: fields[column].trimmed(bytes), as: UTF8.self) }
        // One id by two people in two channels is two posts; by one person it is a post that was seen in both.
        if let channel, let author, !text(channel).isEmpty, !text(author).isEmpty {
          let earlier = channels.updateValue((text(channel), text(author)), forKey: text(id))
          if let earlier, earlier.channel != text(channel), earlier.author != text(author) { isSplit = true }
        }
        if let parent {
          let above = text(parent)
          let isKind = above.hasPrefix("t1_") || above.hasPrefix("t3_")
          if isKind { hasKind = true }
          if !above.isEmpty && !isKind || text(id).hasPrefix("t1_") || text(id).hasPrefix("t3_") { areKinds = false }
        }
        return true
      }
    }
    if hasKind, areKinds, thread != nil {
      self = .reddit
    } else if isSplit {
      self = .inChannels
    }
  }

  /// What is said of the sheet.
  var note: String? {
    switch self {
    case .plain: nil
    case .inChannels: "its ids come again in several channels, and hold in one each: posts are known by channel and id"
    case .reddit: "its parents say their kind (t1_, t3_) and its ids do not; read as Reddit's"
    }
  }

  /// The id of a post.
  func id(_ id: ExternalID, channel: String?, thread: ExternalID?) -> ExternalID {
    switch self {
    case .plain: id
    case .inChannels: PostIDs.id(id, in: channel)
    case .reddit: .text((thread == nil || thread == id ? "t3_" : "t1_") + "\(id)")
    }
  }

  /// The id of what a post answers.
  func parent(_ id: ExternalID?, channel: String?) -> ExternalID? {
    if case .inChannels = self, let id, !NobodyID.isOne(id) { return PostIDs.id(id, in: channel) }
    return id
  }

  private static func id(_ id: ExternalID, in channel: String?) -> ExternalID {
    channel.map { .text("\($0)/\(id)") } ?? id
  }
}
