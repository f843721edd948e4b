import CReparteePango
import ReparteeText

extension Drawing {
  /// The scripts of which some letter in the picture is in no font of this machine, as four letters of ISO 15924 (`Thai`,
  /// `Hebr`; `Zyyy` for emoji and signs), in their order. What is drawn here, a PNG, a PDF or outlines, shows boxes for them; an
  /// SVG shows them wherever it is opened with such a font.
  ///
  /// Complexity: linear in the picture, and a query of the fonts for each letter beyond Latin that it has.
  package func scriptsWithoutFont(family: String) -> [String] {
    var letters: Set<Unicode.Scalar> = []
    var isMarkup = false
    for scalar in svg.unicodeScalars {
      switch scalar {
      case "<": isMarkup = true
      case ">": isMarkup = false
      default: if !isMarkup, scalar.value > 0x24F, scalar.properties.isGraphic { letters.insert(scalar) }
      }
    }
    return Set(letters.filter { Self.isWithoutFont($0, family: family) }.map(Self.script)).sorted()
  }

  private static func isWithoutFont(_ letter: Unicode.Scalar, family: String) -> Bool {
    let bytes = Array(String(Character(letter)).utf8)
    return bytes.withUnsafeBufferPointer { bytes in
      // In bounds: the length goes along.
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        figures_letters_without_font(bytes.baseAddress, Int32(bytes.count), GlyphOutlines.names(of: family)) > 0
      }
    }
  }

  /// The script of a letter: its code's four letters stand in one number.
  private static func script(of letter: Unicode.Scalar) -> String {
    let code = g_unicode_script_to_iso15924(g_unichar_get_script(letter.value))
    return String(decoding: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: code >> $0) }, as: UTF8.self)
  }
}

extension Unicode.Scalar.Properties {
  /// Whether a letter has a shape of its own: marks and joiners are shown with what they stand on.
  fileprivate var isGraphic: Bool {
    switch generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark, .format, .control, .unassigned, .privateUse, .surrogate,
      .spaceSeparator, .lineSeparator, .paragraphSeparator:
      false
    default: true
    }
  }
}
