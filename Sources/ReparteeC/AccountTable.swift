import ReparteeGraph

/// Accounts by platform and id, each numbered when it is first named.
///
/// Ids are copied once an account, never once a row, one after another into one block of memory: a look-up reads the slot, the
/// place of the id, and the id. Complexity: O(1) a look-up, by open addressing.
struct AccountTable {
  private(set) var platforms: [UInt16] = []
  /// A number that is an id, or the complement of the place in `bytes` where a text begins: its length in four bytes, then it.
  private var codes: [Int64] = []
  private var bytes: [UInt8] = []
  /// Below, the number of an account; above, the upper half of its hash. All ones mark an empty place.
  private var slots = [UInt64](repeating: .max, count: 1 << 10)
  private let seed = UInt64.random(in: .min ... .max)

  /// How many there are.
  var count: Int { codes.count }

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

  /// The id of an account.
  func id(_ account: Int) -> ExternalID { withValue(account) { $0.id ?? .text("") } }

  /// All accounts in the order of platform and id.
  var order: [UInt32] {
    bytes.withUnsafeBytes { bytes in
      IDOrder.sorted(
        count: count, platform: { platforms[Int($0)] }, value: { AccountTable.value(codes[Int($0)], bytes) })
    }.map(\.item)
  }

  @inline(__always)
  private func withValue<Result>(_ account: Int, _ body: (IDValue) -> Result) -> Result {
    bytes.withUnsafeBytes { body(AccountTable.value(codes[account], $0)) }
  }

  /// In bounds: a code below zero is the place of a length and as many bytes, which were written together.
  @inline(__always)
  private static func value(_ code: Int64, _ bytes: UnsafeRawBufferPointer) -> IDValue {
    if code >= 0 { return .number(code) }
    let start = Int(~code)
    let length = Int(bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))
    guard let base = bytes.baseAddress else { return .none }
    return .text(
      UnsafeBufferPointer(start: (base + start + 4).assumingMemoryBound(to: UInt8.self), count: length))
  }

  @inline(__always)
  private func place(of value: IDValue, _ platform: UInt16, _ hash: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[place] != .max {
      let account = Int(UInt32(truncatingIfNeeded: slots[place]))
      if slots[place] >> 32 == hash >> 32, platforms[account] == platform,
        withValue(account, { IDValue.areEqual($0, value) })
      {
        return place
      }
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  private mutating func add(_ value: IDValue, _ platform: UInt16, _ hash: UInt64, at place: Int) -> UInt32 {
    let number = UInt32(codes.count)
    if case .number(let id) = value {
      codes.append(id)
    } else {
      codes.append(~Int64(bytes.count))
      value.withBytes { text in
        withUnsafeBytes(of: UInt32(text.count)) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: text)
      }
    }
    platforms.append(platform)
    slots[place] = (hash >> 32) << 32 | UInt64(number)
    if codes.count * 3 > slots.count * 2 { grow() }
    return number
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: .max, count: old.count * 2)
    for slot in old where slot != .max {
      let account = Int(UInt32(truncatingIfNeeded: slot))
      let hash = withValue(account) { $0.hash(platform: platforms[account], seed: seed) }
      var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[place] != .max { place = (place + 1) & (slots.count - 1) }
      slots[place] = slot
    }
  }
}
