/// The parts of a page: title above, picture at the left, legend at the right, notes below.
struct PageFrame {
  let page: Box
  /// The size of the smallest text.
  let text: Double
  let title: [TextLine]
  /// Where the picture goes.
  let picture: Box
  /// Where the legend goes.
  let legend: Box
  /// Where the notes go.
  let notes: Box

  /// How many lines the notes have.
  let noteLines: Int

  init(diagram: NetworkDiagram, reduced: NetworkReduction, options: NetworkDiagram.Options) {
    text = options.textSize
    page = Box(width: options.width, height: options.height)
    let margin = 2.4 * text
    let isShort = page.height < 0.66 * page.width
    let width = page.width - 2 * margin
    var y = margin
    var lines: [TextLine] = []
    let heading = DisplayText.cleaned(diagram.title, limit: 300, placeholder: "Network")
    for line in Self.lines(heading, width: width, size: 1.7 * text, bold: true, atMost: isShort ? 1 : 2) {
      y += 1.75 * text
      lines.append(TextLine(text: line, x: margin, baseline: y, size: 1.7 * text, bold: true, color: Palette.text))
    }
    y += 0.15 * text
    let below = DisplayText.cleaned(diagram.subtitle, limit: 400, placeholder: "")
    for line in Self.lines(below, width: width, size: 1.1 * text, bold: false, atMost: isShort ? 1 : 2) {
      y += 1.5 * text
      lines.append(TextLine(text: line, x: margin, baseline: y, size: 1.1 * text, color: Palette.quietText))
    }
    self.title = lines
    y += 1.2 * text
    // What placing leaves out is known only later: there is room for a line of it.
    let known = (diagram.leftOut.map { DisplayText.cleaned($0, limit: 1_000) } + reduced.notes).joined(separator: " ")
    noteLines = min(isShort ? 2 : 4, 1 + TextMetrics.lines(of: known, width: width, size: text).count)
    let noteHeight = Double(noteLines) * 1.35 * text
    let bottom = page.height - 1.6 * text - noteHeight
    let legendWidth = 17 * text
    legend = Box(x: page.width - margin - legendWidth, y: y, width: legendWidth, height: bottom - y - 0.8 * text)
    picture = Box(x: margin, y: y, width: width - legendWidth - 1.5 * text, height: bottom - y - 0.8 * text)
    notes = Box(x: margin, y: bottom, width: width, height: noteHeight)
  }

  /// At most so many lines; the last one ends in an ellipsis where text is cut.
  static func lines(_ text: String, width: Double, size: Double, bold: Bool, atMost count: Int) -> [String] {
    let all = TextMetrics.lines(of: text, width: width, size: size, bold: bold)
    if all.count <= count { return all }
    let rest = all[(count - 1)...].joined(separator: " ")
    return all.prefix(count - 1) + [TextMetrics.truncated(rest, toWidth: width, size: size, bold: bold)]
  }
}

/// One line of text at its place.
struct TextLine {
  var text: String
  var x: Double
  var baseline: Double
  var size: Double
  var bold = false
  var color = Palette.text
  /// Whether `x` is the middle of the line rather than its beginning.
  var centered = false

  /// The room the text takes at most, whichever font draws it.
  var box: Box {
    let width = TextMetrics.width(of: text, size: size, bold: bold)
    return Box(
      x: centered ? x - width / 2 : x, y: baseline - TextMetrics.ascent * size, width: width,
      height: (TextMetrics.ascent + TextMetrics.descent) * size)
  }
}
