import ReparteeGraph

extension LeidenMoving {
  /// Moving on all threads, with the same outcome for any number of them: the nodes of a batch all look at the same
  /// state, then they move in order. A batch is so small a part that next to none of them would have chosen otherwise.
  /// Nodes a neighbour of which has moved since are looked at in the next pass, until few move.
  mutating func runInBatches(_ draws: inout Draws) {
    let count = moverCount
    let scratch = ScratchPool { [level] in TieCounter(level.count) }
    let chosen = LargePages<UInt32>(count: count)
    // Node → the batch in which it was looked at last, and whether it has to be looked at again.
    let visits = LargePages<Int32>(repeating: 0, count: count)
    let isWaiting = LargePages<Bool>(repeating: false, count: count)
    var movers = draws.order(of: count)
    var batch: Int32 = 0
    for pass in 1...LeidenMoving.passes {
      var moved: [(mover: UInt32, batch: Int32)] = []
      for range in batches(of: movers) {
        batch += 1
        choose(for: movers[range], to: chosen.start, scratch)
        for (place, mover) in movers[range].enumerated() {
          visits.start[Int(mover)] = batch
          let label = label(of: Int(mover))
          guard chosen.start[place] != label else { continue }
          put(Int(mover), in: (chosen.start[place] == .max ? emptyCommunity() : chosen.start[place]) ?? label)
          moved.append((mover, batch))
        }
      }
      // Whose groups move is looked at no more than once.
      if pass == LeidenMoving.passes || groups != nil || moved.count < max(1, count / 500) { break }
      markNeighbours(of: moved, visits.start, isWaiting.start)
      movers.removeAll(keepingCapacity: true)
      for mover in 0..<count where isWaiting.start[mover] {
        movers.append(UInt32(truncatingIfNeeded: mover))
        isWaiting.start[mover] = false
      }
      for index in movers.indices.dropFirst() { movers.swapAt(index, draws.below(index + 1)) }
    }
  }

  /// The most passes over a level: what more of them gain, the next round gains too, and more.
  private static let passes = 3
  /// How many ends of ties a batch looks at.
  private static let batchSize = 1 << 16

  private func batches(of movers: [UInt32]) -> [Range<Int>] {
    var totals = [0]
    totals.reserveCapacity(movers.count + 1)
    var total = 0
    for mover in movers {
      if let groups {
        for node in groups.members[Int(mover)] { total += ties.degree(of: Int(node)) + 1 }
      } else {
        total += ties.degree(of: Int(mover)) + 1
      }
      totals.append(total)
    }
    return Cores.blocks(of: totals, size: LeidenMoving.batchSize)
  }

  /// Where each of the movers gains most, as all stand now; `.max` for alone.
  private func choose(
    for movers: ArraySlice<UInt32>, to chosen: UnsafeMutablePointer<UInt32>, _ scratch: ScratchPool<TieCounter>
  ) {
    let pieces = Cores.blocks(of: movers.count, size: max(16, movers.count / 64))
    movers.withUnsafeBufferPointer { movers in
      Cores.forEach(count: pieces.count, state: { scratch.take() }) { counter, piece in
        for place in pieces[piece] { chosen[place] = best(of: Int(movers[place]), counter) ?? .max }
      }
    }
    scratch.takeBack()
  }

  /// Marks those who have not looked since a neighbour moved out of their sight. Marks are only ever set here, so
  /// threads may set one twice.
  private func markNeighbours(
    of moved: [(mover: UInt32, batch: Int32)], _ visits: UnsafePointer<Int32>, _ isWaiting: UnsafeMutablePointer<Bool>
  ) {
    let pieces = Cores.blocks(of: moved.count, size: 512)
    moved.withUnsafeBufferPointer { moved in
      Cores.forEach(count: pieces.count) { piece in
        for move in moved[pieces[piece]] {
          let label = labels[Int(move.mover)]
          ties.forEach(of: Int(move.mover)) { neighbour, _ in
            if visits[Int(neighbour)] <= move.batch, labels[Int(neighbour)] != label {
              isWaiting[Int(neighbour)] = true
            }
          }
        }
      }
    }
  }
}
