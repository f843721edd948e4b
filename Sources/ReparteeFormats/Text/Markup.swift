/// Text in XML and HTML.
package enum Markup {
  /// Text for XML: escaped for content and for attributes, with U+FFFD for what XML 1.0 does not allow.
  package static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "\t", "\n", "\r": escaped.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
      default:
        let isForbidden = scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF
        escaped.append(isForbidden ? "\u{FFFD}" : scalar)
      }
    }
    return String(escaped)
  }

  /// The text that the five entities of XML, and `&#34;`, stand for; any other reference is left as it is.
  package static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var plain = text
    // The ampersand comes last, so that no text is unescaped twice.
    for (reference, character) in [
      ("&quot;", "\""), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&#34;", "\""), ("&amp;", "&"),
    ] {
      plain = plain.replacing(reference, with: character)
    }
    return plain
  }
}
