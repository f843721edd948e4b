import ReparteeGraph

/// Finds a parent that very many rows of a file name: mostly a word for nothing that no rule knows, since few
/// conversations are that large.
///
/// The heaviest are found in one pass with few counters (J. Misra, D. Gries, "Finding repeated elements", 1982), by the
/// first rows of a file, which are enough to show it.
struct FrequentParents {
  private static let counters = 16
  /// How many rows are looked at.
  private static let limit = 1 << 16
  /// Fewer rows that name a parent say nothing.
  private static let fewest = 4

  private var counts: [ExternalID: Int] = [:]
  private var rows = 0

  /// Takes a row's parent; nil where it has none.
  mutating func add(_ parent: ExternalID?) {
    guard rows < Self.limit else { return }
    rows += 1
    guard let parent else { return }
    if let count = counts[parent] {
      counts[parent] = count + 1
    } else if counts.count < Self.counters {
      counts[parent] = 1
    } else {
      for (other, count) in counts { counts[other] = count > 1 ? count - 1 : nil }
    }
  }

  /// The parents that at least a quarter of the rows name, and how many do at least.
  var frequent: [(parent: ExternalID, rows: Int, of: Int)] {
    counts.filter { $0.value >= Self.fewest && $0.value * 4 >= rows }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value, rows) }
  }
}
