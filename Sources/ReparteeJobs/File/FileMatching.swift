import ReparteeFormats
import ReparteeGraph

/// What files say of each other: whose ids meet, so that a list that does not name its platform finds it by those that do.
package struct FileMatching {
  private struct Enough: Error {}

  /// How many ids of a file are looked at.
  private static let limit = 50_000

  /// Accounts by platform, of the files that name theirs.
  private var accounts: [String: Set<ExternalID>] = [:]

  /// Nothing is known yet.
  package init() {}

  /// Whether some file names a platform.
  package var isEmpty: Bool { accounts.isEmpty }

  /// Takes in the accounts of a file, where it names their platform.
  package mutating func add(_ reader: FileReader) {
    for (platform, ids) in Self.accounts(of: reader) {
      if let platform = platform ?? reader.platform { accounts[platform, default: []].formUnion(ids) }
    }
  }

  /// The platform on which most of the ids of a file are that names none; nil where none is.
  package func platform(of reader: FileReader) -> String? {
    let ids = Self.accounts(of: reader)[nil] ?? []
    let found = accounts.map { (platform: $0.key, count: ids.count(where: $0.value.contains)) }.filter { $0.count > 0 }
    return found.max { ($0.count, $1.platform) < ($1.count, $0.platform) }?.platform
  }

  /// In a clause, where the ids of a file belong that names no platform.
  package func statement(about reader: FileReader) -> String {
    if let platform = platform(of: reader) { return Self.statement(of: platform) }
    return isEmpty ? "no file here names the platform of its ids" : Self.ofNone
  }

  /// In a clause, that the ids of a file are those of a platform.
  static func statement(of platform: String) -> String { "its ids are those of \(platform) in other files" }

  /// In a clause, that the ids of a file are those of no platform.
  static let ofNone = "its ids are in no other file that names a platform"

  /// The first accounts of a file, by the platform that its rows name.
  private static func accounts(of reader: FileReader) -> [String?: Set<ExternalID>] {
    var found: [String?: Set<ExternalID>] = [:]
    var count = 0
    _ = try? reader.read { batch in
      for records in batch.platforms {
        var ids: Set<ExternalID> = []
        ids.formUnion(records.accounts.lazy.map(\.id))
        ids.formUnion(records.posts.lazy.compactMap(\.author))
        for interaction in records.interactions {
          ids.insert(interaction.actor)
          ids.insert(interaction.target)
        }
        for edge in records.edges.records.prefix(limit) {
          ids.insert(edge.actor)
          ids.insert(edge.target)
        }
        for index in 0..<min(records.follows.count, limit) {
          ids.insert(records.follows.followers[index])
          ids.insert(records.follows.followed[index])
        }
        if !ids.isEmpty { found[records.name, default: []].formUnion(ids) }
        count += ids.count
      }
      if count > limit { throw Enough() }
    }
    return found
  }

  /// The included mapping that reads a file of no known format; nil where none does.
  package static func mapping(for path: String) -> String? {
    for name in ShippedMappings.names {
      guard let mapping = try? Mapping(named: name),
        let reader = try? FileReader(path: path, options: ReadOptions(mapping: mapping))
      else { continue }
      var (read, rejected) = (0, 0)
      _ = try? reader.read { batch in
        for records in batch.platforms {
          read += records.posts.count + records.interactions.count + records.edges.count + records.follows.count
        }
        rejected += batch.rejects.count
        if read + rejected > 1000 { throw Enough() }
      }
      // Columns that are counted fit many a sheet: the least that they have to do is to read every row, and no header.
      if mapping.hasHeader || mapping.reads != .sheet ? read > rejected : read > 0 && rejected == 0 { return name }
    }
    return nil
  }
}
