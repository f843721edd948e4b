import ReparteeGraph
import Synchronization

/// What moves from community to community: single nodes, or groups of nodes as wholes.
protocol LeidenMover {
  /// Mover → the weight of all edge ends in it.
  var strengths: [Double] { get }
  /// A node of the mover; all its nodes are in one community.
  func first(_ mover: Int) -> Int
  /// Calls `body` with every node of the mover.
  func forEachNode(of mover: Int, _ body: (Int) -> Void)
  /// The weight between the mover's own nodes, counted at both ends.
  func inside(_ mover: Int) -> Double
}

/// The nodes of a level, each moving by itself.
struct LeidenNodes: LeidenMover {
  let strengths: [Double]

  @inline(__always) func first(_ mover: Int) -> Int { mover }
  @inline(__always) func forEachNode(of mover: Int, _ body: (Int) -> Void) { body(mover) }
  @inline(__always) func inside(_ mover: Int) -> Double { 0 }
}

/// The refined groups of a level, each moving as a whole.
struct LeidenGroups: LeidenMover {
  let strengths: [Double]
  private let members: LeidenMembers
  private let inside: [Double]

  init(_ groups: [UInt32], count: Int, on level: LeidenLevel) {
    members = LeidenMembers(of: groups, count: count)
    (strengths, inside) = level.sums(of: groups, members: members)
  }

  @inline(__always) func first(_ mover: Int) -> Int { Int(members.first(mover)) }
  @inline(__always) func forEachNode(of mover: Int, _ body: (Int) -> Void) {
    for node in members[mover] { body(Int(node)) }
  }
  @inline(__always) func inside(_ mover: Int) -> Double { inside[mover] }
}

/// Leiden's first step: every node moves to the community that gains most, until none does. A node is looked at again
/// only when a neighbour has moved. Among equal gains the community of the smaller number is taken, so that the result does not depend on
/// the order of a node's ties.
///
/// On large levels groups of nodes move as wholes too, by the ties of their members, where a level of its own would have
/// nearly as many ties. In bounds: neighbours are nodes, and a label is a community, of which there are as many as nodes.
struct LeidenMoving<Mover: LeidenMover> {
  private let level: LeidenLevel
  private let ties: LeidenTies
  private let movers: Mover
  private let moverStrengths: UnsafeBufferPointer<Double>
  /// Node → community, below the number of nodes.
  private let labels: UnsafeMutablePointer<UInt32>
  /// Community → the strength of its members, and how many movers they are.
  private let strengths: UnsafeMutablePointer<Double>
  private let members: UnsafeMutablePointer<Int32>
  /// Communities without members; some may have got members since.
  private var free: [UInt32] = []
  /// How many moves there were.
  private var moves = 0

  /// Calls `run` with the movers in the communities of `labels`, which it changes; how many moves that took.
  fileprivate static func move(
    _ movers: Mover, in labels: inout [UInt32], on level: LeidenLevel, _ run: (inout LeidenMoving) -> Void
  ) -> Int {
    let strengths = LargePages<Double>(repeating: 0, count: level.count)
    let members = LargePages<Int32>(repeating: 0, count: level.count)
    defer { withExtendedLifetime((strengths, members)) {} }
    return labels.withUnsafeMutableBufferPointer { labels in
      movers.strengths.withUnsafeBufferPointer { moverStrengths in
        level.withTies { ties in
          guard let labels = labels.baseAddress else { return 0 }
          var moving = LeidenMoving(
            level: level, ties: ties, movers: movers, moverStrengths: moverStrengths, labels: labels,
            strengths: strengths.start, members: members.start)
          moving.countMembers()
          run(&moving)
          return moving.moves
        }
      }
    }
  }

  private mutating func countMembers() {
    for mover in moverStrengths.indices {
      let label = Int(self.label(of: mover))
      strengths[label] += moverStrengths[mover]
      members[label] += 1
    }
    for community in 0..<level.count where members[community] == 0 { free.append(UInt32(community)) }
  }

  /// Where a mover gains most: a community among those it touches, its own, or nil for one of its own alone.
  @inline(__always)
  private func best(of mover: Int, _ counter: TieCounter) -> UInt32? {
    movers.forEachNode(of: mover) { node in
      ties.forEach(of: node) { neighbour, weight in counter.add(weight, to: labels[Int(neighbour)]) }
    }
    let (old, strength) = (label(of: mover), moverStrengths[mover])
    let expected = strength / level.total
    // Less than this is rounding, not gain.
    let least = 1e-12 * (1 + strength)
    let own = counter.sums[Int(old)] - movers.inside(mover) - expected * (strengths[Int(old)] - strength)
    var (best, gain) = (old, own)
    for place in 0..<counter.count {
      let community = counter.touched[place]
      if community == old { continue }
      let other = counter.sums[Int(community)] - expected * strengths[Int(community)]
      if other > gain || other == gain && community < best { (best, gain) = (community, other) }
    }
    counter.clear()
    if gain <= own + least { (best, gain) = (old, own) }
    return gain < -least ? nil : best
  }

  /// The community of a mover.
  @inline(__always)
  private func label(of mover: Int) -> UInt32 { labels[movers.first(mover)] }

  private mutating func emptyCommunity() -> UInt32? {
    while let community = free.last, members[Int(community)] > 0 { free.removeLast() }
    return free.popLast()
  }

  private mutating func put(_ mover: Int, in community: UInt32) {
    let (old, strength) = (label(of: mover), moverStrengths[mover])
    guard community != old else { return }
    strengths[Int(old)] -= strength
    members[Int(old)] -= 1
    strengths[Int(community)] += strength
    members[Int(community)] += 1
    moves += 1
    movers.forEachNode(of: mover) { labels[$0] = community }
    if members[Int(old)] == 0 { free.append(old) }
  }
}

// MARK: In turn

extension LeidenMoving<LeidenNodes> {
  /// Moves single nodes: in turn on small levels, in batches on large ones.
  static func move(_ labels: inout [UInt32], on level: LeidenLevel, _ random: inout SplitMix64) -> Int {
    move(LeidenNodes(strengths: level.strengths), in: &labels, on: level) { moving in
      if level.isLarge { moving.runInBatches(&random) } else { moving.runInTurn(&random) }
    }
  }

  /// One node after the other, each seeing all moves before its own.
  private mutating func runInTurn(_ random: inout SplitMix64) {
    let counter = TieCounter(level.count)
    let count = level.count
    var waiting = random.order(of: count)
    var isWaiting = [Bool](repeating: true, count: count)
    waiting.withUnsafeMutableBufferPointer { waiting in
      isWaiting.withUnsafeMutableBufferPointer { isWaiting in
        // A ring: at most every node waits at once.
        var (next, left) = (0, count)
        while left > 0 {
          let node = Int(waiting[next])
          next = next + 1 == count ? 0 : next + 1
          left -= 1
          isWaiting[node] = false
          // Alone it is no better off among nobody.
          let target = best(of: node, counter) ?? emptyCommunity() ?? labels[node]
          guard target != labels[node] else { continue }
          put(node, in: target)
          ties.forEach(of: node) { neighbour, _ in
            guard !isWaiting[Int(neighbour)], labels[Int(neighbour)] != target else { return }
            isWaiting[Int(neighbour)] = true
            waiting[next + left < count ? next + left : next + left - count] = neighbour
            left += 1
          }
        }
      }
    }
  }
}

// MARK: In batches

/// A mover that moved, and the batch in which it did.
private typealias Move = (mover: UInt32, batch: Int32)

extension LeidenMoving {
  /// How many ends of ties a batch looks at.
  private static var batchSize: Int { 1 << 16 }

  /// Looks at movers on all threads, with the same outcome for any number of them: those of a batch all look at the same
  /// state, then they move in order. A batch is so small a part that almost none of them would have chosen otherwise.
  /// - Parameters:
  ///   - order: the movers, in the order in which they are looked at.
  ///   - visits: mover → the batch in which it was looked at last; batches are numbered on from `batch`.
  /// - Returns: who moved.
  private mutating func lookAt(
    _ order: [UInt32], visits: UnsafeMutablePointer<Int32>, batch: inout Int32, _ scratch: ScratchPool<TieCounter>
  ) -> [Move] {
    let memory = LargePages<UInt32>(count: order.count)
    defer { withExtendedLifetime(memory) {} }
    let chosen = memory.start
    var moved: [Move] = []
    for range in batches(of: order) {
      batch += 1
      choose(for: order[range], to: chosen, scratch)
      for (place, mover) in order[range].enumerated() {
        visits[Int(mover)] = batch
        let label = label(of: Int(mover))
        guard chosen[place] != label else { continue }
        put(Int(mover), in: (chosen[place] == .max ? emptyCommunity() : chosen[place]) ?? label)
        moved.append((mover, batch))
      }
    }
    return moved
  }

  private func batches(of order: [UInt32]) -> [Range<Int>] {
    var totals = [0]
    totals.reserveCapacity(order.count + 1)
    var total = 0
    for mover in order {
      movers.forEachNode(of: Int(mover)) { total += ties.degree(of: $0) + 1 }
      totals.append(total)
    }
    return Cores.blocks(of: totals, size: Self.batchSize)
  }

  /// Where each of the movers gains most, as all stand now; `.max` for alone.
  private func choose(
    for order: ArraySlice<UInt32>, to chosen: UnsafeMutablePointer<UInt32>, _ scratch: ScratchPool<TieCounter>
  ) {
    let blocks = Cores.blocks(of: order.count, size: max(16, order.count / 64))
    order.withUnsafeBufferPointer { order in
      Cores.forEach(count: blocks.count, state: { scratch.take() }) { counter, block in
        for place in blocks[block] { chosen[place] = best(of: Int(order[place]), counter) ?? .max }
      }
    }
    scratch.releaseAll()
  }
}

extension LeidenMoving<LeidenGroups> {
  /// Moves groups as wholes, looking at each once: what more passes gain, the next round gains too.
  static func move(
    _ groups: LeidenGroups, in labels: inout [UInt32], on level: LeidenLevel, _ random: inout SplitMix64
  ) -> Int {
    move(groups, in: &labels, on: level) { moving in
      let order = random.order(of: groups.strengths.count)
      let visits = LargePages<Int32>(repeating: 0, count: order.count)
      var batch: Int32 = 0
      _ = moving.lookAt(order, visits: visits.start, batch: &batch, ScratchPool { TieCounter(level.count) })
      withExtendedLifetime(visits) {}
    }
  }
}

extension LeidenMoving<LeidenNodes> {
  /// The most passes over a level: what more of them gain, the next round gains too, and more.
  private static var passes: Int { 3 }
  /// A pass is the last where fewer than one in so many nodes moved.
  private static var fewMovesPart: Int { 500 }

  /// Pass after pass over those of whom a neighbour has moved since they were looked at, until few move.
  private mutating func runInBatches(_ random: inout SplitMix64) {
    let count = level.count
    let scratch = ScratchPool { [level] in TieCounter(level.count) }
    let visits = LargePages<Int32>(repeating: 0, count: count)
    defer { withExtendedLifetime(visits) {} }
    let isWaiting = SharedMarks(count: count)
    var order = random.order(of: count)
    var batch: Int32 = 0
    for pass in 1...Self.passes {
      let moved = lookAt(order, visits: visits.start, batch: &batch, scratch)
      if pass == Self.passes || moved.count < max(1, count / Self.fewMovesPart) { break }
      markNeighbours(of: moved, visits.start, isWaiting)
      order.removeAll(keepingCapacity: true)
      for node in 0..<count where isWaiting.take(node) { order.append(UInt32(truncatingIfNeeded: node)) }
      random.shuffle(&order)
    }
  }

  /// Marks those who have not looked since a neighbour moved to another community than theirs. Several threads may set
  /// one mark.
  private func markNeighbours(of moved: [Move], _ visits: UnsafePointer<Int32>, _ isWaiting: SharedMarks) {
    let blocks = Cores.blocks(of: moved.count, size: 512)
    moved.withUnsafeBufferPointer { moved in
      Cores.forEach(count: blocks.count) { block in
        for move in moved[blocks[block]] {
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

/// The weight from one node to each community, for the communities it touches. Scratch space of one thread, used over
/// and over: 12 bytes a community.
final class TieCounter {
  /// Community → the weight to it.
  let sums: UnsafeMutablePointer<Double>
  /// The communities touched, in the order in which they were met.
  let touched: UnsafeMutablePointer<UInt32>
  /// How many they are.
  private(set) var count = 0

  init(_ communities: Int) {
    sums = .allocate(capacity: communities + 1)
    sums.initialize(repeating: 0, count: communities + 1)
    touched = .allocate(capacity: communities + 1)
  }

  deinit {
    sums.deallocate()
    touched.deallocate()
  }

  @inline(__always) func add(_ weight: UInt32, to community: UInt32) {
    let sum = sums[Int(community)]
    touched[count] = community
    count += sum == 0 ? 1 : 0
    sums[Int(community)] = sum + Double(weight)
  }

  @inline(__always) func clear() {
    for place in 0..<count { sums[Int(touched[place])] = 0 }
    count = 0
  }
}
