import GRDB

/// A step of a job that was done: from what, and to what end.
package struct DoneStep: Sendable, Equatable {
  /// Says from what the step was done; it is to be done again where this differs.
  package var key: String
  /// Says what came of it.
  package var result: String

  /// A step that was done.
  package init(key: String, result: String) {
    self.key = key
    self.result = result
  }
}

extension ConversationStore {
  /// The steps of jobs that were done on this store, by name.
  package func doneSteps() throws -> [String: DoneStep] {
    try read { database in
      let rows = try Row.fetchAll(database, sql: "SELECT step, key, result FROM step")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0["step"], DoneStep(key: $0["key"], result: $0["result"])) })
    }
  }

  /// The step of this name, or nil where none was done.
  package func doneStep(_ name: String) throws -> DoneStep? {
    try read { database in
      try Row.fetchOne(database, sql: "SELECT key, result FROM step WHERE step = ?", arguments: [name]).map {
        DoneStep(key: $0["key"], result: $0["result"])
      }
    }
  }

  /// Keeps these steps, in place of what was kept under their names.
  package func keep(_ steps: [String: DoneStep]) throws {
    try write(changing: .ofOthers) { database in
      for (name, step) in steps.sorted(by: { $0.key < $1.key }) {
        try database.execute(
          sql: "INSERT OR REPLACE INTO step (step, key, result) VALUES (?, ?, ?)",
          arguments: [name, step.key, step.result])
      }
    }
  }
}
