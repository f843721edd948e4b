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

extension TextMetrics {
  /// Widths of U+0020–U+007F, then U+00A0–U+017F, in thousandths of the font size: the wider of Helvetica (whose widths
  /// Arial and Liberation Sans share) and DejaVu Sans (what Linux falls back to).
  static let latinWidths: [UInt16] = [
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337,  // U+0020
    637, 637, 637, 637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 556,  // U+0030
    1015, 685, 687, 722, 771, 667, 611, 778, 752, 295, 500, 667, 558, 863, 749, 788,  // U+0040
    667, 788, 722, 667, 611, 732, 685, 989, 686, 667, 686, 391, 337, 391, 838, 556,  // U+0050
    500, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612,  // U+0060
    635, 635, 412, 521, 393, 634, 592, 818, 592, 592, 525, 637, 337, 637, 838, 0,  // U+0070
    318, 401, 637, 637, 637, 637, 337, 556, 500, 1000, 472, 612, 838, 361, 1000, 500,  // U+00A0
    500, 838, 401, 401, 500, 637, 637, 318, 500, 401, 472, 612, 970, 970, 970, 611,  // U+00B0
    685, 685, 685, 685, 685, 685, 1000, 722, 667, 667, 667, 667, 295, 295, 295, 295,  // U+00C0
    775, 749, 788, 788, 788, 788, 788, 838, 788, 732, 732, 732, 732, 667, 667, 630,  // U+00D0
    613, 613, 613, 613, 613, 613, 982, 550, 616, 616, 616, 616, 278, 278, 278, 278,  // U+00E0
    612, 634, 612, 612, 612, 612, 612, 838, 612, 634, 634, 634, 634, 592, 635, 592,  // U+00F0
    685, 613, 685, 613, 685, 613, 699, 550, 699, 550, 699, 550, 699, 550, 771, 635,  // U+0100
    775, 635, 632, 616, 632, 616, 632, 616, 632, 616, 632, 616, 775, 635, 775, 635,  // U+0110
    775, 635, 775, 635, 752, 634, 917, 695, 295, 278, 295, 278, 295, 278, 295, 278,  // U+0120
    295, 278, 590, 556, 295, 278, 656, 580, 580, 558, 278, 558, 278, 558, 375, 558,  // U+0130
    342, 563, 285, 749, 634, 749, 634, 749, 634, 814, 749, 634, 788, 612, 788, 612,  // U+0140
    788, 612, 1070, 1023, 695, 412, 695, 412, 695, 412, 635, 521, 635, 521, 635, 521,  // U+0150
    667, 521, 611, 393, 611, 393, 611, 393, 732, 634, 732, 634, 732, 634, 732, 634,  // U+0160
    732, 634, 732, 634, 989, 818, 611, 592, 667, 686, 525, 686, 525, 686, 525, 353,  // U+0170
  ]
}
