import Formats
import Foundation
import Store

/// Imports files into a store, made where it is missing; a store that was made for nothing is taken away again.
public struct ImportStep {
  /// One file and how to read it.
  public struct File: Sendable {
    /// Its path; `-` is standard input.
    public var path: String
    /// What the user said about it.
    public var options: ReadOptions

    /// A file and how to read it.
    public init(path: String, options: ReadOptions = ReadOptions()) {
      self.path = path
      self.options = options
    }
  }

  /// What to import, in order.
  public var files: [File]
  /// The store's path.
  public var store: String
  /// Where rejected rows are written besides the store.
  public var rejects: String?
  /// Whether the first row that cannot be read ends the import.
  public var strict: Bool

  /// What becomes of an earlier content of the same files.
  public var earlierVersions = EarlierVersions.keep

  /// An import of these files.
  public init(files: [File], store: String, rejects: String? = nil, strict: Bool = false) {
    self.files = files
    self.store = store
    self.rejects = rejects
    self.strict = strict
  }

  /// Imports one file after the other, each in a transaction of its own.
  /// - Parameters:
  ///   - progress: told the file, and how many of its bytes are read of how many.
  ///   - report: told what became of each file.
  /// - Throws: for the first file that cannot be read; those before it are stored, it and those after it are not.
  public func run(
    progress: (_ path: String, _ done: Int, _ total: Int?) throws -> Void = { _, _, _ in },
    report: (ImportReport) throws -> Void
  ) throws {
    try check()
    let target = try ConversationStore(path: store, access: .creating)
    do {
      let rejects = try rejects.map { try RejectsFile(path: $0) }
      for file in files {
        try report(
          target.importFile(
            file.path, options: file.options, rejects: rejects, strict: strict, earlierVersions: earlierVersions
          ) {
            try progress(file.path, $0, $1)
          })
      }
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
  public func check() throws {
    for file in files where !file.isPipe { _ = try FileReader(path: file.path, options: file.options) }
    if let rejects { _ = try OutputFile(rejects, apartFrom: [store] + files.map(\.path)) }
  }
}

extension ImportStep.File {
  /// Whether it gives its bytes only once, so that nothing may look at it before it is read.
  fileprivate var isPipe: Bool {
    var status = stat()
    guard path != "-", stat(path, &status) == 0 else { return path == "-" }
    return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }
}
