import GRDB
import ReparteeFormats
import ReparteeGraph

/// Writes what one source says of accounts: of each attribute the latest value, with its own date, so that a later row
/// that leaves an attribute empty does not date it.
///
/// An export repeats its accounts with every post. Their latest values are collected in memory and written in the order of
/// the table, a hundred thousand accounts at a time.
final class AccountRecordWriter {
  /// How many accounts are collected before they are written.
  private static let capacity = 1 << 17
  /// A longer handle or name is cut, with an ellipsis at its end.
  static let longestName = 300
  /// How many were cut.
  private(set) var cutNames = 0

  /// An attribute's latest value, and when it held.
  private struct AttributeVersion<Value> {
    var value: Value?
    var seen: Int64

    /// Replaces the value by a newer one where there is one that is no older.
    mutating func update(_ newer: Value?, seen newerSeen: Int64) {
      guard let newer, value == nil || newerSeen >= seen else { return }
      (value, seen) = (newer, newerSeen)
    }
  }

  private struct AccountVersions {
    let account: Int64
    var handle: AttributeVersion<String>
    var name: AttributeVersion<String>
    var followers: AttributeVersion<Int64>
  }

  private let upsert: BulkStatement
  private let insertHandle: BulkStatement
  /// Handles that rows of the file give accounts before others, and when.
  private var earlierHandles: [(account: Int64, handle: String, seen: Int64)] = []
  private var pending: [AccountVersions] = []
  /// Account → its place in `pending`.
  private var places = NumberTable()

  init(_ database: Database, source: Int64) throws {
    insertHandle = try BulkStatement(
      database,
      """
      INSERT INTO account_handle (account, source, handle, handle_seen) VALUES (?1, \(source), ?2, ?3)
        ON CONFLICT (account, source, handle) DO UPDATE SET handle_seen = max(handle_seen, excluded.handle_seen)
      """)
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

  /// Replaces the value of an attribute by a new one where there is one that is no older.
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
    var place = Int(places.insert(account, UInt32(pending.count)))
    if place == pending.count {
      if place == Self.capacity {
        try finish()
        place = Int(places.insert(account, 0))
      }
      pending.append(
        AccountVersions(
          account: account, handle: AttributeVersion(seen: seen), name: AttributeVersion(seen: seen),
          followers: AttributeVersion(seen: seen)))
    }
    let newHandle = shortened(record.handle)
    if let handle = newHandle, let held = pending[place].handle.value, handle != held {
      // Whichever of the two is the later: the other is what it was called before.
      let isNewer = seen >= pending[place].handle.seen
      let (earlier, when) = isNewer ? (held, pending[place].handle.seen) : (handle, seen)
      earlierHandles.append((account, earlier, when))
      if earlierHandles.count >= Self.capacity { try writeEarlierHandles() }
    }
    pending[place].handle.update(newHandle, seen: seen)
    pending[place].name.update(shortened(record.name), seen: seen)
    pending[place].followers.update(record.followers, seen: seen)
  }

  private func shortened(_ name: String?) -> String? {
    guard let name, name.utf8.count > Self.longestName, name.count > Self.longestName else { return name }
    cutNames += 1
    return name.prefix(Self.longestName - 1) + "…"
  }

  /// Writes the accounts that are pending.
  func finish() throws {
    pending.sort { $0.account < $1.account }
    for versions in pending {
      upsert.bind(1, versions.account)
      upsert.bind(2, versions.handle.value)
      upsert.bind(3, versions.handle.seen)
      upsert.bind(4, versions.name.value)
      upsert.bind(5, versions.name.seen)
      upsert.bind(6, versions.followers.value)
      upsert.bind(7, versions.followers.seen)
      try upsert.run()
    }
    pending.removeAll(keepingCapacity: true)
    try writeEarlierHandles()
    places = NumberTable()
  }

  private func writeEarlierHandles() throws {
    for (account, handle, seen) in earlierHandles {
      insertHandle.bind(1, account)
      insertHandle.bind(2, handle)
      insertHandle.bind(3, seen)
      try insertHandle.run()
    }
    earlierHandles = []
  }
}
