import Foundation
import ReparteeFormats
import ReparteeGraph
import ReparteeStore

/// Imports files into a store, made where it is missing; a store that was made for nothing is taken away again.
package struct ImportStep {
  /// One file and how to read it.
  package struct File: Sendable {
    /// Its path; `-` is standard input.
    package var path: String
    /// How the user says to read it.
    package var options: ReadOptions

    /// A file and how to read it.
    package init(path: String, options: ReadOptions = ReadOptions()) {
      self.path = path
      self.options = options
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
  package func run(
    progress: (Progress) throws -> Void = { _ in },
    report: (ImportReport) throws -> Void
  ) throws {
    try check()
    let target = try ConversationStore(path: store, access: .creating)
    do {
      let rejects = try rejects.map { try RejectsFile(path: $0) }
      let sizes = files.map(\.size)
      // How many bytes come before each file; after a pipe of unknown length this is a guess.
      var before = [0]
      for size in sizes { before.append(before[before.count - 1] + (size ?? 0)) }
      let total = sizes.contains(nil) ? nil : before.last
      try target.importFiles(
        files.map { ($0.path, $0.options) }, rejects: rejects, strict: strict, earlierVersions: earlierVersions,
        progress: { place, done, _ in
          try progress(
            Progress(
              path: files[place].path, file: place + 1, files: files.count, done: before[place] + done, total: total))
        }, report: report)
      try rejects?.close()
    } catch {
      target.discardIfNew()
      throw error
    }
  }

  /// Sees that every file is there and of a known format, and that the rejects go nowhere where they do harm.
  ///
  /// A pipe gives its bytes only once, so it is not looked at.
  /// - Throws: `FormatError` for the first file that cannot be read, `OutputError` for the rejects.
  package func check() throws {
    let mistakes = Cores.map(count: files.count) { place -> (any Error)? in
      let file = files[place]
      if file.isPipe { return nil }
      do { _ = try FileReader(path: file.path, options: file.options) } catch { return error }
      return nil
    }
    if let mistake = mistakes.lazy.compactMap({ $0 }).first { throw mistake }
    if let rejects { _ = try OutputFile(rejects, apartFrom: [store] + files.map(\.path)) }
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
