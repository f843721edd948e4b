import ReparteeGraph
import Synchronization

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
    let isWaiting = SharedMarks(count: count)
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
      markNeighbours(of: moved, visits.start, isWaiting)
      movers.removeAll(keepingCapacity: true)
      for mover in 0..<count where isWaiting.take(mover) { movers.append(UInt32(truncatingIfNeeded: mover)) }
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

  /// Marks those who have not looked since a neighbour moved to another community than theirs. Several threads may set
  /// one mark.
  private func markNeighbours(
    of moved: [(mover: UInt32, batch: Int32)], _ visits: UnsafePointer<Int32>, _ isWaiting: SharedMarks
  ) {
    let pieces = Cores.blocks(of: moved.count, size: 512)
    moved.withUnsafeBufferPointer { moved in
      Cores.forEach(count: pieces.count) { piece in
        for move in moved[pieces[piece]] {
          let label = labels[Int(move.mover)]
          ties.forEach(of: Int(move.mover)) { neighbour, _ in
            if visits[Int(neighbour)] <= move.batch, labels[Int(neighbour)] != label {
              isWaiting.set(Int(neighbour))
            }
          }
        }
      }
    }
  }
}

/// A mark for every node that several threads may set at once. In bounds: nodes are below the count it was made with.
private final class SharedMarks: @unchecked Sendable {
  private let marks: UnsafeMutablePointer<Atomic<Bool>>
  private let count: Int

  init(count: Int) {
    self.count = count
    marks = .allocate(capacity: count)
    for place in 0..<count { (marks + place).initialize(to: Atomic(false)) }
  }

  deinit {
    marks.deinitialize(count: count)
    marks.deallocate()
  }

  /// A parallel loop's end orders what it stored before what is read after it, so relaxed stores do.
  @inline(__always) func set(_ place: Int) { marks[place].store(true, ordering: .relaxed) }

  /// Whether the mark was set; afterwards it is not. On one thread.
  @inline(__always)
  func take(_ place: Int) -> Bool {
    guard marks[place].load(ordering: .relaxed) else { return false }
    marks[place].store(false, ordering: .relaxed)
    return true
  }
}
