import GRDB
import ReparteeFormats
import ReparteeGraph

/// What an import did.
public struct ImportReport: Sendable, Equatable {
  /// The file, as it was named for this import.
  public package(set) var path: String
  /// The file, as the store knows it now.
  public package(set) var source: Source
  /// What became of its rows.
  public package(set) var ledger: Ledger
  /// Whether this very file had been imported before, with these very options: then nothing was changed.
  public package(set) var wasAlreadyImported: Bool
  /// How the lines of a roster matched the accounts; nil for other files.
  public package(set) var roster: RosterReport?
  /// Headers of columns that hold nothing Repartee keeps.
  public package(set) var ignoredColumns: [String]
  /// What else there is to say of the file, a line each: how it is written, what was repaired, and warnings.
  public package(set) var notes: [String] = []
  /// What became of the rows of an earlier content of the file; nil where there was none.
  package var earlier: EarlierRows.Outcome?
  /// The headers of a sheet, as the file writes them; empty for other formats.
  package var columns: [String] = []
  /// How many of its rows are posts, and of what kind.
  package var postRows = PostRows()
}

/// How many rows of a file are posts, how many of these have no time, and how many answer something.
package struct PostRows: Sendable, Equatable {
  package var posts = 0
  package var undated = 0
  package var answers = 0
}

/// What becomes of an earlier content of the same file.
package enum EarlierVersions: Sendable {
  /// It stays: an export that continues where the last one ended.
  case keep
  /// What the new content says again is taken from it; posts, replies and other acts that it no longer holds stay, as what an
  /// earlier version left: a rolling export.
  case history
  /// It is deleted in the same transaction: a file that was changed.
  case replace
}

/// A file to import and how to read it.
package struct ImportFile {
  /// Its path; `-` is standard input.
  package var path: String
  /// What the user said about it.
  package var options: ReadOptions
  /// The file of an archive that it is, where it is one.
  private(set) var member: ArchiveMember?
  /// The open file, once its format is detected.
  private var reader: FileReader?

  /// A file and how to read it.
  package init(path: String, options: ReadOptions = ReadOptions()) {
    self.path = path
    self.options = options
  }

  /// A file of an archive and how to read it. Those of one archive are imported in its order.
  package init(member: ArchiveMember, options: ReadOptions) {
    self.init(path: member.path, options: options)
    self.member = member
  }

  /// Opens the file and detects its format, unless that was done before and the file has not changed since.
  /// - Throws: `FormatError`, as `FileReader`.
  @discardableResult
  package mutating func open() throws(FormatError) -> FileReader {
    if let reader, reader.isUnchanged { return reader }
    let reader: FileReader
    if let member {
      reader = try FileReader(member: member, options: options)
    } else {
      reader = try FileReader(path: path, options: options)
    }
    self.reader = reader
    return reader
  }

  /// Whether it may share a transaction with files before it.
  mutating func isSmall() throws(FormatError) -> Bool {
    let size = if let member { member.size } else { try open().size }
    return size.map { $0 <= 1 << 22 } ?? false
  }
}

extension ConversationStore {
  /// An import that brings less than one row in so many leaves the network to be kept by a job, or by a larger import.
  static let leastGrowthToKeep = 20

  /// Imports one file: all of it, or nothing.
  ///
  /// A source is its SHA-256 and its options, so importing it again changes nothing.
  /// - Parameters:
  ///   - rejects: where rejected rows are written besides the store.
  ///   - strict: whether the first row that cannot be read ends the import.
  ///   - earlierVersions: what becomes of sources that were read from the same path, with
  ///     the same options, when its content was another.
  ///   - progress: called with how many bytes of the file are read, and how many there are.
  /// - Throws: `FormatError` for the file, `StoreError` for the store, `CancellationError` where `progress` throws it.
  /// - Complexity: linear in the file's size; memory is flat, except for 8 bytes a follow edge and 12 an account.
  package func importFile(
    _ path: String, options: ReadOptions = ReadOptions(), rejects: RejectsFile? = nil, strict: Bool = false,
    earlierVersions: EarlierVersions = .keep,
    progress: (_ done: Int, _ total: Int?) throws -> Void = { _, _ in }
  ) throws -> ImportReport {
    var found: ImportReport?
    try importFiles(
      [ImportFile(path: path, options: options)], rejects: rejects, strict: strict, earlierVersions: earlierVersions,
      progress: { try progress($1, $2) }, report: { found = $0 })
    guard let found else { preconditionFailure("a file that is imported is reported") }
    return found
  }

  /// Imports files one after the other, each of them whole or not at all.
  ///
  /// Small files share a transaction, in which each after the first has a savepoint of its own: committing a transaction
  /// to the disk takes longer than writing some thousand rows. A file is reported when it is on the disk.
  /// - Parameters:
  ///   - progress: called with the file's place in `files`, how many of its bytes are read, and how many there are.
  ///   - report: called with what became of each file, in their order.
  ///   - passOver: asked where a file has no rows at all, an empty export, whether to go on with the next one.
  /// - Throws: as `importFile`, for the first file that cannot be read; those before it are stored and reported.
  package func importFiles(
    _ files: [ImportFile], rejects: RejectsFile? = nil, strict: Bool = false, earlierVersions: EarlierVersions = .keep,
    progress: (_ file: Int, _ done: Int, _ total: Int?) throws -> Void = { _, _, _ in },
    passOver: (_ file: Int, NothingReadError) -> Bool = { _, _ in false },
    report: (ImportReport) throws -> Void
  ) throws {
    // What is stored is made whole even where a later file fails.
    var added = 0
    let outcome = Result {
      try importEach(
        of: files, rejects: rejects, strict: strict, earlierVersions: earlierVersions, progress: progress,
        passOver: passOver
      ) {
        added += $0.wasAlreadyImported ? 0 : $0.ledger.kept
        try report($0)
      }
    }
    if try read(PostAliases.isPending) { try write { try PostAliases.apply(in: $0) } }
    try rewriteIfPending()
    try outcome.get()
    // A little more in a large store is not worth putting all of it together again: whoever reads it may.
    let held = try read { try Int.fetchOne($0, sql: "SELECT coalesce(sum(kept), 0) FROM source") ?? 0 }
    if added >= held / Self.leastGrowthToKeep { try keepNetwork() }
  }

  /// As which source the very content of a file is held, read with its options; nil where an import would read it.
  /// - Complexity: O(1), and that of hashing the file where a source of its size is known.
  package func source(of file: inout ImportFile) throws -> Source? {
    try read { try ImportReport(ifAlreadyImported: &file, in: $0)?.source }
  }

  private func importEach(
    of files: [ImportFile], rejects: RejectsFile?, strict: Bool, earlierVersions: EarlierVersions,
    progress: (_ file: Int, _ done: Int, _ total: Int?) throws -> Void,
    passOver: (_ file: Int, NothingReadError) -> Bool, report: (ImportReport) throws -> Void
  ) throws {
    var files = files
    var next = 0
    while next < files.count {
      // What is already imported needs no lock.
      if var known = try read({ try ImportReport(ifAlreadyImported: &files[next], in: $0) }) {
        if earlierVersions != .keep, files[next].member == nil {
          known.earlier = try settleVersions(
            of: files[next].path, as: known.source, options: files[next].options.identity, earlierVersions)
        }
        try report(known)
        next += 1
        continue
      }
      let (reports, failure) = try importBatch(of: &files, from: next, progress: progress) {
        try FileImporter($0, rejects: rejects, strict: strict, earlierVersions: earlierVersions)
      }
      try reports.forEach(report)
      next += reports.count
      guard let failure else { continue }
      if let empty = failure as? NothingReadError, empty.rejected == 0, passOver(next, empty) {
        next += 1
      } else {
        try translatingErrors { throw failure }
      }
    }
  }

  /// What becomes of an earlier content of a file whose present one another file had brought into the store.
  private func settleVersions(
    of path: String, as known: Source, options: String, _ rule: EarlierVersions
  ) throws -> EarlierRows.Outcome? {
    func versions(_ database: Database) throws -> [Source] {
      try Source.versions(database, path: path, options: options).filter { $0.number != known.number }
    }
    if try read(versions).isEmpty { return nil }
    return try write { database in
      let earlier = try versions(database)
      if earlier.isEmpty { return nil }
      let outcome = try EarlierRows(of: earlier, database).settle(
        after: known.number, keeping: rule == .history && known.format != "roster-csv")
      try RosterMatching.refresh(database)
      return outcome
    }
  }

  /// Imports one file of any size, and the small ones after it, in one transaction.
  /// - Returns: what became of each file, and why the next one failed, if it did; those before it are stored.
  private func importBatch(
    of files: inout [ImportFile], from first: Int, progress: (_ file: Int, _ done: Int, _ total: Int?) throws -> Void,
    importer makeImporter: (Database) throws -> FileImporter
  ) throws -> (reports: [ImportReport], failure: (any Error)?) {
    var reports: [ImportReport] = []
    var failure: (any Error)?
    try transaction { database in
      let importer = try makeImporter(database)
      let outcome: FileImporter.Outcome
      do {
        outcome = try importer.addFirst(files[first].open(), files[first].options) { try progress(first, $0, $1) }
      } catch let empty as NothingReadError {
        failure = empty
        return .rollback
      }
      reports.append(outcome.report)
      if case .alreadyImported = outcome { return .rollback }
      var next = first + 1
      do {
        while try next < files.count && !importer.isFull && files[next].isSmall() {
          if let known = try ImportReport(ifAlreadyImported: &files[next], in: database) {
            reports.append(known)
          } else {
            let (reader, options) = (try files[next].open(), files[next].options)
            reports.append(try importer.addNext(reader, options) { try progress(next, $0, $1) }.report)
          }
          next += 1
        }
      } catch {
        // A full disk may have reverted the whole transaction.
        if !database.isInsideTransaction { throw error }
        failure = error
      }
      return .commit
    }
    return (reports, failure)
  }
}

/// With `strict`, the first row that could not be read.
package struct StrictError: Error, CustomStringConvertible, Sendable {
  let path: String
  let reject: Reject

  /// One line: the file, the row, and what was stored.
  package var description: String {
    "\(path), line \(reject.line): \(reject.reason). Nothing of the file was stored."
  }
}

/// A file of which no row could be read.
public struct NothingReadError: Error, CustomStringConvertible, Sendable {
  let path: String
  let format: String
  package let rejected: Int
  let first: Reject?

  /// Why a file of a folder is passed over.
  package var reasonToPassOver: String { "without a row, read as \(format)" }

  /// One line: the file, the first row, and the remedy.
  public var description: String {
    guard let first else { return "\(path): read as \(format), but it has no rows. Nothing was stored." }
    return "\(path), line \(first.line): \(first.reason). No row of the file could be read as \(format) "
      + "(\(rejected) rejected), so nothing was stored."
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
    if completeFollows { parts.append("complete-follows") }
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
