import Foundation
import ReparteeFormats
import ReparteeGraph
import ReparteeStore

/// Imports files into a store, which is created where it is missing; a new store into which nothing was imported is
/// deleted again.
package struct ImportStep {
  /// One file and how to read it.
  package struct File: Sendable {
    /// Its path; `-` is standard input.
    package var path: String
    /// How the user says to read it.
    package var options: ReadOptions
    /// Whether only its folder was named: then it is passed over where it is nothing that can be read.
    package var isFromFolder: Bool

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

  /// What becomes of an earlier content of the same files.
  package var earlierVersions = EarlierVersions.keep

  /// Files of folders that are passed over, with the reason, as `check` found them; after `run` also those without a row.
  package private(set) var passedOver: [(path: String, reason: String)] = []

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
    let target = try ConversationStore(path: store, access: .creating)
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
          guard files[place].isFromFolder, !strict else { return false }
          empty.append((files[place].path, error))
          return true
        },
        report: {
          hasNew = hasNew || !$0.wasAlreadyImported
          try report($0)
        })
      if let first = empty.first, empty.count == files.count { throw first.error }
      passedOver += empty.map { ($0.path, $0.error.reasonToPassOver) }
      try rejects?.close()
      if hasNew, let warning = try target.followsThatMeetNobody() { warnings.append(warning) }
    } catch {
      target.discardIfNew()
      throw error
    }
  }

  /// Opens every file and detects its format, so that a bad one fails before anything is imported, and checks that the
  /// rejects overwrite no input. A pipe is opened when it is its turn.
  /// - Throws: `FormatError` for the first file that cannot be read, `OutputError` for the rejects.
  package mutating func check() throws {
    let keepsOpen = files.count <= Self.openFiles
    ArchiveOwner.fill(in: &files)
    let results = Cores.map(count: files.count) { [files] place -> Result<ImportFile, FormatError> in
      var file = ImportFile(path: files[place].path, options: files[place].options)
      if files[place].isPipe { return .success(file) }
      do throws(FormatError) {
        let reader = try file.open()
        if !keepsOpen { reader.close() }
        return .success(file)
      } catch {
        return .failure(error)
      }
    }
    var kept: [File] = []
    var opened: [ImportFile] = []
    for (file, result) in zip(files, results) {
      switch result {
      case .success(let found):
        kept.append(file)
        opened.append(found)
      case .failure(let error):
        guard file.isFromFolder, !strict, let reason = error.reasonToPassOver else { throw error }
        passedOver.append((file.path, reason))
      }
    }
    if opened.isEmpty, let first = results.first { _ = try first.get() }
    files = kept
    self.opened = opened
    if let rejects { _ = try OutputFile(rejects, apartFrom: [store] + files.map(\.path)) }
  }
}

/// Whose an archive of X is: its own `account.js` says it, beside its tweets.
enum ArchiveOwner {
  /// Gives the files of folders that hold an `account.js` its account as owner, where none is given.
  static func fill(in files: inout [ImportStep.File]) {
    var owners: [String: String] = [:]
    for file in files where file.isFromFolder && file.path.hasSuffix("/account.js") {
      guard let data = FileManager.default.contents(atPath: file.path), data.count < 1 << 20 else { continue }
      let text = String(decoding: data, as: UTF8.self)
      guard text.contains("window.YTD.account"), let found = text.firstMatch(of: /"accountId"\s*:\s*"(\d+)"/) else {
        continue
      }
      owners[String(file.path.dropLast("account.js".count))] = String(found.1)
    }
    if owners.isEmpty { return }
    for index in files.indices where files[index].isFromFolder && files[index].options.owner == nil {
      let path = files[index].path
      let name = path.split(separator: "/").last ?? ""
      if path.hasSuffix(".js"), let owner = owners[String(path.dropLast(name.count))] {
        files[index].options.owner = owner
      }
    }
  }
}

extension ImportStep.File {
  /// How many bytes it has on disk; nil for a pipe.
  fileprivate var size: Int? {
    var status = stat()
    return isPipe || stat(path, &status) != 0 ? nil : Int(status.st_size)
  }

  /// Whether it gives its bytes only once, so that it cannot be inspected before it is read.
  fileprivate var isPipe: Bool {
    var status = stat()
    guard path != "-", stat(path, &status) == 0 else { return path == "-" }
    return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }
}
