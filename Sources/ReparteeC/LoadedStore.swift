import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeJobs
import ReparteeStore

/// A store that a network was loaded from. What it holds otherwise, such as hashtags, is read when it is asked for, as long as no
/// other program has changed it.
final class LoadedStore: Sendable {
  let store: ConversationStore
  private let quotes: NetworkBuilder.QuoteRule
  private let sources: [Source]
  private let state: Int
  /// What became of the rows of all its sources.
  let rowsRead: QualityLedger.Rows
  /// Whether the roster dates roles, so that the network of a window may differ.
  private let hasDatedRoles: Bool
  /// What became of the files that were imported to make it; of a store that was only opened, nothing.
  let imports: ImportLedger
  /// What files were called for the import that made the store, where its records call them otherwise.
  private let names: [String: String]

  /// Opens the store of these options, and loads its network.
  /// - Throws: `StoreError`, `Work.Stopped`.
  static func open(_ options: Options, _ work: Work?, imports: ImportLedger = ImportLedger()) throws -> LoadedNetwork {
    guard let path = options.text("store") else { throw TableError("store: expected the path of a store, found none.") }
    do {
      let store = try ConversationStore(
        path: path, access: .reading, wait: try options.wait(work), measuring: { KeptResults.columns(of: $0) })
      try work?.check()
      let loaded = try LoadedStore(store, quotes: options.quotes, imports: imports)
      let network = try store.network(quotes: loaded.quotes)
      try work?.reach(1)
      return LoadedNetwork(network, .store(loaded), quotes: loaded.quotes)
    } catch StoreError.locked(let path, let holder) {
      // A wait that somebody ended is no store in use.
      try work?.check()
      throw StoreError.locked(path: path, holder: holder)
    }
  }

  private init(_ store: ConversationStore, quotes: NetworkBuilder.QuoteRule, imports: ImportLedger) throws {
    (self.store, self.quotes, self.imports) = (store, quotes, imports)
    names = Dictionary(imports.reports.map { ($0.source.path, $0.path) }) { first, _ in first }
    state = try store.stateOfFile()
    sources = try store.sources()
    rowsRead = try QualityLedger.Rows(of: store)
    hasDatedRoles = try store.hasDatedRoles()
  }

  /// Makes sure that the store holds what the network was loaded from.
  /// - Throws: `StoreHasChanged`, `StoreError`.
  func check() throws { if try store.stateOfFile() != state { throw StoreHasChanged(path: store.path) } }

  /// The network of a window where that differs from the one that was loaded; nil where it does not.
  func network(in window: Window) throws -> SocialNetwork? {
    guard hasDatedRoles, window != .all else { return nil }
    try check()
    return try store.network(quotes: quotes, window: window)
  }

  /// Its sources, a row each.
  var sourceTable: ArrowExport {
    func counts(_ count: KeyPath<Source, Int>) -> ArrowExport.Column {
      .integers(sources.map { Int64($0[keyPath: count]) })
    }
    return ArrowExport([
      ("source", .integers(sources.map { Int64($0.number) })),
      ("path", .texts(sources.map { names[$0.path] ?? $0.path })),
      ("format", .texts(sources.map(\.format))), ("sha256", .texts(sources.map(\.sha256))),
      ("rows_in", counts(\.rowsIn)), ("kept", counts(\.kept)), ("duplicates", counts(\.duplicates)),
      ("ignored", counts(\.ignored)), ("rejected", counts(\.rejected)),
    ])
  }

  /// The rows that could not be read, as many as the store keeps.
  func rejectTable() throws -> ArrowExport {
    try check()
    let rejects = try store.rejects()
    return ArrowExport([
      ("path", .texts(rejects.map { names[$0.path] ?? $0.path })), ("line", .integers(rejects.map { Int64($0.line) })),
      ("reason", .texts(rejects.map(\.reason))),
    ])
  }
}

/// Another program has changed a store since its network was loaded.
struct StoreHasChanged: Error, CustomStringConvertible {
  let path: String

  var description: String { "\(path): the store has changed since it was read; read it again." }
}

extension Options {
  /// What a quote with a parent is.
  var quotes: NetworkBuilder.QuoteRule { isOn("quotes_as_replies") ? .asReplies : .newConversations }

  /// How long to wait for other programs that use a store; work that is stopped ends the wait.
  func wait(_ work: Work?) throws -> StoreWait {
    var wait = StoreWait(longest: .milliseconds(try number("wait", 0...1_000_000_000) ?? 60_000))
    if let work { wait.goesOn = { !work.isStopped } }
    return wait
  }
}
