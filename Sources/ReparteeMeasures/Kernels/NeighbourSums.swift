import ReparteeGraph

/// For every node the sum of its neighbours' values: the inner loop of PageRank and of hubs and authorities.
///
/// Values are read at random, so all is laid out for that. A value stands at the place of its node by falling degree in
/// the other direction, so that what is read most stays in the cache. Lists are taken by falling length, eight side by
/// side (first neighbours of all eight, second neighbours, …): eight sums grow at once, where the additions of one would
/// wait for each other. Each sum still adds in the order of its list, so the result is that of the plain loop to the
/// last bit. Complexity: O(n + m) to lay out and for each use; 4 bytes an edge and 20 a node.
struct NeighbourSums {
  /// Node → where its value is read from; `.max` where nobody reads it.
  let places: [UInt32]
  /// How many values are read.
  let valueCount: Int
  /// The nodes with a neighbour, by falling length of their lists.
  private let rows: [UInt32]
  /// Row → where its list would begin if lists stood one after the other; one more than rows.
  private let starts: [Int]
  /// The places of the neighbours' values, eight rows at a time.
  private let entries: LargePages<UInt32>
  /// Rows cut into blocks of work, at multiples of eight.
  private let blocks: [Range<Int>]

  /// How many rows are added up side by side: as many sums as fit the processor's registers.
  private static let width = 8
  /// A block ends where it has so many entries or rows.
  private static let blockEntries = 1 << 15
  private static let blockRows = 1 << 13

  /// Sums over `lists`; `readers` are the same edges from their other end.
  init(over lists: Adjacency, readers: Adjacency) {
    let reading = DegreeOrder(readers)
    var places = [UInt32](repeating: .max, count: readers.nodeCount)
    for place in 0..<reading.tied { places[Int(reading.nodes[place])] = UInt32(truncatingIfNeeded: place) }
    let order = DegreeOrder(lists)
    let rows = Array(order.nodes.prefix(order.tied))
    var starts = [Int](repeating: 0, count: rows.count + 1)
    for row in rows.indices { starts[row + 1] = starts[row] + lists.degree(of: Int(rows[row])) }
    var blocks: [Range<Int>] = []
    var first = 0
    for row in stride(from: Self.width, through: rows.count + Self.width - 1, by: Self.width) {
      let end = min(row, rows.count)
      if end == rows.count || starts[end] - starts[first] >= Self.blockEntries || end - first >= Self.blockRows {
        blocks.append(first..<end)
        first = end
      }
    }
    let entries = LargePages<UInt32>(count: lists.edgeCount)
    NeighbourSums.layOut(lists, rows: rows, starts: starts, places: places, blocks: blocks, to: entries.start)
    (self.places, valueCount, self.rows, self.starts, self.blocks) = (places, reading.tied, rows, starts, blocks)
    self.entries = entries
  }

  private static func layOut(
    _ lists: Adjacency, rows: [UInt32], starts: [Int], places: [UInt32], blocks: [Range<Int>],
    to entries: UnsafeMutablePointer<UInt32>
  ) {
    rows.withUnsafeBufferPointer { rows in
      starts.withUnsafeBufferPointer { starts in
        places.withUnsafeBufferPointer { places in
          lists.withView { lists in
            let layout = Layout(lists: lists, rows: rows, starts: starts, places: places, entries: entries)
            Cores.forEach(count: blocks.count) { layout.write(blocks[$0]) }
          }
        }
      }
    }
  }

  /// What is read to lay out the entries, and where they go. In bounds: rows are nodes of the lists, neighbours have a
  /// place each, and the entries of a row lie between its start and the last start.
  private struct Layout {
    let lists: Adjacency.View
    let rows: UnsafeBufferPointer<UInt32>
    let starts: UnsafeBufferPointer<Int>
    let places: UnsafeBufferPointer<UInt32>
    let entries: UnsafeMutablePointer<UInt32>

    /// Writes a block of rows, eight at a time, the last time what is left.
    func write(_ block: Range<Int>) {
      for first in stride(from: block.lowerBound, to: block.upperBound, by: NeighbourSums.width) {
        write(from: first, to: min(first + NeighbourSums.width, rows.count))
      }
    }

    /// First as many neighbours of each row as the shortest has, row by row in turn; then what each has beyond.
    private func write(from first: Int, to end: Int) {
      let common = starts[end] - starts[end - 1]
      var tail = starts[first] + common * (end - first)
      for row in first..<end {
        var list = lists.offsets[Int(rows[row])]
        var entry = starts[first] + row - first
        for _ in 0..<common {
          entries[entry] = places[Int(lists.neighbours[list])]
          (entry, list) = (entry + end - first, list + 1)
        }
        for _ in common..<(starts[row + 1] - starts[row]) {
          entries[tail] = places[Int(lists.neighbours[list])]
          (tail, list) = (tail + 1, list + 1)
        }
      }
    }
  }

  /// Writes every node's sum of `values`, which stand by place; nodes without neighbours are left alone.
  func add(_ values: UnsafePointer<Double>, to sums: UnsafeMutablePointer<Double>) {
    let entries = UnsafePointer(entries.start)
    rows.withUnsafeBufferPointer { rows in
      starts.withUnsafeBufferPointer { starts in
        Cores.forEach(count: blocks.count) { block in
          for first in stride(from: blocks[block].lowerBound, to: blocks[block].upperBound, by: Self.width) {
            if first + Self.width <= rows.count {
              NeighbourSums.addEight(from: first, rows, starts, entries, values, to: sums)
            } else {
              NeighbourSums.addFew(from: first, rows, starts, entries, values, to: sums)
            }
          }
        }
      }
    }
  }

  /// In bounds: entries are places of values, and a row is a node with a sum.
  @inline(__always)
  private static func addEight(
    from first: Int, _ rows: UnsafeBufferPointer<UInt32>, _ starts: UnsafeBufferPointer<Int>,
    _ entries: UnsafePointer<UInt32>, _ values: UnsafePointer<Double>, to sums: UnsafeMutablePointer<Double>
  ) {
    let common = starts[first + 8] - starts[first + 7]
    var entry = entries + starts[first]
    var total = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for _ in 0..<common {
      total.0 += values[Int(entry[0])]
      total.1 += values[Int(entry[1])]
      total.2 += values[Int(entry[2])]
      total.3 += values[Int(entry[3])]
      total.4 += values[Int(entry[4])]
      total.5 += values[Int(entry[5])]
      total.6 += values[Int(entry[6])]
      total.7 += values[Int(entry[7])]
      entry += 8
    }
    /// What a row has beyond the shortest of the eight.
    func finish(_ row: Int, _ sum: Double) {
      var sum = sum
      for _ in common..<(starts[row + 1] - starts[row]) {
        sum += values[Int(entry[0])]
        entry += 1
      }
      sums[Int(rows[row])] = sum
    }
    finish(first, total.0)
    finish(first + 1, total.1)
    finish(first + 2, total.2)
    finish(first + 3, total.3)
    finish(first + 4, total.4)
    finish(first + 5, total.5)
    finish(first + 6, total.6)
    finish(first + 7, total.7)
  }

  /// The last rows, fewer than eight.
  private static func addFew(
    from first: Int, _ rows: UnsafeBufferPointer<UInt32>, _ starts: UnsafeBufferPointer<Int>,
    _ entries: UnsafePointer<UInt32>, _ values: UnsafePointer<Double>, to sums: UnsafeMutablePointer<Double>
  ) {
    let width = rows.count - first
    let common = starts[rows.count] - starts[rows.count - 1]
    var tail = entries + starts[first] + common * width
    for row in first..<rows.count {
      var sum = 0.0
      for index in 0..<common { sum += values[Int(entries[starts[first] + index * width + row - first])] }
      for _ in common..<(starts[row + 1] - starts[row]) {
        sum += values[Int(tail[0])]
        tail += 1
      }
      sums[Int(rows[row])] = sum
    }
  }
}
