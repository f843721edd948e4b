import GRDB
import ReparteeFormats
import ReparteeGraph

/// What an import did.
public struct ImportReport: Sendable, Equatable {
  /// The file, as the store knows it now.
  public package(set) var source: Source
  /// What became of its rows.
  public package(set) var ledger: Ledger
  /// Whether the store held this very file, read with these very options, before: then nothing was changed.
  public package(set) var wasHeld: Bool
  /// How the lines of a roster met the accounts; nil for other files.
  public package(set) var roster: RosterReport?
  /// Headers of columns that hold nothing Repartee keeps.
  public package(set) var ignoredColumns: [String]
}

/// What becomes of an earlier content of the same file.
package enum EarlierVersions: Sendable {
  /// It stays: an export that goes on where the last one ended.
  case keep
  /// It is taken back in the same transaction: a file that was changed.
  case replace
}

extension ConversationStore {
  /// Imports one file: all of it, or nothing.
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
  package func importFile(
    _ path: String, options: ReadOptions = ReadOptions(), rejects: RejectsFile? = nil, strict: Bool = false,
    earlierVersions: EarlierVersions = .keep,
    progress: (_ done: Int, _ total: Int?) throws -> Void = { _, _ in }
  ) throws -> ImportReport {
    var found: ImportReport?
    try importFiles(
      [(path, options)], rejects: rejects, strict: strict, earlierVersions: earlierVersions,
      progress: { try progress($1, $2) }, report: { found = $0 })
    guard let found else { preconditionFailure("a file that is imported is reported") }
    return found
  }

  /// Imports files one after the other, each of them whole or not at all.
  ///
  /// Small files share a transaction, in which each behind the first has a savepoint of its own: to bring a transaction to
  /// the disk takes longer than to write some thousand rows. A file is reported when it is on the disk.
  /// - Parameters:
  ///   - progress: told the file's place in `files`, how many of its bytes are read, and of how many.
  ///   - report: told what became of each file, in their order.
  /// - Throws: as `importFile`, for the first file that cannot be read; those before it are stored and reported.
  package func importFiles(
    _ files: [(path: String, options: ReadOptions)], rejects: RejectsFile? = nil, strict: Bool = false,
    earlierVersions: EarlierVersions = .keep,
    progress: (_ file: Int, _ done: Int, _ total: Int?) throws -> Void = { _, _, _ in },
    report: (ImportReport) throws -> Void
  ) throws {
    var next = 0
    // A file that was opened and had to wait: a pipe can be opened once only.
    var waiting: FileReader?
    while next < files.count {
      let reader = try waiting ?? FileReader(path: files[next].path, options: files[next].options)
      waiting = nil
      // What is held needs no lock.
      if let held = try read({ try Source.held($0, reader, options: files[next].options) }) {
        try report(ImportReport(held: held, reader))
        next += 1
        continue
      }
      var reports: [ImportReport] = []
      var failure: (any Error)?
      do {
        try write { database in
          let importer = try FileImporter(database, rejects: rejects, strict: strict, earlierVersions: earlierVersions)
          let first = next
          reports.append(try importer.add(reader, files[first].options) { try progress(first, $0, $1) })
          next += 1
          while next < files.count, !importer.isFull, failure == nil {
            let (place, (path, options)) = (next, files[next])
            do {
              let following = try FileReader(path: path, options: options)
              if !following.isSmall {
                waiting = following
                break
              }
              reports.append(try importer.addBehind(following, options) { try progress(place, $0, $1) })
              next += 1
            } catch { failure = error }
          }
          // A full disk may have taken the whole transaction back.
          if let failure, !database.isInsideTransaction { throw failure }
        }
      } catch let error as HeldError {
        reports = [ImportReport(held: error.source, reader)]
        next += 1
      }
      try reports.forEach(report)
      if let failure { try translatingErrors { throw failure } }
    }
  }
}

/// With `strict`, the first row that could not be read.
package struct StrictError: Error, CustomStringConvertible, Sendable {
  let path: String
  let reject: Reject

  /// One line: the file, the row, and what was stored.
  package var description: String {
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
