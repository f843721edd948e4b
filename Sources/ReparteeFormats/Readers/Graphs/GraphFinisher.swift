import ReparteeGraph

/// Says who the nodes of a graph in XML are, block after block in the file's order: nodes come before the edges that need
/// them, or the edges wait.
///
/// - A node's id is an account's id where it means something outside the file, after the rule of ``WrittenID``.
/// - Ids that programs count from the start in each file (`n0`, a SUID) are joined by name, as ``GraphNodes`` does it.
/// - A node that says its platform is an account there; what Repartee puts before the id to say so is taken off.
/// - Ends of edges that no node declares are read as they are, and counted.
///
/// Memory: an entry a node, and the edges whose ends are not declared so far. What is known of nodes is kept until the first
/// edge comes, or the file ends.
final class GraphFinisher: BatchFinisher {
  /// How the ids of the nodes are to be taken.
  enum Identity: Sendable {
    /// They are the accounts'.
    case id
    /// They hold in the file only; a node is known by its name, or else its handle.
    case name
    /// The same, by its handle, or else its name.
    case handle
  }

  private struct Account {
    var platform: Int
    /// Nil for an id of which digits are lost.
    var id: ExternalID?
  }

  private let identity: Identity
  private var nodes: GraphNodes
  /// Nodes of which it is not yet said who they are.
  private var unsealed: [(id: ExternalID, node: GraphNodeRecord)] = []
  private var accounts = NodeTable<Account>()
  private var platforms: [String] = []
  private var pending: [InteractionRecord] = []
  private var pendingFollows: [(follower: ExternalID, followed: ExternalID)] = []

  init(identity: Identity, file: String) {
    self.identity = identity
    nodes = GraphNodes(file: file)
  }

  func take(_ batch: inout RecordBatch) {
    let notes = IDNotes()
    let (declared, records) = (batch.nodes, batch.platforms[0].accounts)
    batch.nodes = []
    batch.platforms[0].accounts = []
    if identity == .id {
      add(declared, records, to: &batch, notes)
    } else {
      add(declared, records)
      // All nodes before the first edge are known by then, so that a name is told from one that several share.
      let platform = batch.platforms[0]
      if !platform.interactions.isEmpty || platform.follows.count > 0 || !platform.posts.isEmpty {
        seal(&batch, notes)
      }
    }
    takeEdges(&batch)
    // Posts are loops of declared nodes, or of others.
    for index in batch.platforms[0].posts.indices {
      if let author = batch.platforms[0].posts[index].author, let account = accounts[author] {
        batch.platforms[0].posts[index].author = account.id
      }
    }
    batch.take(notes)
  }

  func finish() -> RecordBatch? {
    var batch = RecordBatch()
    let notes = IDNotes()
    seal(&batch, notes)
    var undeclared: Set<ExternalID> = []
    func declare(_ id: ExternalID) {
      guard accounts[id] == nil else { return }
      undeclared.insert(id)
      let account = identity == .id ? (try? notes.id("\(id)", "id")) ?? nil : nodes.ownID(id)
      accounts[id] = Account(platform: -1, id: account)
    }
    for interaction in pending {
      declare(interaction.actor)
      declare(interaction.target)
    }
    for follow in pendingFollows {
      declare(follow.follower)
      declare(follow.followed)
    }
    batch.platforms[0].interactions = pending
    for follow in pendingFollows {
      batch.platforms[0].follows.append(follower: follow.follower, followed: follow.followed)
    }
    (pending, pendingFollows) = ([], [])
    takeEdges(&batch)
    if let first = undeclared.min() {
      notes.add("ends of edges that are no declared node, such as \(first)", times: undeclared.count)
    }
    batch.take(notes)
    return batch
  }

  /// Adds nodes that are known by their names.
  private func add(_ declared: [GraphNodeRecord], _ records: [AccountRecord]) {
    for (node, record) in zip(declared, records) {
      let name = identity == .name ? record.name ?? record.handle : record.handle ?? record.name
      nodes.add(record.id, name: name, record)
      unsealed.append((record.id, node))
    }
  }

  /// Says who the nodes are that were added by their names.
  private func seal(_ batch: inout RecordBatch, _ notes: IDNotes) {
    if unsealed.isEmpty { return }
    batch.platforms[0].accounts += nodes.seal(notes)
    for (id, node) in unsealed {
      let account = nodes.account(of: id)
      accounts[id] = Account(platform: -1, id: account)
      if let account, let entry = node.roster(of: account) { batch.roster.append(entry) }
    }
    unsealed = []
  }

  /// Adds nodes whose ids are those of accounts.
  private func add(
    _ declared: [GraphNodeRecord], _ records: [AccountRecord], to batch: inout RecordBatch, _ notes: IDNotes
  ) {
    for (node, var record) in zip(declared, records) {
      let place = node.platform.map { platform(named: $0) } ?? -1
      var id: ExternalID? = node.id
      if case .text(var text) = node.id {
        if let name = node.platform, text.hasPrefix(name + ":") { text = String(text.dropFirst(name.count + 1)) }
        id = (try? notes.id(text, "id")) ?? nil
      }
      accounts[node.id] = Account(platform: place, id: id)
      guard let id else {
        batch.rejects.append(
          Reject(
            line: max(1, batch.lines),
            reason: "id: expected an id, found “\("\(node.id)".prefix(40))”, \(WrittenID.remedy)"))
        continue
      }
      record.id = id
      if let name = record.name, name == "\(id)" { record.name = nil }
      batch.platforms[batch.platform(named: node.platform)].accounts.append(record)
      if let entry = node.roster(of: id) { batch.roster.append(entry) }
    }
  }

  private func platform(named name: String) -> Int {
    if let place = platforms.firstIndex(of: name) { return place }
    platforms.append(name)
    return platforms.count - 1
  }

  /// Gives the edges of a batch the accounts of their nodes, in their order; those of nodes not declared so far wait.
  private func takeEdges(_ batch: inout RecordBatch) {
    let (interactions, follows) = (batch.platforms[0].interactions, batch.platforms[0].follows)
    batch.platforms[0].interactions = []
    batch.platforms[0].interactions.reserveCapacity(interactions.count)
    batch.platforms[0].follows = FollowColumns()
    for var interaction in interactions {
      guard let actor = accounts[interaction.actor], let target = accounts[interaction.target] else {
        pending.append(interaction)
        continue
      }
      guard let actorID = actor.id, let targetID = target.id else {
        if interaction.isRow { reject(&batch) }
        continue
      }
      (interaction.actor, interaction.target) = (actorID, targetID)
      batch.platforms[place(actor, target, &batch)].interactions.append(interaction)
    }
    for index in 0..<follows.count {
      let (from, to) = (follows.followers[index], follows.followed[index])
      guard let follower = accounts[from], let followed = accounts[to] else {
        pendingFollows.append((from, to))
        continue
      }
      guard let followerID = follower.id, let followedID = followed.id else {
        reject(&batch)
        continue
      }
      batch.platforms[place(follower, followed, &batch)].follows.append(follower: followerID, followed: followedID)
    }
  }

  private func place(_ actor: Account, _ target: Account, _ batch: inout RecordBatch) -> Int {
    let platform = actor.platform >= 0 ? actor.platform : target.platform
    return platform < 0 ? 0 : batch.platform(named: platforms[platform])
  }

  private func reject(_ batch: inout RecordBatch) {
    batch.rejects.append(
      Reject(line: max(1, batch.lines), reason: "source or target: the node's id is \(WrittenID.remedy)"))
  }
}
