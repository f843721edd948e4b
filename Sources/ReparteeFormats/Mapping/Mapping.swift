import Foundation

/// What the columns of somebody's sheet, or the keys of somebody's JSON lines, mean: how a file of no known format is
/// read without code.
///
/// A row makes one record for each entry whose condition holds. The first of them is what the row is about; the others
/// are carried by it.
package struct Mapping: Hashable, Sendable, Codable {
  /// What the rows are written in.
  package enum Reads: String, CaseIterable, Sendable, Codable {
    /// Delimited text.
    case sheet
    /// JSON values: one a line, one behind the other, or in an array.
    case json
  }

  /// The name that `--mapping` gives, or the file's.
  package var name: String
  /// What it reads, in a line.
  package var about = ""
  /// Whether it has been tried on a real export.
  package var isVerified = true
  /// What the rows are written in.
  package var reads = Reads.sheet
  /// What stands between two cells; nil takes what the header shows.
  package var delimiter: UInt8?
  /// What stands around cells that hold delimiters or line ends; nil where nothing does.
  package var quote: UInt8? = UInt8(ascii: "\"")
  /// What makes the byte behind it stand for itself; nil where nothing does.
  package var escape: UInt8?
  /// Whether a row names the columns. It is the first one that has all names the mapping needs, so that what an export
  /// writes above it does not matter. Without it columns are counted from 1.
  package var hasHeader = true
  /// In JSON, the keys that lead from a value to the array that holds the rows; empty where each value is a row.
  package var items: [String] = []
  /// Cells that stand for nothing, beside empty ones.
  package var nulls: [String] = []
  /// How times are written, in the letters of Unicode's date formats, such as `dd/MM/yyyy HH:mm`; nil is ISO 8601 or Unix
  /// time.
  package var timePattern: String?
  /// The zone of times that name none, such as `Europe/London`; nil is UTC.
  package var zone: String?
  /// The platform of all ids, or where each row says it; nil leaves it to `--platform`.
  package var platform: MappedField?
  /// What each row makes, in order.
  package var records: [MappedRecord] = []

  /// A mapping that makes nothing yet.
  package init(name: String) { self.name = name }

  /// What changes the records that a file makes: two mappings of the same identity read it alike.
  package var identity: String {
    var plain = self
    (plain.name, plain.about, plain.isVerified) = ("", "", true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let data = try? encoder.encode(plain) else { preconditionFailure("a mapping has a text") }
    return String(decoding: data, as: UTF8.self)
  }

  /// How a sheet's cells may be set apart.
  var dialects: [SheetDialect] {
    (delimiter.map { [$0] } ?? SheetDialect.commonDelimiters).map {
      SheetDialect(delimiter: $0, quote: quote, escape: escape)
    }
  }

  /// The platform of all ids, where it is the same in every row.
  package var constantPlatform: String? {
    guard case .constant(let platform)? = platform?.place else { return nil }
    return platform.lowercased()
  }

  /// All fields, the platform's among them.
  var fields: [MappedField] {
    records.flatMap { Array($0.fields.values) + $0.conditions.map(\.field) }
      + (platform.map { [$0] } ?? [])
  }
}
