import ReparteeGraph

/// Comments below videos or recordings, on a platform that keeps one level of answers.
///
/// A branch is a comment and its answers. Its people address each other by names that only the branch makes plain, so the
/// comments of one answer of the API are gathered before records are made of them.
struct CommentBranches {
  /// One comment as a file says it.
  struct Comment {
    var id: ExternalID
    var author: ExternalID?
    /// The name shown: of late the account's handle, with its @.
    var name: String?
    var text: Bytes?
    /// The comment it answers; nil for one that answers the video.
    var parent: ExternalID?
    var video: ExternalID?
    /// Whose video it is.
    var channel: ExternalID?
    var time: Timestamp?
  }

  private var comments: [Comment] = []

  mutating func add(_ comment: Comment) { comments.append(comment) }

  /// Appends posts, accounts, and a mention where an answer begins with the name of somebody among the comments.
  func append(to platform: inout RecordBatch.Platform) {
    let names = AccountNames(comments)
    for comment in comments {
      if let author = comment.author {
        let handle = comment.name.flatMap { $0.hasPrefix("@") ? String($0.dropFirst()) : nil }
        platform.accounts.append(AccountRecord(id: author, handle: handle, name: comment.name, seen: comment.time))
      }
      let parent = comment.parent ?? comment.video
      platform.posts.append(
        PostRecord(
          id: comment.id, author: comment.author, parent: parent,
          parentAuthor: comment.parent == nil && parent != nil ? comment.channel : nil, conversation: comment.video,
          time: comment.time, kind: .comment))
      guard comment.parent != nil, let author = comment.author, let text = comment.text,
        let target = names.addressed(by: text), target != author
      else { continue }
      platform.interactions.append(
        InteractionRecord(
          kind: .mention, actor: author, target: target, time: comment.time, post: comment.id, isRow: false))
    }
  }
}

/// The accounts of some comments by the name shown; a name that several share names nobody.
private struct AccountNames {
  private var accounts: [String: ExternalID?] = [:]
  /// Of the names that an answer may begin with, the longest.
  private var longest = 0

  init(_ comments: [CommentBranches.Comment]) {
    for comment in comments {
      guard let author = comment.author, let name = comment.name else { continue }
      let folded = AccountNames.folded(name)
      if let known = accounts[folded] {
        if known != nil, known != author { accounts[folded] = .some(nil) }
      } else {
        accounts[folded] = .some(author)
        longest = max(longest, folded.count)
      }
    }
  }

  /// Who is addressed at the beginning of a text: of all names that it begins with after an @, the longest.
  func addressed(by text: Bytes) -> ExternalID? {
    guard text.first == Byte.at else { return nil }
    let beginning = AccountNames.folded(String(decoding: text.prefix(200), as: UTF8.self)).prefix(longest + 1)
    // The character after the longest name only tells whether that name ends there.
    var end = beginning.endIndex
    while end > beginning.startIndex {
      let isAtBoundary = end == beginning.endIndex || !(beginning[end].isLetter || beginning[end].isNumber)
      if isAtBoundary, let account = accounts[String(beginning[..<end])] ?? nil { return account }
      end = beginning.index(before: end)
    }
    return nil
  }

  private static func folded(_ name: String) -> String {
    (name.hasPrefix("@") ? String(name.dropFirst()) : name).lowercased()
  }
}
