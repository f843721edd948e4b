import Foundation
import ReparteeGraph

@testable import ReparteeFormats

/// Everything that one reading of a file delivered, put together.
struct Reading: Equatable {
  var format = ""
  var platforms: [String?] = [nil]
  var accounts: [AccountRecord] = []
  var posts: [PostRecord] = []
  var interactions: [InteractionRecord] = []
  var hashtags: [HashtagRecord] = []
  var domains: [LinkDomainRecord] = []
  var reposts: [RepostRecord] = []
  var aliases: [PostAliasRecord] = []
  var replyCounts: [ReplyCountRecord] = []
  /// What was noticed, with how often; of the file as a whole 0 times.
  var notes: [String: Int] = [:]
  var postLines: [Int32] = []
  var follows: [Follow] = []
  var roster: [RosterRecord] = []
  var rejects: [Reject] = []
  var ignored: [String: Int] = [:]
  var ignoredColumns: [String] = []
  var lines = 0

  struct Follow: Equatable {
    var follower: ExternalID
    var followed: ExternalID
  }

  /// Rows in, by the invariant: kept and ignored and rejected.
  var rows: Int {
    reposts.count + posts.count { $0.isRow } + interactions.count { $0.isRow } + follows.count
      + roster.count { $0.isRow } + rejects.count
      + ignored.values.reduce(0, +)
  }

  /// Where this reading differs from another one, shortly: whole readings are too long to look at.
  func differences(from other: Reading) -> [String] {
    func rows<Element: Equatable>(_ name: String, _ left: [Element], _ right: [Element]) -> String? {
      if left == right { return nil }
      let place = zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }
      guard let place else { return "\(name): \(left.count) and not \(right.count)" }
      return "\(name) \(place.offset): \(place.element.0) and not \(place.element.1)"
    }
    return [
      rows("format", [format], [other.format]), rows("platforms", platforms, other.platforms),
      rows("accounts", accounts, other.accounts), rows("posts", posts, other.posts),
      rows("interactions", interactions, other.interactions), rows("hashtags", hashtags, other.hashtags),
      rows("domains", domains, other.domains),
      rows("follows", follows, other.follows),
      rows("roster", roster, other.roster), rows("rejects", rejects, other.rejects),
      rows("ignored", [ignored], [other.ignored]), rows("columns", ignoredColumns, other.ignoredColumns),
      rows("lines", [lines], [other.lines]),
    ].compactMap { $0 }
  }

  init(path: String, options: ReadOptions = ReadOptions(), limits: ReadLimits = ReadLimits()) throws {
    let reader = try FileReader(path: path, options: options, limits: limits)
    format = reader.formatName
    ignoredColumns = reader.ignoredColumns
    for note in reader.notes { notes[note] = 0 }
    let summary = try reader.read { batch in
      for platform in batch.platforms {
        if !platforms.contains(platform.name) { platforms.append(platform.name) }
        accounts += platform.accounts
        posts += platform.posts
        interactions += platform.interactions
        hashtags += platform.hashtags
        domains += platform.domains
        reposts += platform.reposts
        aliases += platform.aliases
        replyCounts += platform.replyCounts
        postLines += platform.postLines
        for index in 0..<platform.follows.count {
          follows.append(
            Follow(follower: platform.follows.followers[index], followed: platform.follows.followed[index]))
        }
      }
      roster += batch.roster
      rejects += batch.rejects
      ignored.merge(batch.ignored, uniquingKeysWith: +)
      notes.merge(batch.notes, uniquingKeysWith: +)
    }
    lines = summary.lines
  }

  /// Reads bytes as if they were a file.
  init(bytes: [UInt8], options: ReadOptions = ReadOptions(), limits: ReadLimits = ReadLimits()) throws {
    let file = try TemporaryFile(bytes)
    defer { file.remove() }
    try self.init(path: file.path, options: options, limits: limits)
  }

  /// Reads text as if it were a file.
  init(_ text: String, options: ReadOptions = ReadOptions(), limits: ReadLimits = ReadLimits()) throws {
    try self.init(bytes: Array(text.utf8), options: options, limits: limits)
  }
}

/// A file of a test's own.
struct TemporaryFile {
  let path: String
  private let folder: String

  init(_ bytes: [UInt8]) throws {
    // In a folder of its own, under a name that is always the same: ids that hold in one file only bear it.
    folder = NSTemporaryDirectory() + "formats-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = folder + "/file"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// The bytes, compressed by the system's gzip.
  static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let plain = try TemporaryFile(bytes)
    defer { plain.remove() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = ["-c", plain.path]
    let pipe = Foundation.Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Array(data)
  }
}

/// The error that reading `text` ends in, if any.
func failure(_ text: String, options: ReadOptions = ReadOptions()) -> FormatError? {
  do {
    _ = try Reading(text, options: options)
    return nil
  } catch {
    return error as? FormatError
  }
}
