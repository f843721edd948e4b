import ReparteeGraph

/// The rows of a table of posts in the order of platform and id, and the key of each post, of its parent and of its root.
///
/// Where all ids are whole numbers, they are keys themselves, and nothing is looked up. Else a post's key is its place in the
/// order of all ids that the table names: so ids of any length stay where they are, in the table, and every comparison of
/// ids comes out as it would with them. Memory: 4 bytes a row, and while it is made 24 (numbers) or 32 (others).
struct PostNumbers {
  /// The columns that hold ids of posts, and the platform of each row.
  struct Columns {
    var rows: Int
    var id: IDColumn
    var parent: IDColumn?
    var root: IDColumn?
    var platforms: PlatformColumn
  }

  /// The rows that have an id, in the order of platform and id; rows of one id are adjacent. Nil where rows stand so already.
  let order: [UInt32]?
  /// Rows without an id.
  let unnamed: Int
  /// Row → keys; nil where ids are keys.
  private let ranks: Ranks?
  private let columns: Columns

  private struct Ranks {
    /// Row, and after rows what only parents and roots name → its place in the order of ids, from 1.
    var ranks: [UInt32]
    var parents: [UInt32]
    var roots: [UInt32]
    /// The place of an id, less 1 → a row, or after rows what only parents and roots name.
    var names: [UInt32]
    /// Of those the row that names them, and from `rows` on that row as one that names it as its root.
    var missing: [UInt32]
  }

  private static let none = UInt32.max

  /// Complexity: O(n) for rows in id order, O(n log n) for others.
  init(_ columns: Columns, _ work: Work?) throws {
    self.columns = columns
    if try PostNumbers.areNumbers(columns) {
      ranks = nil
      (order, unnamed) = try PostNumbers.sorted(columns, work)
    } else {
      let (order, unnamed, ranks) = try PostNumbers.ranked(columns, work)
      (self.order, self.unnamed, self.ranks) = (order, unnamed, ranks)
    }
  }

  /// The id by which a row is added.
  func id(_ row: Int) -> ExternalID? {
    if let ranks { return ranks.ranks[row] == 0 ? nil : .number(Int64(ranks.ranks[row])) }
    return columns.id[row].id
  }

  /// The id by which its parent is named.
  func parent(_ row: Int) -> ExternalID? {
    if let ranks { return PostNumbers.reference(ranks.parents, row, ranks) }
    return PostNumbers.reference(columns.parent, row)
  }

  /// The id by which the root of its conversation is named.
  func root(_ row: Int) -> ExternalID? {
    if let ranks { return PostNumbers.reference(ranks.roots, row, ranks) }
    return PostNumbers.reference(columns.root, row)
  }

  private static func reference(_ column: IDColumn?, _ row: Int) -> ExternalID? {
    // -1 is no post here: none has it, or ids would not all be numbers.
    guard let column, case .number(let number) = column[row] else { return nil }
    return .number(number)
  }

  private static func reference(_ references: [UInt32], _ row: Int, _ ranks: Ranks) -> ExternalID? {
    guard !references.isEmpty, references[row] != none else { return nil }
    return .number(Int64(ranks.ranks[Int(references[row])]))
  }

  /// What shows the id of a key; nil where ids are keys. It keeps the table.
  func names(keeping table: ArrowTable) -> (@Sendable (Int64) -> ExternalID)? {
    guard let ranks else { return nil }
    let reader = Names(table: table, columns: columns, names: ranks.names, missing: ranks.missing)
    return { reader[$0] }
  }

  /// Reads ids from the table that holds them, which nobody changes.
  private struct Names: @unchecked Sendable {
    let table: ArrowTable
    let columns: Columns
    let names: [UInt32]
    let missing: [UInt32]

    subscript(key: Int64) -> ExternalID {
      guard key > 0, key <= names.count else { return .number(key) }
      return PostNumbers.value(names[Int(key) - 1], columns, missing).id ?? .number(key)
    }
  }

  /// The id of a row, or after rows that of what only parents and roots name.
  @inline(__always)
  private static func value(_ item: UInt32, _ columns: Columns, _ missing: [UInt32]) -> IDValue {
    if item < columns.rows { return columns.id[Int(item)] }
    let named = Int(missing[Int(item) - columns.rows])
    if named < columns.rows { return columns.parent?[named] ?? .none }
    return columns.root?[named - columns.rows] ?? .none
  }

  @inline(__always)
  private static func platform(_ item: UInt32, _ columns: Columns, _ missing: [UInt32]) -> UInt16 {
    if columns.platforms.isOne { return 0 }
    if item < columns.rows { return columns.platforms[Int(item)] }
    let named = Int(missing[Int(item) - columns.rows])
    return columns.platforms[named < columns.rows ? named : named - columns.rows]
  }
}

extension PostNumbers {
  /// Whether every id is a number from 0 on, -1 as a parent or root left out.
  private static func areNumbers(_ columns: Columns) throws -> Bool {
    struct NoNumber: Error {}
    func check(_ column: IDColumn, mayBeNobody: Bool) throws {
      try column.forEach { _, value in
        switch value {
        case .none, .number: return
        case .negative, .large, .text: if !mayBeNobody || !value.isNobody { throw NoNumber() }
        }
      }
    }
    do {
      try check(columns.id, mayBeNobody: false)
      if let parent = columns.parent { try check(parent, mayBeNobody: true) }
      if let root = columns.root { try check(root, mayBeNobody: true) }
      return true
    } catch is NoNumber { return false }
  }

  private static func sorted(_ columns: Columns, _ work: Work?) throws -> (order: [UInt32]?, unnamed: Int) {
    var unnamed = 0
    var isSorted = true
    var last: (platform: UInt16, key: Int64) = (0, -1)
    columns.id.forEach { row, value in
      guard case .number(let key) = value else {
        unnamed += 1
        return
      }
      let platform = columns.platforms[row]
      if (platform, key) <= last { isSorted = false }
      last = (platform, key)
    }
    if isSorted, unnamed == 0 { return (nil, 0) }
    var entries: [IDOrder.Entry] = []
    entries.reserveCapacity(columns.rows - unnamed)
    columns.id.forEach { row, value in
      if case .number(let key) = value { entries.append(IDOrder.Entry(key: UInt64(key), item: UInt32(row))) }
    }
    try work?.check()
    let platforms = columns.platforms
    if platforms.isOne {
      entries.sort { $0.key == $1.key ? $0.item < $1.item : $0.key < $1.key }
    } else {
      entries.sort {
        (platforms[Int($0.item)], $0.key, $0.item) < (platforms[Int($1.item)], $1.key, $1.item)
      }
    }
    return (entries.map(\.item), unnamed)
  }
}

extension PostNumbers {
  /// Finds what parents and roots name, and the order of all ids.
  private static func ranked(
    _ columns: Columns, _ work: Work?
  ) throws -> (order: [UInt32]?, unnamed: Int, ranks: Ranks) {
    let rows = columns.rows
    var missing: [UInt32] = []
    var unnamed = 0
    var parents = [UInt32](repeating: none, count: columns.parent == nil ? 0 : rows)
    var roots = [UInt32](repeating: none, count: columns.root == nil ? 0 : rows)
    var hasDuplicates = false
    do {
      var items = ItemTable(capacity: rows)
      try columns.id.forEach { row, value in
        if row & 0xFFFFF == 0 { try work?.check() }
        if case .none = value {
          unnamed += 1
          return
        }
        let found = items.find(value, platform: columns.platforms[row], or: UInt32(row)) {
          PostNumbers.item($0, columns, missing)
        }
        if found != UInt32(row) { hasDuplicates = true }
      }
      func resolve(_ column: IDColumn, _ references: inout [UInt32], offset: Int) throws {
        try column.forEach { row, value in
          if row & 0xFFFFF == 0 { try work?.check() }
          if case .none = value { return }
          let platform = columns.platforms[row]
          if value.isNobody {
            // A post where one has that id, and nothing where none has.
            references[row] = items.known(value, platform: platform) { PostNumbers.item($0, columns, missing) } ?? none
            if references[row] != none, references[row] >= rows { references[row] = none }
            return
          }
          let new = UInt32(rows + missing.count)
          let found = items.find(value, platform: platform, or: new) { PostNumbers.item($0, columns, missing) }
          if found == new { missing.append(UInt32(row + offset)) }
          references[row] = found
        }
      }
      if let parent = columns.parent { try resolve(parent, &parents, offset: 0) }
      if let root = columns.root { try resolve(root, &roots, offset: rows) }
    }
    try work?.check()
    let (order, names, ranks) = orderAndRanks(columns, missing, hasDuplicates: hasDuplicates)
    return (
      order, unnamed, Ranks(ranks: ranks, parents: parents, roots: roots, names: names, missing: missing)
    )
  }

  @inline(__always)
  private static func item(_ item: UInt32, _ columns: Columns, _ missing: [UInt32]) -> (IDValue, UInt16) {
    (value(item, columns, missing), platform(item, columns, missing))
  }

  /// The rows in order, and the place of each item among the ids.
  private static func orderAndRanks(
    _ columns: Columns, _ missing: [UInt32], hasDuplicates: Bool
  ) -> (order: [UInt32]?, names: [UInt32], ranks: [UInt32]) {
    let total = columns.rows + missing.count
    let isOnePlatform = columns.platforms.isOne
    let entries = IDOrder.sorted(
      count: total, platform: isOnePlatform ? nil : { platform($0, columns, missing) },
      value: { value($0, columns, missing) })
    var order: [UInt32] = []
    order.reserveCapacity(columns.rows)
    var names: [UInt32] = []
    names.reserveCapacity(entries.count)
    var ranks = [UInt32](repeating: 0, count: total)
    for place in entries.indices {
      let item = entries[place].item
      let isNew =
        !hasDuplicates || place == 0 || entries[place].key != entries[place - 1].key
        || platform(item, columns, missing) != platform(entries[place - 1].item, columns, missing)
        || !IDValue.areEqual(
          value(item, columns, missing), value(entries[place - 1].item, columns, missing))
      if isNew { names.append(item) }
      ranks[Int(item)] = UInt32(names.count)
      if item < columns.rows { order.append(item) }
    }
    return (order, names, ranks)
  }
}

/// Finds the first item of an id. In bounds: slots are as many as a power of two, and one at least is empty.
private struct ItemTable {
  private var slots: [UInt64]
  private var count = 0
  private let seed = UInt64.random(in: .min ... .max)

  init(capacity: Int) {
    var size = 1 << 10
    while size * 2 < capacity * 3 { size *= 2 }
    slots = [UInt64](hugePages: size, repeating: .max)
  }

  /// The item that was added for an id, or `new`, which then is added.
  @inline(__always)
  mutating func find(
    _ value: IDValue, platform: UInt16, or new: UInt32, _ item: (UInt32) -> (IDValue, UInt16)
  ) -> UInt32 {
    let hash = value.hash(platform: platform, seed: seed)
    let place = place(of: value, platform, hash, item)
    if slots[place] != .max { return UInt32(truncatingIfNeeded: slots[place]) }
    slots[place] = (hash >> 32) << 32 | UInt64(new)
    count += 1
    if count * 4 > slots.count * 3 { grow(item, adding: (value, platform, new)) }
    return new
  }

  /// The item that was added for an id, or nil.
  func known(_ value: IDValue, platform: UInt16, _ item: (UInt32) -> (IDValue, UInt16)) -> UInt32? {
    let slot = slots[place(of: value, platform, value.hash(platform: platform, seed: seed), item)]
    return slot == .max ? nil : UInt32(truncatingIfNeeded: slot)
  }

  @inline(__always)
  private func place(
    of value: IDValue, _ platform: UInt16, _ hash: UInt64, _ item: (UInt32) -> (IDValue, UInt16)
  ) -> Int {
    var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[place] != .max {
      if slots[place] >> 32 == hash >> 32 {
        let (other, its) = item(UInt32(truncatingIfNeeded: slots[place]))
        if its == platform, IDValue.areEqual(other, value) { return place }
      }
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  /// - Parameter added: the newest item, which `item` does not know yet.
  private mutating func grow(
    _ item: (UInt32) -> (IDValue, UInt16), adding added: (value: IDValue, platform: UInt16, number: UInt32)
  ) {
    let old = slots
    slots = [UInt64](hugePages: old.count * 2, repeating: .max)
    for slot in old where slot != .max {
      let number = UInt32(truncatingIfNeeded: slot)
      let (value, platform) = number == added.number ? (added.value, added.platform) : item(number)
      let hash = value.hash(platform: platform, seed: seed)
      var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[place] != .max { place = (place + 1) & (slots.count - 1) }
      slots[place] = slot
    }
  }
}
