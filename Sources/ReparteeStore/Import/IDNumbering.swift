import ReparteeFormats
import ReparteeGraph

/// Numbers the ids of one platform in order of first appearance.
struct IDNumbering {
  private var table = NumberTable()
  private var texts: [ExternalID: UInt32] = [:]
  /// The numbered ids, each with its number.
  private var numbers: [(id: Int64, number: UInt32)] = []
  private var named: [(id: ExternalID, number: UInt32)] = []
  private var next: UInt32 = 0

  /// How many ids there are.
  var count: Int { Int(next) }

  /// The number of each id of a column.
  mutating func number(_ column: IDColumn) -> [UInt32] {
    if column.texts.isEmpty {
      var found: [Int64] = []
      let first = next
      let indices = column.values.withUnsafeBufferPointer {
        table.number($0, nextIndex: &next, found: &found)
      }
      for (offset, id) in found.enumerated() { numbers.append((id, first + UInt32(offset))) }
      return indices
    }
    return column.values.map { value in
      let number: UInt32
      if value >= 0 {
        number = table.insert(value, next)
        if number == next { numbers.append((value, next)) }
      } else {
        let text = ExternalID.text(column.texts[Int(~value)]).composed
        number = texts[text] ?? next
        if number == next {
          texts[text] = next
          named.append((text, next))
        }
      }
      if number == next { next += 1 }
      return number
    }
  }

  /// All ids with their numbers, in the order of ids. Complexity: O(n log n).
  func sorted() -> [(id: ExternalID, number: UInt32)] {
    numbers.sorted { $0.id < $1.id }.map { (.number($0.id), $0.number) }
      + named.sorted { $0.id < $1.id }
  }
}
