import Foundation
import ReparteeCore
import ReparteeFormats
import ReparteeStore

/// How far an import is.
public struct ImportProgress: Sendable, Equatable {
  /// How many bytes of the file are read, as they lie on disk.
  public let bytesRead: Int
  /// How many bytes the file has; nil where it is a pipe.
  public let bytesInAll: Int?
}

extension ReadOptions {
  /// What a file does not say itself, in the order in which it is asked for; nil leaves it to detection.
  /// - Parameters:
  ///   - format: the format's name, as `repartee formats` lists it.
  ///   - kind: what the rows of an edge list mean.
  ///   - platform: the platform of ids that the file does not place.
  ///   - columns: for each field (`actor`, `target`, `author`, …) the header of the column that holds it.
  public static func file(
    format: String? = nil, kind: EdgeKind? = nil, platform: String? = nil, columns: [String: String] = [:]
  ) -> ReadOptions {
    ReadOptions(format: format, kind: kind, platform: platform, columns: columns)
  }
}

extension ConversationStore {
  /// Imports one file, a roster included: all of it, or nothing. Importing it again changes nothing.
  ///
  /// It stops where the current task is cancelled, and leaves the store as it was.
  /// - Parameters:
  ///   - file: where it is.
  ///   - options: what it does not say itself.
  ///   - progress: called after each block; what it throws ends the import.
  /// - Returns: what became of its rows.
  /// - Throws: `FormatError` for the file, `StoreError` for the store, `CancellationError`.
  ///
  /// Complexity: linear in the file's size; memory is flat but for 8 bytes a follow and 12 an account.
  @discardableResult
  public func importFile(
    _ file: URL, options: ReadOptions = .file(), progress: (ImportProgress) throws -> Void = { _ in }
  ) throws -> ImportReport {
    try importFile(
      file.path, options: options,
      progress: { done, total in
        try Task.checkCancellation()
        try progress(ImportProgress(bytesRead: done, bytesInAll: total))
      })
  }

  /// Imports the files of an archive (zip, tar, tar.gz …), each as a file of its own: all of it, or nothing. Those that cannot
  /// be read, such as pictures, are passed over.
  ///
  /// - Parameters:
  ///   - file: where the archive is.
  ///   - options: what its files do not say themselves.
  /// - Returns: what became of the rows of each file that was read, in the archive's order.
  /// - Throws: `FormatError` where the archive is damaged or none of its files can be read, `StoreError`.
  ///
  /// Complexity: linear in what the archive unpacks to.
  @discardableResult
  public func importArchive(_ file: URL, options: ReadOptions = .file()) throws -> [ImportReport] {
    let contents = try Archive.contents(of: file.path, options: options)
    var files: [ImportFile] = []
    for content in contents.files {
      var own = options
      let isOwned = content.formatOfOwner != nil && contents.owners.name(in: &own, of: content.member.path)
      if (try? content.format.get()) != nil || isOwned {
        files.append(ImportFile(member: content.member, options: own))
      }
    }
    guard !files.isEmpty else {
      if let first = contents.files.first { _ = try first.format.get() }
      throw FormatError.empty(path: file.path)
    }
    var reports: [ImportReport] = []
    try importFiles(files, passOver: { _, _ in true }, report: { reports.append($0) })
    return reports
  }

  /// Everything that the store holds, as a network.
  /// - Throws: `StoreError` where the store is damaged or in use.
  ///
  /// Complexity: O(posts + interactions + follows).
  public func network() throws -> SocialNetwork { try network(quotes: .newConversations, window: .all) }

  /// The network within the options' window, scored. Roles that the roster dates hold as they did in that window.
  /// - Throws: `StoreError` where the store is damaged or in use.
  public func scored(_ options: ScoringOptions = ScoringOptions()) throws -> ScoredNetwork {
    ScoredNetwork(try network(quotes: .newConversations, window: options.window), options: options)
  }
}
