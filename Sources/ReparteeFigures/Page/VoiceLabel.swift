/// The label of a mark at the place that was found for it.
struct VoiceLabel {
  /// Which mark it names.
  var voice: Int
  /// Bold text before the name.
  var rank: String
  var name: String
  var box: Box
  var leader: Segment?

  /// How wide a label is.
  static func width(rank: String, name: String, size: Double) -> Double {
    TextLine(lead: rank, text: name, x: 0, baseline: 0, size: size).width + 0.2 * size
  }

  /// How high a label is.
  static func height(size: Double) -> Double { (TextMetrics.ascent + TextMetrics.descent) * size }

  /// The text, close to its mark however narrow the font that draws them.
  func line(beside center: Point, size: Double) -> TextLine {
    let side = box.center.x - center.x
    let (x, anchor): (Double, TextLine.Anchor) =
      side > 0.3 * box.width
      ? (box.x + 0.1 * size, .start)
      : side < -0.3 * box.width ? (box.maxX - 0.1 * size, .end) : (box.center.x, .middle)
    return TextLine(
      lead: rank, text: name, x: x, baseline: box.y + TextMetrics.ascent * size, size: size, anchor: anchor)
  }
}
