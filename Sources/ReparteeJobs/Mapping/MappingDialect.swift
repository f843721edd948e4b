import ReparteeFormats

extension Mapping {
  /// Reads how a sheet's cells are set apart.
  mutating func readDialect(_ delimiterNode: JobNode?, _ quoteNode: JobNode?, _ escapeNode: JobNode?) throws {
    delimiter = try delimiterNode?.sign(named: ["comma": ",", "tab": "\t", "semicolon": ";", "pipe": "|"])
    if let quoteNode {
      let isNone = try quoteNode.text().lowercased() == "none"
      quote = isNone ? nil : try quoteNode.sign(named: ["double": "\"", "single": "'", "none": ""])
    }
    escape = try escapeNode?.sign(named: ["backslash": "\\"])
    // A doubled quote is always one quote.
    if escape == quote { escape = nil }
    if let delimiterNode, delimiter == quote || delimiter == escape {
      throw delimiterNode.error("a delimiter cannot be the quote or the escape, too")
    }
  }
}

extension JobNode {
  /// One sign of ASCII that ends no line, or a name for one.
  fileprivate func sign(named names: KeyValuePairs<String, String>) throws -> UInt8 {
    let text = try text()
    let sign = names.first { $0.key == text.lowercased() }?.value ?? text
    guard let byte = sign.utf8.first, sign.utf8.count == 1, byte < 0x80, byte != 0x0a, byte != 0x0d else {
      throw error("\(name) is \(text); expected \(names.map(\.key).joined(separator: ", ")) or one character")
    }
    return byte
  }
}
