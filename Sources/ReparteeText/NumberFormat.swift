/// Numbers as people read them, the same on every machine and in every locale.
package enum NumberFormat {
  /// A count in a sentence, with a comma between groups of three digits: `1,150`; “fewer than 5” where small counts are hidden
  /// (``SmallCounts/current``).
  package static func text(_ count: some BinaryInteger) -> String {
    if let rule = SmallCounts.current, rule.hides(count) { return rule.text }
    return exact(count)
  }

  /// A number that is no count of the data (a rank, a limit, a mark of an axis), with a comma between groups of three digits.
  package static func exact(_ number: some BinaryInteger) -> String {
    let digits = String(number.magnitude)
    var text = number < 0 ? "-" : ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// A count and its noun: `1 person`, `1,150 people`. Without a plural, an `s` is added.
  package static func text(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    isOne(count) ? "1 \(one)" : "\(text(count)) \(many ?? one + "s")"
  }

  /// Whether a sentence about so many is written in the singular: not where the count is hidden, which the verb would tell.
  package static func isOne(_ count: Int) -> Bool { count == 1 && SmallCounts.current == nil }

  /// A count as a mark in a picture: `1,150`, or `<5` where it is hidden.
  package static func mark(_ count: Int) -> String {
    if let rule = SmallCounts.current, rule.hides(count) { return "<\(exact(rule.below))" }
    return exact(count)
  }

  /// A number with two decimals and a comma between groups of three digits: `1,150.25`. From 10¹⁵ on, where a `Double` has no
  /// hundredths, it is a whole number; what is not finite is empty.
  package static func decimal(_ number: Double) -> String {
    guard number.isFinite else { return "" }
    guard number.magnitude < 1e15 else { return whole(number) }
    let hundredths = Int((number.magnitude * 100).rounded())
    let fraction = String(hundredths % 100)
    let sign = number < 0 && hundredths > 0 ? "-" : ""
    return "\(sign)\(exact(hundredths / 100)).\(fraction.count == 1 ? "0" : "")\(fraction)"
  }

  /// A number rounded to a whole one, with a comma between groups of three digits, however large it is.
  package static func whole(_ number: Double) -> String {
    guard number.isFinite else { return "" }
    return Int(exactly: number.rounded()).map { exact($0) } ?? "\(number)"
  }

  /// At most two decimals, no needless zeros and no comma: `1150.2`, as SVG takes it. What is not finite is 0.
  package static func short(_ number: Double) -> String {
    guard number.isFinite, number.magnitude < 1e12 else { return "0" }
    let hundredths = Int((number * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    var text = hundredths < 0 ? "-\(whole)" : "\(whole)"
    if rest > 0 {
      text += rest < 10 ? ".0" : "."
      text += rest % 10 == 0 ? "\(rest / 10)" : "\(rest)"
    }
    return text
  }

  /// A number rounded half away from zero to `places` decimals (0 to 12), as files have it; what is not finite is empty.
  package static func fixed(_ number: Double, places: Int) -> String {
    guard number.isFinite else { return "" }
    var unit = 1.0
    for _ in 0..<places { unit *= 10 }
    let scaled = (number.magnitude * unit).rounded()
    guard scaled < 9e15 else { return "\(number)" }
    let digits = Int64(scaled)
    let sign = number < 0 && digits != 0 ? "-" : ""
    if places == 0 { return sign + String(digits) }
    let fraction = String(digits % Int64(unit))
    return sign + String(digits / Int64(unit)) + "."
      + String(repeating: "0", count: places - fraction.count) + fraction
  }
}
