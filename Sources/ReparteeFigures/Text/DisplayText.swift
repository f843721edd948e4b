/// Text from outside, made fit to be drawn: names may hold anything.
package enum DisplayText {
  /// `text` with only what may be shown.
  ///
  /// Controls, and code points that XML forbids, become U+FFFD; tabs and line ends become spaces and runs of spaces one;
  /// invisible code points that reorder or hide text (bidi overrides and isolates, zero-width spaces, tags) are dropped,
  /// and so are combining marks beyond the fourth on a letter. Longer text is cut at `limit` characters with an ellipsis.
  /// Nothing left gives `placeholder`.
  package static func cleaned(_ text: String, limit: Int = 200, placeholder: String = "(no name)") -> String {
    var scalars = String.UnicodeScalarView()
    var marks = 0
    for scalar in text.unicodeScalars {
      if isInvisible(scalar) { continue }
      if scalar.properties.isWhitespace || scalar.properties.generalCategory == .lineSeparator {
        if scalars.last != " ", !scalars.isEmpty { scalars.append(" ") }
        marks = 0
        continue
      }
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark:
        marks += 1
        if marks > 4 { continue }
      default: marks = 0
      }
      scalars.append(isForbidden(scalar) ? "\u{FFFD}" : scalar)
    }
    if scalars.last == " " { scalars.removeLast() }
    let result = String(scalars)
    if result.isEmpty { return placeholder }
    if result.count <= limit { return result }
    return String(result.prefix(max(0, limit - 1))) + "…"
  }

  /// `text` with only ASCII letters, digits, hyphens and underscores: the beginning of an id.
  static func identifier(_ text: String) -> String {
    let kept = text.unicodeScalars.prefix(40).filter {
      $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_")
    }
    let name = String(String.UnicodeScalarView(kept))
    return name.first?.isLetter == true ? name : "figure" + name
  }

  /// What XML 1.0 does not allow or discourages: controls and non-characters.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    return value < 0x20 || (0x7F...0x9F).contains(value) || (0xFDD0...0xFDEF).contains(value)
      || value & 0xFFFE == 0xFFFE
  }

  /// Code points without a picture that change how others are read.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }
}
