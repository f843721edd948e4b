import ReparteeGraph
import Synchronization

/// Leiden's first step: every node moves to the community that gains most, until none does. A node is looked at again
/// only when a neighbour has moved. Among equal gains the community of the smaller number is taken, so that the order of
/// a node's ties does not show.
///
/// On large levels groups of nodes move as wholes too, by the ties of their members, where a level of its own would have
/// nearly as many ties.
struct LeidenMoving {
  let level: LeidenLevel
  let ties: LeidenTies
  /// What moves where it is not single nodes: groups, and the weight that lies within each, both ends counted.
  let groups: LeidenGroups?
  let moverStrengths: UnsafePointer<Double>
  let moverCount: Int
  /// Node → community, below the number of nodes.
  let labels: UnsafeMutablePointer<UInt32>
  /// Community → the strength of its members, and how many they are.
  let strengths: UnsafeMutablePointer<Double>
  let members: UnsafeMutablePointer<Int32>
  /// Communities without members; some may have got members since.
  var free: [UInt32] = []
  /// How many moves there were.
  var moves = 0

  /// The communities after moving, from those in `labels`; how many moves that took.
  static func move(
    _ labels: inout [UInt32], on level: LeidenLevel, groups: LeidenGroups? = nil, _ random: inout SplitMix64
  ) -> Int {
    let strengths = LargePages<Double>(repeating: 0, count: level.count)
    let members = LargePages<Int32>(repeating: 0, count: level.count)
    defer { withExtendedLifetime((strengths, members)) {} }
    return labels.withUnsafeMutableBufferPointer { labels in
      (groups?.strengths ?? level.strengths).withUnsafeBufferPointer { moverStrengths in
        level.withTies { ties in
          guard let labels = labels.baseAddress, let first = moverStrengths.baseAddress else { return 0 }
          var moving = LeidenMoving(
            level: level, ties: ties, groups: groups, moverStrengths: first, moverCount: moverStrengths.count,
            labels: labels, strengths: strengths.start, members: members.start)
          moving.count()
          if level.isLarge { moving.runInBatches(&random) } else { moving.run(&random) }
          return moving.moves
        }
      }
    }
  }

  private mutating func count() {
    for mover in 0..<moverCount {
      let label = Int(self.label(of: mover))
      strengths[label] += moverStrengths[mover]
      members[label] += 1
    }
    for community in 0..<level.count where members[community] == 0 { free.append(UInt32(community)) }
  }

  private mutating func run(_ random: inout SplitMix64) {
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

  /// Where a node or group gains most: a community among those it touches, its own, or nil for one of its own alone.
  @inline(__always)
  func best(of mover: Int, _ counter: TieCounter) -> UInt32? {
    if let groups {
      for node in groups.members[mover] { count(Int(node), counter) }
    } else {
      count(mover, counter)
    }
    let (old, strength) = (label(of: mover), moverStrengths[mover])
    let expected = strength / level.total
    // Less than this is rounding, not gain.
    let least = 1e-12 * (1 + strength)
    let within = groups?.inside[mover] ?? 0
    let own = counter.sums[Int(old)] - within - expected * (strengths[Int(old)] - strength)
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

  /// Adds a node's ties to what they lead to.
  @inline(__always)
  private func count(_ node: Int, _ counter: TieCounter) {
    ties.forEach(of: node) { neighbour, weight in counter.add(weight, to: labels[Int(neighbour)]) }
  }

  /// The community of a node or group.
  @inline(__always)
  func label(of mover: Int) -> UInt32 { labels[groups?.first(mover) ?? mover] }

  mutating func emptyCommunity() -> UInt32? {
    while let community = free.last, members[Int(community)] > 0 { free.removeLast() }
    return free.popLast()
  }

  mutating func put(_ mover: Int, in community: UInt32) {
    let (old, strength) = (label(of: mover), moverStrengths[mover])
    guard community != old else { return }
    strengths[Int(old)] -= strength
    members[Int(old)] -= 1
    strengths[Int(community)] += strength
    members[Int(community)] += 1
    moves += 1
    if let groups {
      for node in groups.members[mover] { labels[Int(node)] = community }
    } else {
      labels[mover] = community
    }
    if members[Int(old)] == 0 { free.append(old) }
  }
}

extension LeidenMoving {
  /// Moving on all threads, with the same outcome for any number of them: the nodes of a batch all look at the same
  /// state, then they move in order. A batch is so small a part that next to none of them would have chosen otherwise.
  /// Nodes a neighbour of which has moved since are looked at in the next pass, until few move.
  mutating func runInBatches(_ random: inout SplitMix64) {
    let count = moverCount
    let scratch = ScratchPool { [level] in TieCounter(level.count) }
    let chosen = LargePages<UInt32>(count: count)
    // Node → the batch in which it was looked at last, and whether it has to be looked at again.
    let visits = LargePages<Int32>(repeating: 0, count: count)
    let isWaiting = SharedMarks(count: count)
    var movers = random.order(of: count)
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
      random.shuffle(&movers)
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
    let blocks = Cores.blocks(of: movers.count, size: max(16, movers.count / 64))
    movers.withUnsafeBufferPointer { movers in
      Cores.forEach(count: blocks.count, state: { scratch.take() }) { counter, block in
        for place in blocks[block] { chosen[place] = best(of: Int(movers[place]), counter) ?? .max }
      }
    }
    scratch.releaseAll()
  }

  /// Marks those who have not looked since a neighbour moved to another community than theirs. Several threads may set
  /// one mark.
  private func markNeighbours(
    of moved: [(mover: UInt32, batch: Int32)], _ visits: UnsafePointer<Int32>, _ isWaiting: SharedMarks
  ) {
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

/// The refined groups of a level, as what moves where groups move as wholes.
struct LeidenGroups {
  let members: LeidenMembers
  /// Group → the strength of its members.
  let strengths: [Double]
  /// Group → the weight between its members, counted at both ends.
  let inside: [Double]

  /// A node of a group.
  @inline(__always) func first(_ group: Int) -> Int { Int(members.first(group)) }

  init(_ groups: [UInt32], count: Int, on level: LeidenLevel) {
    members = LeidenMembers(of: groups, count: count)
    (strengths, inside) = level.sums(of: groups, members: members)
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
