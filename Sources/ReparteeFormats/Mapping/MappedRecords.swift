import ReparteeGraph

/// Makes records of rows as a mapping says.
///
/// One reads one block, since it keeps a clock for its times, and the memory in which a row's records gather.
final class MappedRecords {
  let plan: MappedPlan
  let clock: MappedClock
  /// What the current row makes, until it is known to be without mistake.
  private var found = RecordBatch.Platform(name: nil, text: [.hashtags, .domains])
  /// What is noticed of the block's rows.
  var notes: IDNotes
  /// Whether an author called 0 or -1 is nobody.
  private let zeroIsNobody: Bool

  init(_ plan: MappedPlan, zeroIsNobody: Bool = false) {
    self.plan = plan
    self.zeroIsNobody = zeroIsNobody
    notes = plan.notes
    clock = MappedClock(pattern: plan.mapping.timePattern, zone: plan.mapping.zone)
  }

  /// Appends what `row` makes.
  func append(_ row: some MappedRow, to batch: inout RecordBatch) throws(RowProblem) {
    found.removeAll()
    var hasAccount = false
    let platform = try plan.platform.flatMap { place throws(RowProblem) in try row.text(at: place) }
    for (index, record) in plan.records.enumerated() where try holds(record.conditions, row) {
      let isRow = found.posts.isEmpty && found.interactions.isEmpty
      switch record.kind {
      case .posts:
        guard let row = row as? MappedJSONRow else {
          try appendPost(record.fields, index, row, isRow: isRow)
          continue
        }
        // The elements of a list on the way to the id are posts each, and rows of their own.
        for element in row.rows(for: record.fields.id) {
          if !element.prefix.isEmpty, try !holds(record.conditions, element) { continue }
          try appendPost(record.fields, index, element, isRow: isRow || !element.prefix.isEmpty)
        }
      case .interactions: try appendInteractions(record.fields, row, isRow: isRow)
      case .follows:
        found.follows.append(
          follower: try requiredPerson(record.fields.follower, row),
          followed: try requiredPerson(record.fields.followed, row))
      case .accounts:
        let fields = record.fields
        let account = try requiredPerson(fields.id, row)
        found.accounts.append(
          AccountRecord(
            id: account, handle: try handle(fields.handle, row), name: try text(fields.name, row),
            followers: try followers(fields.followers, row), seen: try time(fields.time, row)))
        hasAccount = true
      }
    }
    if hasAccount, found.posts.isEmpty, found.interactions.isEmpty, found.follows.count == 0 {
      batch.ignored["accounts without a post, of which names and followers are kept", default: 0] += 1
      batch.platforms[batch.platform(named: platform.map(PlatformName.canonical))].take(found)
      return
    }
    if found.posts.isEmpty, found.interactions.isEmpty, found.follows.count == 0 {
      batch.ignored["rows that the mapping leaves out", default: 0] += 1
      return
    }
    let place = batch.platform(named: platform.map(PlatformName.canonical))
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
    let author = try person(fields.author, row)
    var parent = try optionalID(fields.parent, row)
    if parent == id { parent = nil }
    if fields.parent?.nulls == nil, let word = parent, WrittenID.isNoPost(word) {
      notes.add(WrittenID.noPostNote)
      parent = nil
    }
    let conversation = try optionalID(fields.conversation, row)
    let time = try self.time(fields.time, row)
    var kind = parent.map { !NobodyID.isOne($0) } == true ? PostKind.reply : .post
    if let text = try text(fields.kind, row) {
      kind = try choice(text, "kind", PostKind.self)
      // Where nothing is answered, it is no answer; a comment may be the first of a flat thread.
      if parent == nil, conversation == nil || conversation == id, kind == .reply { kind = .post }
    }
    found.posts.append(
      PostRecord(
        id: id, author: author, parent: parent, parentAuthor: try person(fields.parentAuthor, row),
        conversation: conversation, time: time, kind: kind,
        channel: try text(fields.channel, row), isRow: isRow))
    if let replies = try number(fields.replies, row), replies > 0 {
      found.replyCounts.append(ReplyCountRecord(post: id, replies: replies))
    }
    if let hashtags = fields.hashtags { for tag in try row.values(at: hashtags) { found.append(hashtag: tag, of: id) } }
    if let links = fields.links { for address in try row.values(at: links) { found.append(link: address, of: id) } }
    guard let author else { return }
    let account = AccountRecord(
      id: author, handle: try handle(fields.handle, row), name: try text(fields.name, row),
      followers: try followers(fields.followers, row), seen: time)
    if account.handle != nil || account.name != nil || account.followers != nil { found.accounts.append(account) }
    guard let mentions = fields.mentions else { return }
    for mentioned in try row.values(at: mentions, asIDs: notes) {
      guard let target = person(ExternalID(mentioned)), target != author else { continue }
      found.interactions.append(
        InteractionRecord(kind: .mention, actor: author, target: target, time: time, post: id, isRow: false))
    }
  }

  private func appendInteractions(
    _ fields: MappedPlan.Fields, _ row: some MappedRow, isRow: Bool
  ) throws(RowProblem) {
    guard let text = try text(fields.kind, row) else {
      throw RowProblem("kind: expected one of \(list(InteractionKind.self)), found an empty cell")
    }
    let kind = try choice(text, "kind", InteractionKind.self)
    let actor = try requiredPerson(fields.actor, row)
    let time = try self.time(fields.time, row)
    let count = try number(fields.count, row)
    let post = try optionalID(fields.post, row)
    guard let target = fields.target else { return }
    let written = try row.values(at: target, asIDs: notes).map { ExternalID($0) }
    let targets = written.compactMap { person($0) }
    if targets.isEmpty {
      throw RowProblem(
        "target: expected an account, found \(written.first.map { "“\($0)”, which stands for nobody" } ?? "an empty cell")"
      )
    }
    for (index, target) in targets.enumerated() {
      found.interactions.append(
        InteractionRecord(
          kind: kind, actor: actor, target: target, time: time, count: max(1, count ?? 1), post: post,
          isRow: isRow && index == 0))
    }
  }
}

extension MappedRecords {
  func text(_ place: MappedPlace?, _ row: some MappedRow) throws(RowProblem) -> String? {
    guard let place else { return nil }
    return try row.text(at: place)
  }

  func optionalID(_ place: MappedPlace?, _ row: some MappedRow) throws(RowProblem) -> ExternalID? {
    guard let place else { return nil }
    return try row.id(at: place, notes)
  }

  /// Who an id is; nil for nobody. An id that the mapping puts something before is to the letter.
  private func person(_ id: ExternalID) -> ExternalID? { notes.person(id, zeroIsNobody: zeroIsNobody) }

  /// The account at a place; nil where nobody is there.
  private func person(_ place: MappedPlace?, _ row: some MappedRow) throws(RowProblem) -> ExternalID? {
    try optionalID(place, row).flatMap { person($0) }
  }

  /// The account at a place that may not be empty.
  private func requiredPerson(_ place: MappedPlace?, _ row: some MappedRow) throws(RowProblem) -> ExternalID {
    let id = try id(place, row)
    if let person = person(id) { return person }
    throw RowProblem("\(place?.name ?? "id"): expected an account, found “\(id)”, which stands for nobody")
  }

  /// A handle, without the `@` that people put before it.
  func handle(_ place: MappedPlace?, _ row: some MappedRow) throws(RowProblem) -> String? {
    guard let handle = try text(place, row)?.drop(while: { $0 == "@" }), !handle.isEmpty else { return nil }
    return String(handle)
  }

  /// A count of followers; what is none costs the row nothing, and is noted.
  func followers(_ place: MappedPlace?, _ row: some MappedRow) throws(RowProblem) -> Int64? {
    guard let place, var text = try row.text(at: place) else { return nil }
    if let count = text.withUTF8({ WrittenCount.count($0, hasDecimalComma: row.hasDecimalComma) }) { return count }
    notes.add("values of “\(place.name)” that are no numbers, left out")
    return nil
  }

  func id(_ place: MappedPlace?, _ row: some MappedRow) throws(RowProblem) -> ExternalID {
    if let id = try optionalID(place, row) { return id }
    throw RowProblem("\(place?.name ?? "id"): expected an id, found an empty cell")
  }

  func number(_ place: MappedPlace?, _ row: some MappedRow) throws(RowProblem) -> Int64? {
    guard let place, var text = try row.text(at: place) else { return nil }
    if let whole = text.withUTF8({ WrittenCount.integer($0) }) { return whole }
    // Thousands are set apart in what people read, and whole numbers end in .0 where a tool took them for fractions.
    guard let found = WrittenCount.number(text, hasDecimalComma: row.hasDecimalComma),
      let number = Int64(exactly: found.rounded()), number >= 0
    else {
      throw RowProblem("\(place.name): expected a whole number from 0 on, found “\(text.prefix(40))”")
    }
    return number
  }

  func time(_ place: MappedPlace?, _ row: some MappedRow) throws(RowProblem) -> Timestamp? {
    guard let place else { return nil }
    if let bytes = row.plainBytes(at: place) {
      if bytes.isEmpty || place.nulls == nil && WrittenID.isNobody(bytes) { return nil }
      if let time = clock.time(bytes, form: place.timeForm) { return time }
    }
    guard var text = try row.text(at: place) else { return nil }
    if plan.mapping.timePattern == nil, text.withUTF8({ TimeForm.isNone($0) }) {
      notes.add(TimeForm.noneNote)
      return nil
    }
    if let time = text.withUTF8({ clock.time($0, form: place.timeForm) }) { return time }
    let expected = plan.mapping.timePattern.map { "a time such as “\($0)”" } ?? TimeText.expectation
    let remedy = plan.mapping.timePattern == nil ? text.withUTF8 { TimeForm.remedy(for: $0) } : ""
    throw RowProblem("time: expected \(expected), found “\(text.prefix(40))”\(remedy)")
  }

  func choice<Choice: RawRepresentable & CaseIterable>(
    _ text: String, _ name: String, _ type: Choice.Type
  ) throws(RowProblem) -> Choice where Choice.RawValue == String {
    if let choice = Choice(rawValue: text.lowercased()) { return choice }
    throw RowProblem(
      "\(name): expected one of \(list(type)), found “\(text.prefix(40))”; say what it means by “words” in the mapping")
  }

  func list<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) -> String where Choice.RawValue == String {
    Choice.allCases.map(\.rawValue).joined(separator: ", ")
  }
}
