import ReparteeGraph

/// Comments below videos or recordings, on a platform that keeps one level of answers.
///
/// A branch is a comment and its answers. Its people address each other by names that only the branch makes plain, so the
/// comments of one answer of the API are gathered before records are made of them.
struct CommentBranches {
  /// One comment as a file says it.
  struct Comment {
    var id: String
    var author: ExternalID?
    /// The name shown: of late the account's handle, with its @.
    var name: String?
    var text: Bytes?
    /// The comment it answers; nil for one that answers the video.
    var parent: String?
    var video: ExternalID?
    /// Whose video it is.
    var channel: ExternalID?
    var time: Timestamp?
  }

  private var comments: [Comment] = []

  mutating func add(_ comment: Comment) { comments.append(comment) }

  /// Appends posts, accounts, and a mention where an answer begins with the name of somebody among the comments.
  func append(to platform: inout RecordBatch.Platform) {
    let accounts = accountsByName()
    for comment in comments {
      let id = ExternalID(comment.id)
      if let author = comment.author {
        let handle = comment.name.flatMap { $0.hasPrefix("@") ? String($0.dropFirst()) : nil }
        platform.accounts.append(AccountRecord(id: author, handle: handle, name: comment.name, seen: comment.time))
      }
      let parent = comment.parent.map { ExternalID($0) } ?? comment.video
      platform.posts.append(
        PostRecord(
          id: id, author: comment.author, parent: parent,
          parentAuthor: comment.parent == nil && parent != nil ? comment.channel : nil, conversation: comment.video,
          time: comment.time, kind: .comment))
      guard comment.parent != nil, let author = comment.author, let text = comment.text,
        let target = CommentBranches.addressed(text, among: accounts), target != author
      else { continue }
      platform.interactions.append(
        InteractionRecord(
          kind: .mention, actor: author, target: target, time: comment.time, post: id, isRow: false))
    }
  }

  /// Accounts by the name shown; a name that several share names nobody.
  private func accountsByName() -> [String: ExternalID] {
    var accounts: [String: Set<ExternalID>] = [:]
    for comment in comments {
      if let author = comment.author, let name = comment.name {
        accounts[CommentBranches.folded(name), default: []].insert(author)
      }
    }
    return accounts.compactMapValues { $0.count == 1 ? $0.first : nil }
  }

  /// Who is addressed at the beginning of a text: of all names that it begins with after an @, the longest.
  private static func addressed(_ text: Bytes, among accounts: [String: ExternalID]) -> ExternalID? {
    guard text.first == Byte.at else { return nil }
    let beginning = folded(String(decoding: text.prefix(200), as: UTF8.self))
    var end = beginning.endIndex
    while end > beginning.startIndex {
      let isAtBoundary = end == beginning.endIndex || !(beginning[end].isLetter || beginning[end].isNumber)
      if isAtBoundary, let account = accounts[String(beginning[..<end])] { return account }
      end = beginning.index(before: end)
    }
    return nil
  }

  private static func folded(_ name: String) -> String {
    (name.hasPrefix("@") ? String(name.dropFirst()) : name).lowercased()
  }
}
