import ReparteeText

/// An XML document, written element by element; text and values of attributes are escaped.
struct XMLText {
  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

  /// The document's bytes.
  var bytes: [UInt8] { Array(text.utf8) }

  /// An element without content.
  mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    open(name, attributes)
    text += "/>"
  }

  /// An element with text in it; spaces at its ends are kept by programs that ask for it.
  mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text content: String) {
    open(name, attributes)
    text += ">" + Markup.escaped(content) + "</" + name + ">"
  }

  /// An element with others in it.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], content: (inout XMLText) throws -> Void
  ) rethrows {
    open(name, attributes)
    text += ">"
    try content(&self)
    text += "</" + name + ">"
  }

  /// Markup of this package's own, as it stands.
  mutating func append(markup: String) { text += markup }

  private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    text += "<" + name
    for (key, value) in attributes { text += " " + key + "=\"" + Markup.attribute(value) + "\"" }
  }
}
