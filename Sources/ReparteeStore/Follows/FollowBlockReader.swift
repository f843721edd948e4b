/// Reads the lists of a follow block one after the other; its layout is `FollowBlock`'s.
///
/// Every access is in bounds, though the bytes may be damaged: a place is compared with the block's end before it is read, and
/// the count and width of a list with what is left of the block. Damage ends the reading, with `isDamaged`.
struct FollowBlockReader {
  private let bytes: UnsafeRawBufferPointer
  private var place = 0
  private var followed: UInt64 = 0
  /// Whether the bytes are not a block.
  private(set) var isDamaged = false

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The header of a list, before its followers.
  struct Head {
    /// The followed account's row id.
    var followed: Int
    /// How many followers the list has.
    var count: Int
  }

  /// The next list's head, or nil at the block's end. `readFollowers` has to come before the next head.
  mutating func nextHead() -> Head? {
    guard place < bytes.count, !isDamaged else { return nil }
    let step = varint()
    followed += step
    let count = varint()
    guard !isDamaged, step > 0, count > 0, count <= UInt64(bytes.count), followed < UInt64(UInt32.max) else {
      isDamaged = true
      return nil
    }
    return Head(followed: Int(followed), count: Int(count))
  }

  /// Passes over the followers of the list whose head was read last; false where they reach beyond the block.
  mutating func skipFollowers(_ count: Int) -> Bool {
    guard place < bytes.count else { return false }
    let width = Int(bytes[place])
    place += 1
    _ = varint()
    guard (1...4).contains(width), !isDamaged, (count - 1) * width <= bytes.count - place else { return false }
    place += (count - 1) * width
    return true
  }

  /// Reads the followers' row ids of the list whose head was read last into `target`, ascending.
  mutating func readFollowers(into target: UnsafeMutableBufferPointer<UInt32>) {
    guard place < bytes.count else {
      isDamaged = true
      return
    }
    let width = Int(bytes[place])
    place += 1
    var follower = UInt32(truncatingIfNeeded: varint())
    guard (1...4).contains(width), !isDamaged, (target.count - 1) * width <= bytes.count - place else {
      isDamaged = true
      return
    }
    target[0] = follower
    switch width {
    case 1:
      for index in 1..<target.count {
        follower &+= UInt32(bytes[place])
        target[index] = follower
        place += 1
      }
    case 2:
      for index in 1..<target.count {
        follower &+= UInt32(bytes.loadUnaligned(fromByteOffset: place, as: UInt16.self).littleEndian)
        target[index] = follower
        place += 2
      }
    case 3:
      for index in 1..<target.count {
        let low = UInt32(bytes.loadUnaligned(fromByteOffset: place, as: UInt16.self).littleEndian)
        follower &+= low | UInt32(bytes[place + 2]) << 16
        target[index] = follower
        place += 3
      }
    default:
      for index in 1..<target.count {
        follower &+= bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self).littleEndian
        target[index] = follower
        place += 4
      }
    }
  }

  private mutating func varint() -> UInt64 {
    var (value, shift): (UInt64, UInt64) = (0, 0)
    while place < bytes.count, shift < 63 {
      let byte = bytes[place]
      place += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    isDamaged = true
    return value
  }
}
