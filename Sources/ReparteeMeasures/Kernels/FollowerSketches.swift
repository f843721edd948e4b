import ReparteeGraph

/// The followers of everybody, ready to be united: a person with few followers is read follower by follower, one with
/// many has a sketch, made once.
///
/// The trick: 1,024 followers are where both cost about the same, and where all sketches together take no more memory
/// than half of the follow graph they were made from.
struct FollowerSketches {
  /// From so many followers on a person has a sketch.
  static let fewestSketched = 1024
  /// The size of a packed sketch, in bytes.
  static let size = HyperLogLog.registerCount / 2

  private let followers: Adjacency.View
  /// Voice → what it does to a set.
  let entries: [UInt16]
  /// Voice → the number of its sketch, or `ScopedNetwork.none`.
  private let slots: [UInt32]
  private let packed: [UInt8]

  init(_ followers: Adjacency.View, entries: [UInt16]) {
    var slots = [UInt32](repeating: ScopedNetwork.none, count: entries.count)
    let many = entries.indices.map(UInt32.init).filter { followers[$0].count >= Self.fewestSketched }
    for (slot, voice) in many.enumerated() { slots[Int(voice)] = UInt32(slot) }
    self.followers = followers
    self.entries = entries
    self.slots = slots
    packed = [UInt8](unsafeUninitializedCapacity: many.count * Self.size) { packed, count in
      count = many.count * Self.size
      guard let packed = packed.baseAddress else { return }
      entries.withUnsafeBufferPointer { entries in
        Cores.forEach(count: many.count, state: { HyperLogLog.Registers() }) { registers, slot in
          registers.clear()
          registers.insert(followers[many[slot]], except: ScopedNetwork.none, entries: entries)
          registers.pack(into: packed + slot * Self.size)
        }
      }
    }
  }

  /// Adds the followers of `voice` to a set: all but `left`, as far as they are told apart. Says whether any is held.
  @inline(__always)
  @discardableResult
  func add(followersOf voice: UInt32, to registers: inout HyperLogLog.Registers, except left: UInt32) -> Bool {
    let list = followers[voice]
    if list.count < Self.fewestSketched {
      entries.withUnsafeBufferPointer { registers.insert(list, except: left, entries: $0) }
    } else {
      let place = Int(slots[Int(voice)]) * Self.size
      packed.withUnsafeBufferPointer { packed in
        if let packed = packed.baseAddress { registers.unite(packed + place) }
      }
    }
    return !list.isEmpty
  }
}
