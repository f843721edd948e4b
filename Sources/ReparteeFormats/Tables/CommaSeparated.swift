import ReparteeGraph

/// A table as comma-separated values (RFC 4180, with bare line feeds), safe to open in a spreadsheet.
enum CommaSeparated {
  static func text(of table: ResultTable) -> String {
    var text = table.columns.map { field(SafeText.cell($0)) }.joined(separator: ",") + "\n"
    for row in table.rows {
      var separator = ""
      for cell in row {
        text += separator
        text += field(cell.plainText)
        separator = ","
      }
      text += "\n"
    }
    return text
  }

  /// A field: in quotes where it holds a comma, a quote or a line end (RFC 4180).
  static func field(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { byte in
      byte == Byte.comma || byte == Byte.quote || byte == Byte.lineFeed || byte == Byte.carriageReturn
    }
    guard needsQuotes else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
