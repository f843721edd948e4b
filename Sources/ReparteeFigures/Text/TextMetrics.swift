/// The one text metric of all figures: a fixed width table, so that every machine agrees where a label ends.
///
/// Fonts are named in an SVG, not embedded, so nobody knows which one will be used. The table therefore holds, for each
/// character, the wider of the sans-serif families a reader is likely to see; other scripts get a safe width for their
/// block. Text drawn with any of these families fits the width returned here.
package enum TextMetrics {
  /// How much wider bold text may run than regular text.
  static let boldFactor = 1.15
  /// How far glyphs rise above the baseline and hang below it, in font sizes.
  static let ascent = 0.93
  static let descent = 0.24

  /// The width of `text` at a font size, in the unit of the size. A character of several code points (an emoji family,
  /// a letter with marks) counts every one that may be drawn beside the others.
  package static func width(of text: String, size: Double, bold: Bool = false) -> Double {
    var thousandths = 0
    for scalar in text.unicodeScalars { thousandths += width(of: scalar) }
    return Double(thousandths) * size / 1000 * (bold ? boldFactor : 1)
  }

  /// `text`, or as much of its beginning as fits `width` with an ellipsis after it.
  package static func truncated(_ text: String, toWidth limit: Double, size: Double, bold: Bool = false) -> String {
    if width(of: text, size: size, bold: bold) <= limit { return text }
    var kept = ""
    var used = width(of: "…", size: size, bold: bold)
    for character in text {
      used += width(of: String(character), size: size, bold: bold)
      if used > limit { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  /// `text` in lines no wider than `limit`, broken at spaces (within a word where a word is wider than a line).
  package static func lines(of text: String, width limit: Double, size: Double, bold: Bool = false) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if width(of: longer, size: size, bold: bold) <= limit {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        if !line.isEmpty, width(of: line + String(character), size: size, bold: bold) > limit {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// The width of one code point in thousandths of the font size.
  private static func width(of scalar: Unicode.Scalar) -> Int {
    let value = Int(scalar.value)
    switch value {
    case 0x20..<0x80: return Int(latinWidths[value - 0x20])
    case 0xA0..<0x180: return Int(latinWidths[value - 0x40])
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch value {
    case 0x180..<0x370: return 800
    case 0x370..<0x590: return 800  // Greek, Cyrillic, Armenian
    case 0x590..<0x900: return 750  // Hebrew, Arabic
    case 0x900..<0x1100: return 850  // the scripts of India, Thai, Georgian
    case 0x2010, 0x2011, 0x2018...0x201B: return 400
    case 0x2012, 0x2013: return 560
    case 0x201C...0x201F, 0x2022: return 590
    case 0x1F000..<0x20000: return 1_370  // emoji
    case 0x2600..<0x2800: return 1_370
    default: return 1_000
    }
  }
}
