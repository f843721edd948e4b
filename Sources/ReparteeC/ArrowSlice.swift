import CReparteeArrow
import ReparteeGraph

/// Why a table cannot be read or a question cannot be answered: one sentence with what was expected and what was found.
struct TableError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// How the values of a column lie in memory, by the format of its schema.
enum ArrowLayout: Equatable {
  case null
  case signed(bytes: Int)
  case unsigned(bytes: Int)
  case float(bytes: Int)
  /// UTF-8 with offsets of 4 or 8 bytes.
  case text(offsetBytes: Int)
  /// UTF-8 as views of 16 bytes.
  case textView
  case day
  /// A moment; how many of its units are a second.
  case moment(perSecond: Int64)
  /// What no column of ids or times can be, with what it is called.
  case other(String)

  init(format: String) {
    switch format {
    case "n": self = .null
    case "c": self = .signed(bytes: 1)
    case "s": self = .signed(bytes: 2)
    case "i": self = .signed(bytes: 4)
    case "l": self = .signed(bytes: 8)
    case "C": self = .unsigned(bytes: 1)
    case "S": self = .unsigned(bytes: 2)
    case "I": self = .unsigned(bytes: 4)
    case "L": self = .unsigned(bytes: 8)
    case "f": self = .float(bytes: 4)
    case "g": self = .float(bytes: 8)
    case "u": self = .text(offsetBytes: 4)
    case "U": self = .text(offsetBytes: 8)
    case "vu": self = .textView
    case "tdD": self = .day
    case "tdm": self = .moment(perSecond: 1_000)
    case "b": self = .other("true or false")
    case "z", "Z", "vz": self = .other("bytes")
    default:
      if format.hasPrefix("tss:") {
        self = .moment(perSecond: 1)
      } else if format.hasPrefix("tsm:") {
        self = .moment(perSecond: 1_000)
      } else if format.hasPrefix("tsu:") {
        self = .moment(perSecond: 1_000_000)
      } else if format.hasPrefix("tsn:") {
        self = .moment(perSecond: 1_000_000_000)
      } else if format.hasPrefix("d:") {
        self = .other("decimals")
      } else if format.hasPrefix("+") {
        self = .other("lists or structures")
      } else {
        self = .other("values of the Arrow format “\(format)”")
      }
    }
  }

  /// Whether values are read at all.
  var isRead: Bool {
    switch self {
    case .null, .other: false
    default: true
    }
  }

  /// What the values are called in an error.
  var noun: String {
    switch self {
    case .null: "nothing but nulls"
    case .signed, .unsigned: "whole numbers"
    case .float: "fractions"
    case .text, .textView: "text"
    case .day: "days"
    case .moment: "times"
    case .other(let noun): noun
    }
  }
}

/// One value of a column.
enum ArrowValue {
  case none
  case integer(Int64)
  /// A whole number above `Int64.max`.
  case large(UInt64)
  case fraction(Double)
  /// UTF-8, which lives as long as its column.
  case text(UnsafeBufferPointer<UInt8>)
  /// Milliseconds since 1970.
  case moment(Int64)
}

/// One piece of a column, read where it lies: no buffer is copied, and nothing is counted while it is read.
///
/// In bounds: `init` looks at every offset and every index once, so that reading a place below `count` stays within what
/// the schema promises. What the buffers hold is trusted to be as long as the interface asks for, since it does not say.
struct ArrowSlice {
  let layout: ArrowLayout
  let count: Int
  private let offset: Int
  private let validity: UnsafePointer<UInt8>?
  private let values: UnsafeRawPointer?
  /// The bytes of text; of views the buffers that they name.
  private let data: UnsafeRawPointer?
  private let viewed: UnsafePointer<UnsafeRawPointer?>?
  private let viewedCount: Int
  /// The values that integers of a dictionary stand for; whoever keeps the table keeps them.
  private let dictionary: UnsafePointer<ArrowSlice>?

  /// - Parameters:
  ///   - start: the first place of the structure that the array is a child of.
  ///   - count: how many places follow it.
  init(_ array: ArrowArray, _ layout: ArrowLayout, dictionary: ArrowLayout?, start: Int, count: Int, column: String)
    throws
  {
    func broken(_ what: String) -> TableError { TableError("\(column): the table is damaged: \(what).") }
    self.layout = layout
    self.count = count
    let (offset, overflows) = Int(array.offset).addingReportingOverflow(start)
    let (end, endOverflows) = offset.addingReportingOverflow(count)
    self.offset = offset
    guard !overflows, !endOverflows, array.offset >= 0, start >= 0, count >= 0, array.length >= 0,
      start + count <= Int(array.length)
    else {
      throw broken("it has \(array.length) values where \(count) are expected")
    }
    let buffers = array.buffers
    func buffer(_ place: Int) -> UnsafeRawPointer? {
      place < Int(array.n_buffers) ? buffers.flatMap { $0[place] } : nil
    }
    // A column of nulls has no buffers.
    validity = layout == .null || array.null_count == 0 ? nil : buffer(0)?.assumingMemoryBound(to: UInt8.self)
    values = buffer(1)
    data = buffer(2)
    viewed = buffers.map { UnsafeRawPointer($0).assumingMemoryBound(to: UnsafeRawPointer?.self) + 2 }
    viewedCount = max(0, Int(array.n_buffers) - 3)
    if let dictionary {
      guard let held = array.dictionary else { throw broken("its dictionary is missing") }
      let values = try ArrowSlice(
        held.pointee, dictionary, dictionary: nil, start: 0, count: Int(held.pointee.length), column: column)
      let kept = UnsafeMutablePointer<ArrowSlice>.allocate(capacity: 1)
      kept.initialize(to: values)
      self.dictionary = UnsafePointer(kept)
    } else {
      self.dictionary = nil
    }
    if layout.isRead, count > 0, values == nil { throw broken("a buffer is missing") }
    do { try check(end: end, broken) } catch {
      release()
      throw error
    }
  }

  /// Gives back what the slice itself took; nothing may read it afterwards.
  func release() { dictionary?.deallocate() }

  private func check(end: Int, _ broken: (String) -> TableError) throws {
    if count == 0 { return }
    switch layout {
    case .text(let bytes):
      var last = textOffset(offset, bytes)
      if last < 0 { throw broken("an offset of its text is below zero") }
      for place in offset..<end {
        let next = textOffset(place + 1, bytes)
        if next < last { throw broken("the offsets of its text fall") }
        last = next
      }
      if last > textOffset(offset, bytes), data == nil { throw broken("a buffer is missing") }
    case .textView:
      for place in 0..<count where isValid(place) {
        let view = viewWords(place)
        if view.length < 0 { throw broken("a text is shorter than nothing") }
        if view.length > 12 {
          guard view.buffer >= 0, Int(view.buffer) < viewedCount, view.offset >= 0, let viewed,
            viewed[Int(view.buffer)] != nil
          else { throw broken("a text lies in a buffer that is missing") }
        }
      }
    case .signed, .unsigned:
      guard let held = dictionary?.pointee else { return }
      for place in 0..<count where isValid(place) {
        guard case .integer(let index) = stored(place), index >= 0, index < Int64(held.count) else {
          throw broken("a value is not in its dictionary")
        }
      }
    default: break
    }
  }

  @inline(__always)
  private func isValid(_ place: Int) -> Bool {
    guard let validity else { return true }
    let bit = offset + place
    return validity[bit >> 3] >> UInt8(bit & 7) & 1 == 1
  }

  @inline(__always)
  private func textOffset(_ place: Int, _ bytes: Int) -> Int {
    guard let values else { return 0 }
    return bytes == 4
      ? Int(values.loadUnaligned(fromByteOffset: place * 4, as: Int32.self))
      : Int(values.loadUnaligned(fromByteOffset: place * 8, as: Int64.self))
  }

  private func viewWords(_ place: Int) -> (length: Int32, buffer: Int32, offset: Int32) {
    guard let values else { return (0, 0, 0) }
    let start = (offset + place) * 16
    return (
      values.loadUnaligned(fromByteOffset: start, as: Int32.self),
      values.loadUnaligned(fromByteOffset: start + 8, as: Int32.self),
      values.loadUnaligned(fromByteOffset: start + 12, as: Int32.self)
    )
  }

  /// The value at a place below `count`.
  @inline(__always)
  func value(_ place: Int) -> ArrowValue {
    guard isValid(place) else { return .none }
    let stored = stored(place)
    guard let dictionary, case .integer(let index) = stored else { return stored }
    return dictionary.pointee.value(Int(index))
  }

  @inline(__always)
  private func stored(_ place: Int) -> ArrowValue {
    guard let values else { return .none }
    let at = offset + place
    switch layout {
    case .signed(bytes: 8): return .integer(values.loadUnaligned(fromByteOffset: at * 8, as: Int64.self))
    case .text(let bytes):
      let (start, end) = (textOffset(at, bytes), textOffset(at + 1, bytes))
      guard let data, end > start else { return .text(UnsafeBufferPointer(start: nil, count: 0)) }
      return .text(
        UnsafeBufferPointer(start: (data + start).assumingMemoryBound(to: UInt8.self), count: end - start))
    case .textView: return view(place)
    case .signed(bytes: 4): return .integer(Int64(values.loadUnaligned(fromByteOffset: at * 4, as: Int32.self)))
    case .signed(bytes: 2): return .integer(Int64(values.loadUnaligned(fromByteOffset: at * 2, as: Int16.self)))
    case .signed: return .integer(Int64(values.loadUnaligned(fromByteOffset: at, as: Int8.self)))
    case .unsigned(bytes: 8):
      let number = values.loadUnaligned(fromByteOffset: at * 8, as: UInt64.self)
      return number <= UInt64(Int64.max) ? .integer(Int64(number)) : .large(number)
    case .unsigned(bytes: 4): return .integer(Int64(values.loadUnaligned(fromByteOffset: at * 4, as: UInt32.self)))
    case .unsigned(bytes: 2): return .integer(Int64(values.loadUnaligned(fromByteOffset: at * 2, as: UInt16.self)))
    case .unsigned: return .integer(Int64(values.loadUnaligned(fromByteOffset: at, as: UInt8.self)))
    case .float(bytes: 8): return .fraction(values.loadUnaligned(fromByteOffset: at * 8, as: Double.self))
    case .float: return .fraction(Double(values.loadUnaligned(fromByteOffset: at * 4, as: Float.self)))
    case .day:
      return .moment(Int64(values.loadUnaligned(fromByteOffset: at * 4, as: Int32.self)) * 86_400_000)
    case .moment(let perSecond):
      let number = values.loadUnaligned(fromByteOffset: at * 8, as: Int64.self)
      // What numpy writes for no time.
      if number == .min { return .none }
      if perSecond == 1_000 { return .moment(number) }
      if perSecond == 1 {
        let (milliseconds, overflows) = number.multipliedReportingOverflow(by: 1_000)
        return .moment(overflows ? .max : milliseconds)
      }
      // Finer fractions are cut off, downwards also before 1970.
      let (whole, rest) = number.quotientAndRemainder(dividingBy: perSecond / 1_000)
      return .moment(rest < 0 ? whole - 1 : whole)
    case .null, .other: return .none
    }
  }

  private func view(_ place: Int) -> ArrowValue {
    let words = viewWords(place)
    guard let values, words.length > 0 else { return .text(UnsafeBufferPointer(start: nil, count: 0)) }
    let length = Int(words.length)
    if length <= 12 {
      let start = values + (offset + place) * 16 + 4
      return .text(UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: length))
    }
    guard let start = viewed?[Int(words.buffer)] else { return .none }
    return .text(
      UnsafeBufferPointer(
        start: (start + Int(words.offset)).assumingMemoryBound(to: UInt8.self), count: length))
  }
}
