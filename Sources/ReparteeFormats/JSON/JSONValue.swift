import ReparteeGraph

/// A value of a parsed JSON document: a place on simdjson's tape.
///
/// The tape is a flat array of 64-bit words: a letter for the kind in the top byte, and below it where the value's text
/// stands, or, for an object or array, the index after its end, so that a value is skipped in one step. A whole number
/// stays one: ids never pass through a `Double`. Looking up a key reads the object's keys from its start; of a key that
/// appears twice, the first one is found. A value is valid only until its parser is used again.
///
/// Every access is in bounds: indices and text offsets come from the tape itself, which simdjson closed with its end.
struct JSONValue {
  private let tape: UnsafePointer<UInt64>
  private let strings: UnsafePointer<UInt8>
  private let index: Int

  init(tape: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>, index: Int) {
    self.tape = tape
    self.strings = strings
    self.index = index
  }

  @inline(__always)
  private var tag: UInt8 { UInt8(truncatingIfNeeded: tape[index] >> 56) }

  var isObject: Bool { tag == UInt8(ascii: "{") }
  var isArray: Bool { tag == UInt8(ascii: "[") }
  var isNull: Bool { tag == UInt8(ascii: "n") }
  /// Whether it is `true`.
  var isTrue: Bool { tag == UInt8(ascii: "t") }

  /// Whether it is `true`, or `false`; nil for anything else.
  var boolean: Bool? { isTrue ? true : tag == UInt8(ascii: "f") ? false : nil }

  /// The bytes of a string, unescaped; nil for anything else.
  @inline(__always)
  var utf8: Bytes? { tag == Byte.quote ? JSONValue.string(strings, tape[index]) : nil }

  /// A string; nil for anything else.
  var string: String? { utf8.map { String(decoding: $0, as: UTF8.self) } }

  /// A whole number that fits, also where a program wrote it as 10.0, as long as such a number is exact; nil for anything
  /// else.
  var integer: Int64? {
    switch tag {
    case UInt8(ascii: "l"): Int64(bitPattern: tape[index + 1])
    case UInt8(ascii: "u"): Int64(exactly: tape[index + 1])
    case UInt8(ascii: "d"): exactInteger
    default: nil
    }
  }

  /// The whole number that a fraction is, below 2^53: above, several whole numbers are one fraction.
  private var exactInteger: Int64? {
    double.flatMap { $0.magnitude < 9_007_199_254_740_992 ? Int64(exactly: $0) : nil }
  }

  /// A number that is not whole as it is written; nil for anything else.
  var double: Double? { tag == UInt8(ascii: "d") ? Double(bitPattern: tape[index + 1]) : nil }

  /// A time: Unix seconds, whole or not, or milliseconds, a day of eight digits, or a text that is a time.
  var time: Timestamp? {
    if let utf8 { return TimeForm.eitherDay.read(utf8)?.time }
    if let integer { return TimeText.day(integer) ?? TimeText.unix(integer) }
    return tag == UInt8(ascii: "d") ? TimeText.parse(seconds: Double(bitPattern: tape[index + 1])) : nil
  }

  /// An id by the rule of ``WrittenID``: a text that is not empty and does not stand for nobody, or a whole number, also where
  /// a program wrote it as 10.0.
  ///
  /// An id of which digits are lost comes as one that is no account's and no post's (``DamagedID``), and the document
  /// remembers it: what reads rows rejects the records that hold one.
  var id: ExternalID? {
    if let utf8 {
      switch WrittenID(utf8) {
      case .id(let id): return id
      case .repaired(let id, _):
        mark(JSONValue.repaired)
        return id
      case .damaged:
        mark(JSONValue.damaged)
        return DamagedID.id(String(decoding: utf8, as: UTF8.self))
      case .nobody, nil: return nil
      }
    }
    if tag == UInt8(ascii: "u") { return ExternalID(String(tape[index + 1])) }
    if let double {
      guard let whole = exactInteger, whole >= 0 else {
        mark(JSONValue.damaged)
        return DamagedID.id("\(double)")
      }
      mark(JSONValue.repaired)
      return .number(whole)
    }
    return integer.map { $0 >= 0 ? .number($0) : .text(String($0)) }
  }

  /// Whether it is a text that stands for nobody.
  var isNobody: Bool { utf8.map { WrittenID.isNobody($0.trimmed) } ?? false }

  /// Bits of the tape's first word, which says only how long the tape is.
  private static let damaged: UInt64 = 1 << 55
  private static let repaired: UInt64 = 1 << 54

  /// Remembers something of the document: its parser's memory, which nobody else reads.
  private func mark(_ bit: UInt64) { UnsafeMutablePointer(mutating: tape)[0] |= bit }

  /// Whether an id of the document was read of which digits are lost.
  var hasDamagedID: Bool { tape[0] & JSONValue.damaged != 0 }
  /// Whether an id of the document was repaired.
  var hasRepairedID: Bool { tape[0] & JSONValue.repaired != 0 }

  /// The value of `key` in an object; nil where it is missing or null, or where this is no object.
  subscript(key: StaticString) -> JSONValue? {
    value { $0.count == key.utf8CodeUnitCount && JSONValue.equal($0, key) }
  }

  /// The value of a key that is known only when the program runs.
  func value(of key: String) -> JSONValue? { value { $0.elementsEqual(key.utf8) } }

  /// The value of the first key that is meant; nil where that is null.
  @inline(__always)
  private func value(where isMeant: (Bytes) -> Bool) -> JSONValue? {
    guard isObject else { return nil }
    let end = endIndex
    var place = index + 1
    while place < end {
      let value = JSONValue(tape: tape, strings: strings, index: place + 1)
      if isMeant(JSONValue.string(strings, tape[place])) { return value.isNull ? nil : value }
      place = value.nextIndex
    }
    return nil
  }

  /// Calls `body` with every key of an object and its value, null too, in their order.
  func forEachKey(_ body: (String, JSONValue) -> Void) {
    guard isObject else { return }
    let end = endIndex
    var place = index + 1
    while place < end {
      let value = JSONValue(tape: tape, strings: strings, index: place + 1)
      body(String(decoding: JSONValue.string(strings, tape[place]), as: UTF8.self), value)
      place = value.nextIndex
    }
  }

  /// Calls `body` with the elements of an array, in their order.
  func forEachElement(_ body: (JSONValue) -> Void) {
    guard isArray else { return }
    let end = endIndex
    var place = index + 1
    while place < end {
      let value = JSONValue(tape: tape, strings: strings, index: place)
      body(value)
      place = value.nextIndex
    }
  }

  /// What `transform` makes of the elements of an array, without those of which it makes nothing.
  func compactMap<Element>(_ transform: (JSONValue) -> Element?) -> [Element] {
    var found: [Element] = []
    forEachElement { if let element = transform($0) { found.append(element) } }
    return found
  }

  /// Of an object or array: the tape's index of its closing word.
  private var endIndex: Int { Int(tape[index] & 0xffff_ffff) - 1 }

  private var nextIndex: Int {
    switch tag {
    case UInt8(ascii: "{"), UInt8(ascii: "["): Int(tape[index] & 0xffff_ffff)
    case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): index + 2
    default: index + 1
    }
  }

  /// A string of the buffer: its length in four bytes, then its bytes.
  @inline(__always)
  private static func string(_ strings: UnsafePointer<UInt8>, _ word: UInt64) -> Bytes {
    let start = strings + Int(word & 0x00ff_ffff_ffff_ffff)
    let length = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
    return Bytes(start: start + 4, count: Int(length))
  }

  @inline(__always)
  private static func equal(_ name: Bytes, _ key: StaticString) -> Bool {
    let text = key.utf8Start
    for index in 0..<name.count where name[index] != text[index] { return false }
    return true
  }
}
