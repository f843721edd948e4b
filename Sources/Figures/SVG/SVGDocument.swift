/// Writes an SVG document: well-formed by construction, the same bytes for the same calls.
struct SVGDocument {
  private(set) var text = ""
  private var open: [String] = []

  /// Starts a document of `width` by `height` points, with the name and the description that a screen reader speaks.
  ///
  /// `identifier` begins the ids, so that several figures can stand in one page. There is no style sheet: one inside an
  /// SVG would leak into the page around it.
  init(width: Double, height: Double, identifier: String, title: String, description: String, fontFamily: String) {
    let size = "\(NumberText.decimal(width)) \(NumberText.decimal(height))"
    text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    begin(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("width", NumberText.decimal(width) + "pt"),
        ("height", NumberText.decimal(height) + "pt"), ("viewBox", "0 0 " + size), ("role", "img"),
        ("aria-labelledby", "\(identifier)-title \(identifier)-desc"), ("font-family", fontFamily),
      ])
    element("title", [("id", identifier + "-title")], content: title)
    element("desc", [("id", identifier + "-desc")], content: description)
    element(
      "rect",
      [
        ("width", NumberText.decimal(width)), ("height", NumberText.decimal(height)), ("fill", Palette.ground.hex),
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
      text += ">" + Self.escaped(content) + "</\(name)>\n"
    } else {
      text += "/>\n"
    }
  }

  /// A line of text with a bold beginning and `gap` after it, written without white space of its own.
  mutating func text(_ attributes: [(String, String)], bold: String, gap: Double, plain: String) {
    if bold.isEmpty { return element("text", attributes, content: plain) }
    indent()
    text += "<text"
    write(attributes)
    text += "><tspan font-weight=\"bold\">" + Self.escaped(bold) + "</tspan><tspan dx=\""
    text += NumberText.decimal(gap) + "\">" + Self.escaped(plain) + "</tspan></text>\n"
  }

  /// Closes whatever is open and returns the document.
  mutating func finished() -> String {
    while !open.isEmpty { end() }
    return text
  }

  /// `text` as XML character data or attribute value.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private mutating func indent() {
    for _ in open { text += " " }
  }

  private mutating func write(_ attributes: [(String, String)]) {
    for (name, value) in attributes { text += " \(name)=\"\(Self.escaped(value))\"" }
  }
}
