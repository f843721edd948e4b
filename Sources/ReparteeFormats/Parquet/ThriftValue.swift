/// A value of Thrift's compact protocol, in which Parquet writes what it says of itself.
///
/// In bounds: every length is compared with the bytes that are left before it is followed, and values are nested at most 16
/// deep. Reference: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.
enum ThriftValue {
  case boolean(Bool)
  case integer(Int64)
  case double(Double)
  case binary([UInt8])
  case list([ThriftValue])
  case structure([Int: ThriftValue])

  /// The field of a structure with that number.
  subscript(field: Int) -> ThriftValue? {
    if case .structure(let fields) = self { fields[field] } else { nil }
  }

  var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  var integer: Int? { if case .integer(let value) = self { Int(value) } else { nil } }
  var text: String? { if case .binary(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { nil } }
  var list: [ThriftValue] { if case .list(let values) = self { values } else { [] } }
  /// The number of its one field, of a union.
  var member: Int? { if case .structure(let fields) = self { fields.keys.first } else { nil } }

  /// Reads a structure from `place` on, which becomes the byte after it.
  init(structureIn bytes: Bytes, at place: inout Int) throws(ParquetFailure) {
    var reader = ThriftReader(bytes: bytes, place: place)
    self = try reader.structure(depth: 0)
    place = reader.place
  }
}

private struct ThriftReader {
  private static let deepest = 16

  let bytes: Bytes
  var place: Int

  mutating func structure(depth: Int) throws(ParquetFailure) -> ThriftValue {
    if depth > Self.deepest { throw .damage("values in it are nested too deep") }
    var fields: [Int: ThriftValue] = [:]
    var number = 0
    while true {
      let head = try byte()
      if head == 0 { return .structure(fields) }
      number = head >> 4 == 0 ? Int(Int16(truncatingIfNeeded: try zigzag())) : number + Int(head >> 4)
      let kind = head & 0xf
      fields[number] = kind <= 2 ? .boolean(kind == 1) : try value(kind, depth: depth + 1)
    }
  }

  private mutating func value(_ kind: UInt8, depth: Int) throws(ParquetFailure) -> ThriftValue {
    switch kind {
    case 1, 2: return .boolean(try byte() == 1)
    case 3: return .integer(Int64(Int8(bitPattern: try byte())))
    case 4, 5, 6: return .integer(try zigzag())
    case 7:
      let part = try part(8)
      return .double(Double(bitPattern: part.number(UInt64.self, at: 0)))
    case 8: return .binary(Array(try part(try count())))
    case 9, 10:
      let head = try byte()
      let count = head >> 4 == 15 ? try count() : Int(head >> 4)
      var values: [ThriftValue] = []
      // Each value has a byte at least.
      if count > bytes.count - place { throw .damage("a list in it is longer than the file") }
      for _ in 0..<count { values.append(try value(head & 0xf, depth: depth + 1)) }
      return .list(values)
    case 11:
      let count = try count()
      if count == 0 { return .list([]) }
      let kinds = try byte()
      if count > bytes.count - place { throw .damage("a map in it is longer than the file") }
      for _ in 0..<count {
        _ = try value(kinds >> 4, depth: depth + 1)
        _ = try value(kinds & 0xf, depth: depth + 1)
      }
      return .list([])
    case 12: return try structure(depth: depth + 1)
    default: throw .damage("a value in it is of the unknown kind \(kind)")
    }
  }

  private mutating func byte() throws(ParquetFailure) -> UInt8 {
    guard place < bytes.count else { throw .damage("it ends in the middle of a value") }
    defer { place += 1 }
    return bytes[place]
  }

  private mutating func part(_ count: Int) throws(ParquetFailure) -> Bytes {
    guard count <= bytes.count - place else { throw .damage("it ends in the middle of a value") }
    defer { place += count }
    return bytes.part(place, place + count)
  }

  private mutating func count() throws(ParquetFailure) -> Int {
    guard let count = Int(exactly: try varint()), count >= 0 else { throw .damage("a length in it is too large") }
    return count
  }

  private mutating func zigzag() throws(ParquetFailure) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private mutating func varint() throws(ParquetFailure) -> UInt64 {
    guard let value = bytes.varint(at: &place) else { throw .damage("it ends in the middle of a number") }
    return value
  }
}

extension Bytes {
  /// A number of seven bits a byte, the lowest first; nil where it does not end within ten bytes.
  func varint(at place: inout Int) -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard place < count else { return nil }
      let byte = self[place]
      place += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }
}

/// Writes Thrift's compact protocol.
struct ThriftWriter {
  private(set) var bytes: [UInt8] = []
  private var last = 0
  private var outer: [Int] = []

  mutating func integer(_ field: Int, _ value: Int, is32Bits: Bool = false) {
    head(field, is32Bits ? 5 : 6)
    zigzag(value)
  }

  mutating func boolean(_ field: Int, _ value: Bool) { head(field, value ? 1 : 2) }

  mutating func binary(_ field: Int, _ value: [UInt8]) {
    head(field, 8)
    text(value)
  }

  mutating func integers(_ field: Int, _ values: [Int]) {
    list(field, kind: 5, count: values.count)
    for value in values { zigzag(value) }
  }

  mutating func texts(_ field: Int, _ values: [String]) {
    list(field, kind: 8, count: values.count)
    for value in values { text(Array(value.utf8)) }
  }

  mutating func structure(_ field: Int, _ body: (inout ThriftWriter) -> Void) {
    head(field, 12)
    element(body)
  }

  mutating func structures<Element>(
    _ field: Int, _ values: [Element], _ body: (inout ThriftWriter, Element) -> Void
  ) {
    list(field, kind: 12, count: values.count)
    for value in values { element { body(&$0, value) } }
  }

  /// Ends the structure that is the whole.
  mutating func end() { bytes.append(0) }

  private mutating func element(_ body: (inout ThriftWriter) -> Void) {
    outer.append(last)
    last = 0
    body(&self)
    bytes.append(0)
    last = outer.removeLast()
  }

  private mutating func head(_ field: Int, _ kind: UInt8) {
    // Fields are written in the order of their numbers, none further than 15 from the one before.
    bytes.append(UInt8(field - last) << 4 | kind)
    last = field
  }

  private mutating func list(_ field: Int, kind: UInt8, count: Int) {
    head(field, 9)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | kind)
    } else {
      bytes.append(0xf0 | kind)
      bytes.append(varint: UInt64(count))
    }
  }

  private mutating func text(_ value: [UInt8]) {
    bytes.append(varint: UInt64(value.count))
    bytes += value
  }

  private mutating func zigzag(_ value: Int) {
    bytes.append(varint: UInt64(bitPattern: Int64(value << 1 ^ value >> 63)))
  }
}

extension [UInt8] {
  /// Appends a number of seven bits a byte, the lowest first.
  mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  /// Appends the bytes of a number, the lowest first.
  mutating func append<Number: FixedWidthInteger>(number: Number) {
    Swift.withUnsafeBytes(of: number.littleEndian) { self += $0 }
  }
}
