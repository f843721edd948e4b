import Formats
import GRDB

/// Writes what one source says of accounts: of each attribute the latest word, with its own date, so that a later row
/// that leaves an attribute empty does not date it.
final class AccountRecordWriter {
  private let upsert: BulkStatement

  init(_ database: Database, source: Int64) throws {
    upsert = try BulkStatement(
      database,
      """
      INSERT INTO account_record
        (account, source, handle, handle_seen, name, name_seen, followers, followers_seen)
        VALUES (?1, \(source), ?2, ?5, ?3, ?5, ?4, ?5)
        ON CONFLICT (account, source) DO UPDATE SET
          \(["handle", "name", "followers"].map(Self.later).joined(separator: ", "))
      """)
  }

  /// Takes the new value of an attribute where there is one and it is no older than the one held.
  private static func later(_ attribute: String) -> String {
    let isLater =
      "excluded.\(attribute) IS NOT NULL AND (\(attribute) IS NULL OR excluded.\(attribute)_seen >= \(attribute)_seen)"
    return ["", "_seen"].map { end in
      "\(attribute)\(end) = CASE WHEN \(isLater) THEN excluded.\(attribute)\(end) ELSE \(attribute)\(end) END"
    }.joined(separator: ", ")
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
