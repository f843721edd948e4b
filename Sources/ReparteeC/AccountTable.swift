import ReparteeGraph

/// Accounts by platform and id, each numbered when it is first named.
///
/// Ids are copied once an account, never once a row. Complexity: O(1) a look-up, by open addressing.
struct AccountTable {
  private(set) var ids: [ExternalID] = []
  private(set) var platforms: [UInt16] = []
  /// Below, the number of an account; above, the upper half of its hash. All ones mark an empty place.
  private var slots = [UInt64](repeating: .max, count: 1 << 10)
  private let seed = UInt64.random(in: .min ... .max)

  /// How many there are.
  var count: Int { ids.count }

  /// The number of an account, which is added where it is new; nil for no id.
  @inline(__always)
  mutating func number(of value: IDValue, platform: UInt16) -> UInt32? {
    if case .none = value { return nil }
    let hash = value.hash(platform: platform, seed: seed)
    let place = self.place(of: value, platform, hash)
    if slots[place] != .max { return UInt32(truncatingIfNeeded: slots[place]) }
    return add(value, platform, hash, at: place)
  }

  /// The number of an account that was added, or nil.
  func known(_ value: IDValue, platform: UInt16) -> UInt32? {
    if case .none = value { return nil }
    let slot = slots[place(of: value, platform, value.hash(platform: platform, seed: seed))]
    return slot == .max ? nil : UInt32(truncatingIfNeeded: slot)
  }

  @inline(__always)
  private func place(of value: IDValue, _ platform: UInt16, _ hash: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[place] != .max {
      let account = Int(UInt32(truncatingIfNeeded: slots[place]))
      if slots[place] >> 32 == hash >> 32, platforms[account] == platform, isEqual(ids[account], value) { return place }
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  private mutating func add(_ value: IDValue, _ platform: UInt16, _ hash: UInt64, at place: Int) -> UInt32? {
    guard let id = value.id else { return nil }
    let number = UInt32(ids.count)
    ids.append(id)
    platforms.append(platform)
    slots[place] = (hash >> 32) << 32 | UInt64(number)
    if ids.count * 3 > slots.count * 2 { grow() }
    return number
  }

  private mutating func grow() {
    slots = [UInt64](repeating: .max, count: slots.count * 2)
    for account in ids.indices {
      let hash = AccountTable.withValue(ids[account]) { $0.hash(platform: platforms[account], seed: seed) }
      var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[place] != .max { place = (place + 1) & (slots.count - 1) }
      slots[place] = (hash >> 32) << 32 | UInt64(account)
    }
  }

  @inline(__always)
  private func isEqual(_ id: ExternalID, _ value: IDValue) -> Bool {
    if case .number(let left) = id {
      if case .number(let right) = value { return left == right }
      return false
    }
    return AccountTable.withValue(id) { IDValue.areEqual($0, value) }
  }

  /// Calls `body` with an id as a value; texts live as long as the call.
  @inline(__always)
  static func withValue<Result>(_ id: ExternalID, _ body: (IDValue) -> Result) -> Result {
    switch id {
    case .number(let number): return body(.number(number))
    case .text(var text): return text.withUTF8 { body(.text($0)) }
    }
  }
}
