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

  /// `text` without any reference to a character: by number, to base 10 or 16, or by the name that HTML has for it in
  /// ISO 8859-1, as GML is written. What names no character is left as it is.
  package static func withoutReferences(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var plain = ""
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      plain += rest[..<ampersand]
      rest = rest[ampersand...]
      let name = rest.dropFirst().prefix(10).prefix { $0 != ";" && $0 != "&" }
      let after = rest.dropFirst(name.count + 1)
      guard after.first == ";", let scalar = scalar(named: name) else {
        plain += "&"
        rest = rest.dropFirst()
        continue
      }
      plain.unicodeScalars.append(scalar)
      rest = after.dropFirst()
    }
    return plain + rest
  }

  private static func scalar(named name: Substring) -> Unicode.Scalar? {
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let isHexadecimal = digits.first == "x" || digits.first == "X"
      return UInt32(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10)
        .flatMap(Unicode.Scalar.init)
    }
    if let known = references.first(where: { $0.reference.dropFirst().dropLast() == name }) { return known.scalar }
    // In the order of ISO 8859-1, from 160 on.
    return latin1.firstIndex(of: name).flatMap { Unicode.Scalar(UInt32(160 + $0)) }
  }

  private static let latin1 =
    """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para \
    middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave \
    Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc \
    Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc \
    iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
    """.split(separator: " ")

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
