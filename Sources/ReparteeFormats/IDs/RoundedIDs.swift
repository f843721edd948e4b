import ReparteeGraph

/// Notices a column of long ids that all end in zeros: a spreadsheet keeps 15 digits of a number and writes zeros for the
/// others, so that several people become one and parents are lost, with nothing wrong in any single row.
///
/// One long id that ends otherwise clears a column, so that almost nothing is spent on a file that is whole.
package struct RoundedIDs: Sendable {
  private struct Column {
    var long = 0
    var seen = 0
    var isWhole = false
    var example: Int64 = 0
  }

  /// How many ids of a column are looked at while none is long.
  private static let limit = 100_000
  /// Fewer say nothing.
  private static let fewest = 2

  private var columns: [String: Column] = [:]

  /// Nothing seen yet.
  package init() {}

  /// Looks at the ids of a batch.
  package mutating func add(_ batch: RecordBatch) {
    for records in batch.platforms {
      look("post ids", at: records.posts.lazy.map(\.id))
      look("authors", at: records.posts.lazy.compactMap(\.author))
      look("parents", at: records.posts.lazy.compactMap(\.parent))
      look("accounts", at: records.accounts.lazy.map(\.id))
      look("actors", at: records.interactions.lazy.map(\.actor))
      look("targets", at: records.interactions.lazy.map(\.target))
      look("actors", at: records.edges.records.lazy.map(\.actor))
      look("targets", at: records.edges.records.lazy.map(\.target))
      look("actors", at: records.reposts.lazy.map(\.actor))
      look("followers", at: (0..<records.follows.count).lazy.map { records.follows.followers[$0] })
      look("followed accounts", at: (0..<records.follows.count).lazy.map { records.follows.followed[$0] })
    }
    look("accounts of the roster", at: batch.roster.lazy.compactMap(\.id))
  }

  private mutating func look(_ name: String, at ids: some Sequence<ExternalID>) {
    var column = columns[name] ?? Column()
    if column.isWhole || column.long == 0 && column.seen > RoundedIDs.limit { return }
    for id in ids {
      column.seen += 1
      guard case .number(let number) = id, number >= 1_000_000_000_000_000 else {
        if column.seen > RoundedIDs.limit, column.long == 0 { break }
        continue
      }
      var unit: Int64 = 10
      while number / unit >= 1_000_000_000_000_000 { unit *= 10 }
      if number % unit != 0 {
        column.isWhole = true
        break
      }
      column.long += 1
      column.example = number
    }
    columns[name] = column
  }

  /// What is said of the columns, one line each.
  package var warnings: [String] {
    columns.filter { !$0.value.isWhole && $0.value.long >= RoundedIDs.fewest }.sorted { $0.key < $1.key }.map {
      "warning: the long ids among the \($0.key) all end in zeros, such as \($0.value.example): a spreadsheet seems to have "
        + "rounded them, so that several may be one; save the id column as text and export again"
    }
  }
}
