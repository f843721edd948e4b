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

  private static func field(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
