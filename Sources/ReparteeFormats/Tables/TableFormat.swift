import Foundation
import ReparteeGraph
import ReparteeText

/// How a table of results is written.
package enum TableFormat: String, CaseIterable, Sendable {
  /// Aligned columns for a terminal.
  case table
  /// Comma-separated values, with a header.
  case csv
  /// An array of objects, with the columns' names as keys and null for empty.
  case json

  /// The table as text, ending in a line end; where small counts are hidden, without them.
  package func text(of table: ResultTable) -> String {
    let table = SmallCounts.current?.published(table) ?? table
    return switch self {
    case .table: PlainTable.text(of: table)
    case .csv: CommaSeparated.text(of: table)
    case .json: JSONTable.text(of: table)
    }
  }
}

extension TableFormat {
  /// Whether a file begins with the mark by which spreadsheet programs know UTF-8.
  package enum ByteOrderMark: Sendable { case absent, present }

  /// The table as a file.
  package func bytes(of table: ResultTable, mark: ByteOrderMark = .absent) -> Data {
    Data((mark == .present ? "\u{FEFF}" : "").utf8) + Data(text(of: table).utf8)
  }
}

extension TableCell {
  /// The cell without quotes: numbers with their decimals, the empty text for empty.
  package var plainText: String {
    switch self {
    case .empty, .hidden: ""
    case .text(let text): SafeText.cell(text)
    case .integer(let number): String(number)
    case .moment(let time): time.isoMoment
    case .decimal(let number, let places): NumberFormat.fixed(number, places: places)
    }
  }
}

/// Text that is safe to open in a spreadsheet or to print on a terminal.
package enum SafeText {
  /// Without control characters; with an apostrophe in front of what a spreadsheet would take for a formula.
  package static func cell(_ text: String) -> String {
    let clean = withoutControls(text)
    guard let first = clean.unicodeScalars.first, "=+-@".unicodeScalars.contains(first) else { return clean }
    return "'" + clean
  }

  /// Lines, each without controls.
  package static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { withoutControls(String($0)) }.joined(
      separator: "\n")
  }

  /// Without C0 and C1 controls, line separators, marks that turn the direction of writing, and what nothing shows: spaces without
  /// width, tags, annotations.
  package static func withoutControls(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E: continue
      case 0x200B, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: continue
      default: clean.append(scalar)
      }
    }
    return String(clean)
  }
}
