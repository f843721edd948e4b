import GRDB
import ReparteeFormats
import ReparteeGraph

/// The row ids of accounts, looked up or made. Ids meet only within a platform.
///
/// What was asked for once is remembered for the transaction: 12 bytes a numbered account.
final class AccountNumbers {
  private let find: BulkStatement
  private let insert: BulkStatement
  private let database: Database
  private var platforms: [String: Int64] = [:]
  private var caches: [Int64: Cache] = [:]
  /// Of the platform that was asked for last, which most often is the next one too.
  private var latest: (platform: Int64, cache: Cache)?
  private var lastNumber: Int64
  /// Ids whose accents a file wrote apart, which are taken for the composed ones.
  private(set) var composedIDs: Set<ExternalID> = []

  private final class Cache {
    var numbers = NumberTable()
    var texts: [ExternalID: UInt32] = [:]
    /// Whether the store holds accounts of the platform that are not remembered here, so that an unknown id may be among
    /// them.
    var mayBeStored: Bool

    init(mayBeStored: Bool) { self.mayBeStored = mayBeStored }
  }

  init(_ database: Database) throws {
    self.database = database
    find = try BulkStatement(database, "SELECT account FROM account WHERE platform = ? AND id = ?")
    insert = try BulkStatement(database, "INSERT INTO account (account, platform, id) VALUES (?, ?, ?)")
    lastNumber = try Int64.fetchOne(database, sql: "SELECT coalesce(max(account), 0) FROM account") ?? 0
  }

  /// The number of a platform, made where it is missing.
  func platform(named name: String) throws -> Int64 {
    if let known = platforms[name] { return known }
    let most = InputLimits.current.platforms
    if platforms.count >= most { throw TooManyPlatformsError(most: most) }
    try database.execute(sql: "INSERT OR IGNORE INTO platform (name) VALUES (?)", arguments: [name])
    let number = try Int64.fetchOne(
      database, sql: "SELECT platform FROM platform WHERE name = ?", arguments: [name])
    platforms[name] = number
    return number ?? 0
  }

  /// Notes an id whose accents a file writes apart, for what numbers accounts by itself.
  func noteIfComposed(_ id: ExternalID) {
    if id.composed != id { composedIDs.insert(id) }
  }

  /// The row id of an account, made where it is missing.
  func account(_ id: ExternalID, platform: Int64) throws -> Int64 {
    let cache = try cache(of: platform)
    if let known = cached(id, in: cache) { return known }
    let composed = id.composed
    if composed != id {
      composedIDs.insert(id)
      let number = try account(composed, platform: platform)
      remember(id, in: cache, number: number)
      return number
    }
    let number: Int64
    if let stored = try stored(id, platform: platform) {
      number = stored
    } else {
      lastNumber += 1
      number = lastNumber
      try add(id, platform: platform, number: number)
    }
    remember(id, in: cache, number: number)
    return number
  }

  /// The row ids of `ids`, which ascend and are distinct. The accounts that are missing get the next numbers, in
  /// order, but are not written yet: `add` does that.
  func reserve(_ ids: [ExternalID], platform: Int64) throws -> (numbers: [Int64], isNew: [Bool]) {
    if try caches[platform] == nil && !cache(of: platform).mayBeStored {
      let first = lastNumber + 1
      lastNumber += Int64(ids.count)
      try cache(of: platform).mayBeStored = true
      return (ids.indices.map { first + Int64($0) }, Array(repeating: true, count: ids.count))
    }
    var isNew = [Bool](repeating: false, count: ids.count)
    let cache = try cache(of: platform)
    defer { cache.mayBeStored = true }
    let numbers = try ids.indices.map { index in
      if let known = try cached(ids[index], in: cache) ?? stored(ids[index], platform: platform) {
        return known
      }
      isNew[index] = true
      lastNumber += 1
      return lastNumber
    }
    return (numbers, isNew)
  }

  /// Writes many new accounts, in chunks: a statement of many rows costs half as much a row as one row each.
  ///
  /// It may run on any thread while nothing else uses the connection: it keeps to bare statements, since GRDB's insist
  /// on their own thread.
  func add(_ new: [(id: ExternalID, number: Int64)], platform: Int64) throws {
    let chunk = 64
    let values = repeatElement("(?, \(platform), ?)", count: chunk).joined(separator: ", ")
    let insertChunk = try BulkStatement(database, "INSERT INTO account (account, platform, id) VALUES \(values)")
    let whole = new.count / chunk * chunk
    for start in stride(from: 0, to: whole, by: chunk) {
      for offset in 0..<chunk {
        insertChunk.bind(Int32(2 * offset + 1), new[start + offset].number)
        insertChunk.bind(Int32(2 * offset + 2), new[start + offset].id)
      }
      try insertChunk.run()
    }
    for account in new[whole...] { try add(account.id, platform: platform, number: account.number) }
    // A new store's first accounts are in order: whoever reads them need not sort.
    if let first = new.first, let last = new.last, first.number == 1, Int(last.number) == new.count {
      try BulkStatement(database, "UPDATE account_order SET ordered_to = \(last.number)").run()
    }
  }

  /// Writes a new account.
  private func add(_ id: ExternalID, platform: Int64, number: Int64) throws {
    insert.bind(1, number)
    insert.bind(2, platform)
    insert.bind(3, id)
    try insert.run()
  }

  private func cache(of platform: Int64) throws -> Cache {
    if let latest, latest.platform == platform { return latest.cache }
    let cache: Cache
    if let known = caches[platform] {
      cache = known
    } else {
      let any = try Int64.fetchOne(
        database, sql: "SELECT 1 FROM account WHERE platform = ? LIMIT 1", arguments: [platform])
      cache = Cache(mayBeStored: any != nil)
      caches[platform] = cache
    }
    latest = (platform, cache)
    return cache
  }

  private func stored(_ id: ExternalID, platform: Int64) throws -> Int64? {
    guard try cache(of: platform).mayBeStored else { return nil }
    find.bind(1, platform)
    find.bind(2, id)
    return try find.firstNumber()
  }

  private func cached(_ id: ExternalID, in cache: Cache) -> Int64? {
    switch id {
    case .number(let value):
      let number = cache.numbers.index(of: value)
      return number == NumberTable.none ? nil : Int64(number)
    case .text: return cache.texts[id].map(Int64.init)
    }
  }

  private func remember(_ id: ExternalID, in cache: Cache, number: Int64) {
    switch id {
    case .number(let value): _ = cache.numbers.insert(value, UInt32(truncatingIfNeeded: number))
    case .text: cache.texts[id] = UInt32(truncatingIfNeeded: number)
    }
  }
}

/// A file that names more platforms than there can be.
package struct TooManyPlatformsError: Error, CustomStringConvertible, Sendable {
  let most: Int

  /// One line: what was found and the remedy.
  package var description: String {
    "the file names more than \(most) platforms; expected names such as x or mastodon. Nothing of "
      + "it was stored: leave the platform column out, and name the one platform"
  }
}
