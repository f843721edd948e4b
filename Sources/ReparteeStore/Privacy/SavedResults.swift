import GRDB
import ReparteeGraph

/// What a store keeps of results: scores of saved runs, and what a job noted as done. They name people, so that they go with them.
enum SavedResults {
  /// Forgets what steps were done, so that a job makes their results again from what is held now. What a job keeps of its files
  /// from run to run stays; it has no key.
  static func dropCached(_ database: Database) throws {
    try database.execute(sql: "DELETE FROM step WHERE key <> ''")
  }

  /// Drops what is kept of results once somebody left the store: cached steps, scores of voices that nothing speaks of any more,
  /// and runs of windows that ended by `moment`.
  static func dropUnheld(before moment: Timestamp? = nil, _ database: Database) throws {
    try dropCached(database)
    if let moment {
      for row in try Row.fetchAll(database, sql: "SELECT run, parameters FROM run") {
        let end = (row["parameters"] as String).split(separator: ";").first { $0.hasPrefix("to=") }
        guard let end = end.flatMap({ Int64($0.dropFirst(3)) }), end <= moment.milliseconds else { continue }
        let run: Int64 = row["run"]
        try database.execute(sql: "DELETE FROM score WHERE run = ?", arguments: [run])
        try database.execute(sql: "DELETE FROM run WHERE run = ?", arguments: [run])
      }
    }
    guard try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM score)") == true else { return }
    let labels = try labels(of: database)
    let statement = try BulkStatement(database, "SELECT DISTINCT voice FROM score")
    var gone: [String] = []
    try statement.forEachRow {
      guard let voice = statement.text(0) else { return }
      let plain = voice.replacing(#/ \([0-9]+\)$/#, with: "")
      if !labels.contains(voice), !labels.contains(plain) { gone.append(voice) }
    }
    try drop(gone, database)
  }

  /// Drops the scores of the voices of these names.
  @discardableResult
  static func drop(_ voices: [String], _ database: Database) throws -> Int {
    let delete = try BulkStatement(database, "DELETE FROM score WHERE voice = ?")
    var count = 0
    for voice in voices {
      delete.bind(1, voice)
      count += try delete.run()
    }
    return count
  }

  /// All that tables may call the voices of the store, now or before.
  private static func labels(of database: Database) throws -> Set<String> {
    var labels = try String.fetchSet(database, sql: "SELECT voice FROM roster WHERE voice IS NOT NULL")
    let statement = try BulkStatement(
      database,
      """
      SELECT platform.name, handle FROM account_record JOIN account USING (account) JOIN platform USING (platform)
          WHERE handle IS NOT NULL
        UNION ALL SELECT platform.name, handle FROM account_handle JOIN account USING (account) JOIN platform USING (platform)
        UNION ALL SELECT platform.name, account_record.name FROM account_record JOIN account USING (account)
          JOIN platform USING (platform) WHERE account_record.name IS NOT NULL
        UNION ALL SELECT platform.name, handle FROM roster_match JOIN roster USING (roster) JOIN account USING (account)
          JOIN platform ON platform.platform = account.platform WHERE handle IS NOT NULL
        UNION ALL SELECT name, CAST(id AS TEXT) FROM account JOIN platform USING (platform)
      """)
    try statement.forEachRow {
      guard let platform = statement.text(0), let name = statement.text(1) else { return }
      labels.insert(name)
      labels.insert(platform + ":" + name)
    }
    return labels
  }
}
