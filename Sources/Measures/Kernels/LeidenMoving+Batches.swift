import Parallel

extension LeidenMoving {
  /// Moving on all threads, with the same outcome for any number of them: the nodes of a batch all look at the same
  /// state, then they move in order. A batch is so small a part that next to none of them would have chosen otherwise.
  /// Nodes a neighbour of which has moved since are looked at in the next pass, until few move.
  mutating func runInBatches(_ draws: inout Draws) {
    let count = level.count
    let scratch = ScratchPool { TieCounter(count) }
    let chosen = LargePages<UInt32>(count: count)
    // Node → the batch in which it was looked at last, and whether it has to be looked at again.
    let visits = LargePages<Int32>(repeating: 0, count: count)
    let isWaiting = LargePages<Bool>(repeating: false, count: count)
    var nodes = draws.order(of: count)
    var batch: Int32 = 0
    for _ in 0..<LeidenMoving.passes {
      var moves: [(node: UInt32, batch: Int32)] = []
      for range in batches(of: nodes) {
        batch += 1
        choose(for: nodes[range], to: chosen.start, scratch)
        for (place, node) in nodes[range].enumerated() {
          visits.start[Int(node)] = batch
          guard chosen.start[place] != labels[Int(node)] else { continue }
          let target = chosen.start[place] == .max ? emptyCommunity() : chosen.start[place]
          put(Int(node), in: target ?? labels[Int(node)])
          moves.append((node, batch))
        }
      }
      if moves.count < max(1, count / 500) { break }
      markNeighbours(of: moves, visits.start, isWaiting.start)
      nodes.removeAll(keepingCapacity: true)
      for node in 0..<count where isWaiting.start[node] {
        nodes.append(UInt32(truncatingIfNeeded: node))
        isWaiting.start[node] = false
      }
      for index in nodes.indices.dropFirst() { nodes.swapAt(index, draws.below(index + 1)) }
    }
  }

  /// The most passes over a level.
  private static let passes = 12
  /// How many ends of ties a batch looks at.
  private static let batchSize = 1 << 16

  private func batches(of nodes: [UInt32]) -> [Range<Int>] {
    var totals = [0]
    totals.reserveCapacity(nodes.count + 1)
    var total = 0
    for node in nodes {
      total += offsets[Int(node) + 1] - offsets[Int(node)] + 1
      totals.append(total)
    }
    return Cores.blocks(of: totals, size: LeidenMoving.batchSize)
  }

  /// Where each of the nodes gains most, as all stand now; `.max` for alone.
  private func choose(
    for nodes: ArraySlice<UInt32>, to chosen: UnsafeMutablePointer<UInt32>, _ scratch: ScratchPool<TieCounter>
  ) {
    let pieces = Cores.blocks(of: nodes.count, size: max(16, nodes.count / 64))
    nodes.withUnsafeBufferPointer { nodes in
      Cores.forEach(count: pieces.count, state: { scratch.take() }) { counter, piece in
        for place in pieces[piece] { chosen[place] = best(of: Int(nodes[place]), counter) ?? .max }
      }
    }
    scratch.takeBack()
  }

  /// Marks those who have not looked since a neighbour moved out of their sight. Marks are only ever set here, so
  /// threads may set one twice.
  private func markNeighbours(
    of moves: [(node: UInt32, batch: Int32)], _ visits: UnsafePointer<Int32>, _ isWaiting: UnsafeMutablePointer<Bool>
  ) {
    let pieces = Cores.blocks(of: moves.count, size: 512)
    moves.withUnsafeBufferPointer { moves in
      Cores.forEach(count: pieces.count) { piece in
        for move in moves[pieces[piece]] {
          let label = labels[Int(move.node)]
          for index in offsets[Int(move.node)]..<offsets[Int(move.node) + 1] {
            let neighbour = Int(ties[index].node)
            if visits[neighbour] <= move.batch, labels[neighbour] != label { isWaiting[neighbour] = true }
          }
        }
      }
    }
  }
}
