/// Whose exports are, where one file of an export says it and others need it.
package struct ExportOwners {
  private struct Owner {
    /// What the paths of the files begin with that are its own, and end with.
    let (start, end): (String, String)
    let name: String
    var handle: String?
  }

  /// Files that say an owner are no larger.
  package static let largestFile = 1 << 19
  private var owners: [Owner] = []

  /// Nobody yet.
  package init() {}

  /// Takes in a file, whose content is asked for only where the path is of one that says an owner.
  package mutating func add(_ path: String, content: () -> [UInt8]?) {
    // A file at the top of an archive has a colon before its name.
    guard let name = path.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) else { return }
    var folder = String(path.dropLast(name.count))
    func text() -> String? { content().map { String(decoding: $0, as: UTF8.self) } }
    switch name {
    case "account.js":  // of X, beside its tweets
      guard let text = text(), text.contains("window.YTD.account"),
        let found = text.firstMatch(of: /"accountId"\s*:\s*"(\d+)"/)
      else { return }
      let handle = text.firstMatch(of: /"username"\s*:\s*"(\w+)"/).map { String($0.1) }
      owners.append(Owner(start: folder, end: ".js", name: String(found.1), handle: handle))
    case "personal_information.json":  // of Instagram, in a folder of its own
      guard let text = text(), text.contains("\"profile_user\""),
        let found = text.firstMatch(of: /"Username"\s*:\s*\{[^}]*"value"\s*:\s*"([^"\\]+)"/)
      else { return }
      while folder.hasSuffix("personal_information/") { folder.removeLast("personal_information/".count) }
      owners.append(Owner(start: folder, end: ".json", name: String(found.1)))
    case "channel.csv":  // of YouTube, in a folder of its own
      guard let text = text(), let found = text.firstMatch(of: /^\u{feff}?Channel ID,[^\n]*\n\s*(UC[\w-]+)/) else {
        return
      }
      if folder.hasSuffix("channels/") { folder.removeLast("channels/".count) }
      owners.append(Owner(start: folder, end: ".csv", name: String(found.1)))
    default: return
    }
  }

  /// Takes in what is known of other files.
  package mutating func add(_ other: ExportOwners) { owners += other.owners }

  /// Sets in the options of the file at `path` whose it is, unless they say so; returns whether they do then.
  package func name(in options: inout ReadOptions, of path: String) -> Bool {
    if options.owner != nil { return true }
    let fitting = owners.filter { path.hasPrefix($0.start) && path.hasSuffix($0.end) }
    guard let nearest = fitting.max(by: { $0.start.count < $1.start.count }) else { return false }
    (options.owner, options.ownerHandle) = (nearest.name, nearest.handle)
    return true
  }
}
