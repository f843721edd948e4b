import ReparteeGraph

/// Whether lines of numbers alone are a matrix without names, or a graph as METIS has it: both look like a list of edges, and
/// are none.
struct MatrixShape {
  private var rows: [[Int64]] = []
  private var areAllHeld = false

  /// Looks at the first lines of a sample.
  init(_ sample: FileSample) {
    sample.bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count, rows.count <= MatrixShape.most {
        let (end, next) = LineEnds.line(bytes, from: start)
        if next == bytes.count, !sample.isWhole { return }
        let line = bytes.part(start, end)
        start = next
        if line.trimmed.first.map({ $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "%") }) == true { continue }
        guard let row = MatrixShape.numbers(in: line) else {
          rows = []
          return
        }
        rows.append(row)
      }
      areAllHeld = sample.isWhole && start >= bytes.count
      // What is below the last row is no row.
      while rows.last?.isEmpty == true { rows.removeLast() }
    }
  }

  private static let most = 2000

  /// The whole numbers of a line; nil where there is anything else.
  private static func numbers(in line: Bytes) -> [Int64]? {
    var numbers: [Int64] = []
    for field in line.split(whereSeparator: { Bytes.isBlank($0) || $0 == Byte.comma || $0 == Byte.semicolon }) {
      guard let number = WrittenCount.number(Bytes(rebasing: field)), number.magnitude < 1e15 else { return nil }
      numbers.append(Int64(number.rounded()))
    }
    return numbers
  }

  /// Why it is no list of edges; nil where it may be one.
  var refusal: String? {
    if isMatrix {
      return
        "it is a matrix of \(rows.count) rows and columns without names; write its edges as a table, source,target,weight"
    }
    return isMETIS ? "it is a graph in the format of METIS, a line a node; write one pair a line" : nil
  }

  /// As many rows as columns. A list of edges has no more than four fields, and counts from 1 on where it has three: as a
  /// matrix of nobody's ties to himself it would have a 0 there.
  private var isMatrix: Bool {
    let width = rows.first?.count ?? 0
    guard width > 2, rows.allSatisfy({ $0.count == width }) else { return false }
    if width > 4 { return rows.count == width || !areAllHeld }
    return areAllHeld && rows.count == width && rows.indices.allSatisfy { rows[$0][$0] == 0 }
  }

  /// `nodes edges [format]`, then for each node the numbers of those that it is tied to, each edge twice.
  private var isMETIS: Bool {
    guard areAllHeld, let first = rows.first, (2...4).contains(first.count), rows.count > 2 else { return false }
    let (nodes, edges) = (first[0], first[1])
    let lists = rows.dropFirst()
    guard nodes > 1, nodes >= Int64(lists.count), edges > 0, Int64(lists.map(\.count).reduce(0, +)) == 2 * edges else {
      return false
    }
    return lists.allSatisfy { $0.allSatisfy { $0 >= 1 && $0 <= nodes } } && Set(lists.map(\.count)) != [2]
  }
}
