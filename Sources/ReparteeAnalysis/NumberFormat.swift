/// Whole numbers for people to read.
package enum NumberFormat {
  /// With a comma between thousands.
  package static func text(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// A number of things, in the singular for one: `1 person`, `2 people`.
  package static func text(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    number == 1 ? "1 \(one)" : "\(text(number)) \(many ?? one + "s")"
  }

  /// A number with two decimals.
  package static func decimal(_ number: Double) -> String {
    let hundredths = Int((number.magnitude * 100).rounded())
    let fraction = String(hundredths % 100)
    let sign = number < 0 && hundredths > 0 ? "-" : ""
    return "\(sign)\(text(hundredths / 100)).\(fraction.count == 1 ? "0" : "")\(fraction)"
  }
}
