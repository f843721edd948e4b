import Foundation

/// A field of a mapping, found in one file: what is asked of every row is looked up once.
final class MappedPlace {
  let field: MappedField
  /// What it is called in the reason for a reject.
  let name: String
  /// The column of a sheet that holds it; nil where none does, or it is no sheet.
  let column: Int?
  /// Cells that stand for nothing.
  let nulls: [String]
  private let words: [String: String]?
  /// Whether what stands there is the value, unless it stands for nothing.
  let isPlain: Bool

  init(_ field: MappedField, name: String, column: Int?, nulls: [String]) {
    self.field = field
    self.name = name
    self.column = column
    self.nulls = nulls
    words = field.words.map { Dictionary(uniqueKeysWithValues: $0.map { ($0.key, $0.value) }) }
    isPlain = field == MappedField(plain: field)
  }

  /// The values that this makes of what stands there.
  func values(of texts: [String]) throws(RowProblem) -> [String] {
    var values: [String] = []
    for text in texts {
      guard let split = field.split, !split.isEmpty else {
        if let value = try value(of: text) { values.append(value) }
        continue
      }
      for part in text.components(separatedBy: split) {
        if let value = try value(of: part) { values.append(value) }
      }
    }
    return values
  }

  /// The value that this makes of one text, or of one part of a list.
  func value(of text: String) throws(RowProblem) -> String? {
    var value = text.trimmingBlanks
    if value.isEmpty || nulls.contains(value) { return nil }
    if isPlain { return value }
    if let after = field.after, let range = value.range(of: after, options: .backwards) {
      value = String(value[range.upperBound...])
    }
    if let before = field.before, let range = value.range(of: before) { value = String(value[..<range.lowerBound]) }
    if let words {
      guard let meant = words[value.lowercased()] ?? words["*"] else {
        let known = words.keys.sorted().joined(separator: ", ")
        throw RowProblem("\(name): expected one of \(known), found “\(value.prefix(40))”")
      }
      value = meant
    }
    if field.isLowercased { value = value.lowercased() }
    return value.isEmpty ? nil : (field.prefix ?? "") + value
  }
}

extension MappedField {
  /// The same place, and nothing done to what stands there.
  fileprivate init(plain field: MappedField) {
    self.init(field.place)
    isOptional = field.isOptional
  }
}
