/// Text for DOT, the language of Graphviz.
package enum DOTText {
  /// `text` as an id or an attribute's value, in double quotes: a quotation mark would end it, and a backslash says what
  /// Graphviz puts in its place.
  package static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  /// `text` as a label, in which Graphviz reads HTML's entities besides.
  package static func label(_ text: String) -> String {
    quoted(text.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&amp;"))
  }
}
