import GRDB
import ReparteeFormats
import ReparteeGraph

/// Collects what one source says of acts that belong to no post, up to 30 bytes each and 8 where nothing is said but who acted
/// towards whom, and writes them as packed blocks, or as rows where they are few.
///
/// Who did something towards somebody at a moment did it once, however many rows say so. Acts of no known moment, or of a day
/// alone, are distinguished by nothing: another row is another act, as parallel edges are. A reply that also mentions its
/// target at the same moment is one act, the reply.
final class InteractionCollector {
  /// Some acts of one kind, which all have a time or have none, by numbers of accounts.
  private struct Part {
    var actors: [UInt32]
    var targets: [UInt32]
    var times: [Int64] = []
    /// Empty where each row stands for one act.
    var counts: [Int64] = []
    /// Empty where each is the subject of a row of the file.
    var areRows: [Bool] = []
  }

  /// What is collected of one platform; ids meet only within it.
  private final class Collected {
    var numbering = IDNumbering()
    var parts: [[Part]] = Array(repeating: [], count: InteractionCollector.listCount)
  }

  /// Kinds, each without times and with them.
  private static let listCount = InteractionKindCode.all.count * 2
  private var platforms: [(platform: Int64, collected: Collected)] = []
  private let database: Database
  private let source: Int64
  private let isGrowing: Bool
  private let accounts: AccountNumbers

  /// - Parameter isGrowing: whether the source is held already, and its interactions among what it holds.
  init(_ database: Database, source: Int64, isGrowing: Bool, accounts: AccountNumbers) {
    (self.database, self.source, self.isGrowing, self.accounts) = (database, source, isGrowing, accounts)
  }

  private func collected(of platform: Int64) -> Collected {
    if let known = platforms.first(where: { $0.platform == platform }) { return known.collected }
    let new = Collected()
    platforms.append((platform, new))
    return new
  }

  /// The place of the list of a kind.
  private static func list(_ kind: InteractionKind, isTimed: Bool) -> Int {
    Int(InteractionKindCode(kind).rawValue) * 2 + (isTimed ? 1 : 0)
  }

  // MARK: Taking

  /// Takes those of some records that belong to no post.
  func add(_ records: [InteractionRecord], platform: Int64) {
    var columns: [(actors: IDColumn, targets: IDColumn, part: Part)?] = Array(repeating: nil, count: Self.listCount)
    for record in records where record.post == nil {
      let list = Self.list(record.kind, isTimed: record.time != nil)
      if columns[list] == nil { columns[list] = (IDColumn(), IDColumn(), Part(actors: [], targets: [])) }
      columns[list]?.actors.append(record.actor)
      columns[list]?.targets.append(record.target)
      if let time = record.time { columns[list]?.part.times.append(time.milliseconds) }
      columns[list]?.part.counts.append(record.count)
      columns[list]?.part.areRows.append(record.isRow)
    }
    for (list, found) in columns.enumerated() {
      guard var found else { continue }
      if found.part.counts.allSatisfy({ $0 == 1 }) { found.part.counts = [] }
      if found.part.areRows.allSatisfy(\.self) { found.part.areRows = [] }
      add(found.part, list: list, found.actors, found.targets, platform: platform)
    }
  }

  /// Takes acts of which nothing is said but who acted towards whom.
  func add(_ edges: InteractionColumns, platform: Int64) {
    guard let kind = edges.kind, edges.count > 0 else { return }
    add(
      Part(actors: [], targets: []), list: Self.list(kind, isTimed: false), edges.actors, edges.targets,
      platform: platform)
  }

  private func add(_ part: Part, list: Int, _ actors: IDColumn, _ targets: IDColumn, platform: Int64) {
    let collected = collected(of: platform)
    var part = part
    for text in actors.texts + targets.texts { accounts.noteIfComposed(.text(text)) }
    part.actors = collected.numbering.number(actors)
    part.targets = collected.numbering.number(targets)
    collected.parts[list].append(part)
  }

  // MARK: Writing

  /// A row of a list that says more than who acted towards whom.
  private struct Item: BitwiseCopyable {
    var pair: UInt64
    var time: Int64
    /// Where it was among the list, with the highest bit where it is no row of the file.
    var place: UInt32
  }

  /// The acts of a list, each once, and how many rows of the file are new by each: empty where that is what `counts` says.
  private struct Distinct {
    var acts = ActList()
    var newRows: [UInt32] = []
    /// How many rows said nothing new.
    var known = 0
    /// How many acts of the list are not new, since another source has them.
    var isElsewhere: [Bool] = []

    var new: Int { newRows.isEmpty ? rows(0..<acts.count) : newRows.reduce(0) { $0 + Int($1) } }

    func rows(_ places: Range<Int>) -> Int {
      if !newRows.isEmpty { return places.reduce(0) { $0 + Int(newRows[$1]) } }
      return acts.counts.isEmpty ? places.count : places.reduce(0) { $0 + Int(acts.counts[$1]) }
    }
  }

  /// Writes everything, with the accounts that are new.
  /// - Returns: how many rows of the file were new, and how many said nothing new.
  /// - Complexity: O(n), and where other sources hold interactions, as much as it takes to look among those.
  func finish() throws -> (kept: Int, duplicates: Int) {
    guard !platforms.isEmpty else { return (0, 0) }
    let held = isGrowing ? try takeHeld() : []
    var lists = [ActList](repeating: ActList(), count: Self.listCount)
    var areRows = [[Bool]](repeating: [], count: Self.listCount)
    for (list, acts) in held.enumerated() where acts.count > 0 {
      lists[list] = acts
      areRows[list] = Array(repeating: false, count: acts.count)
    }
    var new: [(platform: Int64, accounts: [(id: ExternalID, number: Int64)])] = []
    for (platform, collected) in platforms {
      let ids = collected.numbering.sorted()
      let (numbers, areNew) = try accounts.reserve(ids.map(\.id), platform: platform)
      var rows = [UInt32](repeating: 0, count: ids.count)
      for (place, entry) in ids.enumerated() { rows[Int(entry.number)] = UInt32(truncatingIfNeeded: numbers[place]) }
      new.append((platform, ids.indices.filter { areNew[$0] }.map { (ids[$0].id, numbers[$0]) }))
      for list in 0..<Self.listCount {
        // Once for all parts: growing to the size of each would copy all before it again.
        let total = collected.parts[list].reduce(lists[list].count) { $0 + $1.actors.count }
        lists[list].pairs.reserveCapacity(total)
        for part in collected.parts[list] { Self.append(part, rows: rows, to: &lists[list], &areRows[list]) }
        collected.parts[list] = []
      }
    }
    platforms = []
    var failure: (any Error)?
    var distinct: [Distinct] = []
    Cores.forEach(count: 2) { task in
      if task == 0 {
        do {
          for (platform, accounts) in new { try self.accounts.add(accounts, platform: platform) }
        } catch { failure = error }
      } else {
        distinct = lists.indices.map { Self.distinct(&lists[$0], areRows: &areRows[$0]) }
      }
    }
    if let failure { throw failure }
    try findElsewhere(&distinct)
    let outcome = Self.outcome(&distinct)
    try write(distinct.map(\.acts))
    return outcome
  }

  private static func append(_ part: Part, rows: [UInt32], to list: inout ActList, _ areRows: inout [Bool]) {
    let (start, count) = (list.count, part.actors.count)
    // In bounds: numbers of accounts are those of the platform's numbering, which has a row id for each.
    rows.withUnsafeBufferPointer { rows in
      for place in 0..<count {
        list.pairs.append(ActList.pair(rows[Int(part.actors[place])], rows[Int(part.targets[place])]))
      }
    }
    if !part.times.isEmpty { list.times += part.times }
    if !part.counts.isEmpty || !list.counts.isEmpty {
      list.counts += repeatElement(1, count: start - list.counts.count)
      list.counts += part.counts.isEmpty ? Array(repeating: 1, count: count) : part.counts
    }
    if !part.areRows.isEmpty || !areRows.isEmpty {
      areRows += repeatElement(true, count: start - areRows.count)
      areRows += part.areRows.isEmpty ? Array(repeating: true, count: count) : part.areRows
    }
  }

  /// What the source holds already, taken out of the store, by lists.
  private func takeHeld() throws -> [ActList] {
    var lists = [ActList](repeating: ActList(), count: Self.listCount)
    func append(_ kind: Int64, _ actor: Int64, _ target: Int64, _ time: Int64, _ count: Int64) throws {
      guard InteractionKindCode(rawValue: kind) != nil else { throw DamagedRow() }
      let list = Int(kind) * 2 + (time == Schema.untimed ? 0 : 1)
      lists[list].pairs.append(ActList.pair(UInt32(truncatingIfNeeded: actor), UInt32(truncatingIfNeeded: target)))
      if time != Schema.untimed { lists[list].times.append(time) }
      lists[list].counts.append(count)
    }
    try InteractionBlock.forEach(in: database, where: "source = ?", source) { stored in
      try stored.block.forEachAct { try append($0.kind, $0.actor, $0.target, $0.time, $0.count) }
    }
    let rows = try BulkStatement(
      database, "SELECT kind, actor, target, time, count FROM interaction WHERE source = \(source) AND post = ''")
    try rows.forEachRow {
      try append(
        rows.integer(0) ?? 0, rows.integer(1) ?? 0, rows.integer(2) ?? 0, rows.integer(3) ?? 0, rows.integer(4) ?? 0)
    }
    try database.execute(
      sql: """
        DELETE FROM interaction_block WHERE source = \(source);
        DELETE FROM interaction WHERE source = \(source) AND post = ''
        """)
    return lists
  }

  /// The acts of a list in their order, each once; the list is empty afterwards.
  private static func distinct(_ list: inout ActList, areRows: inout [Bool]) -> Distinct {
    var result = Distinct()
    defer { (list, areRows) = (ActList(), []) }
    if list.times.isEmpty, list.counts.isEmpty, areRows.isEmpty {
      // Nothing but pairs: the same pair again is another act.
      RadixSort.sort(&list.pairs) { $0 }
      let pairs = list.pairs
      var repeated = false
      var previous: UInt64?
      for pair in pairs {
        if pair == previous {
          repeated = true
          break
        }
        previous = pair
      }
      if !repeated {
        result.acts.pairs = pairs
        return result
      }
      result.acts.pairs.reserveCapacity(pairs.count)
      result.acts.counts.reserveCapacity(pairs.count)
      for pair in pairs {
        if let last = result.acts.pairs.last, last == pair {
          result.acts.counts[result.acts.counts.count - 1] += 1
        } else {
          result.acts.pairs.append(pair)
          result.acts.counts.append(1)
        }
      }
      return result
    }
    let noRow: UInt32 = 1 << 31
    var items = list.pairs.indices.map { place in
      Item(
        pair: list.pairs[place], time: list.time(place),
        place: UInt32(truncatingIfNeeded: place) | (areRows.isEmpty || areRows[place] ? 0 : noRow))
    }
    RadixSort.sort(&items) { $0.pair }
    Self.sortWithinPairs(&items) { ($0.time, $0.place & ~noRow) }
    var start = 0
    let isTimed = !list.times.isEmpty
    while start < items.count {
      let first = items[start]
      var end = start + 1
      while end < items.count, items[end].pair == first.pair, items[end].time == first.time { end += 1 }
      func count(_ item: Item) -> Int64 { list.count(Int(item.place & ~noRow)) }
      let isAnyMoment = !isTimed || Timestamp(milliseconds: first.time).isDayAlone
      result.acts.pairs.append(first.pair)
      if isTimed { result.acts.times.append(first.time) }
      result.acts.counts.append(isAnyMoment ? items[start..<end].reduce(0) { $0 + count($1) } : count(first))
      var new: UInt32 = 0
      for (offset, item) in items[start..<end].enumerated() where item.place & noRow == 0 {
        if offset == 0 || isAnyMoment { new += 1 } else { result.known += 1 }
      }
      result.newRows.append(new)
      start = end
    }
    if result.acts.counts.allSatisfy({ $0 == 1 }) { result.acts.counts = [] }
    return result
  }

  /// Sorts what is in the order of pairs by more, where pairs are equal.
  private static func sortWithinPairs(_ items: inout [Item], by key: (Item) -> (Int64, UInt32)) {
    var start = 0
    while start < items.count {
      var end = start + 1
      while end < items.count, items[end].pair == items[start].pair { end += 1 }
      if end - start > 1 { items[start..<end].sort { key($0) < key($1) } }
      start = end
    }
  }

  /// Marks the acts that other sources hold.
  private func findElsewhere(_ lists: inout [Distinct]) throws {
    let isPacked =
      try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM interaction_block WHERE source <> \(source))")
    let areRows =
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM interaction WHERE source <> \(source) AND post = '')")
    guard isPacked == true || areRows == true else { return }
    for list in lists.indices where lists[list].acts.count > 0 {
      lists[list].isElsewhere = Array(repeating: false, count: lists[list].acts.count)
    }
    if isPacked == true {
      try InteractionBlock.forEach(in: database, where: "source <> ?", source) { stored in
        let block = stored.block
        let list = Int(clamping: block.kind) * 2 + (block.times.least == Schema.untimed ? 0 : 1)
        guard lists.indices.contains(list), lists[list].acts.count > 0 else { return }
        Self.mark(block, in: lists[list].acts, &lists[list].isElsewhere)
      }
    }
    guard areRows == true else { return }
    let find = try BulkStatement(
      database,
      """
      SELECT 1 FROM interaction WHERE kind = ?1 AND actor = ?2 AND target = ?3 AND time = ?4 AND post = ''
        AND source <> \(source) LIMIT 1
      """)
    for list in lists.indices {
      let acts = lists[list].acts
      find.bind(1, Int64(list / 2))
      for place in 0..<acts.count where !lists[list].isElsewhere[place] {
        find.bind(2, Int64(acts.pairs[place] >> 32))
        find.bind(3, Int64(acts.pairs[place] & 0xFFFF_FFFF))
        find.bind(4, acts.time(place))
        if try find.firstNumber() != nil { lists[list].isElsewhere[place] = true }
      }
    }
  }

  private static func mark(_ block: InteractionBlock, in acts: ActList, _ marks: inout [Bool]) {
    let first = UInt64(block.actors.least) << 32
    var place = acts.pairs.indices.partitioningIndex { acts.pairs[$0] >= first }
    guard place < acts.count, block.mayActBetween(UInt32(acts.pairs[place] >> 32), .max) else { return }
    let held = block.acts()
    let isTimed = !acts.times.isEmpty
    for row in 0..<block.rows {
      while place < acts.count,
        (acts.pairs[place], acts.time(place)) < (held.pairs[row], isTimed ? held.times[row] : Schema.untimed)
      { place += 1 }
      if place == acts.count { return }
      if acts.pairs[place] == held.pairs[row], !isTimed || acts.times[place] == held.times[row] { marks[place] = true }
    }
  }

  /// Takes out the mentions that repeat a reply, and counts the rows.
  private static func outcome(_ lists: inout [Distinct]) -> (kept: Int, duplicates: Int) {
    var (kept, duplicates) = (0, 0)
    for list in lists {
      duplicates += list.known
      if list.isElsewhere.isEmpty {
        kept += list.new
      } else {
        for place in 0..<list.acts.count {
          let rows = list.rows(place..<(place + 1))
          if list.isElsewhere[place] { duplicates += rows } else { kept += rows }
        }
      }
    }
    let (replies, mentions) = (list(.reply, isTimed: true), list(.mention, isTimed: true))
    var reply = 0
    let replied = lists[replies].acts
    var left = ActList()
    let all = lists[mentions]
    for place in 0..<all.acts.count {
      let key = (all.acts.pairs[place], all.acts.times[place])
      while reply < replied.count, (replied.pairs[reply], replied.times[reply]) < key { reply += 1 }
      if reply < replied.count, (replied.pairs[reply], replied.times[reply]) == key {
        if all.isElsewhere.isEmpty || !all.isElsewhere[place] { (kept, duplicates) = (kept - 1, duplicates + 1) }
        continue
      }
      left.pairs.append(key.0)
      left.times.append(key.1)
      left.counts.append(all.acts.count(place))
    }
    if left.count < all.acts.count { lists[mentions].acts = left }
    return (kept, duplicates)
  }

  private func write(_ lists: [ActList]) throws {
    let rows = lists.reduce(0) { $0 + $1.count }
    let canHold = lists.allSatisfy { list in
      (list.counts.isEmpty && list.times.isEmpty)
        || (0..<list.count).allSatisfy { InteractionBlock.canHold(time: list.time($0), count: list.count($0)) }
    }
    if rows >= InteractionBlock.leastRowsOfSource, canHold {
      let blocks = lists.enumerated().flatMap { InteractionBlock.encode($1, kind: Int64($0 / 2)) }
      return try InteractionBlock.insert(blocks, into: database, source: source, first: 0)
    }
    let insert = try BulkStatement(
      database,
      "INSERT INTO interaction (kind, actor, target, time, post, source, count) VALUES (?, ?, ?, ?, '', \(source), ?)")
    for (list, acts) in lists.enumerated() {
      insert.bind(1, Int64(list / 2))
      for place in 0..<acts.count {
        insert.bind(2, Int64(acts.pairs[place] >> 32))
        insert.bind(3, Int64(acts.pairs[place] & 0xFFFF_FFFF))
        insert.bind(4, acts.time(place))
        insert.bind(5, acts.count(place))
        try insert.run()
      }
    }
  }
}
