import GRDB
import ReparteeFormats
import ReparteeGraph

extension ConversationStore {
  /// The whole store as a network.
  /// - Parameters:
  ///   - quotes: what a quote with a parent is.
  ///   - window: which of the roster's dated roles hold; nothing else is left out.
  package func network(
    quotes: NetworkBuilder.QuoteRule = .newConversations, window: Window = .all
  ) throws -> SocialNetwork {
    try read { database in try network(quotes: quotes, window: window, from: database).network }
  }

  /// What the store keeps of results, with as much of the network as some voices need; nil where it keeps none that hold.
  /// - Parameter choose: as of `NetworkLoader.loadPart`.
  package func networkPart(
    choosing choose: (SocialNetwork, [[UInt32]]) throws -> [UInt32]?
  ) throws -> SocialNetwork? {
    try read { database in
      var loader = NetworkLoader(database)
      return try withSecondReader(of: database) { try loader.loadPart(with: $0, choosing: choose) }
    }
  }

  /// Keeps the network in the store, so that commands which read it need not put it together from rows; does nothing where
  /// what is kept still holds. It is to follow the last of some changes, and is a transaction of its own: where there is no
  /// room for it, or another command uses the store, nothing is kept, and whoever reads is slower.
  /// - Complexity: that of `network`, and of what the store was opened to measure.
  package func keepNetwork() throws {
    do {
      if try isInMemory || read(KeptNetwork.isCurrent) { return }
      try transaction(changing: .ofOthers) { database in
        var loader = NetworkLoader(database)
        let network = try withSecondReader(of: database) { try loader.loadToKeep(with: $0) }
        let isKept = try KeptNetwork.write(network, loader.accounts, loader.circumstances, in: database)
        if isKept, let results = measure?(network) { try KeptNetwork.write(results: results, in: database) }
        return .commit
      }
    } catch let error as StoreError {
      switch error {
      case .diskFull, .locked, .removed: return
      default: throw error
      }
    }
  }

  /// The whole store as a graph for other tools: voices, and what they did to each other, of every kind.
  package func exportedGraph() throws -> ExportedGraph {
    try read { database in
      let (network, interactions) = try network(quotes: .newConversations, window: .all, from: database)
      return ExportedGraph(
        network, others: [(.mention, try interactions.load(.mention)), (.quote, try interactions.load(.quote))],
        names: try names(of: network.voices, from: database))
    }
  }

  /// The latest names that sources give accounts with a handle, by voice.
  private func names(of voices: Voices, from database: Database) throws -> [Int: String] {
    var places: [String: [ExternalID: Int]] = [:]
    for voice in 0..<voices.count { places[voices.platforms[voice], default: [:]][voices.ids[voice]] = voice }
    let statement = try BulkStatement(
      database,
      """
      SELECT platform.name, account.id, account_record.name FROM account_record JOIN account USING (account)
        JOIN platform USING (platform) WHERE account_record.name IS NOT NULL ORDER BY name_seen, account_record.name DESC
      """)
    var names: [Int: String] = [:]
    try statement.forEachRow {
      guard let platform = statement.text(0), let id = statement.id(1), let voice = places[platform]?[id] else {
        return
      }
      names[voice] = statement.text(2)
    }
    return names
  }

  /// The network, and what reads more of what its voices did.
  private func network(
    quotes: NetworkBuilder.QuoteRule, window: Window, from database: Database
  ) throws -> (network: SocialNetwork, interactions: InteractionLoader) {
    var loader = NetworkLoader(database)
    let network = try withSecondReader(of: database) { other in
      try loader.load(quotes: quotes, window: window, with: other)
    }
    return (network, loader.interactions(from: database))
  }

  /// Calls `body` with another connection that sees what `database` sees, or with nil on one thread, or where a command
  /// waits to change the store and lets nobody else begin to read.
  private func withSecondReader<Result>(
    of database: Database, _ body: (Database?) throws -> Result
  ) throws -> Result {
    // From its first read on `database` lets nobody change the store, so that whoever reads meanwhile sees the same.
    _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM platform")
    var configuration = Configuration()
    configuration.readonly = true
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -65536") }
    guard Cores.threadCount > 1, !isInMemory, let queue = try? DatabaseQueue(path: path, configuration: configuration),
      isStillAtItsPath
    else { return try body(nil) }
    return try queue.read { other in
      let reads = (try? Int.fetchOne(other, sql: "SELECT count(*) FROM platform")) != nil
      return try body(reads ? other : nil)
    }
  }
}
