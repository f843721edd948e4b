#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A column in the buffers of its Arrow layout, filled value by value. They go with this object, which every array that names
/// them keeps.
final class PackedColumn: @unchecked Sendable {
  /// The format of its schema; of text whose offsets take more than 32 bits that of large text.
  private(set) var format: String
  private(set) var rows = 0
  private(set) var nulls = 0
  /// Bit by bit; empty as long as nothing is null.
  private var validity: [UInt8] = []
  private var numbers: [Int64] = []
  private var decimals: [Double] = []
  private var offsets: [Int32] = []
  private var largeOffsets: [Int64] = []
  private var bytes: [UInt8] = []
  private let capacity: Int
  /// What stands for the values where all are null: pages of nothing, which take no memory until somebody writes to them.
  private var zeros: UnsafeMutableRawPointer?

  /// An empty column.
  /// - Parameters:
  ///   - format: `l`, `g`, `u` or `tsm:UTC`.
  ///   - capacity: how many values it will hold.
  init(format: String, capacity: Int) {
    (self.format, self.capacity) = (format, capacity)
    if format == "u" {
      offsets.reserveCapacity(capacity + 1)
      offsets.append(0)
    }
  }

  deinit { free(zeros) }

  /// A column of values that are there.
  convenience init(_ column: ArrowExport.Column) {
    switch column {
    case .integers(let values):
      self.init(format: "l", capacity: values.count)
      values.forEach { append($0) }
    case .decimals(let values):
      self.init(format: "g", capacity: values.count)
      values.forEach { append($0) }
    case .texts(let values):
      self.init(format: "u", capacity: values.count)
      values.forEach { append($0) }
    case .moments(let values):
      self.init(format: "tsm:UTC", capacity: values.count)
      values.forEach { append($0) }
    }
  }

  func append(_ value: Int64?) {
    append(value, to: &numbers, zero: 0)
    end(isNull: value == nil)
  }

  func append(_ value: Double?) {
    append(value, to: &decimals, zero: 0)
    end(isNull: value == nil)
  }

  /// Values are kept from the first one on that is there.
  private func append<Value>(_ value: Value?, to values: inout [Value], zero: Value) {
    if values.isEmpty {
      guard let value else { return }
      values.reserveCapacity(capacity)
      values.append(contentsOf: repeatElement(zero, count: rows))
      values.append(value)
    } else {
      values.append(value ?? zero)
    }
  }

  func append(_ value: String?) {
    if let value { bytes.append(contentsOf: value.utf8) }
    if format == "u", bytes.count > Int(Int32.max) {
      format = "U"
      largeOffsets = offsets.map(Int64.init)
      offsets = []
    }
    if format == "u" { offsets.append(Int32(bytes.count)) } else { largeOffsets.append(Int64(bytes.count)) }
    end(isNull: value == nil)
  }

  private func end(isNull: Bool) {
    if isNull, nulls == 0 {
      validity = [UInt8](repeating: .max, count: (rows + 7) / 8)
    }
    if isNull || nulls > 0 {
      if rows >> 3 == validity.count { validity.append(.max) }
      if isNull {
        validity[rows >> 3] &= ~(1 << UInt8(rows & 7))
        nulls += 1
      }
    }
    rows += 1
    // By then it shows how long texts are.
    if rows == 1024, format == "u" { bytes.reserveCapacity(bytes.count / 1000 * capacity) }
  }

  /// Says that all values are there.
  func finish() {
    if format != "u", format != "U", rows > 0, numbers.isEmpty, decimals.isEmpty { zeros = calloc(rows, 8) }
  }

  /// The buffers: validity, then values, and of text the bytes. Arrays do not move once nothing is added, and this object keeps
  /// them; of an empty one there is a place to point at.
  var pointers: [UnsafeRawPointer?] {
    func pointer<Element>(_ values: [Element]) -> UnsafeRawPointer? {
      values.withUnsafeBytes { $0.baseAddress } ?? UnsafeRawPointer(PackedColumn.nothing)
    }
    let first = nulls == 0 ? nil : pointer(validity)
    switch format {
    case "g": return [first, zeros.map { UnsafeRawPointer($0) } ?? pointer(decimals)]
    case "u": return [first, pointer(offsets), pointer(bytes)]
    case "U": return [first, pointer(largeOffsets), pointer(bytes)]
    default: return [first, zeros.map { UnsafeRawPointer($0) } ?? pointer(numbers)]
    }
  }

  nonisolated(unsafe) private static let nothing = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64)
}
