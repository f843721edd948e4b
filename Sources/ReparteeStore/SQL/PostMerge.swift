import ReparteeGraph

/// What becomes of a post of which several rows or sources say something: the smallest author, parent, root and channel,
/// the latest time, the largest kind, whatever their order.
///
/// The rule is needed in three places, which this file keeps together and a test compares: rows of one source are merged
/// as they are written, sources are merged by the view `merged_post`, and by the loader, which is faster than the view.
/// An account's row id follows the order of imports, so that accounts are compared by their ids on the platform.
enum PostMerge {
  /// The assignments that merge a row into one of the same source. `?3` to `?10` are the row's author, parent, parent's
  /// author, root, time, kind, channel and whether it is a row of the file.
  static let assignments = """
    parents_differ = parents_differ OR coalesce(parent <> ?4, 0),
      author = \(smallerAccount("author", "?3")), parent = \(either("min", "parent", "?4")),
      parent_author = \(smallerAccount("parent_author", "?5")),
      conversation = \(either("min", "conversation", "?6")), time = \(either("max", "time", "?7")),
      kind = max(kind, ?8), channel = \(either("min", "channel", "?9")), is_row = max(is_row, ?10)
    """

  /// The query of the view, which merges sources.
  static let query = """
    SELECT platform, id, \(smallestAccount("author")) AS author, min(parent) AS parent,
        \(smallestAccount("parent_author")) AS parent_author, min(conversation) AS conversation, max(time) AS time,
        max(kind) AS kind, min(channel) AS channel,
        max(parents_differ) OR min(parent) <> max(parent) AS parents_differ
      FROM post WHERE \(PostConflictRule.holds("post")) GROUP BY platform, id
    """

  /// `min` or `max` of a column and a value, either of which may be null.
  private static func either(_ function: String, _ column: String, _ value: String) -> String {
    "coalesce(\(function)(\(column), \(value)), \(column), \(value))"
  }

  private static func smallerAccount(_ column: String, _ value: String) -> String {
    """
    CASE WHEN \(column) IS NULL THEN \(value) WHEN \(value) IS NULL OR \(column) = \(value) THEN \(column)
      ELSE (SELECT account FROM account WHERE account IN (\(column), \(value)) ORDER BY id LIMIT 1) END
    """
  }

  private static func smallestAccount(_ column: String) -> String {
    """
    CASE WHEN min(\(column)) IS max(\(column)) THEN min(\(column)) ELSE
      (SELECT account FROM account WHERE account IN (SELECT other.\(column) FROM post AS other
        WHERE other.platform = post.platform AND other.id = post.id AND \(PostConflictRule.holds("other")))
        ORDER BY id LIMIT 1) END
    """
  }
}

extension StoredPost {
  /// Merges what another source says.
  /// - Parameter precedes: whether the first of two accounts has the smaller id.
  mutating func merge(_ other: StoredPost, precedes: (Int64, Int64) -> Bool) {
    func smaller<Value>(_ left: Value?, _ right: Value?, _ precedes: (Value, Value) -> Bool) -> Value? {
      guard let left, let right else { return left ?? right }
      return precedes(right, left) ? right : left
    }
    if let parent, let another = other.parent, parent != another { parentsDiffer = true }
    parentsDiffer = parentsDiffer || other.parentsDiffer
    author = smaller(author, other.author, precedes)
    parent = smaller(parent, other.parent, <)
    parentAuthor = smaller(parentAuthor, other.parentAuthor, precedes)
    conversation = smaller(conversation, other.conversation, <)
    time = smaller(time, other.time, >)
    kind = max(kind, other.kind)
  }
}
