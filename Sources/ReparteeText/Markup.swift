/// Text for XML and HTML.
///
/// It goes scalar by scalar: a quotation mark that carries a combining accent is one character to Swift, and would pass
/// a rule for characters and end an attribute.
package enum Markup {
  /// `text` as character data, or as an attribute's value in double quotes. What XML 1.0 forbids becomes U+FFFD.
  package static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(isForbidden(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return escaped
  }

  /// `text` as the value of an attribute that keeps line ends and tabs: as references, since a reader makes them spaces
  /// otherwise.
  package static func attribute(_ text: String) -> String {
    var value = ""
    for scalar in escaped(text).unicodeScalars {
      switch scalar {
      case "\t", "\n", "\r": value += "&#\(scalar.value);"
      default: value.unicodeScalars.append(scalar)
      }
    }
    return value
  }

  /// `text` without the references that `escaped` and `attribute` write, and without those of other programs for the
  /// same characters; any other reference is left as it is.
  package static func unescaped(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return String(text) }
    var plain = ""
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      plain += rest[..<ampersand]
      rest = rest[ampersand...]
      guard let (reference, scalar) = references.first(where: { rest.hasPrefix($0.reference) }) else {
        plain += "&"
        rest = rest.dropFirst()
        continue
      }
      plain.unicodeScalars.append(scalar)
      rest = rest.dropFirst(reference.count)
    }
    return plain + rest
  }

  private static let references: [(reference: String, scalar: Unicode.Scalar)] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#9;", "\t"), ("&#10;", "\n"),
    ("&#13;", "\r"), ("&apos;", "'"), ("&#34;", "\""),
  ]

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD: false
    case 0..<0x20, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
