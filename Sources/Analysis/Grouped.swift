/// Whole numbers for people to read.
public enum Grouped {
  /// With a comma between thousands.
  public static func text(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// A number of things, in the singular for one: `1 person`, `2 people`.
  public static func text(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    number == 1 ? "1 \(one)" : "\(text(number)) \(many ?? one + "s")"
  }
}
