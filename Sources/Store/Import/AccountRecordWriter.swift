import Formats
import GRDB

/// Writes what one source says of accounts: of each attribute the latest word.
final class AccountRecordWriter {
  private let upsert: BulkStatement

  init(_ database: Database, source: Int64) throws {
    upsert = try BulkStatement(
      database,
      """
      INSERT INTO account_record (account, source, handle, name, followers, seen)
        VALUES (?1, \(source), ?2, ?3, ?4, ?5)
        ON CONFLICT (account, source) DO UPDATE SET
          handle = CASE WHEN excluded.seen >= seen THEN coalesce(excluded.handle, handle)
            ELSE coalesce(handle, excluded.handle) END,
          name = CASE WHEN excluded.seen >= seen THEN coalesce(excluded.name, name)
            ELSE coalesce(name, excluded.name) END,
          followers = CASE WHEN excluded.seen >= seen THEN coalesce(excluded.followers, followers)
            ELSE coalesce(followers, excluded.followers) END,
          seen = max(seen, excluded.seen)
      """)
  }

  func write(_ record: AccountRecord, account: Int64) throws {
    upsert.bind(1, account)
    upsert.bind(2, record.handle)
    upsert.bind(3, record.name)
    upsert.bind(4, record.followers)
    upsert.bind(5, record.seen?.milliseconds ?? Schema.untimed)
    try upsert.run()
  }
}
