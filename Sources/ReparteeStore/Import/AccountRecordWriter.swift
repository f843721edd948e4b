import GRDB
import ReparteeFormats
import ReparteeGraph

/// Writes what one source says of accounts: of each attribute the latest word, with its own date, so that a later row
/// that leaves an attribute empty does not date it.
///
/// An export repeats its accounts with every post. Their latest words are gathered in memory and written in the order of
/// the table, a hundred thousand accounts at a time.
final class AccountRecordWriter {
  /// How many accounts are gathered before they are written.
  private static let capacity = 1 << 17

  /// An attribute's latest value, and when it held.
  private struct Word<Value> {
    var value: Value?
    var seen: Int64

    /// Takes the newer value where there is one and it is no older than the one held.
    mutating func take(_ newer: Value?, seen newerSeen: Int64) {
      guard let newer, value == nil || newerSeen >= seen else { return }
      (value, seen) = (newer, newerSeen)
    }
  }

  private struct Words {
    let account: Int64
    var handle: Word<String>
    var name: Word<String>
    var followers: Word<Int64>
  }

  private let upsert: BulkStatement
  private var gathered: [Words] = []
  /// Account → its place in `gathered`.
  private var places = NumberTable()

  init(_ database: Database, source: Int64) throws {
    upsert = try BulkStatement(
      database,
      """
      INSERT INTO account_record
        (account, source, handle, handle_seen, name, name_seen, followers, followers_seen)
        VALUES (?1, \(source), ?2, ?3, ?4, ?5, ?6, ?7)
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

  /// Takes what a row says of an account; `finish` has to follow the last one.
  func write(_ record: AccountRecord, account: Int64) throws {
    let seen = record.seen?.milliseconds ?? Schema.untimed
    var place = Int(places.insert(account, UInt32(gathered.count)))
    if place == gathered.count {
      if place == Self.capacity {
        try finish()
        place = Int(places.insert(account, 0))
      }
      gathered.append(
        Words(
          account: account, handle: Word(value: nil, seen: seen), name: Word(value: nil, seen: seen),
          followers: Word(value: nil, seen: seen)))
    }
    gathered[place].handle.take(record.handle, seen: seen)
    gathered[place].name.take(record.name, seen: seen)
    gathered[place].followers.take(record.followers, seen: seen)
  }

  /// Writes what is gathered.
  func finish() throws {
    gathered.sort { $0.account < $1.account }
    for words in gathered {
      upsert.bind(1, words.account)
      upsert.bind(2, words.handle.value)
      upsert.bind(3, words.handle.seen)
      upsert.bind(4, words.name.value)
      upsert.bind(5, words.name.seen)
      upsert.bind(6, words.followers.value)
      upsert.bind(7, words.followers.seen)
      try upsert.run()
    }
    gathered.removeAll(keepingCapacity: true)
    places = NumberTable()
  }
}
