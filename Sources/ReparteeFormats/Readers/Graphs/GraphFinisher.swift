import ReparteeGraph

/// Says who the nodes of a graph in XML are, block after block in the file's order: nodes come before the edges that need
/// them, or the edges wait.
///
/// - A node's id is an account's id where it means something outside the file, after the rule of ``WrittenID``.
/// - Ids that programs count from the start in each file (`n0`, a SUID) are joined by name, as ``GraphNodes`` does it.
/// - A node that says its platform is an account there; what Repartee puts before the id to say so is taken off.
/// - Ends of edges that no node declares are read as they are, and counted.
///
/// Memory: an entry a node, and the edges whose ends are not declared so far.
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
  private var accounts: [ExternalID: Account] = [:]
  private var platforms: [String] = []
  private var pending: [InteractionRecord] = []
  private var pendingFollows: [(follower: ExternalID, followed: ExternalID)] = []
  private var damaged = 0

  init(identity: Identity, file: String) {
    self.identity = identity
    nodes = GraphNodes(file: file)
  }

  func take(_ batch: inout RecordBatch) {
    let notes = IDNotes()
    addNodes(&batch, notes)
    let (interactions, follows) = (batch.platforms[0].interactions, batch.platforms[0].follows)
    batch.platforms[0].interactions = []
    batch.platforms[0].follows = FollowColumns()
    for interaction in interactions where !append(interaction, to: &batch) { pending.append(interaction) }
    for index in 0..<follows.count {
      let (follower, followed) = (follows.followers[index], follows.followed[index])
      if !append(follower: follower, followed: followed, to: &batch) { pendingFollows.append((follower, followed)) }
    }
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
      _ = append(interaction, to: &batch)
    }
    for follow in pendingFollows {
      declare(follow.follower)
      declare(follow.followed)
      _ = append(follower: follow.follower, followed: follow.followed, to: &batch)
    }
    if let first = undeclared.min() {
      notes.add("ends of edges that are no declared node, such as \(first)", times: undeclared.count)
    }
    batch.take(notes)
    (pending, pendingFollows) = ([], [])
    return batch
  }

  private func addNodes(_ batch: inout RecordBatch, _ notes: IDNotes) {
    let (declared, records) = (batch.nodes, batch.platforms[0].accounts)
    batch.nodes = []
    batch.platforms[0].accounts = []
    if identity != .id {
      for record in records {
        let name = identity == .name ? record.name ?? record.handle : record.handle ?? record.name
        nodes.add(record.id, name: name, record)
      }
      batch.platforms[0].accounts = nodes.seal(notes)
      for (node, record) in zip(declared, records) {
        let id = nodes.account(of: record.id)
        accounts[record.id] = Account(platform: -1, id: id)
        if let id, let entry = node.roster(of: id) { batch.roster.append(entry) }
      }
      return
    }
    for (node, var record) in zip(declared, records) {
      let place = node.platform.map { platform(named: $0) } ?? -1
      var text = "\(node.id)"
      if let name = node.platform, text.hasPrefix(name + ":") { text = String(text.dropFirst(name.count + 1)) }
      let id = (try? notes.id(text, "id")) ?? nil
      accounts[node.id] = Account(platform: place, id: id)
      guard let id else {
        batch.rejects.append(
          Reject(
            line: max(1, batch.lines), reason: "id: expected an id, found “\(text.prefix(40))”, \(WrittenID.remedy)"))
        continue
      }
      record.id = id
      if record.name == "\(id)" { record.name = nil }
      batch.platforms[batch.platform(named: node.platform)].accounts.append(record)
      if let entry = node.roster(of: id) { batch.roster.append(entry) }
    }
  }

  private func platform(named name: String) -> Int {
    if let place = platforms.firstIndex(of: name) { return place }
    platforms.append(name)
    return platforms.count - 1
  }

  /// Appends an edge between the accounts of its nodes; false where one of them is not declared so far.
  private func append(_ interaction: InteractionRecord, to batch: inout RecordBatch) -> Bool {
    guard let actor = accounts[interaction.actor], let target = accounts[interaction.target] else { return false }
    guard let actorID = actor.id, let targetID = target.id else {
      reject(interaction.isRow, &batch)
      return true
    }
    var record = interaction
    (record.actor, record.target) = (actorID, targetID)
    batch.platforms[place(actor, target, &batch)].interactions.append(record)
    return true
  }

  /// The same of a follow.
  private func append(follower: ExternalID, followed: ExternalID, to batch: inout RecordBatch) -> Bool {
    guard let left = accounts[follower], let right = accounts[followed] else { return false }
    guard let from = left.id, let to = right.id else {
      reject(true, &batch)
      return true
    }
    batch.platforms[place(left, right, &batch)].follows.append(follower: from, followed: to)
    return true
  }

  private func place(_ actor: Account, _ target: Account, _ batch: inout RecordBatch) -> Int {
    let platform = actor.platform >= 0 ? actor.platform : target.platform
    return platform < 0 ? 0 : batch.platform(named: platforms[platform])
  }

  private func reject(_ isRow: Bool, _ batch: inout RecordBatch) {
    guard isRow else { return }
    batch.rejects.append(
      Reject(line: max(1, batch.lines), reason: "source or target: the node's id is \(WrittenID.remedy)"))
  }
}
