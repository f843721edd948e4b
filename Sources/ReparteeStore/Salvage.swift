import Foundation
import GRDB

/// A source of a damaged store, and what became of it.
package struct SalvagedSource: Sendable, Equatable {
  /// The source, as the damaged store lists it.
  package var source: Source
  /// Why it was left behind; nil where it is in the new store.
  package var loss: String?
}

extension ConversationStore {
  /// Copies the sources of this store that are whole into a new one, in which everything else is made anew.
  ///
  /// A source is whole where every table that may hold rows of it can be read to its end, and every block of follows of it
  /// matches its checksum: of a table that cannot be read nobody knows whose rows are missing.
  /// - Parameter path: the new store's path, where nothing may stand.
  /// - Returns: every source, and what became of it.
  /// - Throws: `StoreError.damaged` where the list of sources, the accounts, or the list of those who were forgotten cannot be
  ///   read, so that nothing can be kept; `StoreError.taken` where something stands at `path`.
  /// - Complexity: linear in the store's size.
  package func salvage(into path: String) throws -> [SalvagedSource] {
    guard !FileManager.default.fileExists(atPath: path) else { throw StoreError.taken(path: path) }
    let found = try read { database in
      for table in Salvage.needed where try !Salvage.isReadable(table, database) {
        throw StoreError.damaged(path: self.path)
      }
      return try Salvage.losses(database)
    }
    let new = try ConversationStore(path: path, access: .creating)
    do {
      try new.database.writeWithoutTransaction { try $0.execute(sql: "ATTACH ? AS damaged", arguments: [self.path]) }
      try new.write { database in
        let whole = found.filter { $0.loss == nil }.map(\.source.number)
        try Salvage.copy(sources: whole, database)
        try AccountCleaning.dropUnused(database)
        try RosterMatching.refresh(database)
      }
      try new.database.writeWithoutTransaction { try $0.execute(sql: "DETACH damaged") }
    } catch {
      try? new.database.close()
      unlink(path)
      throw error
    }
    return found
  }
}

private enum Salvage {
  /// Without these nothing is known of a source.
  static let needed = [
    "platform", "account", "source", "suppression_key", "suppressed_account", "suppressed_post",
  ]

  /// The tables with rows of sources.
  private static let bySource = [
    "post", "post_alias", "hashtag", "link_domain", "reply_count", "deletion", "account_deletion", "post_version",
    "interaction", "account_record",
    "account_handle", "complete_follow", "roster", "reject", "ignored", "post_conflict", "follow_block",
  ]

  /// Whether every row of a table can be read.
  static func isReadable(_ table: String, _ database: Database, where condition: String = "1") throws -> Bool {
    do {
      // All columns, so that pages of long values are read, too.
      let statement = try BulkStatement(database, "SELECT * FROM \(table) WHERE \(condition)")
      try statement.forEachRow {
        for column in 0..<statement.columnCount { _ = statement.bytes(column) }
      }
      return true
    } catch let error as DatabaseError where error.saysThatTheFileIsDamaged {
      return false
    }
  }

  /// Every source, and why it is not whole.
  static func losses(_ database: Database) throws -> [SalvagedSource] {
    let damaged = try bySource.filter { $0 != "follow_block" }.filter { try !isReadable($0, database) }
    let follows = try Int64.fetchSet(
      database,
      sql: "SELECT source FROM source WHERE format = 'follows-csv' OR ';' || options || ';' LIKE '%;kind=follow;%'")
    return try Source.asImported(database).map { source in
      let lost = damaged.filter { mayHold(source, $0, isOfFollows: follows.contains(source.number)) }
      if !lost.isEmpty { return SalvagedSource(source: source, loss: "\(lost.joined(separator: ", ")) cannot be read") }
      return SalvagedSource(
        source: source, loss: try areFollowsWhole(of: source, database) ? nil : "its follow blocks are damaged")
    }
  }

  /// Whether a table may hold rows of a source: of a roster there are its lines, of a list of follows its blocks.
  private static func mayHold(_ source: Source, _ table: String, isOfFollows: Bool) -> Bool {
    if ["reject", "ignored"].contains(table) { return true }
    if isOfFollows { return table == "complete_follow" }
    return (table == "roster") == (source.format == "roster-csv")
  }

  private static func areFollowsWhole(of source: Source, _ database: Database) throws -> Bool {
    do {
      var count = 0
      try FollowLoader.forEachBlock(of: database, where: "source = ?", source.number) { _ in count += 1 }
      // The blocks are numbered from 0: a missing one leaves a gap, the last one the number of rows.
      let ends = try Row.fetchOne(
        database, sql: "SELECT count(*), coalesce(max(block) + 1, 0) FROM follow_block WHERE source = ?",
        arguments: [source.number])
      return ends.map { $0[0] as Int == $0[1] as Int && $0[0] as Int == count } ?? false
    } catch is DamagedFollows {
      return false
    } catch let error as DatabaseError where error.saysThatTheFileIsDamaged {
      return false
    }
  }

  /// Copies what some sources say, and what the store holds besides, from the attached store.
  static func copy(sources: [Int64], _ database: Database) throws {
    let list = sources.map(String.init).joined(separator: ", ")
    for table in needed {
      let condition = table == "source" ? "WHERE source IN (\(list))" : ""
      try database.execute(sql: "INSERT INTO main.\(table) SELECT * FROM damaged.\(table) \(condition)")
    }
    for table in bySource {
      let other = table == "post_conflict" ? " AND other_source IN (\(list))" : ""
      // A table that cannot be read has no rows of these.
      guard try isReadable("damaged.\(table)", database, where: "source IN (\(list))") else { continue }
      try database.execute(
        sql: "INSERT INTO main.\(table) SELECT * FROM damaged.\(table) WHERE source IN (\(list))\(other)")
    }
    for table in ["run", "score"] where try isReadable("damaged.\(table)", database) {
      try database.execute(sql: "INSERT INTO main.\(table) SELECT * FROM damaged.\(table)")
    }
    try database.execute(sql: "DELETE FROM score WHERE run NOT IN (SELECT run FROM run)")
  }
}
