import ReparteeGraph

/// What one source says of a post, or several together; accounts by row id.
struct StoredPost {
  var id: ExternalID
  var author: Int64?
  var parent: ExternalID?
  var parentAuthor: Int64?
  var conversation: ExternalID?
  var time: Int64?
  var kind: Int64
  var parentsDiffer: Bool

  /// Columns of `post`, in the order in which `init` reads them.
  static let columns = "id, author, parent, parent_author, conversation, time, kind, parents_differ"

  /// The statement's current row.
  init?(_ statement: BulkStatement) {
    guard let id = statement.id(0) else { return nil }
    self.id = id
    author = statement.integer(1)
    parent = statement.id(2)
    parentAuthor = statement.integer(3)
    conversation = statement.id(4)
    time = statement.integer(5)
    kind = statement.integer(6) ?? 0
    parentsDiffer = statement.integer(7) == 1
  }

  /// Takes in what another source says: the smallest author, parent and root, the latest time. It is the rule of the
  /// view `merged_post`.
  /// - Parameter precedes: whether the first of two accounts has the smaller id.
  mutating func merge(_ other: StoredPost, precedes: (Int64, Int64) -> Bool) {
    func smaller(_ left: Int64?, _ right: Int64?) -> Int64? {
      guard let left, let right else { return left ?? right }
      return precedes(right, left) ? right : left
    }
    func smaller(_ left: ExternalID?, _ right: ExternalID?) -> ExternalID? {
      guard let left, let right else { return left ?? right }
      return min(left, right)
    }
    if let parent, let another = other.parent, parent != another { parentsDiffer = true }
    parentsDiffer = parentsDiffer || other.parentsDiffer
    author = smaller(author, other.author)
    parent = smaller(parent, other.parent)
    parentAuthor = smaller(parentAuthor, other.parentAuthor)
    conversation = smaller(conversation, other.conversation)
    time = [time, other.time].compactMap(\.self).max()
    kind = max(kind, other.kind)
  }
}
