import SocialGraph

/// One row as a mapping sees it: the texts that stand at a field's place.
protocol MappedRow {
  /// What stands there, unchanged; empty where nothing does.
  func texts(at place: MappedField.Place) throws(RowProblem) -> [String]
  /// A number that stands for the row: the same for the same cells.
  var fingerprint: UInt64? { get }
}

/// Makes records of rows as a mapping says.
///
/// One reads one block, since it keeps a clock for its times.
struct MappedRecords {
  let mapping: Mapping
  let clock: MappedClock?

  init(_ mapping: Mapping) {
    self.mapping = mapping
    clock =
      mapping.timePattern.map { MappedClock(pattern: $0, zone: mapping.zone) }
      ?? mapping.zone.map { MappedClock(zone: $0) }
  }

  /// Appends what `row` makes.
  func append(_ row: some MappedRow, to batch: inout RecordBatch) throws(RowProblem) {
    var platform: String?
    if let field = mapping.platform, !field.isConstant { platform = try text(field, "platform", row) }
    var found = RecordBatch.Platform(name: platform?.lowercased())
    for (index, record) in mapping.records.enumerated() where try holds(record.conditions, row) {
      let isRow = found.posts.isEmpty && found.interactions.isEmpty
      switch record.kind {
      case .posts: try appendPost(record, index, row, isRow: isRow, to: &found)
      case .interactions: try appendInteractions(record, row, isRow: isRow, to: &found)
      case .follows:
        found.follows.append(
          follower: try id(record, "follower", row), followed: try id(record, "followed", row))
      }
    }
    if found.posts.isEmpty, found.interactions.isEmpty, found.follows.count == 0 {
      batch.ignored["rows that the mapping leaves out", default: 0] += 1
      return
    }
    let place = batch.platform(named: found.name)
    batch.platforms[place].accounts += found.accounts
    batch.platforms[place].posts += found.posts
    batch.platforms[place].interactions += found.interactions
    for index in 0..<found.follows.count {
      batch.platforms[place].follows.append(
        follower: found.follows.followers[index], followed: found.follows.followed[index])
    }
  }

  private func holds(_ conditions: [MappedCondition], _ row: some MappedRow) throws(RowProblem) -> Bool {
    for condition in conditions {
      let found = try values(condition.field, condition.isNegated ? "unless" : "when", row)
      let isSo =
        condition.values.map { wanted in found.contains { wanted.contains($0.lowercased()) } } ?? !found.isEmpty
      if isSo == condition.isNegated { return false }
    }
    return true
  }

  private func appendPost(
    _ record: MappedRecord, _ index: Int, _ row: some MappedRow, isRow: Bool, to found: inout RecordBatch.Platform
  ) throws(RowProblem) {
    let id: ExternalID
    if record.fields["id"] != nil {
      id = try self.id(record, "id", row)
    } else if let fingerprint = row.fingerprint {
      id = .text("row-" + String(fingerprint, radix: 16) + (index == 0 ? "" : "-\(index + 1)"))
    } else {
      throw RowProblem("id: expected a field that holds it; the mapping names none")
    }
    let author = try optionalID(record, "author", row)
    var parent = try optionalID(record, "parent", row)
    if parent == id { parent = nil }
    let conversation = try optionalID(record, "conversation", row)
    let time = try self.time(record, row)
    var kind = parent == nil ? PostKind.post : .reply
    if let text = try text(record.fields["kind"], "kind", row) {
      kind = try word(text, "kind", PostKind.self)
      // Where nothing is answered, it is no answer.
      if parent == nil, conversation == nil || conversation == id, kind == .reply || kind == .comment { kind = .post }
    }
    found.posts.append(
      PostRecord(
        id: id, author: author, parent: parent, parentAuthor: try optionalID(record, "parent_author", row),
        conversation: conversation, time: time, kind: kind,
        channel: try text(record.fields["channel"], "channel", row), isRow: isRow))
    guard let author else { return }
    let handle = try text(record.fields["handle"], "handle", row).map { String($0.drop { $0 == "@" }) }
    let account = AccountRecord(
      id: author, handle: handle?.isEmpty == false ? handle : nil, name: try text(record.fields["name"], "name", row),
      followers: try number(record, "followers", row), seen: time)
    if account.handle != nil || account.name != nil || account.followers != nil { found.accounts.append(account) }
    guard let field = record.fields["mentions"] else { return }
    for mentioned in try values(field, "mentions", row) where ExternalID(mentioned) != author {
      found.interactions.append(
        InteractionRecord(
          kind: .mention, actor: author, target: ExternalID(mentioned), time: time, post: id, isRow: false))
    }
  }

  private func appendInteractions(
    _ record: MappedRecord, _ row: some MappedRow, isRow: Bool, to found: inout RecordBatch.Platform
  ) throws(RowProblem) {
    guard let text = try text(record.fields["kind"], "kind", row) else {
      throw RowProblem("kind: expected one of \(list(InteractionKind.self)), found an empty cell")
    }
    let kind = try word(text, "kind", InteractionKind.self)
    let actor = try id(record, "actor", row)
    let time = try self.time(record, row)
    let count = try number(record, "count", row)
    let post = try optionalID(record, "post", row)
    guard let field = record.fields["target"] else { return }
    let targets = try values(field, "target", row)
    if targets.isEmpty { throw RowProblem("target: expected an id, found an empty cell") }
    for (index, target) in targets.enumerated() {
      found.interactions.append(
        InteractionRecord(
          kind: kind, actor: actor, target: ExternalID(target), time: time, count: max(1, count ?? 1), post: post,
          isRow: isRow && index == 0))
    }
  }
}
