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
    let size = "\(NumberText.decimal(width)) \(NumberText.decimal(height))"
    text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    begin(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("width", NumberText.decimal(width) + "pt"),
        ("height", NumberText.decimal(height) + "pt"), ("viewBox", "0 0 " + size),
        ("role", page.hasLinks ? "group" : "img"),
        ("aria-labelledby", "\(identifier)-title \(identifier)-desc"),
        ("font-family", DisplayText.cleaned(page.fontFamily, placeholder: "sans-serif")),
      ])
    element("title", [("id", identifier + "-title")], content: title)
    element("desc", [("id", identifier + "-desc")], content: description)
    element(
      "rect",
      [
        ("width", NumberText.decimal(width)), ("height", NumberText.decimal(height)), ("fill", Palette.background.hex),
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
      text += " \(name)=\"\(Self.escaped(mapped))\""
    }
  }
}
