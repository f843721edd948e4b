/// How delimited text sets its cells apart: RFC 4180 with any delimiter, and what databases write.
///
/// A quote opens a cell only as its first byte; inside, delimiters and line ends are text, and a doubled quote is one
/// quote. The byte after an escape stands for itself, within quotes and without; a cell that is nothing but an escape
/// and `N` is empty, as MySQL and PostgreSQL write it.
package struct SheetDialect: Hashable, Sendable, Codable {
  /// The byte between two cells.
  package var delimiter: UInt8
  /// The byte around cells that hold delimiters or line ends; nil for none.
  package var quote: UInt8?
  /// The byte that makes the one after it stand for itself; nil for none.
  package var escape: UInt8?

  /// The delimiters that are tried where none is given.
  static let commonDelimiters = [Byte.comma, Byte.tab, Byte.semicolon, UInt8(ascii: "|")]

  /// Whether a comma is the decimal sign of its numbers, as where it does not part the cells because of that.
  var hasDecimalComma: Bool { delimiter == Byte.semicolon }

  /// RFC 4180's quotes, and no escapes, unless they are given.
  package init(delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\""), escape: UInt8? = nil) {
    self.delimiter = delimiter
    self.quote = quote
    self.escape = escape
  }

  /// The text of a cell that holds doubled quotes or escapes; nil where it is not UTF-8.
  func unescaped(_ bytes: Bytes) -> String? {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let isPair =
        bytes[index] == escape || (bytes[index] == quote && index + 1 < bytes.count && bytes[index + 1] == quote)
      if isPair, index + 1 < bytes.count { index += 1 }
      plain.append(bytes[index])
      index += 1
    }
    return String(validating: plain, as: UTF8.self)
  }

  /// Whether a cell is an escape and `N`, which is how databases write that there is nothing.
  func isNothing(_ bytes: Bytes) -> Bool {
    bytes.count == 2 && bytes[0] == escape && bytes[1] == UInt8(ascii: "N")
  }

  /// Whether a row may end elsewhere than with its line: where there are quotes or escapes.
  func mayJoinLines(_ bytes: Bytes) -> Bool {
    [quote, escape].contains { $0.map { bytes.firstIndex(of: $0, from: 0) != nil } ?? false }
  }
}
