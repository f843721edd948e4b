/// Numbers that count something (weights, followers) as people and programs write them: the one rule of all readers.
///
/// - Groups of three digits may be set apart by blanks, by apostrophes, or by the sign that is not the decimal one.
/// - Which of point and comma is the decimal sign, the text itself says, or the sheet: one divided by semicolons has
///   decimal commas. `1,234` alone is a thousand and some in a sheet divided by commas, and `1,5` is one and a half in any.
/// - A whole number may end in `.0`, or be written with an exponent.
enum WrittenCount {
  /// The number that `bytes` are; nil where they are none.
  static func number(_ bytes: Bytes, hasDecimalComma: Bool = false) -> Double? {
    if let whole = integer(bytes) { return Double(whole) }
    if !hasDecimalComma, let plain = plain(bytes) { return plain }
    guard bytes.count <= 40, let text = bytes.text else { return nil }
    return number(text, hasDecimalComma: hasDecimalComma)
  }

  /// Digits with a point between them, as programs write most weights; nil for anything else, and for more of them than a
  /// fraction holds. Both parts of the quotient are exact.
  private static func plain(_ bytes: Bytes) -> Double? {
    guard bytes.count <= 16, let point = bytes.firstIndex(of: UInt8(ascii: "."), from: 0), point > 0,
      let whole = integer(bytes.part(0, point)), let fraction = integer(bytes.part(point + 1, bytes.count))
    else { return nil }
    let scale = powersOfTen[bytes.count - point - 1]
    return (Double(whole) * scale + Double(fraction)) / scale
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// The same for a text.
  static func number(_ text: String, hasDecimalComma: Bool = false) -> Double? {
    if text.utf8.count > 40 { return nil }
    let plain = text.filter { !$0.isWhitespace && $0 != "'" && $0 != "’" }
    // Blanks may only be between groups.
    if plain.count < text.trimmingBlanks.count, !isGrouped(text.trimmingBlanks) { return nil }
    guard let first = plain.first, first.isASCII, first.isNumber || "+-.,".contains(first) else { return nil }
    let (points, commas) = (plain.count { $0 == "." }, plain.count { $0 == "," })
    if commas == 0 {
      if points > 1 || hasDecimalComma && isGrouped(plain, by: ".") {
        return isGrouped(plain, by: ".") ? Double(plain.filter { $0 != "." }) : nil
      }
      return double(plain)
    }
    if points == 0 {
      if commas > 1 || !hasDecimalComma && isGrouped(plain, by: ",") {
        return isGrouped(plain, by: ",") ? Double(plain.filter { $0 != "," }) : nil
      }
      return double(String(plain.map { $0 == "," ? "." : $0 }))
    }
    // Both: the last one is the decimal sign.
    guard let point = plain.lastIndex(of: "."), let comma = plain.lastIndex(of: ",") else { return nil }
    let (group, decimal): (Character, Character) = point < comma ? (".", ",") : (",", ".")
    let whole = plain.prefix { $0 != decimal }
    guard plain.count(where: { $0 == decimal }) == 1, isGrouped(String(whole), by: group) else { return nil }
    return double(String(plain.filter { $0 != group }.map { $0 == decimal ? "." : $0 }))
  }

  /// A count that is at least 0: whole, or the whole number next to a fraction; nil where the text is none.
  static func count(_ bytes: Bytes, hasDecimalComma: Bool = false) -> Int64? {
    if let whole = integer(bytes) { return whole >= 0 ? whole : nil }
    guard let number = number(bytes, hasDecimalComma: hasDecimalComma), number >= 0, number < 1e15 else { return nil }
    return Int64(number.rounded())
  }

  /// What a weight counts: itself, or of a fraction the nearest whole number, at least 1, since the edge is there.
  /// - Throws: where it is no number, or below 0.
  static func weight(
    _ bytes: Bytes, _ column: String, _ notes: IDNotes, hasDecimalComma: Bool = false
  ) throws(RowProblem) -> Int64 {
    if let whole = integer(bytes), whole >= 1 { return whole }
    // A weight that is not known costs no edge.
    if WrittenID.isNobody(bytes) { return 1 }
    guard let number = number(bytes, hasDecimalComma: hasDecimalComma), number >= 0, number < 1e15 else {
      throw RowProblem(column: column, expected: "a number from 0 on", found: bytes)
    }
    let count = max(1, Int64(number.rounded()))
    if Double(count) != number { notes.add(rounded) }
    return count
  }

  /// The same for a text.
  static func weight(
    _ text: String, _ column: String, _ notes: IDNotes, hasDecimalComma: Bool = false
  ) throws(RowProblem) -> Int64 {
    var text = text
    var problem: RowProblem?
    let count = text.withUTF8 { bytes -> Int64 in
      do throws(RowProblem) { return try weight(bytes, column, notes, hasDecimalComma: hasDecimalComma) } catch {
        problem = error
        return 1
      }
    }
    if let problem { throw problem }
    return count
  }

  /// What is said where weights were rounded.
  static let rounded =
    "edges whose weight is no whole number from 1 on; each counts as the nearest one, and at least once"

  /// Plain digits, exact; nil for anything else.
  static func integer(_ bytes: Bytes) -> Int64? {
    guard bytes.count > 0, bytes.count <= 19 else { return nil }
    var value: UInt64 = 0
    for byte in bytes {
      let digit = byte &- Byte.zero
      if digit > 9 { return nil }
      // 19 digits always fit.
      value = value * 10 + UInt64(digit)
    }
    return Int64(exactly: value)
  }

  /// A number with a point; neither infinite nor in hexadecimal digits.
  private static func double(_ text: String) -> Double? {
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }), let number = Double(text),
      number.isFinite
    else { return nil }
    return number
  }

  /// Whether a text is groups of three digits after a first one of one to three.
  private static func isGrouped(_ text: String, by sign: Character) -> Bool {
    let unsigned = text.drop { $0 == "-" || $0 == "+" }
    let groups = unsigned.split(separator: sign, omittingEmptySubsequences: false)
    return groups.count >= 2 && (1...3).contains(groups[0].count)
      && groups.dropFirst().allSatisfy { $0.count == 3 } && groups.allSatisfy { $0.allSatisfy(\.isNumber) }
  }

  /// Whether blanks or apostrophes set groups of three digits apart, before a fraction if there is one.
  private static func isGrouped(_ text: String) -> Bool {
    let whole = text.prefix { $0 != "." && $0 != "," }
    return isGrouped(String(whole.map { $0.isWhitespace || $0 == "’" ? "'" : $0 }), by: "'")
  }
}
