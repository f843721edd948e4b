import GRDB
import ReparteeFormats

/// Imports files in one transaction, each after the first in a savepoint of its own.
final class FileImporter {
  /// What became of a file.
  enum Outcome {
    case imported(ImportReport)
    /// The same content had been imported before, with the same options: the store is as it was before the file.
    case alreadyImported(ImportReport)

    var report: ImportReport {
      switch self {
      case .imported(let report), .alreadyImported(let report): report
      }
    }
  }

  /// How many bytes are read before the transaction ends: more are lost, unreported, where the machine stops.
  private static let capacity = 1 << 24

  private let database: Database
  private let rejects: RejectsFile?
  private let isStrict: Bool
  /// What becomes of an earlier content of the same file.
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

  /// Whether the transaction has as much as it should.
  var isFull: Bool { bytes >= Self.capacity }

  /// Imports the first file. It may be of any size, and has no savepoint, for which SQLite would copy each page that is
  /// changed into memory: unless this returns `.imported`, the transaction is to be rolled back.
  func addFirst(
    _ reader: FileReader, _ options: ReadOptions, progress: (_ done: Int, _ total: Int?) throws -> Void
  ) throws -> Outcome {
    try write(reader, options, progress: progress)
  }

  /// Imports a small file after others; where it throws, nothing of the file is kept, and no other may follow.
  func addNext(
    _ reader: FileReader, _ options: ReadOptions, progress: (_ done: Int, _ total: Int?) throws -> Void
  ) throws -> Outcome {
    var found: Outcome?
    try database.inSavepoint {
      let outcome = try write(reader, options, progress: progress)
      found = outcome
      if case .imported = outcome { return .commit }
      return .rollback
    }
    guard let found else { preconditionFailure("a savepoint that ends has run") }
    // The row ids that were given out are free again.
    if case .alreadyImported = found { accounts = try AccountNumbers(database) }
    return found
  }

  private func write(
    _ reader: FileReader, _ options: ReadOptions, progress: (_ done: Int, _ total: Int?) throws -> Void
  ) throws -> Outcome {
    let path = reader.path
    let lastAccount = try Int64.fetchOne(database, sql: "SELECT coalesce(max(account), 0) FROM account") ?? 0
    let grown = try GrownSource(of: reader, options, in: database)
    let number =
      try grown?.source.number
      ?? Int64.fetchOne(database, sql: "SELECT coalesce(max(source), 0) + 1 FROM source") ?? 1
    let versions =
      earlierVersions == .keep || grown != nil
      ? [] : try Source.versions(database, path: path, options: options.identity)
    let earlier = versions.isEmpty ? nil : try EarlierRows(of: versions, database)
    let session = try ImportSession(
      database, source: number, isGrowing: grown != nil, platform: reader.platform ?? "local", accounts: accounts)
    let hash = grown?.beginning.digest ?? SHA256Digest()
    var size = 0
    try reader.read(
      after: grown?.beginning,
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
    try rejects?.append(session.conflicts, of: path)
    if isStrict, let reject = session.conflicts.first { throw StrictError(path: path, reject: reject) }
    let folder = try SourcePlace.folder(of: database)
    let source = Source(
      number: number, path: SourcePlace.named(path, from: folder), format: reader.formatName, sha256: hash.finish(),
      rowsIn: ledger.rowsIn,
      kept: ledger.kept, duplicates: ledger.duplicates, ignored: ledger.ignored, rejected: ledger.rejected)
    if let known = try Source.imported(database, sha256: source.sha256, options: options.identity) {
      return .alreadyImported(ImportReport(path, alreadyImported: known, ignoredColumns: reader.ignoredColumns))
    }
    if let grown {
      try grown.source.grow(by: source, bytes: size, in: database)
    } else if ledger.rowsIn > ledger.rejected {
      try source.insert(
        into: database, options: options.identity, bytes: size, place: SourcePlace.kept(path, from: folder))
    } else {
      throw NothingReadError(
        path: path, format: reader.formatName, rejected: ledger.rejected, first: session.firstReject)
    }
    var left: EarlierRows.Outcome?
    if let earlier {
      // What a roster or a list of follows says is how things are now; what happened stays history.
      left = try earlier.settle(after: number, keeping: earlierVersions == .history && !session.hasRoster)
      accounts = try AccountNumbers(database)
    }
    if options.completeFollows { try source.declareFollowsComplete(database) }
    var notes = reader.notes + (grown.map { [$0.note(rows: ledger.rowsIn)] } ?? []) + session.notes
    if ledger.ignored > 0, ledger.ignored == ledger.rowsIn, !session.hasAccounts {
      notes.append("warning: none of its rows is kept; is it a \(reader.formatName) file, and the one that was meant?")
    }
    if let forgotten = try Suppression(in: database)?.apply(to: number, accountsAfter: lastAccount) {
      // The row ids that were given out are free again.
      accounts = try AccountNumbers(database)
      if forgotten > 0 { notes.append("\(forgotten) × accounts that were forgotten, and stay so") }
    }
    try rejects?.appendConflicts(in: database, of: number)
    let rosterNotes = try RosterMatching.refresh(database)
    let roster = session.hasRoster ? try RosterMatching.report(database, source: number) : nil
    return .imported(
      ImportReport(
        path: path, source: try Source.all(database, number: number) ?? source, ledger: ledger,
        wasAlreadyImported: false,
        roster: roster,
        ignoredColumns: reader.ignoredColumns,
        notes: notes
          + rosterNotes.filter { note in roster?.conflicts.contains(note) != true }.map { "roster: \($0)" },
        earlier: left,
        columns: reader.columns, postRows: session.postRows))
  }
}

/// A source whose file only grew since it was read, so that the rest of the file is enough.
private struct GrownSource {
  let source: Source
  let beginning: FileBeginning

  /// The source that a file was before it grew; nil where there is none, and where what follows may change what was made of
  /// the beginning.
  init?(of reader: FileReader, _ options: ReadOptions, in database: Database) throws {
    guard let size = reader.size else { return nil }
    let versions = try Row.fetchAll(
      database,
      sql: """
        SELECT source, sha256, bytes FROM source
          WHERE place = ? AND options = ? AND format = ? AND bytes < ? ORDER BY bytes DESC
        """,
      arguments: [
        SourcePlace.kept(reader.path, from: SourcePlace.folder(of: database)), options.identity, reader.formatName,
        size,
      ])
    for version in versions {
      let number: Int64 = version["source"]
      guard let beginning = try reader.beginning(of: version["bytes"], sha256: version["sha256"]) else { continue }
      // A repost of what the file had not yet said is known by the whole file alone.
      let waits = try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM ignored WHERE source = ? AND reason = ?)",
        arguments: [number, RepostRecord.ofUnknownAuthor])
      guard waits == false, let source = try Source.all(database, number: number) else { return nil }
      (self.source, self.beginning) = (source, beginning)
      return
    }
    return nil
  }

  /// What there is to say of it.
  /// - Parameter rows: how many rows follow.
  func note(rows: Int) -> String {
    "it only grew since source \(source.number) was read of it: the \(rows) rows after its first \(beginning.bytes) bytes are added "
      + "to that source"
  }
}

extension RejectsFile {
  /// Appends the rows that give way to those of another file where one of the two is `source`.
  fileprivate func appendConflicts(in database: Database, of source: Int64) throws {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT path, line, reason FROM (\(PostConflictRule.rejects)) AS conflict
          WHERE EXISTS (SELECT 1 FROM post_conflict WHERE post_conflict.source = conflict.source
            AND ? IN (post_conflict.source, post_conflict.other_source))
        """, arguments: [source])
    for row in rows { try append([Reject(line: row["line"], aboutIDs: row["reason"])], of: row["path"]) }
  }
}

extension ImportReport {
  /// A file that had been imported before, as `source`.
  fileprivate init(_ path: String, alreadyImported source: Source, ignoredColumns: [String]) {
    self.init(
      path: path, source: source, ledger: Ledger(), wasAlreadyImported: true, roster: nil,
      ignoredColumns: ignoredColumns)
  }

  /// That a file had been imported before, found without reading it; nil where it is to be read. A file of an archive was
  /// hashed when its archive was checked; another is hashed only where a source of its size is known.
  init?(ifAlreadyImported file: inout ImportFile, in database: Database) throws {
    let identity = file.options.identity
    if let member = file.member {
      guard let sha256 = member.sha256,
        let source = try Source.imported(database, sha256: sha256, options: identity)
      else { return nil }
      self.init(member.path, alreadyImported: source, ignoredColumns: [])
      return
    }
    let reader = try file.open()
    guard let size = reader.size,
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM source WHERE bytes = ? AND options = ?)",
        arguments: [size, identity]) == true,
      let source = try Source.imported(
        database, sha256: SHA256Digest.ofFile(at: reader.path), options: identity)
    else { return nil }
    self.init(reader.path, alreadyImported: source, ignoredColumns: reader.ignoredColumns)
  }
}
