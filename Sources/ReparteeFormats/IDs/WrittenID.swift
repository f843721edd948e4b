import ReparteeGraph

/// What a text in the place of an id stands for: the one rule by which every reader of sheets, edge lists, graphs, rosters
/// and mappings takes ids.
///
/// Spreadsheets and data frames break ids. What they did is undone where every digit is still there, and counted; where
/// digits are lost the id is refused, since two of them would be one person, or one person two.
///
/// | written | stands for |
/// | --- | --- |
/// | `10.0`, `10.00` | `10`, unless the number is one that a fraction rounds to (above 2^53) |
/// | `="129…"`, `'129…`, `’129…`, `'129…'`, `"129…"` within quotation marks | `129…` |
/// | `1,234,567`, `1.234.567`, `1’234’567`, the same with no-break spaces | `1234567` |
/// | blanks that nobody sees, at an end: a no-break space, zero-width marks | what is between them |
/// | `1.2502E+18`, `1,29403E+18`, `6.39e-310` | refused, unless all digits are there and are more than a fraction holds |
/// | `########`, as a spreadsheet shows a number for which its column is too narrow | refused |
/// | `NA`, `N/A`, `None`, `null`, `NULL`, `nan`, `NaN`, `undefined`, `#REF!` and the other errors of cells | nobody |
/// | `-`, `--`, `–`, `—`, `[]`, `{}`, `[deleted]`, `[removed]` | nobody |
///
/// Anything else is an id to the letter.
enum WrittenID: Equatable {
  /// An id as it is written.
  case id(ExternalID)
  /// An id once what a program did to it is undone.
  case repaired(ExternalID, Repair)
  /// A text that stands for nobody and nothing.
  case nobody
  /// A number of which digits are lost.
  case damaged

  /// What was undone.
  enum Repair: String, CaseIterable {
    case fraction = "ids written as fractions, such as 10.0, read as whole numbers"
    case wrapper = "ids wrapped as a spreadsheet wraps text (=\"…\" or an apostrophe), unwrapped"
    case grouping = "ids with their digits in groups, such as 1,234,567, read as whole numbers"
    case blanks = "ids with invisible characters at an end, which were taken off"
  }

  /// Why a damaged id is refused, and what helps.
  static let remedy =
    "a number that a spreadsheet or data frame rounded, so that digits are lost; save the id column as text and export again"

  /// Why a damaged id is refused, as it is written, and what helps.
  static func remedy(for bytes: Bytes) -> String { isTooNarrow(bytes) ? tooNarrow : remedy }

  private static let tooNarrow =
    "which a spreadsheet shows instead of a number where a column is too narrow; widen the column and export again"

  /// Whether a cell is nothing but `#`, at least three of them.
  private static func isTooNarrow(_ bytes: Bytes) -> Bool {
    bytes.count >= 3 && bytes.allSatisfy { $0 == UInt8(ascii: "#") }
  }

  /// Reads an id; nil where nothing is written.
  init?(_ bytes: Bytes) {
    if bytes.isEmpty { return nil }
    if let number = ExternalID.canonicalNumber(bytes) {
      self = .id(.number(number))
      return
    }
    let first = bytes[0]
    let last = bytes[bytes.count - 1]
    // Nearly all texts begin with a letter or a sign of their own, and end in ASCII.
    let mayDiffer = WrittenID.openers[Int(first)] || last >= 0x80 || WrittenID.isNobody(bytes)
    if !mayDiffer {
      self = .id(.text(String(decoding: bytes, as: UTF8.self)))
      return
    }
    self = WrittenID.slow(bytes)
  }

  /// The same for a text.
  init?(_ text: String) {
    var text = text
    guard let read = text.withUTF8({ WrittenID($0) }) else { return nil }
    self = read
  }

  /// Whether a text stands for nobody, whatever the column.
  static func isNobody(_ bytes: Bytes) -> Bool {
    if bytes.first == UInt8(ascii: "#"), isError(bytes) { return true }
    guard bytes.count <= longestNobody, let first = bytes.first else { return false }
    switch first {
    case UInt8(ascii: "N"), UInt8(ascii: "n"), UInt8(ascii: "<"), UInt8(ascii: "\\"), UInt8(ascii: "("):
      if bytes.count > 6 { return false }
    case UInt8(ascii: "u"), UInt8(ascii: "U"): if bytes.count != 9 { return false }
    case UInt8(ascii: "I"): if bytes.count != 8 { return false }
    case UInt8(ascii: "E"): return bytes.count == 7 && bytes.starts(with: "Err:")
    case UInt8(ascii: "#"), UInt8(ascii: "-"), UInt8(ascii: "["), UInt8(ascii: "{"), 0xe2: break
    default: return false
    }
    return nobodies.contains(String(decoding: bytes, as: UTF8.self))
  }

  private static let longestNobody = 13

  /// Whether a cell is an error of a spreadsheet in any language: `#REF!`, `#BEZUG!`, `#¡VALOR!`, `#NAME?`, `#NV`, `#N/D`.
  private static func isError(_ bytes: Bytes) -> Bool {
    guard (3...24).contains(bytes.count), let last = bytes.last else { return false }
    func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5a).contains(byte) || byte >= 0x80 }
    if bytes.count <= 4, bytes.starts(with: "#NV") || bytes.starts(with: "#N/") {
      return bytes.dropFirst(3).allSatisfy(isCapital)
    }
    guard last == UInt8(ascii: "!") || last == UInt8(ascii: "?"), isCapital(bytes[1]) else { return false }
    return bytes.dropFirst().dropLast().allSatisfy { isCapital($0) || "/_0 ".utf8.contains($0) }
  }

  /// What R, pandas, SQL, JavaScript and spreadsheets write for nothing. Lower-case `na` and the like may be people.
  static let nobodies: Set<String> = [
    "NA", "N/A", "n/a", "<NA>", "<null>", "<NULL>", "<none>", "<None>", "\\N", "(null)", "(NULL)", "(none)", "(None)",
    "#NA",
    "NaN", "nan", "NaT", "None", "null", "NULL", "Null", "#GETTING_DATA",
    "undefined", "Undefined", "UNDEFINED", "Infinity", "-Infinity", "-inf", "-nan", "-NaN", "-", "--", "–", "—", "[]",
    "{}",
    "[deleted]", "[removed]",
  ]

  /// Whether an id stands for no post where a parent is asked for: also words that may be the names of people.
  @inline(__always)
  static func isNoPost(_ id: ExternalID) -> Bool {
    if case .text(let text) = id { isNoPost(text) } else { false }
  }

  private static func isNoPost(_ text: String) -> Bool {
    guard text.utf8.count <= 5, let first = text.utf8.first, "NnFfIi".utf8.contains(first) else { return false }
    return noPosts.contains(text.lowercased())
  }

  /// What is said of them.
  static let noPostNote = "parents such as “none” and “false”, which were taken for no parent"

  private static let noPosts: Set<String> = ["none", "null", "nil", "na", "n/a", "nan", "false", "inf"]

  /// Bytes by which a damaged id may begin.
  private static let openers: [Bool] = {
    var openers = [Bool](repeating: false, count: 256)
    for byte in "0123456789-+.,='\"#".utf8 { openers[Int(byte)] = true }
    for byte in 0x80...0xff { openers[byte] = true }
    return openers
  }()

  private static func slow(_ bytes: Bytes) -> WrittenID {
    if isNobody(bytes) { return .nobody }
    if isTooNarrow(bytes) { return .damaged }
    var repair: Repair?
    var rest = withoutInvisible(bytes)
    if rest.count < bytes.count { repair = .blanks }
    if rest.isEmpty || isNobody(rest) { return .nobody }
    let unwrapped = WrittenID.unwrapped(rest)
    if unwrapped.count < rest.count {
      repair = .wrapper
      rest = unwrapped
      if rest.isEmpty { return .nobody }
    }
    switch number(rest) {
    case .whole(let id, let how): return .repaired(id, how)
    case .damaged: return .damaged
    case nil: break
    }
    guard let id = ExternalID(utf8: rest) else { return .nobody }
    return repair.map { .repaired(id, $0) } ?? .id(id)
  }

  /// The bytes without no-break spaces, zero-width marks and blanks at both ends.
  private static func withoutInvisible(_ bytes: Bytes) -> Bytes {
    var (start, end) = (0, bytes.count)
    func isInvisible(_ at: Int) -> Bool {
      guard at >= 0, at + 2 < bytes.count, bytes[at] == 0xe2 else {
        // U+FEFF.
        return at >= 0 && at + 2 < bytes.count && bytes[at] == 0xef && bytes[at + 1] == 0xbb && bytes[at + 2] == 0xbf
      }
      // U+2000 to U+200F, U+2028 to U+202F, U+2060 to U+206F.
      return bytes[at + 1] == 0x80 && (bytes[at + 2] <= 0x8f || bytes[at + 2] >= 0xa8 && bytes[at + 2] <= 0xaf)
        || bytes[at + 1] == 0x81 && bytes[at + 2] >= 0xa0 && bytes[at + 2] <= 0xaf
    }
    func isNoBreakSpace(_ at: Int) -> Bool {
      at >= 0 && at + 1 < bytes.count && bytes[at] == 0xc2 && bytes[at + 1] == 0xa0
    }
    var isDone = false
    while start < end, !isDone {
      if Bytes.isBlank(bytes[start]) {
        start += 1
      } else if isNoBreakSpace(start) {
        start += 2
      } else if isInvisible(start) {
        start += 3
      } else {
        isDone = true
      }
    }
    isDone = false
    while end > start, !isDone {
      if Bytes.isBlank(bytes[end - 1]) {
        end -= 1
      } else if end - start >= 2, isNoBreakSpace(end - 2) {
        end -= 2
      } else if end - start >= 3, isInvisible(end - 3) {
        end -= 3
      } else {
        isDone = true
      }
    }
    return bytes.part(start, max(start, end))
  }

  /// What is inside `="…"` or quotation marks, or after an apostrophe before digits and signs that begin formulas, as
  /// spreadsheets keep text.
  private static func unwrapped(_ bytes: Bytes) -> Bytes {
    if bytes.count >= 3, bytes[0] == UInt8(ascii: "="), bytes[1] == Byte.quote, bytes[bytes.count - 1] == Byte.quote {
      return bytes.part(2, bytes.count - 1).trimmed
    }
    if bytes.count >= 3, bytes[0] == Byte.quote, bytes[bytes.count - 1] == Byte.quote {
      let inside = bytes.part(1, bytes.count - 1)
      if !inside.contains(Byte.quote) { return inside.trimmed }
    }
    // An apostrophe that a program made curly.
    if bytes.count >= 4, bytes.starts(with: "’") {
      let inside = bytes.part(3, bytes.count)
      if inside.allSatisfy({ $0 &- Byte.zero <= 9 }) { return inside }
    }
    if bytes.count >= 2, bytes[0] == UInt8(ascii: "'") {
      let hasPair = bytes.count > 2 && bytes[bytes.count - 1] == UInt8(ascii: "'")
      let inside = bytes.part(1, hasPair ? bytes.count - 1 : bytes.count)
      if inside.allSatisfy({ $0 &- Byte.zero <= 9 }) { return inside }
      if !hasPair, let next = inside.first, "=+-@".utf8.contains(next) { return inside }
    }
    return bytes
  }

  private enum Number {
    case whole(ExternalID, Repair)
    case damaged
  }

  /// The number that a text is, where it is not written as ids are; nil where it is none.
  private static func number(_ bytes: Bytes) -> Number? {
    var place = 0
    func digits() -> Int {
      let start = place
      while place < bytes.count, bytes[place] &- Byte.zero <= 9 { place += 1 }
      return place - start
    }
    let isSigned = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+")
    if isSigned { place = 1 }
    let wholeStart = place
    let wholeCount = digits()
    let wholeEnd = place
    var fraction = bytes.part(0, 0)
    let hasPoint = place < bytes.count && (bytes[place] == UInt8(ascii: ".") || bytes[place] == Byte.comma)
    let point = hasPoint ? bytes[place] : 0
    if hasPoint {
      place += 1
      let start = place
      _ = digits()
      fraction = bytes.part(start, place)
    }
    guard wholeCount + fraction.count > 0 else { return nil }
    if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e"), place + 1 < bytes.count {
      place += 1
      let sign = bytes[place]
      let hasSign = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
      if hasSign { place += 1 }
      let start = place
      let count = digits()
      // Without a point or a sign it may be a name, such as 3e8.
      guard count > 0, place == bytes.count, hasPoint || hasSign else { return nil }
      let exponent = Int(String(decoding: bytes.part(start, place), as: UTF8.self)) ?? 999
      guard !isSigned, sign != UInt8(ascii: "-"), exponent <= 18, fraction.count >= exponent else { return .damaged }
      let all = Array(bytes.part(wholeStart, wholeEnd)) + fraction
      let kept = all.prefix(wholeCount + exponent)
      guard all.dropFirst(kept.count).allSatisfy({ $0 == Byte.zero }) else { return .damaged }
      return whole(Array(kept))
    }
    guard place == bytes.count else { return grouped(bytes) }
    guard hasPoint, wholeCount > 0, bytes[0] != UInt8(ascii: "+") else { return nil }
    let isNought = !fraction.isEmpty && fraction.count <= 2 && fraction.allSatisfy { $0 == Byte.zero }
    guard isNought, point == UInt8(ascii: ".") || fraction.count == 1 else {
      return grouped(bytes)
    }
    guard case .whole(.number(let number), let repair) = whole(Array(bytes.part(wholeStart, wholeEnd))) else {
      return .damaged
    }
    // Chats have ids below nought, and −1 stands for nobody.
    return .whole(isSigned && number > 0 ? .text("-\(number)") : .number(number), repair)
  }

  /// Above this, a fraction of 64 bits does not hold every whole number.
  private static let exact: Int64 = 1 << 53

  /// A number whose digits are all there. Above 2^53 one that a fraction of 64 bits can be was most likely rounded to
  /// it: of other numbers one in hundreds is.
  private static func whole(_ digits: [UInt8]) -> Number {
    let trimmed = digits.drop { $0 == Byte.zero }
    let text = trimmed.isEmpty ? "0" : String(decoding: trimmed, as: UTF8.self)
    guard let number = Int64(text) else { return .damaged }
    if number > exact, Int64(exactly: Double(number)) == number { return .damaged }
    return .whole(.number(number), .fraction)
  }

  /// The signs that set groups of digits apart: plain blanks do not, which may be between two numbers.
  private static let separators: [StaticString] = [",", ".", "'", "’", "\u{a0}", "\u{202f}", "\u{2009}"]

  /// `1,234,567`: groups of three, at least two of them after the first. Four with points between them may be a
  /// computer's address, 192.168.100.200, and stay one.
  private static func grouped(_ bytes: Bytes) -> Number? {
    guard let end = bytes.firstIndex(where: { $0 &- Byte.zero > 9 }), (1...3).contains(end),
      let separator = separators.first(where: { bytes.part(end, bytes.count).starts(with: $0) })
    else { return nil }
    let width = separator.utf8CodeUnitCount
    var digits = Array(bytes.part(0, end))
    var (place, groups) = (end, 1)
    while place < bytes.count {
      guard place + width + 3 <= bytes.count, bytes.part(place, bytes.count).starts(with: separator),
        bytes.part(place + width, place + width + 3).allSatisfy({ $0 &- Byte.zero <= 9 })
      else { return nil }
      digits += bytes.part(place + width, place + width + 3)
      place += width + 3
      groups += 1
    }
    if groups < 3 || groups == 4 && bytes[end] == UInt8(ascii: ".") { return nil }
    guard let number = Int64(String(decoding: digits, as: UTF8.self)) else { return .damaged }
    return .whole(.number(number), .grouping)
  }
}

extension NobodyID {
  /// Whether a text in the place of an id stands for nobody, as programs and platforms write it: in files, and in the tables of
  /// other programs alike.
  package static func isWritten(as bytes: UnsafeBufferPointer<UInt8>) -> Bool { WrittenID.isNobody(bytes) }
}

/// What readers of one block noticed of ids, by what it was.
final class IDNotes {
  private(set) var counts: [String: Int] = [:]

  /// Counts something once more, or so many times.
  func add(_ note: String, times: Int = 1) { counts[note, default: 0] += times }

  /// The id that `bytes` stand for; nil where they stand for nobody.
  /// - Parameter column: what the place is called in the reason for a reject.
  /// - Throws: where digits of the id are lost.
  func id(_ bytes: Bytes, _ column: @autoclosure () -> String) throws(RowProblem) -> ExternalID? {
    switch WrittenID(bytes) {
    case .id(let id): return id
    case .repaired(let id, let repair):
      add(repair.rawValue)
      return id
    case .nobody, nil: return nil
    case .damaged:
      throw RowProblem("\(column()): expected an id, found \(bytes.quoted), \(WrittenID.remedy(for: bytes))")
    }
  }

  /// The same for a text.
  func id(_ text: String, _ column: @autoclosure () -> String) throws(RowProblem) -> ExternalID? {
    var text = text
    var problem: RowProblem?
    let id = text.withUTF8 { bytes -> ExternalID? in
      do throws(RowProblem) { return try self.id(bytes, column()) } catch {
        problem = error
        return nil
      }
    }
    if let problem { throw problem }
    return id
  }
}

extension IDNotes {
  /// Who an id in a column of people is: nil for -1 and, where it stands for nobody, 0; without the `@` of a name. Names of
  /// Matrix (`@ann:example.org`) keep theirs, which belongs to the id.
  @inline(__always)
  func person(_ id: ExternalID, zeroIsNobody: Bool) -> ExternalID? {
    switch id {
    case .number(let number): number == 0 && zeroIsNobody ? nil : id
    case .text(let text): person(text, id)
    }
  }

  private func person(_ text: String, _ id: ExternalID) -> ExternalID? { text == "-1" ? nil : withoutAt(id) }

  /// An id without the `@` of a name.
  func withoutAt(_ id: ExternalID) -> ExternalID {
    guard case .text(let text) = id, text.utf8.first == Byte.at, text.utf8.count > 1,
      !text.utf8.contains(UInt8(ascii: ":"))
    else { return id }
    add("names with an @ before them, read without it")
    return ExternalID(String(text.drop { $0 == "@" }))
  }
}

extension RecordBatch {
  /// Takes over what was noticed.
  mutating func take(_ notes: IDNotes) {
    if !notes.counts.isEmpty { self.notes.merge(notes.counts, uniquingKeysWith: +) }
  }
}
