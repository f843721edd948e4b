import CReparteeChecksums
import GRDB
import GRDBSQLite

/// The checksum at the end of each page of a store, which SQLite itself has not: it is written with the page, and compared
/// whenever the page is read, by whatever command.
///
/// The layout is that of SQLite's checksum VFS, https://www.sqlite.org/cksumvfs.html. Programs that know nothing of it can read
/// a store; what one of them writes into it no longer matches, and is taken for damage.
enum PageChecksums {
  /// Makes SQLite verify them, in this process.
  static func use() { _ = isUsed }

  private static let isUsed = repartee_use_page_checksums() == SQLITE_OK

  /// Makes room for them in a database that has no page yet; without effect on others.
  static func reserve(in database: Database) {
    guard isUsed else { return }
    var bytes = CInt(REPARTEE_CHECKSUM_BYTES)
    sqlite3_file_control(database.sqliteConnection, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes)
  }

  /// Gives the pages of a store of an earlier version their checksums, by writing the whole file again. Where that cannot be, for want of
  /// room or since others use the store, it stays as it is.
  /// - Complexity: linear in the store's size, once in its life.
  static func add(to queue: DatabaseQueue) throws {
    guard isUsed, queue.path != ":memory:" else { return }
    try queue.writeWithoutTransaction { database in
      var reserved: CInt = -1
      sqlite3_file_control(database.sqliteConnection, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved)
      guard reserved == 0 else { return }
      reserve(in: database)
      do {
        try rewrite(database)
      } catch let error as DatabaseError where [.SQLITE_FULL, .SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) {
      }
    }
  }

  /// Writes the whole file of a store again, so that nothing is left in it that is not in use.
  static func rewrite(_ database: Database) throws {
    // By way of a hidden file, which may be larger than the memory.
    try database.execute(sql: "PRAGMA temp_store = FILE")
    defer { try? database.execute(sql: "PRAGMA temp_store = MEMORY") }
    try database.execute(sql: "VACUUM")
  }
}
