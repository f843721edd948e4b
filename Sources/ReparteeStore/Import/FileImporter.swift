import GRDB
import ReparteeFormats

/// Imports files in one transaction, each behind the first in a savepoint of its own.
final class FileImporter {
  /// How many bytes are read before the transaction ends: more are lost, unreported, where the machine stops.
  private static let capacity = 1 << 24

  private let database: Database
  private let rejects: RejectsFile?
  private let isStrict: Bool
  private let earlierVersions: EarlierVersions
  private var accounts: AccountNumbers
  private var bytes = 0

  init(_ database: Database, rejects: RejectsFile?, strict: Bool, earlierVersions: EarlierVersions) throws {
    self.database = database
    self.rejects = rejects
    isStrict = strict
    self.earlierVersions = earlierVersions
    accounts = try AccountNumbers(database)
  }

  /// Whether as much is read as a transaction should hold.
  var isFull: Bool { bytes >= Self.capacity }

  /// Imports the first file. It may be of any size, and has no savepoint, for which SQLite would copy each page that is
  /// changed into memory: where this throws, the transaction is to be taken back.
  func add(
    _ reader: FileReader, _ options: ReadOptions, progress: (_ done: Int, _ total: Int?) throws -> Void
  ) throws -> ImportReport {
    try write(reader, options, progress: progress)
  }

  /// Imports a small file behind others; where it throws, nothing of the file is kept, and no other is to follow.
  func addBehind(
    _ reader: FileReader, _ options: ReadOptions, progress: (_ done: Int, _ total: Int?) throws -> Void
  ) throws -> ImportReport {
    if let held = try Source.held(database, reader, options: options) { return ImportReport(held: held, reader) }
    var found: ImportReport?
    do {
      try database.inSavepoint {
        found = try write(reader, options, progress: progress)
        return .commit
      }
    } catch let error as HeldError {
      // What it numbered is undone.
      accounts = try AccountNumbers(database)
      found = ImportReport(held: error.source, reader)
    }
    guard let found else { preconditionFailure("a savepoint that ends has run") }
    return found
  }

  private func write(
    _ reader: FileReader, _ options: ReadOptions, progress: (_ done: Int, _ total: Int?) throws -> Void
  ) throws -> ImportReport {
    let path = reader.path
    let number = try Int64.fetchOne(database, sql: "SELECT coalesce(max(source), 0) + 1 FROM source") ?? 1
    if earlierVersions == .replace {
      let earlier = try Source.all(database, path: path, options: options.identity)
      for source in earlier { try source.takeBack(database) }
      if !earlier.isEmpty { accounts = try AccountNumbers(database) }
    }
    let session = try ImportSession(
      database, source: number, platform: reader.platform?.lowercased() ?? "local", accounts: accounts)
    let hash = SHA256Digest()
    var size = 0
    try reader.read(
      observe: {
        hash.update($0)
        size += $0.count
      },
      progress: progress
    ) { batch in
      try session.add(batch)
      try rejects?.append(batch.rejects, of: path)
      if isStrict, let reject = batch.rejects.first { throw StrictError(path: path, reject: reject) }
    }
    bytes += size
    let ledger = try session.finish()
    let source = Source(
      number: number, path: path, format: reader.formatName, sha256: hash.finish(), rowsIn: ledger.rowsIn,
      kept: ledger.kept, duplicates: ledger.duplicates, ignored: ledger.ignored, rejected: ledger.rejected)
    if let held = try Source.held(database, sha256: source.sha256, options: options.identity) {
      throw HeldError(source: held)
    }
    guard ledger.rowsIn > ledger.rejected else {
      throw NothingReadError(
        path: path, format: reader.formatName, rejected: ledger.rejected, first: session.firstReject)
    }
    try source.insert(into: database, options: options.identity, bytes: size)
    try RosterMatching.refresh(database)
    let roster = session.hasRoster ? try RosterMatching.report(database, source: number) : nil
    return ImportReport(
      source: source, ledger: ledger, wasHeld: false, roster: roster, ignoredColumns: reader.ignoredColumns)
  }
}

/// Ends a transaction or a savepoint in which the file turned out to be held.
struct HeldError: Error {
  let source: Source
}

extension FileReader {
  /// Whether it may share a transaction with files before it.
  var isSmall: Bool { size.map { $0 <= 1 << 22 } ?? false }
}

extension ImportReport {
  /// A file that the store held before.
  init(held: Source, _ reader: FileReader) {
    self.init(source: held, ledger: Ledger(), wasHeld: true, roster: nil, ignoredColumns: reader.ignoredColumns)
  }
}

extension Source {
  /// The source that a file is, before it is read: only where one of its size is held is it hashed for that.
  static func held(_ database: Database, _ reader: FileReader, options: ReadOptions) throws -> Source? {
    guard let size = reader.size else { return nil }
    let candidates =
      try Int.fetchOne(
        database, sql: "SELECT count(*) FROM source WHERE bytes = ? AND options = ?",
        arguments: [size, options.identity]) ?? 0
    guard candidates > 0 else { return nil }
    return try held(database, sha256: SHA256Digest.ofFile(at: reader.path), options: options.identity)
  }
}
