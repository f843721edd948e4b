import GRDB
import GRDBSQLite

/// The number in a database's header that every transaction which changes the file counts up, whichever program made it: so
/// what was computed from the store tells by it whether it still holds.
///
/// Reference: https://www.sqlite.org/fileformat2.html, “File change counter”. A database with a write-ahead log counts
/// nothing, and turning the log on or off is a change that is counted.
enum ChangeCounter {
  /// The counter as this connection sees it, which has to have begun to read or to write; a transaction that is under way
  /// leaves it one higher. Nil where no file holds the database, or it has a write-ahead log.
  static func value(in database: Database) -> Int64? {
    guard let connection = database.sqliteConnection else { return nil }
    var file: UnsafeMutablePointer<sqlite3_file>?
    guard sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK, let file,
      let read = file.pointee.pMethods?.pointee.xRead
    else { return nil }
    // In bounds: as many bytes are asked for as there are.
    var header = [UInt8](repeating: 0, count: 28)
    let code = header.withUnsafeMutableBytes { read(file, $0.baseAddress, Int32($0.count), 0) }
    let (writeVersion, readVersion) = (header[18], header[19])
    guard code == SQLITE_OK, writeVersion == 1, readVersion == 1 else { return nil }
    return header[24..<28].reduce(0) { $0 << 8 | Int64($1) }
  }
}
