/// The fields of one row: memory that serves row after row, without a check of ownership a field.
struct RowFields: ~Copyable {
  /// One field of a row, without its quotes.
  struct Field {
    var start: Int
    var end: Int
    /// Whether it holds doubled quotes or escapes.
    var isEscaped: Bool

    /// What stands in it, without blanks around it.
    @inline(__always)
    func trimmed(_ bytes: Bytes) -> Bytes { bytes.part(start, end).trimmed }
  }

  private var storage = UnsafeMutableBufferPointer<Field>.allocate(capacity: 64)
  private(set) var count = 0

  deinit { storage.deallocate() }

  /// The fields, until the next change.
  var all: UnsafeBufferPointer<Field> { UnsafeBufferPointer(rebasing: storage[..<count]) }

  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func append(_ field: Field) {
    if count == storage.count { grow() }
    storage[count] = field
    count += 1
  }

  private mutating func grow() {
    let larger = UnsafeMutableBufferPointer<Field>.allocate(capacity: 2 * storage.count)
    _ = larger.update(fromContentsOf: storage)
    storage.deallocate()
    storage = larger
  }
}
