import ReparteeGraph

/// A colour of the standard RGB space.
package struct Color: Hashable, Sendable {
  /// Red, 0 to 255.
  package let red: UInt8
  /// Green, 0 to 255.
  package let green: UInt8
  /// Blue, 0 to 255.
  package let blue: UInt8

  /// The colour written `0xRRGGBB`; higher bits are ignored.
  package init(_ rgb: UInt32) {
    red = UInt8(truncatingIfNeeded: rgb >> 16)
    green = UInt8(truncatingIfNeeded: rgb >> 8)
    blue = UInt8(truncatingIfNeeded: rgb)
  }

  /// The colour as `#RRGGBB`.
  package var hex: String {
    let digits = Array("0123456789ABCDEF")
    return [red, green, blue].reduce(into: "#") { text, part in
      text.append(digits[Int(part >> 4)])
      text.append(digits[Int(part & 15)])
    }
  }
}

/// The one palette of all figures.
///
/// The four hues are the categorical palette of the Government Analysis Function, in its order for people who see
/// colours differently; each has at least 3:1 against the white background (WCAG 2.2, 1.4.11), and text has 4.5:1 (1.4.3).
/// Colour is never the only sign: `Figures` gives each meaning a mark or a shape too.
package enum Palette {
  /// The background of every figure.
  package static let background = Color(0xFFFFFF)
  /// Dark blue, the first category.
  package static let blue = Color(0x12436D)
  /// Turquoise, the second category.
  package static let turquoise = Color(0x28A197)
  /// Dark pink, the third category.
  package static let pink = Color(0x801650)
  /// Orange, the fourth category.
  package static let orange = Color(0xF46A25)
  /// Text.
  package static let text = Color(0x1D2125)
  /// Text that stands back: subtitles, notes.
  package static let quietText = Color(0x4A5056)
  /// Lines that carry weight: ties where both answered.
  package static let strongLine = Color(0x6E7F90)
  /// Hair-thin lines and small dots that must still be seen.
  package static let thinLine = Color(0x8A9198)
  /// A background that sets a part of a picture off; never the only sign.
  package static let tint = Color(0xF1F4F6)
  /// Dots that stand out among small dots.
  package static let strongDot = Color(0x343B42)
}

/// Contrast by WCAG 2.2.
enum Contrast {
  /// The contrast ratio of two colours, 1 (the same) to 21 (black on white), from their relative luminances:
  /// (L1 + 0.05) / (L2 + 0.05), L1 the lighter.
  static func ratio(_ first: Color, _ second: Color) -> Double {
    let (a, b) = (luminance(first), luminance(second))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  private static func luminance(_ color: Color) -> Double {
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
  }

  private static func linear(_ part: UInt8) -> Double {
    let share = Double(part) / 255
    return share <= 0.04045 ? share / 12.92 : power((share + 0.055) / 1.055, 2.4)
  }
}
