import CReparteeChecksums
import Foundation
import GRDB
import GRDBSQLite
import ReparteeGraph

/// What is kept of a network's voices beside it: columns of numbers, or nil where they are not worth keeping. The network has
/// no follows and no reposts.
package typealias VoiceMeasuring = @Sendable (SocialNetwork) -> [[UInt32]]?

/// One project's accounts, posts, interactions and follows, in one SQLite file.
///
/// Every change is one transaction: a kill, a full disk or a bad file leaves the store as it was. Several programs may use a
/// store at once, and wait for one another (`StoreWait`): who changes it for who changes it, and at the moment of a commit,
/// or while a change outgrows the memory set aside for it, who reads for who changes. No `-wal` file stands beside it, so the
/// file can be copied and handed over. Each page of the file ends with a checksum, which every command that reads it verifies:
/// a damaged store gives no figures.
public final class ConversationStore: Sendable {
  /// What a command may do with the file.
  public enum Access: Sendable {
    /// Read it; it must exist.
    case reading
    /// Change it; it must exist.
    case writing
    /// Change it, and make it where it is missing.
    case creating
  }

  /// The file's path.
  public let path: String
  let database: DatabaseQueue
  /// What is measured of every voice when the network is kept, to be kept with it.
  let measure: VoiceMeasuring?
  /// What was at the path when the store was opened.
  private let origin: Origin
  /// The file itself, whatever becomes of its name.
  private let identity: FileIdentity?

  private enum Origin {
    case nothing, emptyFile, store
  }

  /// Opens the store at `path`.
  /// - Parameters:
  ///   - path: where the file is.
  ///   - access: whether it may be changed, and made where it is missing.
  ///   - wait: how long to wait for other programs that use it, now and before each change.
  /// - Throws: `StoreError` where the file is missing, is no store, is of a newer version, is in use for longer than the wait,
  ///   or cannot be opened; it is left untouched then.
  public convenience init(path: String, access: Access, wait: StoreWait = StoreWait()) throws {
    try self.init(path: path, access: access, wait: wait, measuring: nil)
  }

  /// The same, with what is measured of every voice and kept, once an import or another command has changed the network.
  package init(path: String, access: Access, wait: StoreWait = StoreWait(), measuring measure: VoiceMeasuring?) throws {
    self.path = path
    self.measure = measure
    PageChecksums.use()
    // The system takes a path to end there, and another file would be meant.
    if path.contains("\0") { throw StoreError.cannotOpen(path: "a path", reason: "it holds the character NUL") }
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    if isDirectory.boolValue { throw StoreError.directory(path: path) }
    let isNew = try !exists || (FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) == 0
    origin = exists ? (isNew ? .emptyFile : .store) : .nothing
    if !isNew {
      try ConversationStore.recover(path, wait: wait)
      let isCurrent = try ConversationStore.verify(path, access: access, wait: wait)
      if access == .reading, !isCurrent { try ConversationStore.bringUpToDate(path, wait: wait) }
    } else if access != .creating {
      throw exists ? StoreError.notAStore(path: path) : StoreError.missing(path: path)
    } else if !exists {
      // It names people, so that nobody else may read it; journals take the mode of their store. Where it cannot be made,
      // SQLite says why.
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      if descriptor >= 0 { close(descriptor) }
    }
    do {
      database = try DatabaseQueue(
        path: path, configuration: Self.configuration(access, isNew: isNew, wait: wait, path: path))
      if access != .reading { try Self.migrate(database) }
      identity = FileIdentity(path: path)
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    }
  }

  /// A store in memory, which is gone when nothing refers to it any more.
  /// - Throws: `StoreError` where there is no memory for it.
  public init() throws {
    path = "a store in memory"
    measure = nil
    origin = .store
    identity = nil
    do {
      database = try DatabaseQueue(
        configuration: Self.configuration(.creating, isNew: true, wait: StoreWait(), path: path))
      try Schema.migrator.migrate(database)
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    }
  }

  /// How connections wait for other programs.
  private static func waiting(_ wait: StoreWait, for path: String) -> Configuration {
    var configuration = Configuration()
    let retries = StoreWait.RetryPolicy(wait, for: path)
    configuration.busyMode = .callback { retries.next(tries: $0) }
    return configuration
  }

  private static func configuration(_ access: Access, isNew: Bool, wait: StoreWait, path: String) -> Configuration {
    var configuration = waiting(wait, for: path)
    configuration.readonly = access == .reading
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { database in
      if isNew {
        try database.execute(sql: "PRAGMA page_size = 8192")
        PageChecksums.reserve(in: database)
      }
      database.add(function: FoldedName.function)
      try database.execute(sql: "PRAGMA cache_size = -262144")
      try database.execute(sql: "PRAGMA temp_store = MEMORY")
    }
    return configuration
  }

  /// Reverts what a command that was killed had begun: SQLite does so at the first read, if it may write.
  private static func recover(_ path: String, wait: StoreWait) throws {
    let journal = URL(fileURLWithPath: path).resolvingSymlinksInPath().path + "-journal"
    guard FileManager.default.fileExists(atPath: journal) else { return }
    var configuration = waiting(wait, for: path)
    configuration.allowsUnsafeTransactions = true
    do {
      let database = try DatabaseQueue(path: path, configuration: configuration)
      defer { try? database.close() }
      try database.inDatabase { database in
        let mark = try Int32.fetchOne(database, sql: "PRAGMA application_id")
        // A journal of a command that was killed before it wrote anything is left; it goes once nobody uses the store.
        guard mark == Schema.applicationID, FileManager.default.fileExists(atPath: journal) else { return }
        // A journal that is in use is no leftover, and not waited for.
        try database.execute(sql: "PRAGMA busy_timeout = 0")
        guard (try? database.execute(sql: "BEGIN EXCLUSIVE")) != nil else { return }
        try? FileManager.default.removeItem(atPath: journal)
        try database.execute(sql: "ROLLBACK")
      }
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    }
  }

  /// Makes a store of an earlier version one of this, so that commands that only read find what they ask for.
  /// - Throws: `StoreError.earlierVersion` where the file may not be changed.
  private static func bringUpToDate(_ path: String, wait: StoreWait) throws {
    do {
      let database = try DatabaseQueue(
        path: path, configuration: configuration(.writing, isNew: false, wait: wait, path: path))
      defer { try? database.close() }
      try migrate(database)
    } catch let error as DatabaseError {
      if [.SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM].contains(error.resultCode) {
        throw StoreError.earlierVersion(path: path)
      }
      throw StoreError(error, path: path)
    }
  }

  /// Makes the tables, or brings them up to date. What another program that does the same has done meanwhile is kept.
  private static func migrate(_ database: DatabaseQueue) throws {
    /// The names of all tables and of the migrations done.
    func done() throws -> [String] {
      try database.read { database in
        let names = try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema ORDER BY name")
        return try names + (names.isEmpty ? [] : Schema.migrator.appliedIdentifiers(database).sorted())
      }
    }
    var before = try done()
    while true {
      do {
        try Schema.migrator.migrate(database)
        return try PageChecksums.add(to: database)
      } catch let error as DatabaseError {
        let now = try done()
        guard now != before else { throw error }
        before = now
      }
    }
  }

  /// Looks at a file without changing it: it has to be a store of a known version.
  /// - Returns: whether it is of the present version.
  private static func verify(_ path: String, access: Access, wait: StoreWait) throws -> Bool {
    var configuration = waiting(wait, for: path)
    configuration.readonly = true
    do {
      let database = try DatabaseQueue(path: path, configuration: configuration)
      defer { try? database.close() }
      return try database.read { database in
        let mark = try Int32.fetchOne(database, sql: "PRAGMA application_id")
        if try mark == 0 && access == .creating && isBarelyBegun(database) { return false }
        guard mark == Schema.applicationID else { throw StoreError.notAStore(path: path) }
        guard try !Schema.migrator.hasBeenSuperseded(database) else { throw StoreError.newerVersion(path: path) }
        return try Schema.migrator.hasCompletedMigrations(database)
      }
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    }
  }

  /// Whether making the store was cut short by a kill: only the list of migrations is there, and it is empty.
  private static func isBarelyBegun(_ database: Database) throws -> Bool {
    let tables = try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type <> 'index'")
    return try tables == ["grdb_migrations"]
      && Int.fetchOne(database, sql: "SELECT count(*) FROM grdb_migrations") == 0
  }

  /// Whether the path still leads to the file that was opened.
  var isStillAtItsPath: Bool { isInMemory || FileIdentity(path: path) == identity }

  /// Whether no file holds it.
  var isInMemory: Bool { identity == nil }

  /// Reads within one consistent view of the store.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translatingErrors { try database.read(body) }
  }

  /// Whether a transaction changes what a network is made of: posts, acts, accounts, and what sources say of them.
  enum Change {
    case ofNetwork, ofOthers
  }

  /// Changes the store in one transaction: all of it, or nothing.
  func write<Result>(changing change: Change = .ofNetwork, _ body: (Database) throws -> Result) throws -> Result {
    var result: Result?
    try transaction(changing: change) { database in
      result = try body(database)
      return .commit
    }
    guard let result else { preconditionFailure("a transaction that ends has run") }
    return result
  }

  /// Changes the store in one transaction, which `body` commits or rolls back; where it throws, it is rolled back.
  ///
  /// What is kept of the network goes with the first change of what it is made of (`keepNetwork` makes it again), and holds
  /// on after other changes.
  func transaction(
    changing change: Change = .ofNetwork, _ body: (Database) throws -> Database.TransactionCompletion
  ) throws {
    try translatingErrors {
      try database.inDatabase { database in
        try database.inTransaction(.immediate) {
          // Only now, with the lock held, is it certain that no other command deletes the file.
          guard isStillAtItsPath else { throw StoreError.removed(path: path) }
          switch change {
          case .ofNetwork: try KeptNetwork.drop(in: database)
          case .ofOthers: if try KeptNetwork.isCurrent(in: database) { try KeptNetwork.renew(in: database) }
          }
          return try body(database)
        }
      }
    }
  }

  /// Takes away a store that this command made and nobody imported anything into; an empty file is one again.
  package func discardIfNew() {
    guard origin != .store else { return }
    try? database.inDatabase { database in
      try database.inTransaction(.exclusive) {
        let sources = try Int.fetchOne(database, sql: "SELECT count(*) FROM source")
        if sources == 0, isStillAtItsPath {
          if origin == .nothing { unlink(path) } else { truncate(path, 0) }
        }
        return .rollback
      }
    }
  }

  func translatingErrors<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    } catch is DamagedRow {
      throw StoreError.damaged(path: path)
    } catch is DamagedColumn {
      throw StoreError.damaged(path: path)
    } catch is DamagedInteractions {
      throw StoreError.damaged(path: path)
    } catch is DamagedFollows {
      throw StoreError.damaged(path: path)
    }
  }
}

/// Which file a path leads to.
private struct FileIdentity: Equatable, Sendable {
  let device: UInt64
  let number: UInt64

  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
