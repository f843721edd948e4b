import ReparteeGraph

/// Makes records of rows as a mapping says.
///
/// One reads one block, since it keeps a clock for its times, and the memory in which a row's records gather.
final class MappedRecords {
  let plan: MappedPlan
  let clock: MappedClock
  /// What the row at hand makes, until it is known to be without mistake.
  private var found = RecordBatch.Platform(name: nil)

  init(_ plan: MappedPlan) {
    self.plan = plan
    clock = MappedClock(pattern: plan.mapping.timePattern, zone: plan.mapping.zone)
  }

  /// Appends what `row` makes.
  func append(_ row: some MappedRow, to batch: inout RecordBatch) throws(RowProblem) {
    found.removeAll()
    let platform = try plan.platform.flatMap { place throws(RowProblem) in try row.text(at: place) }
    for (index, record) in plan.records.enumerated() where try holds(record.conditions, row) {
      let isRow = found.posts.isEmpty && found.interactions.isEmpty
      switch record.kind {
      case .posts: try appendPost(record.fields, index, row, isRow: isRow)
      case .interactions: try appendInteractions(record.fields, row, isRow: isRow)
      case .follows:
        found.follows.append(
          follower: try id(record.fields.follower, row), followed: try id(record.fields.followed, row))
      }
    }
    if found.posts.isEmpty, found.interactions.isEmpty, found.follows.count == 0 {
      batch.ignored["rows that the mapping leaves out", default: 0] += 1
      return
    }
    let place = batch.platform(named: platform?.lowercased())
    batch.platforms[place].take(found)
  }

  private func holds(_ conditions: [MappedPlan.Condition], _ row: some MappedRow) throws(RowProblem) -> Bool {
    for condition in conditions {
      let found = try row.values(at: condition.place)
      let isSo =
        condition.values.map { wanted in found.contains { wanted.contains($0.lowercased()) } } ?? !found.isEmpty
      if isSo == condition.isNegated { return false }
    }
    return true
  }

  private func appendPost(
    _ fields: MappedPlan.Fields, _ index: Int, _ row: some MappedRow, isRow: Bool
  ) throws(RowProblem) {
    let id: ExternalID
    if fields.id != nil {
      id = try self.id(fields.id, row)
    } else if let fingerprint = row.fingerprint {
      id = .text("row-" + String(fingerprint, radix: 16) + (index == 0 ? "" : "-\(index + 1)"))
    } else {
      throw RowProblem("id: expected a field that holds it; the mapping names none")
    }
    let author = try optionalID(fields.author, row)
    var parent = try optionalID(fields.parent, row)
    if parent == id { parent = nil }
    let conversation = try optionalID(fields.conversation, row)
    let time = try self.time(fields.time, row)
    var kind = parent == nil ? PostKind.post : .reply
    if let text = try text(fields.kind, row) {
      kind = try word(text, "kind", PostKind.self)
      // Where nothing is answered, it is no answer.
      if parent == nil, conversation == nil || conversation == id, kind == .reply || kind == .comment { kind = .post }
    }
    found.posts.append(
      PostRecord(
        id: id, author: author, parent: parent, parentAuthor: try optionalID(fields.parentAuthor, row),
        conversation: conversation, time: time, kind: kind,
        channel: try text(fields.channel, row), isRow: isRow))
    guard let author else { return }
    var handle = try text(fields.handle, row)
    if handle?.hasPrefix("@") == true { handle = handle.map { String($0.drop { $0 == "@" }) } }
    let account = AccountRecord(
      id: author, handle: handle?.isEmpty == false ? handle : nil, name: try text(fields.name, row),
      followers: try number(fields.followers, row), seen: time)
    if account.handle != nil || account.name != nil || account.followers != nil { found.accounts.append(account) }
    guard let mentions = fields.mentions else { return }
    for mentioned in try row.values(at: mentions) where ExternalID(mentioned) != author {
      found.interactions.append(
        InteractionRecord(
          kind: .mention, actor: author, target: ExternalID(mentioned), time: time, post: id, isRow: false))
    }
  }

  private func appendInteractions(
    _ fields: MappedPlan.Fields, _ row: some MappedRow, isRow: Bool
  ) throws(RowProblem) {
    guard let text = try text(fields.kind, row) else {
      throw RowProblem("kind: expected one of \(list(InteractionKind.self)), found an empty cell")
    }
    let kind = try word(text, "kind", InteractionKind.self)
    let actor = try id(fields.actor, row)
    let time = try self.time(fields.time, row)
    let count = try number(fields.count, row)
    let post = try optionalID(fields.post, row)
    guard let target = fields.target else { return }
    let targets = try row.values(at: target)
    if targets.isEmpty { throw RowProblem("target: expected an id, found an empty cell") }
    for (index, target) in targets.enumerated() {
      found.interactions.append(
        InteractionRecord(
          kind: kind, actor: actor, target: ExternalID(target), time: time, count: max(1, count ?? 1), post: post,
          isRow: isRow && index == 0))
    }
  }
}
