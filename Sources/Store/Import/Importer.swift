import Formats
import GRDB
import SocialGraph

/// What an import did.
public struct ImportReport: Sendable, Equatable {
  /// The file, as the store knows it now.
  public var source: Source
  /// What became of its rows.
  public var ledger: Ledger
  /// Whether the store held this very file, read with these very options, before: then nothing was changed.
  public var wasHeld: Bool
  /// How the lines of a roster met the accounts; nil for other files.
  public var roster: RosterReport?
  /// Headers of columns that hold nothing Repartee keeps.
  public var ignoredColumns: [String]
}

/// What becomes of an earlier content of the same file.
public enum EarlierVersions: Sendable {
  /// It stays: an export that goes on where the last one ended.
  case keep
  /// It is taken back in the same transaction: a file that was changed.
  case replace
}

extension ConversationStore {
  /// Imports one file in one transaction: all of it, or nothing.
  ///
  /// A source is its SHA-256 and its options, so importing it again changes nothing.
  /// - Parameters:
  ///   - rejects: where rejected rows are written besides the store.
  ///   - strict: whether the first row that cannot be read ends the import.
  ///   - earlierVersions: what becomes of sources that were read from the same path, with
  ///     the same options, when its content was another.
  ///   - progress: told how many bytes of the file are read, and of how many.
  /// - Throws: `FormatError` for the file, `StoreError` for the store, `CancellationError` where `progress` throws it.
  /// - Complexity: linear in the file's size; memory is flat, save 8 bytes a follow edge and 12 an account.
  public func importFile(
    _ path: String, options: ReadOptions = ReadOptions(), rejects: RejectsFile? = nil, strict: Bool = false,
    earlierVersions: EarlierVersions = .keep,
    progress: (_ done: Int, _ total: Int?) throws -> Void = { _, _ in }
  ) throws -> ImportReport {
    let reader = try FileReader(path: path, options: options)
    if let held = try heldSource(of: reader, options: options) {
      return ImportReport(
        source: held, ledger: Ledger(), wasHeld: true, roster: nil, ignoredColumns: reader.ignoredColumns)
    }
    do {
      return try write { database in
        let number = try Int64.fetchOne(database, sql: "SELECT coalesce(max(source), 0) + 1 FROM source") ?? 1
        if earlierVersions == .replace {
          for earlier in try Source.all(database, path: path, options: options.identity) {
            try earlier.takeBack(database)
          }
        }
        let session = try ImportSession(database, source: number, platform: reader.platform?.lowercased() ?? "local")
        let hash = SHA256Digest()
        var bytes = 0
        try reader.read(
          observe: {
            hash.update($0)
            bytes += $0.count
          },
          progress: progress
        ) { batch in
          try session.add(batch)
          try rejects?.append(batch.rejects, of: path)
          if strict, let reject = batch.rejects.first { throw StrictError(path: path, reject: reject) }
        }
        let ledger = try session.finish()
        let source = Source(
          number: number, path: path, format: reader.formatName,
          sha256: hash.finish(),
          rowsIn: ledger.rowsIn, kept: ledger.kept, duplicates: ledger.duplicates, ignored: ledger.ignored,
          rejected: ledger.rejected)
        if let held = try Source.held(database, sha256: source.sha256, options: options.identity) {
          throw HeldError(source: held)
        }
        guard ledger.rowsIn > ledger.rejected else {
          throw NothingReadError(
            path: path, format: reader.formatName, rejected: ledger.rejected, first: session.firstReject)
        }
        try source.insert(into: database, options: options.identity, bytes: bytes)
        try RosterMatching.refresh(database)
        let roster = session.hasRoster ? try RosterMatching.report(database, source: number) : nil
        return ImportReport(
          source: source, ledger: ledger, wasHeld: false, roster: roster, ignoredColumns: reader.ignoredColumns)
      }
    } catch let error as HeldError {
      return ImportReport(
        source: error.source, ledger: Ledger(), wasHeld: true, roster: nil, ignoredColumns: reader.ignoredColumns)
    }
  }

  /// Looks for the file among the sources before it is read: only where one of its size is held is it hashed for that.
  private func heldSource(of reader: FileReader, options: ReadOptions) throws -> Source? {
    guard let size = reader.size else { return nil }
    let candidates = try read { database in
      try Int.fetchOne(
        database, sql: "SELECT count(*) FROM source WHERE bytes = ? AND options = ?",
        arguments: [size, options.identity]) ?? 0
    }
    guard candidates > 0 else { return nil }
    let hash = try SHA256Digest.ofFile(at: reader.path)
    return try read { try Source.held($0, sha256: hash, options: options.identity) }
  }
}

/// Ends a transaction in which the file turned out to be held.
private struct HeldError: Error {
  let source: Source
}

/// With `strict`, the first row that could not be read.
public struct StrictError: Error, CustomStringConvertible, Sendable {
  let path: String
  let reject: Reject

  /// One line: the file, the row, and what was stored.
  public var description: String {
    "\(path), line \(reject.line): \(reject.reason). Nothing of the file was stored; leave out --strict to keep the rest."
  }
}

/// A file of which no row could be read.
public struct NothingReadError: Error, CustomStringConvertible, Sendable {
  let path: String
  let format: String
  let rejected: Int
  let first: Reject?

  /// One line: the file, the first row, and the remedy.
  public var description: String {
    guard let first else { return "\(path): read as \(format), but it holds no row. Nothing was stored." }
    return "\(path), line \(first.line): \(first.reason). No row of the file could be read as \(format) "
      + "(\(rejected) rejected), so nothing was stored; --format names another format."
  }
}

extension ReadOptions {
  /// The options as a source's identity: what changes the records changes it.
  var identity: String {
    var parts: [String] = []
    if let format { parts.append("format=\(format)") }
    if let kind { parts.append("kind=\(kind.rawValue)") }
    if let platform { parts.append("platform=\(platform.lowercased())") }
    for (field, header) in columns.sorted(by: { $0.key < $1.key }) { parts.append("column \(field)=\(header)") }
    if text != .none { parts.append("text=\(text.rawValue)") }
    if let owner { parts.append("owner=\(owner)") }
    if let list { parts.append("list=\(list.rawValue)") }
    if let mapping {
      let digest = SHA256Digest()
      Array(mapping.identity.utf8).withUnsafeBytes { digest.update($0) }
      parts.append("mapping=\(digest.finish())")
    }
    return parts.joined(separator: ";")
  }
}
