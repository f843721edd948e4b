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
}
