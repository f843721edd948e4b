/// The text of one block of rows, in a buffer that is made once and filled again and again.
final class RowText: @unchecked Sendable {
  private let bytes: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private(set) var count = 0

  /// Room for `capacity` bytes; memory is taken only as it is written.
  init(capacity: Int) {
    self.capacity = capacity
    bytes = .allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  /// What was written.
  var written: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: bytes, count: count) }

  /// Forgets what was written.
  func clear() { count = 0 }

  /// Appends one byte.
  func append(_ byte: UInt8) {
    precondition(count < capacity, "a row is longer than its sheet said")
    bytes[count] = byte
    count += 1
  }

  /// Appends ASCII.
  func append(_ text: StaticString) {
    text.withUTF8Buffer { for byte in $0 { append(byte) } }
  }

  /// Appends a whole number from 0 on, in digits.
  func append(_ number: Int) {
    var digits = 1
    var limit: UInt64 = 10
    var rest = UInt64(number)
    while rest >= limit, digits < 19 {
      limit &*= 10
      digits += 1
    }
    precondition(count + digits <= capacity, "a row is longer than its sheet said")
    var index = count + digits
    count = index
    repeat {
      let quotient = rest / 10
      index -= 1
      bytes[index] = UInt8(truncatingIfNeeded: rest &- quotient &* 10) &+ UInt8(ascii: "0")
      rest = quotient
    } while rest > 0
  }
}
