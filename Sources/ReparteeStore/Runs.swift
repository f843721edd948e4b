import GRDB
import ReparteeGraph

extension ConversationStore {
  /// Saves a scored table as a run, with the version of the definitions and the parameters it was made with.
  ///
  /// A run with the same definitions and parameters is replaced, so that running a job twice leaves one.
  /// - Parameter table: the columns of `score`, by the contract's names.
  /// - Returns: the run's number.
  @discardableResult
  package func saveRun(_ table: ResultTable, definitions: String, parameters: String) throws -> Int64 {
    try write(changing: .ofOthers) { database in
      let earlier = try Int64.fetchOne(
        database, sql: "SELECT run FROM run WHERE definitions = ? AND parameters = ?",
        arguments: [definitions, parameters])
      let run = try earlier ?? Int64.fetchOne(database, sql: "SELECT coalesce(max(run), 0) + 1 FROM run") ?? 1
      try database.execute(sql: "DELETE FROM score WHERE run = ?", arguments: [run])
      if earlier == nil {
        try database.execute(
          sql: "INSERT INTO run (run, definitions, parameters) VALUES (?, ?, ?)",
          arguments: [run, definitions, parameters])
      }
      let known = try Set(database.columns(in: "score").map(\.name))
      let columns = table.columns.indices.filter { known.contains(table.columns[$0]) }
      let names = columns.map { table.columns[$0] }.joined(separator: ", ")
      let marks = repeatElement("?", count: columns.count + 2).joined(separator: ", ")
      let insert = try BulkStatement(database, "INSERT INTO score (run, row, \(names)) VALUES (\(marks))")
      for (index, row) in table.rows.enumerated() {
        insert.bind(1, run)
        insert.bind(2, Int64(index + 1))
        for (offset, column) in columns.enumerated() { insert.bind(Int32(offset + 3), row[column]) }
        try insert.run()
      }
      return run
    }
  }
}

extension BulkStatement {
  /// Binds a table's cell.
  func bind(_ index: Int32, _ cell: TableCell) {
    switch cell {
    case .empty, .hidden: bind(index, Int64?.none)
    case .text(let text): bind(index, text)
    case .integer(let number): bind(index, number)
    case .decimal(let number, _): bind(index, number)
    case .moment(let time): bind(index, time.milliseconds)
    }
  }
}
