/// Names of worksheets as spreadsheet programs take them: at most 31 characters, without `[ ] : * ? / \`, no apostrophe at
/// either end, and no two alike but for capitals.
struct SheetNames {
  /// The most characters (UTF-16) that a name may have.
  static let longest = 31

  private var taken: Set<String> = []

  /// The name for a sheet that would be called `name`.
  mutating func name(for name: String) -> String {
    var clean = String(
      String.UnicodeScalarView(name.unicodeScalars.map { "[]:*?/\\".unicodeScalars.contains($0) ? "-" : $0 }))
    while clean.hasPrefix("'") { clean.removeFirst() }
    // Programs keep a sheet of this name for themselves.
    if clean.isEmpty || clean.lowercased() == "history" { clean += "sheet" }
    var (number, candidate) = (1, Self.cut(clean, behind: ""))
    while taken.contains(candidate.lowercased()) {
      number += 1
      candidate = Self.cut(clean, behind: " (\(number))")
    }
    taken.insert(candidate.lowercased())
    return candidate
  }

  private static func cut(_ name: String, behind end: String) -> String {
    var start = name.cut(toUTF16: longest - end.utf16.count)
    while end.isEmpty, start.hasSuffix("'") { start.removeLast() }
    return start + end
  }
}

extension String {
  /// The beginning of at most so many UTF-16 code units, by which spreadsheet programs count; no character is divided.
  func cut(toUTF16 limit: Int) -> String {
    guard utf16.count > limit else { return self }
    var (start, units) = (String.UnicodeScalarView(), 0)
    for scalar in unicodeScalars {
      units += scalar.value > 0xFFFF ? 2 : 1
      if units > limit { break }
      start.append(scalar)
    }
    return String(start)
  }
}
