/// An element of a parsed piece of XML. Prefixes of names are dropped: exports change their namespaces from version to
/// version, and the names behind them stay.
final class XMLNode {
  /// The name behind the prefix.
  let name: String
  /// The attributes, by name without a prefix.
  let attributes: XMLAttributes
  /// The text inside, that of elements within it left out.
  var text = ""
  /// The elements inside, in their order.
  var children: [XMLNode] = []

  init(name: String, attributes: XMLAttributes) {
    self.name = name
    self.attributes = attributes
  }

  /// The first element of a name inside.
  subscript(name: String) -> XMLNode? { children.first { $0.name == name } }

  /// The text of the first element of a name inside, without the blanks at its ends; nil where that is empty.
  func text(of name: String) -> String? {
    guard let found = self[name]?.text.trimmingBlanks, !found.isEmpty else { return nil }
    return found
  }

  /// Why bytes are no XML.
  struct Failure: Error {
    let reason: String
  }
}
