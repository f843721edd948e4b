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
  /// Copies the sources of this store that are whole into a new one, in which everything else is computed again.
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
    let needed = try Salvage.needed.filter { try !isReadable("SELECT * FROM \($0)") }
    guard needed.isEmpty else { throw StoreError.damaged(path: self.path) }
    let damaged = try Salvage.bySource.filter { try !Salvage.packed.contains($0) && !isReadable("SELECT * FROM \($0)") }
    let results = try Salvage.results.filter { try isReadable("SELECT * FROM \($0)") }
    let found = try read { try Salvage.sources($0) }.map { source, isOfFollows in
      let lost = damaged.filter { Salvage.mayHold(source, $0, isOfFollows: isOfFollows) }
      if !lost.isEmpty { return SalvagedSource(source: source, loss: "\(lost.joined(separator: ", ")) cannot be read") }
      let loss = try areFollowsWhole(of: source) ? nil : "its follow blocks are damaged"
      return SalvagedSource(
        source: source,
        loss: try loss ?? (areInteractionsWhole(of: source) ? nil : "its blocks of interactions are damaged"))
    }
    let new = try ConversationStore(path: path, access: .creating)
    do {
      try new.database.writeWithoutTransaction { try $0.execute(sql: "ATTACH ? AS damaged", arguments: [self.path]) }
      try new.write { database in
        let whole = found.filter { $0.loss == nil }.map(\.source.number)
        try Salvage.copy(sources: whole, except: damaged, results: results, database)
        try Salvage.move(from: SourcePlace.folder(of: self.path), to: SourcePlace.folder(of: path), database)
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

  /// Whether every row of a query can be read. Each has a view of the store of its own, which SQLite does not leave well after an
  /// error.
  private func isReadable(_ sql: String) throws -> Bool {
    do {
      try database.read { database in
        let statement = try BulkStatement(database, sql)
        // All columns, so that pages of long values are read, too.
        try statement.forEachRow {
          for column in 0..<statement.columnCount { _ = statement.bytes(column) }
        }
      }
      return true
    } catch let error as DatabaseError where error.saysThatTheFileIsDamaged || error.resultCode == .SQLITE_ABORT {
      return false
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    }
  }

  private func areFollowsWhole(of source: Source) throws -> Bool {
    try areWhole { try Salvage.areFollowsWhole(of: source, $0) }
  }

  private func areInteractionsWhole(of source: Source) throws -> Bool {
    try areWhole { database in
      try InteractionBlock.forEach(in: database, where: "source = ?", source.number) { _ in }
      return true
    }
  }

  private func areWhole(_ body: (Database) throws -> Bool) throws -> Bool {
    do {
      return try database.read(body)
    } catch is DamagedFollows {
      return false
    } catch is DamagedInteractions {
      return false
    } catch let error as DatabaseError where error.saysThatTheFileIsDamaged || error.resultCode == .SQLITE_ABORT {
      return false
    }
  }
}

private enum Salvage {
  /// The tables whose blocks are looked at source by source.
  static let packed = ["follow_block", "interaction_block"]

  /// Without these nothing is known of a source.
  static let needed = [
    "platform", "account", "source", "suppression_key", "suppressed_account", "suppressed_post",
  ]

  /// The tables with rows of sources.
  static let bySource = Schema.rowsOfSources + ["post_conflict"]

  /// What a store keeps of results.
  static let results = ["run", "score"]

  /// Every source, and whether it is a list of follows.
  static func sources(_ database: Database) throws -> [(Source, isOfFollows: Bool)] {
    let follows = try Int64.fetchSet(
      database,
      sql: "SELECT source FROM source WHERE format = 'follows-csv' OR ';' || options || ';' LIKE '%;kind=follow;%'")
    return try Source.asImported(database).map { ($0, follows.contains($0.number)) }
  }

  /// Whether a table may hold rows of a source: of a roster there are its lines, of a list of follows its blocks.
  static func mayHold(_ source: Source, _ table: String, isOfFollows: Bool) -> Bool {
    if ["reject", "ignored"].contains(table) { return true }
    if isOfFollows { return table == "complete_follow" }
    return (table == "roster") == (source.format == "roster-csv")
  }

  /// - Throws: `DamagedFollows`.
  static func areFollowsWhole(of source: Source, _ database: Database) throws -> Bool {
    var count = 0
    try FollowLoader.forEachBlock(of: database, where: "source = ?", source.number) { _ in count += 1 }
    return try Int.fetchOne(
      database, sql: "SELECT count(*) FROM follow_block WHERE source = ?", arguments: [source.number]) == count
  }

  /// Says of the sources where they lie from another folder.
  static func move(from old: String, to new: String, _ database: Database) throws {
    for row in try Row.fetchAll(database, sql: "SELECT source, path, place FROM source WHERE place IS NOT NULL") {
      let (path, before): (String, String) = (row["path"], row["place"])
      let place = SourcePlace.kept(SourcePlace.path(of: before, from: old), from: new)
      try database.execute(
        sql: "UPDATE source SET place = ?, path = ? WHERE source = ?",
        arguments: [place, path == before ? place : path, row["source"] as Int64])
    }
  }

  /// Copies what some sources say, and what the store holds besides, from the attached store.
  /// - Parameter damaged: tables that cannot be read, and hold no rows of these sources.
  static func copy(sources: [Int64], except damaged: [String], results: [String], _ database: Database) throws {
    let list = sources.map(String.init).joined(separator: ", ")
    for table in needed {
      let condition = table == "source" ? "WHERE source IN (\(list))" : ""
      try database.execute(sql: "INSERT INTO main.\(table) SELECT * FROM damaged.\(table) \(condition)")
    }
    for table in bySource where !damaged.contains(table) {
      let other = table == "post_conflict" ? " AND other_source IN (\(list))" : ""
      try database.execute(
        sql: "INSERT INTO main.\(table) SELECT * FROM damaged.\(table) WHERE source IN (\(list))\(other)")
    }
    guard results == Self.results else { return }
    for table in results {
      try database.execute(sql: "INSERT INTO main.\(table) SELECT * FROM damaged.\(table)")
    }
  }
}
