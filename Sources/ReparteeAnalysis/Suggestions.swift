/// The nearest of the names that would have been right, for a mistyped one.
package enum Suggestions {
  /// The names within reach of `name`: at most a third of its letters changed, added or lost; nearest first, three at
  /// most. Case does not matter. Complexity: O(names · length²).
  package static func names(to name: String, among names: some Sequence<String>) -> [String] {
    let letters = Array(name.lowercased())
    let limit = max(1, letters.count / 3)
    var near: [(name: String, distance: Int)] = []
    for candidate in names {
      let other = Array(candidate.lowercased())
      guard abs(other.count - letters.count) <= limit else { continue }
      let distance = distance(letters, other)
      if distance <= limit { near.append((candidate, distance)) }
    }
    near.sort { $0.distance != $1.distance ? $0.distance < $1.distance : $0.name < $1.name }
    return near.prefix(3).map(\.name)
  }

  /// ` Did you mean …?`, to follow a sentence, or nothing where no name is near.
  package static func suggestion(for name: String, among names: some Sequence<String>) -> String {
    let near = self.names(to: name, among: names)
    return near.isEmpty ? "" : " Did you mean \(near.joined(separator: " or "))?"
  }

  /// How many letters have to be changed, added or dropped (Levenshtein 1966).
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let changed = diagonal + (right[column] == letter ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(changed, diagonal + 1, row[column] + 1)
      }
    }
    return row[right.count]
  }
}
