import Foundation
import GRDB
import ReparteeGraph

/// Names as people compare them: accents composed or apart, blanks of any kind and number, and case make no difference.
package enum FoldedName {
  /// A name with composed accents, and one plain blank for every run of blanks, none around.
  package static func cleaned(_ text: String) -> String {
    if isPlain(text) { return text }
    let composed = text.precomposedStringWithCanonicalMapping
    return composed.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The same in lower case: equal for names that are one.
  package static func folded(_ text: String) -> String { cleaned(text).lowercased() }

  /// Whether there is nothing to clean: ASCII, and single blanks between words.
  private static func isPlain(_ text: String) -> Bool {
    var isAfterBlank = true
    for byte in text.utf8 {
      if byte >= 0x80 || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0x20 && isAfterBlank { return false }
      isAfterBlank = byte == 0x20
    }
    return !isAfterBlank || text.isEmpty
  }

  /// The same in queries; null of null.
  static let function = DatabaseFunction("folded_name", argumentCount: 1, pure: true) { values in
    String.fromDatabaseValue(values[0]).map(folded)
  }
}

extension ExternalID {
  /// An account's id with composed accents: files write one name as `é` or as `e` with an accent after it. Letters of other
  /// scripts that only look alike stay what they are.
  var composed: ExternalID {
    guard case .text(let text) = self, text.utf8.contains(where: { $0 >= 0x80 }),
      text.unicodeScalars.contains(where: { $0.properties.canonicalCombiningClass != .notReordered })
    else { return self }
    return .text(text.precomposedStringWithCanonicalMapping)
  }
}
