import ReparteeText

/// Writes an SVG document: well-formed by construction, the same bytes for the same calls.
struct SVGDocument {
  private(set) var text = ""
  let page: FigurePage
  private var open: [String] = []

  /// Starts a document, with the name and the description that a screen reader speaks.
  ///
  /// The page's identifier (else `identifier`) begins the ids, so that several figures can stand in one web page. There
  /// is no style sheet: one inside an SVG would leak into the page around it.
  init(page: FigurePage, identifier: String, title: String, description: String) {
    self.page = page
    let identifier = DisplayText.identifier(page.identifier ?? identifier)
    let (width, height) = (page.width, page.height)
    let size = "\(NumberFormat.short(width)) \(NumberFormat.short(height))"
    text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    begin(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("width", NumberFormat.short(width) + "pt"),
        ("height", NumberFormat.short(height) + "pt"), ("viewBox", "0 0 " + size),
        ("role", page.hasLinks ? "group" : "img"),
        ("aria-labelledby", "\(identifier)-title \(identifier)-desc"),
        ("font-family", DisplayText.cleaned(page.fontFamily, placeholder: "sans-serif")),
      ])
    element("title", [("id", identifier + "-title")], content: title)
    element("desc", [("id", identifier + "-desc")], content: description)
    element(
      "rect",
      [
        ("width", NumberFormat.short(width)), ("height", NumberFormat.short(height)), ("fill", Palette.background.hex),
      ])
  }

  /// Opens an element that holds others; `end()` closes it.
  mutating func begin(_ name: String, _ attributes: [(String, String)] = []) {
    indent()
    text += "<" + name
    write(attributes)
    text += ">\n"
    open.append(name)
  }

  /// Closes the element opened last.
  mutating func end() {
    guard let name = open.popLast() else { return }
    indent()
    text += "</\(name)>\n"
  }

  /// An element without children; `content` is its text, escaped here.
  mutating func element(_ name: String, _ attributes: [(String, String)] = [], content: String? = nil) {
    indent()
    text += "<" + name
    write(attributes)
    if let content {
      text += ">" + Markup.escaped(content) + "</\(name)>\n"
    } else {
      text += "/>\n"
    }
  }

  /// Closes whatever is open and returns the document.
  mutating func finished() -> String {
    while !open.isEmpty { end() }
    return text
  }

  /// An element whose content is markup that is written already.
  mutating func element(_ name: String, _ attributes: [(String, String)], markup: String) {
    indent()
    text += "<" + name
    write(attributes)
    text += ">" + markup + "</\(name)>\n"
  }

  private mutating func indent() {
    for _ in open { text += " " }
  }

  private mutating func write(_ attributes: [(String, String)]) {
    for (name, value) in attributes {
      let mapped = name == "fill" || name == "stroke" ? page.theme.color(for: value) : value
      text += " \(name)=\"\(Markup.escaped(mapped))\""
    }
  }
}

/// The strokes every figure is drawn with.
extension SVGDocument {
  /// A number as an attribute.
  static func number(_ value: Double) -> String { NumberFormat.short(value) }

  /// What a pointer over the group or shape that is open shows.
  mutating func tooltip(_ text: String) { element("title", content: text) }

  /// A shape with a tooltip, and a link around it where it has one.
  mutating func group(tooltip text: String, link: String? = nil, _ draw: (inout SVGDocument) -> Void) {
    if let link { begin("a", [("href", link), ("target", "_blank"), ("rel", "noopener noreferrer")]) }
    begin("g")
    tooltip(text)
    draw(&self)
    end()
    if link != nil { end() }
  }

  /// A disc in the fill of the group around it, or of `attributes`.
  mutating func circle(_ disc: Disc, _ attributes: [(String, String)] = [], tooltip text: String? = nil) {
    let all =
      [
        ("cx", Self.number(disc.center.x)), ("cy", Self.number(disc.center.y)), ("r", Self.number(disc.radius)),
      ] + attributes
    guard let text else { return element("circle", all) }
    begin("circle", all)
    tooltip(text)
    end()
  }

  /// A rectangle.
  mutating func rectangle(_ box: Box, _ attributes: [(String, String)]) {
    element(
      "rect",
      [
        ("x", Self.number(box.x)), ("y", Self.number(box.y)), ("width", Self.number(box.width)),
        ("height", Self.number(box.height)),
      ] + attributes)
  }

  /// Straight lines through these places.
  mutating func line(_ points: [Point], _ attributes: [(String, String)] = []) {
    element("path", [("d", Self.path(points))] + attributes)
  }

  /// The data of a path through these places.
  static func path(_ points: [Point]) -> String {
    points.enumerated().map { place, point in
      (place == 0 ? "M" : "L") + number(point.x) + " " + number(point.y)
    }.joined()
  }

  /// Attributes of a line: its colour and width.
  static func stroke(_ color: Color, _ width: Double, dash: String? = nil) -> [(String, String)] {
    let attributes = [
      ("fill", "none"), ("stroke", color.hex), ("stroke-width", number(width)), ("stroke-linecap", "round"),
    ]
    return dash.map { attributes + [("stroke-dasharray", $0)] } ?? attributes
  }

  /// A line of text, or its outlines where the page asks for them.
  mutating func draw(_ line: TextLine) {
    if line.text.isEmpty, line.lead.isEmpty { return }
    if page.lettering == .paths { return draw(outlinesOf: line) }
    var attributes = [
      ("x", Self.number(line.x)), ("y", Self.number(line.baseline)), ("font-size", Self.number(line.size)),
      ("fill", line.color.hex),
    ]
    if line.bold { attributes.append(("font-weight", "bold")) }
    if line.anchor != .start { attributes.append(("text-anchor", line.anchor.rawValue)) }
    if line.lead.isEmpty { return element("text", attributes, content: line.text) }
    element(
      "text", attributes,
      markup: "<tspan font-weight=\"bold\">" + Markup.escaped(line.lead) + "</tspan><tspan dx=\""
        + Self.number(TextLine.leadGap * line.size) + "\">" + Markup.escaped(line.text) + "</tspan>")
  }

  /// The outlines of a line where its text would stand.
  private mutating func draw(outlinesOf line: TextLine) {
    let lead = GlyphOutlines(line.lead, family: page.fontFamily, bold: true)
    let outlines = GlyphOutlines(line.text, family: page.fontFamily, bold: line.bold)
    let gap = line.lead.isEmpty ? 0 : lead.advance * line.size + TextLine.leadGap * line.size
    let width = gap + outlines.advance * line.size
    let left =
      switch line.anchor {
      case .start: line.x
      case .middle: line.x - width / 2
      case .end: line.x - width
      }
    let data =
      lead.path(x: left, baseline: line.baseline, size: line.size)
      + outlines.path(x: left + gap, baseline: line.baseline, size: line.size)
    if !data.isEmpty { element("path", [("d", data), ("fill", line.color.hex)]) }
  }

  /// A line of text on a patch of the background, so that lines below it do not run through its letters.
  mutating func draw(label line: TextLine, in box: Box) {
    rectangle(
      box, [("rx", Self.number(0.2 * line.size)), ("fill", Palette.background.hex), ("fill-opacity", "0.85")])
    draw(line)
  }
}
