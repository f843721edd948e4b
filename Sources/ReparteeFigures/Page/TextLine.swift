/// One line of text at its place.
struct TextLine {
  /// Which part of the line `x` is.
  enum Anchor: String {
    case start, middle, end
  }

  /// Bold text before the rest: a rank.
  var lead = ""
  var text: String
  var x: Double
  var baseline: Double
  var size: Double
  var bold = false
  var color = Palette.text
  var anchor = Anchor.start

  /// The gap between the bold text and the rest, in text sizes.
  static let leadGap = 0.3

  /// The width the text takes at most, whichever font draws it.
  var width: Double {
    let plain = TextMetrics.width(of: text, size: size, bold: bold)
    return lead.isEmpty ? plain : TextMetrics.width(of: lead, size: size, bold: true) + Self.leadGap * size + plain
  }

  /// The room the text takes at most.
  var box: Box {
    let left =
      switch anchor {
      case .start: x
      case .middle: x - width / 2
      case .end: x - width
      }
    return Box(
      x: left, y: baseline - TextMetrics.ascent * size, width: width,
      height: (TextMetrics.ascent + TextMetrics.descent) * size)
  }
}
