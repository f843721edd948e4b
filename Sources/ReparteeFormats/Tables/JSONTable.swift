import ReparteeGraph

/// A table as a JSON array of objects; the keys are the columns, null is empty.
enum JSONTable {
  static func text(of table: ResultTable) -> String {
    let keys = table.columns.map { quoted(SafeText.withoutControls($0)) + ": " }
    let objects = table.rows.map { row in
      "  {" + zip(keys, row).map { $0 + value($1) }.joined(separator: ", ") + "}"
    }
    return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  private static func value(_ cell: TableCell) -> String {
    switch cell {
    case .empty, .hidden: "null"
    case .text(let text): quoted(SafeText.withoutControls(text))
    case .moment: quoted(cell.plainText)
    case .integer, .decimal: cell.plainText
    }
  }

  /// A JSON text; controls are escaped.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
