/// The colours of a document. Figures speak in the colours of the ``Palette``; the document maps them here, so that no
/// figure knows the theme and none escapes it.
package enum Theme: String, CaseIterable, Sendable {
  /// The palette's colours on white.
  case light
  /// Greys for a printer without colour, each with at least 3:1 against white. Marks and shapes distinguish the
  /// categories, as they do for readers who see colours differently.
  case printGrey = "print-grey"

  /// The colour to print for a colour written `#RRGGBB`, or the text itself where it is no colour of the palette.
  func color(for hex: String) -> String {
    switch self {
    case .light: hex
    case .printGrey: Self.greys[hex] ?? hex
    }
  }

  private static let greys: [String: String] = [
    Palette.blue.hex: "#262626", Palette.pink.hex: "#505050", Palette.turquoise.hex: "#747474",
    Palette.orange.hex: "#8A8A8A", Palette.text.hex: "#1A1A1A", Palette.quietText.hex: "#4D4D4D",
    Palette.strongLine.hex: "#6E6E6E", Palette.thinLine.hex: "#8F8F8F", Palette.strongDot.hex: "#333333",
    Palette.tint.hex: "#F2F2F2",
  ]
}
