import Foundation
import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeStore

/// Imports files, and those of folders and archives, into a store, which is created where it is missing; a new store into
/// which nothing was imported is deleted again.
package struct ImportStep {
  /// One file and how to read it.
  package struct File: Sendable {
    /// Its path; `-` is standard input.
    package var path: String
    /// How the user says to read it.
    package var options: ReadOptions
    /// Whether only its folder or archive was named: then it is passed over where it is nothing that can be read.
    package var isFromFolder: Bool
    /// What names it in a job, perhaps with others; nil elsewhere.
    package var entry: String?
    /// The name of its format, where `check` detected it.
    package fileprivate(set) var format: String?
    /// The file of an archive that it is; `check` puts these in the place of archives.
    fileprivate var member: ArchiveMember?

    /// A file and how to read it.
    package init(path: String, options: ReadOptions = ReadOptions(), isFromFolder: Bool = false) {
      self.path = path
      self.options = options
      self.isFromFolder = isFromFolder
    }
  }

  /// What to import, in order.
  package var files: [File]
  /// The store's path.
  package var store: String
  /// Where rejected rows are written besides the store.
  package var rejects: String?
  /// Whether the first row that cannot be read ends the import.
  package var strict: Bool

  /// How long to wait for other programs that use the store.
  package var wait = StoreWait()

  /// What becomes of an earlier content of the same files.
  package var earlierVersions = EarlierVersions.keep

  /// Files of folders that are passed over, with the reason, as `check` found them; after `run` also those without a row.
  package private(set) var passedOver: [(path: String, reason: String)] = []

  /// Whether the import goes on without files that are missing or have no row: a job whose store holds something already.
  package var mayLackFiles = false

  /// Files that were named and are missing, or have no row, with the reason, where the import may lack them.
  package private(set) var absent: [(path: String, reason: String)] = []

  /// What there is to say of all files together, once they are imported.
  package private(set) var warnings: [String] = []

  /// The files as `check` opened them; nil before it.
  private var opened: [ImportFile]?
  /// How many files stay open between the check and the import; systems let a program open a few hundred.
  private static let openFiles = 64

  /// An import of these files.
  package init(files: [File], store: String, rejects: String? = nil, strict: Bool = false) {
    self.files = files
    self.store = store
    self.rejects = rejects
    self.strict = strict
  }

  /// The sources as which the store holds the checked files already; nil for those that an import would read.
  package mutating func held() throws -> [Source?] {
    if opened == nil { try check() }
    guard FileManager.default.fileExists(atPath: store) else { return files.map { _ in nil } }
    let target = try ConversationStore(path: store, access: .reading, wait: wait)
    var opened = opened ?? []
    return try opened.indices.map { try target.source(of: &opened[$0]) }
  }

  /// How far an import is.
  package struct Progress: Sendable {
    /// The file that is being read.
    package var path: String
    /// Its place among all, from 1.
    package var file: Int
    /// How many files there are.
    package var files: Int
    /// How many bytes are read, of this file and those before it.
    package var done: Int
    /// How many bytes all files have on disk; nil where one of them is a pipe.
    package var total: Int?
  }

  /// Imports one file after the other, each of them whole or not at all.
  /// - Parameters:
  ///   - progress: called with how far it is.
  ///   - report: called with what became of each file, once it is on the disk.
  /// - Throws: for the first file that cannot be read; those before it are stored, it and those after it are not.
  package mutating func run(
    progress: (Progress) throws -> Void = { _ in },
    report: (ImportReport) throws -> Void
  ) throws {
    if opened == nil { try check() }
    let target = try ConversationStore(
      path: store, access: .creating, wait: wait, measuring: { KeptResults.columns(of: $0) })
    do {
      var hasNew = false
      let rejects = try rejects.map { try RejectsFile(path: $0) }
      let sizes = files.map(\.size)
      // How many bytes come before each file; after a pipe of unknown length this is a guess.
      var before = [0]
      for size in sizes { before.append(before[before.count - 1] + (size ?? 0)) }
      let total = sizes.contains(nil) ? nil : before.last
      var empty: [(path: String, error: NothingReadError)] = []
      try target.importFiles(
        opened ?? [], rejects: rejects, strict: strict, earlierVersions: earlierVersions,
        progress: { place, done, _ in
          try progress(
            Progress(
              path: files[place].path, file: place + 1, files: files.count, done: before[place] + done, total: total))
        },
        passOver: { place, error in
          guard files[place].isFromFolder || mayLackFiles, !strict else { return false }
          if mayLackFiles { absent.append((files[place].path, "it has no row")) }
          empty.append((files[place].path, error))
          return true
        },
        report: {
          hasNew = hasNew || !$0.wasAlreadyImported
          try report($0)
        })
      if let first = empty.first, empty.count == files.count, !mayLackFiles { throw first.error }
      passedOver += empty.filter { entry in !absent.contains { $0.path == entry.path } }.map {
        ($0.path, $0.error.reasonToPassOver)
      }
      // Where every file was held already, an earlier file of rejects is that of these files.
      try rejects?.close(isKept: hasNew || !FileManager.default.fileExists(atPath: rejects?.path ?? ""))
      if hasNew, let warning = try target.followsThatMeetNobody() { warnings.append(warning) }
    } catch {
      target.discardIfNew()
      throw error
    }
  }

  /// Opens every file and detects its format, so that a bad one fails before anything is imported, and checks that the
  /// rejects overwrite no input. A pipe is opened when it is its turn. An archive becomes the files in it.
  /// - Throws: `FormatError` for the first file that cannot be read, `OutputError` for the rejects.
  package mutating func check() throws {
    let inputs = files.map(\.path)
    let keepsOpen = files.count <= Self.openFiles
    // Other threads know nothing of the task's limits.
    let limits = InputLimits.current
    let looks = Cores.map(count: files.count) { [files] place in
      InputLimits.$current.withValue(limits) { Candidates(files[place], keepsOpen: keepsOpen) }
    }
    var owners = ExportOwners()
    for look in looks { owners.add(look.owners) }
    let candidates = looks.flatMap(\.all).map { $0.with(owners) }
    var kept: [File] = []
    var opened: [ImportFile] = []
    for candidate in candidates {
      let file = candidate.file
      switch candidate.result {
      case .success(let found):
        kept.append(file)
        opened.append(found)
      case .failure(let error):
        if mayLackFiles, let reason = error.reasonOfAbsence {
          absent.append((file.path, reason))
          continue
        }
        guard file.isFromFolder, !strict, let reason = error.reasonToPassOver else { throw error }
        passedOver.append((file.path, reason))
      }
    }
    if opened.isEmpty, !mayLackFiles, let first = candidates.first { _ = try first.result.get() }
    files = kept
    self.opened = opened
    if let rejects { _ = try OutputFile(rejects, apartFrom: [store] + inputs) }
  }
}

/// What a name stands for: one file, or those of an archive.
private struct Candidates {
  /// A file, and what came of opening it.
  struct Candidate {
    var file: ImportStep.File
    var result: Result<ImportFile, FormatError>
    /// The format's name where the file is one of an archive and lacks nothing but its owner.
    var formatOfOwner: String?

    /// The same; read as the export's owner where a file needs one and another file says it.
    func with(_ owners: ExportOwners) -> Candidate {
      guard case .failure(.missingSetting(_, .owner, _)) = result, file.isFromFolder, file.options.owner == nil else {
        return self
      }
      var owned = self
      guard owners.name(in: &owned.file.options, of: file.path) else { return self }
      guard let member = file.member else { return Candidate(opening: owned.file, keepsOpen: false) }
      guard let formatOfOwner else { return self }
      owned.file.format = formatOfOwner
      owned.result = .success(ImportFile(member: member, options: owned.file.options))
      return owned
    }
  }

  private(set) var all: [Candidate] = []
  private(set) var owners = ExportOwners()

  init(_ file: ImportStep.File, keepsOpen: Bool) {
    let candidate = Candidate(opening: file, keepsOpen: keepsOpen)
    guard case .failure(.archive) = candidate.result else {
      if file.isFromFolder { owners.add(file.path) { Self.content(of: file.path) } }
      all = [candidate]
      return
    }
    do throws(FormatError) {
      let contents = try Archive.contents(of: file.path, options: file.options)
      owners = contents.owners
      all = contents.files.map { Candidate($0, like: file) }
      if all.isEmpty { throw .empty(path: file.path) }
    } catch {
      all = [Candidate(file: file, result: .failure(error))]
    }
  }

  /// The content of a file that says an owner.
  private static func content(of path: String) -> [UInt8]? {
    guard let data = FileManager.default.contents(atPath: path), data.count <= ExportOwners.largestFile else {
      return nil
    }
    return Array(data)
  }
}

extension Candidates.Candidate {
  /// Opens a file, and closes it again unless it is to stay open.
  init(opening file: ImportStep.File, keepsOpen: Bool) {
    self.file = file
    var opened = ImportFile(path: file.path, options: file.options)
    if file.isPipe {
      result = .success(opened)
      return
    }
    do throws(FormatError) {
      let reader = try opened.open()
      self.file.format = reader.formatName
      if !keepsOpen { reader.close() }
      result = .success(opened)
    } catch {
      result = .failure(error)
    }
  }

  /// A file of an archive whose format was detected, read as the archive's options say.
  init(_ content: Archive.Content, like archive: ImportStep.File) {
    file = ImportStep.File(path: content.member.path, options: archive.options, isFromFolder: true)
    file.entry = archive.entry
    file.member = content.member
    file.format = try? content.format.get()
    result = content.format.map { _ in ImportFile(member: content.member, options: archive.options) }
    formatOfOwner = content.formatOfOwner
  }
}

extension ImportStep.File {
  /// How many bytes it has on disk or in its archive; nil for a pipe.
  fileprivate var size: Int? {
    if let member { return member.size }
    var status = stat()
    return isPipe || stat(path, &status) != 0 ? nil : Int(status.st_size)
  }

  /// Whether it gives its bytes only once, so that it cannot be inspected before it is read.
  fileprivate var isPipe: Bool {
    if member != nil { return false }
    var status = stat()
    guard path != "-", stat(path, &status) == 0 else { return path == "-" }
    return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }
}

extension FormatError {
  /// Why a file is as good as not there, in a clause; nil for what is wrong with one that is.
  fileprivate var reasonOfAbsence: String? {
    switch self {
    case .missing: "it is not there"
    case .empty: "it is empty"
    default: nil
    }
  }
}
