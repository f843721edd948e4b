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

  /// Where title and subtitle end.
  var headingHeight: Double { picture.y - 0.6 * text }

  /// How many lines the notes have.
  let noteLines: Int

  /// - Parameters:
  ///   - notes: what is known of the notes; a line is kept free for what drawing leaves out.
  ///   - legendWidth: in text sizes; 0 gives the picture the whole width.
  init(
    page size: FigurePage, title heading: String, subtitle: String, notes known: String, legendWidth: Double = 17
  ) {
    text = size.textSize
    page = Box(width: size.width, height: size.height)
    let margin = 2.4 * text
    let isShort = page.height < 0.66 * page.width
    let width = page.width - 2 * margin
    var y = margin
    var lines: [TextLine] = []
    for line in Self.lines(heading, width: width, size: 1.7 * text, bold: true, atMost: isShort ? 1 : 2) {
      y += 1.75 * text
      lines.append(TextLine(text: line, x: margin, baseline: y, size: 1.7 * text, bold: true, color: Palette.text))
    }
    y += 0.15 * text
    let below = DisplayText.cleaned(subtitle, limit: 400, placeholder: "")
    for line in Self.lines(below, width: width, size: 1.1 * text, bold: false, atMost: isShort ? 1 : 2) {
      y += 1.5 * text
      lines.append(TextLine(text: line, x: margin, baseline: y, size: 1.1 * text, color: Palette.quietText))
    }
    self.title = lines
    y += 1.2 * text
    // What placing leaves out is known only later: there is room for a line of it.
    noteLines = min(isShort ? 2 : 4, 1 + TextMetrics.lines(of: known, width: width, size: text).count)
    let noteHeight = Double(noteLines) * 1.35 * text
    let bottom = page.height - 1.6 * text - noteHeight
    let height = bottom - y - 0.8 * text
    legend = Box(x: page.width - margin - legendWidth * text, y: y, width: legendWidth * text, height: height)
    let beside = legendWidth > 0 ? legendWidth * text + 1.5 * text : 0
    picture = Box(x: margin, y: y, width: width - beside, height: height)
    notes = Box(x: margin, y: bottom, width: width, height: noteHeight)
  }

  /// Sentences as lines at the foot of the page.
  func lines(ofNotes sentences: [String]) -> [TextLine] {
    let lines = Self.lines(
      sentences.joined(separator: " "), width: notes.width, size: text, bold: false, atMost: noteLines)
    return lines.enumerated().map { number, line in
      let below = Double(lines.count - 1 - number) * 1.35 * text
      return TextLine(
        text: line, x: notes.x, baseline: notes.maxY - 0.3 * text - below, size: text, color: Palette.quietText)
    }
  }

  /// What stands in the place of a picture that has nothing in it.
  func emptyLine(_ message: String) -> TextLine {
    TextLine(
      text: message, x: picture.center.x, baseline: picture.center.y, size: 1.1 * text, color: Palette.quietText,
      anchor: .middle)
  }

  /// At most so many lines; the last one ends in an ellipsis where text is cut.
  static func lines(_ text: String, width: Double, size: Double, bold: Bool, atMost count: Int) -> [String] {
    let all = TextMetrics.lines(of: text, width: width, size: size, bold: bold)
    if all.count <= count { return all }
    let rest = all[(count - 1)...].joined(separator: " ")
    return all.prefix(count - 1) + [TextMetrics.truncated(rest, toWidth: width, size: size, bold: bold)]
  }
}
