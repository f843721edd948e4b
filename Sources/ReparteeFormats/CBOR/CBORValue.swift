import ReparteeGraph

/// A value of DAG-CBOR, the form in which repositories of the AT Protocol hold their records.
///
/// A value is a place in bytes that `init(_:)` has checked to their end, and it is valid only as long as they are. The
/// form is strict, so that a record is written in one way only: lengths are definite, numbers and lengths as short as they
/// can be, keys are texts in order of length and then of bytes, each there once; the only tag is 42, a link; fractions have
/// 64 bits. Lists and objects are at most 64 deep, and nothing is longer than the bytes that there are.
///
/// Every access is in bounds: the check of the whole record reads no byte before it has compared its place with the end, and
/// everything else follows lengths that it has checked. Reference: https://ipld.io/specs/codecs/dag-cbor/spec/.
struct CBORValue: RecordValue {
  /// What is wrong with a record.
  struct Failure: Error, Equatable {
    /// The byte of the record, from 0, at which it was found.
    let place: Int
    let reason: String
  }

  private let bytes: Bytes
  private let start: Int

  /// The record that `bytes` are from their first to their last.
  init(_ bytes: Bytes) throws(Failure) {
    var check = CBORCheck(bytes: bytes)
    try check.value(depth: 0)
    if check.place != bytes.count { throw Failure(place: check.place, reason: "expected the record's end, found more") }
    (self.bytes, start) = (bytes, 0)
  }

  private init(bytes: Bytes, start: Int) { (self.bytes, self.start) = (bytes, start) }

  private var kind: UInt8 { bytes[start] >> 5 }
  private var isNull: Bool { bytes[start] == 0xf6 }

  var utf8: Bytes? { kind == 3 ? content : nil }

  /// Bytes that are no text; nil for anything else.
  var data: Bytes? { kind == 2 ? content : nil }

  /// The bytes of a link, a CID; nil for anything else.
  var link: Bytes? {
    guard kind == 6 else { return nil }
    return CBORValue(bytes: bytes, start: head.next).content.dropFirst().rebased
  }

  /// A whole number that fits; nil for anything else.
  var integer: Int64? {
    switch kind {
    case 0: Int64(exactly: head.argument)
    case 1: Int64(exactly: head.argument).map { -1 - $0 }
    default: nil
    }
  }

  /// Whether it is `true`, or `false`; nil for anything else.
  var boolean: Bool? { bytes[start] == 0xf5 ? true : bytes[start] == 0xf4 ? false : nil }

  subscript(key: StaticString) -> CBORValue? {
    guard kind == 5 else { return nil }
    var place = head.next
    for _ in 0..<head.argument {
      let name = CBORValue(bytes: bytes, start: place)
      let value = CBORValue(bytes: bytes, start: name.end)
      let text = name.content
      if text.count == key.utf8CodeUnitCount, text.starts(with: key) { return value.isNull ? nil : value }
      place = value.end
    }
    return nil
  }

  func forEachElement(_ body: (CBORValue) -> Void) {
    guard kind == 4 else { return }
    var place = head.next
    for _ in 0..<head.argument {
      let element = CBORValue(bytes: bytes, start: place)
      body(element)
      place = element.end
    }
  }

  /// Of a value that was checked: its number or length, and the byte after that.
  private var head: (argument: UInt64, next: Int) {
    let information = bytes[start] & 0x1f
    if information < 24 { return (UInt64(information), start + 1) }
    let length = 1 << (Int(information) - 24)
    var argument: UInt64 = 0
    for place in (start + 1)...(start + length) { argument = argument << 8 | UInt64(bytes[place]) }
    return (argument, start + 1 + length)
  }

  /// Of a text or of bytes: what they hold.
  private var content: Bytes { bytes.part(head.next, head.next + Int(head.argument)) }

  /// The byte after the value.
  private var end: Int {
    let (argument, next) = head
    switch kind {
    case 2, 3: return next + Int(argument)
    case 4, 5:
      var place = next
      for _ in 0..<(kind == 4 ? argument : 2 * argument) { place = CBORValue(bytes: bytes, start: place).end }
      return place
    case 6: return CBORValue(bytes: bytes, start: next).end
    default: return next
    }
  }
}

/// Goes through a record once, from its first byte to its last.
private struct CBORCheck {
  private static let mostDepth = 64

  let bytes: Bytes
  private(set) var place = 0

  init(bytes: Bytes) { self.bytes = bytes }

  mutating func value(depth: Int) throws(CBORValue.Failure) {
    if depth > Self.mostDepth {
      throw failure("expected at most \(Self.mostDepth) lists and objects inside one another")
    }
    let start = place
    let (kind, argument) = try head()
    switch kind {
    case 0: break
    case 1: if argument > UInt64(Int64.max) { throw failure("expected a number of 64 bits", at: start) }
    case 2: try skip(argument, at: start)
    case 3:
      let first = place
      try skip(argument, at: start)
      if !bytes.part(first, place).isUTF8 { throw failure("expected a text in UTF-8", at: start) }
    case 4:
      // Each element has a byte at least.
      if argument > UInt64(bytes.count - place) { throw failure("the list is longer than the record", at: start) }
      for _ in 0..<argument { try value(depth: depth + 1) }
    case 5: try object(argument, depth: depth, at: start)
    case 6: try link(tag: argument, at: start)
    default: break
    }
  }

  private mutating func object(_ count: UInt64, depth: Int, at start: Int) throws(CBORValue.Failure) {
    if count > UInt64(bytes.count - place) / 2 { throw failure("the object is longer than the record", at: start) }
    var previous: Bytes?
    for _ in 0..<count {
      let keyStart = place
      let (kind, length) = try head()
      if kind != 3 { throw failure("expected a key that is a text", at: keyStart) }
      let first = place
      try skip(length, at: keyStart)
      let key = bytes.part(first, place)
      if let previous, !Self.precedes(previous, key) {
        throw failure("expected keys in order, each there once", at: keyStart)
      }
      previous = key
      try value(depth: depth + 1)
    }
  }

  private mutating func link(tag: UInt64, at start: Int) throws(CBORValue.Failure) {
    if tag != 42 { throw failure("expected no tag but 42, found \(tag)", at: start) }
    let (kind, length) = try head()
    if kind != 2 || length == 0 { throw failure("expected a link", at: start) }
    let first = place
    try skip(length, at: start)
    if bytes[first] != 0 { throw failure("expected a link that begins with 0", at: start) }
  }

  /// Reads what a value begins with: its kind, and its number or length.
  private mutating func head() throws(CBORValue.Failure) -> (kind: UInt8, argument: UInt64) {
    let start = place
    guard place < bytes.count else { throw failure("the record ends too early") }
    let (kind, information) = (bytes[place] >> 5, bytes[place] & 0x1f)
    place += 1
    if kind == 7 {
      switch information {
      case 20, 21, 22: return (kind, 0)
      case 27:
        try skip(8, at: start)
        return (kind, 0)
      default: throw failure("expected false, true, null or a fraction of 64 bits", at: start)
      }
    }
    if information < 24 { return (kind, UInt64(information)) }
    if information > 27 { throw failure("expected a definite length", at: start) }
    let length = 1 << (Int(information) - 24)
    guard bytes.count - place >= length else { throw failure("the record ends too early", at: start) }
    var argument: UInt64 = 0
    for _ in 0..<length {
      argument = argument << 8 | UInt64(bytes[place])
      place += 1
    }
    let least: UInt64 = length == 1 ? 24 : 1 << (UInt64(length) * 4)
    if argument < least { throw failure("expected numbers and lengths as short as they can be", at: start) }
    return (kind, argument)
  }

  private mutating func skip(_ length: UInt64, at start: Int) throws(CBORValue.Failure) {
    if length > UInt64(bytes.count - place) { throw failure("the record ends too early", at: start) }
    place += Int(length)
  }

  /// Whether a key comes before another: the shorter one, and of two as long the smaller one.
  private static func precedes(_ left: Bytes, _ right: Bytes) -> Bool {
    if left.count != right.count { return left.count < right.count }
    for index in 0..<left.count where left[index] != right[index] { return left[index] < right[index] }
    return false
  }

  private func failure(_ reason: String, at place: Int? = nil) -> CBORValue.Failure {
    CBORValue.Failure(place: place ?? self.place, reason: reason)
  }
}

extension Slice where Base == Bytes {
  /// The same bytes, counted from 0.
  fileprivate var rebased: Bytes { Bytes(rebasing: self) }
}
