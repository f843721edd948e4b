/// A file that a generator makes: its name and its text.
package struct GeneratedFile: Sendable, Equatable {
  /// The name, without a folder.
  package let name: String
  /// The whole text, in UTF-8 with line feeds.
  package let text: String

  /// A sheet: a header, and rows of as many cells, quoted where they have to be (RFC 4180, with bare line feeds).
  init(name: String, columns: [String], rows: [[String]]) {
    self.init(name: name, text: ([columns] + rows).map { $0.map(Self.cell).joined(separator: ",") + "\n" }.joined())
  }

  init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  private static func cell(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
