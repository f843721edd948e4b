import GRDB
import GRDBSQLite
import ReparteeGraph

/// A prepared statement for bulk work: rows by the million, without an object a row.
///
/// GRDB's own statements cost a few hundred nanoseconds a row in boxed values; this is SQLite's bare interface, kept in
/// one file. Not thread-safe, like the connection it belongs to.
///
/// Every access is in bounds: texts and BLOBs have the lengths that SQLite gives, and are copied or used before the next
/// step.
final class BulkStatement {
  private let connection: OpaquePointer
  private var statement: OpaquePointer?

  init(_ database: Database, _ sql: String) throws {
    guard let connection = database.sqliteConnection else { throw DatabaseError(message: "the store is closed") }
    self.connection = connection
    let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK else { throw BulkStatement.error(connection, sql) }
  }

  deinit { sqlite3_finalize(statement) }

  // MARK: Values in

  func bind(_ index: Int32, _ value: Int64?) {
    if let value { sqlite3_bind_int64(statement, index, value) } else { sqlite3_bind_null(statement, index) }
  }

  func bind(_ index: Int32, _ value: String?) {
    guard var value else {
      sqlite3_bind_null(statement, index)
      return
    }
    value.withUTF8 { bytes in
      _ = bytes.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text(statement, index, $0.baseAddress, Int32($0.count), Self.transient)
      }
    }
  }

  func bind(_ index: Int32, _ value: Double) { sqlite3_bind_double(statement, index, value) }

  func bind(_ index: Int32, _ id: ExternalID?) {
    switch id {
    case .number(let number): bind(index, number)
    case .text(let text): bind(index, text)
    case nil: sqlite3_bind_null(statement, index)
    }
  }

  /// Binds bytes that stay where they are until the statement has run.
  func bind(_ index: Int32, bytes: UnsafeRawBufferPointer) {
    sqlite3_bind_blob64(statement, index, bytes.baseAddress, UInt64(bytes.count), nil)
  }

  // MARK: Running

  /// Runs the statement to its end and makes it ready for the next values; returns how many rows it changed.
  @discardableResult
  func run() throws -> Int {
    let code = sqlite3_step(statement)
    let changes = Int(sqlite3_changes(connection))
    sqlite3_reset(statement)
    guard code == SQLITE_DONE || code == SQLITE_ROW else { throw BulkStatement.error(connection, "") }
    return code == SQLITE_DONE ? changes : 0
  }

  /// Runs an insertion as `run` does, unless one of its rows, or two of them, have a key that exists already: then
  /// none is inserted, and the result is false.
  func runUnlessKnown() throws -> Bool {
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    if code & 0xff == SQLITE_CONSTRAINT { return false }
    guard code == SQLITE_DONE else { throw BulkStatement.error(connection, "") }
    return true
  }

  /// Calls `body` for each row of the result.
  func forEachRow(_ body: () throws -> Void) throws {
    defer { sqlite3_reset(statement) }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try body()
      case SQLITE_DONE: return
      default: throw BulkStatement.error(connection, "")
      }
    }
  }

  /// The first column of the first row as a number, or nil where there is none.
  func firstNumber() throws -> Int64? {
    defer { sqlite3_reset(statement) }
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return integer(0)
    case SQLITE_DONE: return nil
    default: throw BulkStatement.error(connection, "")
    }
  }

  // MARK: Values out

  func integer(_ column: Int32) -> Int64? {
    sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : sqlite3_column_int64(statement, column)
  }

  func text(_ column: Int32) -> String? {
    guard let bytes = sqlite3_column_text(statement, column) else { return nil }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  func id(_ column: Int32) -> ExternalID? {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: .number(sqlite3_column_int64(statement, column))
    case SQLITE_NULL: nil
    default: text(column).map(ExternalID.text)
    }
  }

  /// How many columns a row has.
  var columnCount: Int32 { sqlite3_column_count(statement) }

  /// The bytes of a BLOB; they are SQLite's own and last until the next row.
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: sqlite3_column_blob(statement, column), count: Int(sqlite3_column_bytes(statement, column)))
  }

  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private static func error(_ connection: OpaquePointer, _ sql: String) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: String(cString: sqlite3_errmsg(connection)), sql: sql.isEmpty ? nil : sql)
  }
}
