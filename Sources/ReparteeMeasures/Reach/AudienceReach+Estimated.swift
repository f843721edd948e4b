import ReparteeGraph

extension AudienceReach {
  /// Up to so much work, the followers of all who would be read, everybody's audience is exact.
  package static let exactLimit = 1_000_000_000

  /// Up to so much work a voice's audience is exact even in a larger network: the number of registers of a sketch.
  package static let exactLimitOfOne = HyperLogLog.registerCount

  /// The standard error of an estimated audience, as a share of it.
  package static let relativeError = HyperLogLog.relativeError

  /// The audience of every voice: exact up to `limit`, above it estimated by HyperLogLog where a voice has much work.
  ///
  /// An estimate is clamped to what is known: no less than R and the voice's held followers, no more than all there are.
  /// Where a voice's colleagues do not count for it, its audience is exact. `covered` is estimated too where a voice has
  /// thousands of posts below one of its own. Complexity: O(Σ over voices of min(work, 4096 · people) + n), 2 bytes a
  /// voice, up to 2 bytes a follow edge, 16 bytes a post of conversations from 1,024 posts on.
  /// - Parameters:
  ///   - limit: the most work for which all audiences are exact; see `exactLimit`.
  ///   - limitOfOne: the most work for which a single audience is exact all the same.
  ///   - reach: R of every voice, asked for only where something is estimated.
  package static func ofEverybody(
    in network: ScopedNetwork, exactLimit limit: Int = exactLimit, exactLimitOfOne limitOfOne: Int = exactLimitOfOne,
    reach: () -> [UInt32]
  ) -> [Audience?] {
    let voiceCount = network.network.voices.count
    guard let followers = network.network.followers else { return Array(repeating: nil, count: voiceCount) }
    let reachIndex = ReachIndex(network, own: .none)
    var audiences: [Audience?]?
    SubtreeRanges(reachIndex).withView(reachIndex) { view in
      followers.withView { followers in
        let work = Work(view, followers)
        let blocks = Cores.blocks(of: voiceCount, size: 4096)
        let amounts = Array(
          Cores.map(count: blocks.count) { blocks[$0].map { work.amount(of: $0, on: reachIndex, view) } }.joined())
        if amounts.reduce(0, +) <= limit { return }
        audiences = estimate(amounts, exactLimitOfOne: limitOfOne, reach: reach(), on: reachIndex, view, followers)
      }
    }
    return audiences ?? compute(in: network)
  }

  private static func estimate(
    _ amounts: [Int], exactLimitOfOne limit: Int, reach: [UInt32], on reachIndex: ReachIndex,
    _ view: SubtreeRanges.View,
    _ followers: Adjacency.View
  ) -> [Audience?] {
    let (network, voiceCount) = (reachIndex.network, amounts.count)
    let sketches = FollowerSketches(followers, entries: HyperLogLog.entries(of: network))
    let ranges = RangeSketches(reachIndex, view, sketches)
    let blocks = Cores.blocks(of: voiceCount, size: 64)
    let parts = Cores.mapEach(
      count: blocks.count,
      state: {
        (
          exact: AudienceCounter(reachIndex, view, followers),
          estimate: Estimator(reachIndex, view, followers, sketches, ranges)
        )
      }
    ) { state, block in
      blocks[block].map { voice in
        let leavesOut =
          network.scope.colleagues == .leaveOut && network.network.voices.organisations[voice] != Voices.none
        if amounts[voice] <= limit || leavesOut { return state.exact.audience(of: voice) }
        let bounds = Int(reach[voice])...max(Int(reach[voice]), min(amounts[voice], voiceCount - 1))
        return state.estimate.audience(of: voice, within: bounds)
      }
    }
    return Array(parts.joined())
  }
}

/// Estimates one audience after the other.
private struct Estimator {
  private let reachIndex: ReachIndex
  private let view: SubtreeRanges.View
  private let followers: Adjacency.View
  private let sketches: FollowerSketches
  private let ranges: RangeSketches
  private var registers = HyperLogLog.Registers()
  /// Those of R whose follow lists are held.
  private var heard = HyperLogLog.Registers()
  /// The last voice for which the person was met.
  private var metFor: [UInt32]
  private var covered = 0

  init(
    _ reachIndex: ReachIndex, _ view: SubtreeRanges.View, _ followers: Adjacency.View, _ sketches: FollowerSketches,
    _ ranges: RangeSketches
  ) {
    self.reachIndex = reachIndex
    self.view = view
    self.followers = followers
    self.sketches = sketches
    self.ranges = ranges
    metFor = Array(repeating: .max, count: sketches.entries.count)
  }

  mutating func audience(of voice: Int, within bounds: ClosedRange<Int>) -> AudienceReach.Audience? {
    registers.clear()
    heard.clear()
    covered = 0
    var isLong = false
    let own = followers[UInt32(voice)]
    sketches.add(followersOf: UInt32(voice), to: &registers, except: UInt32(voice))
    reachIndex.forEachElsewhere(of: voice) { meet($0, for: voice) }
    view.forEachRange(of: voice) { range in
      if range.count < RangeSketches.fewestPosts {
        for position in range { meet(view.people[position], for: voice) }
        return
      }
      isLong = true
      let blocks = RangeSketches.blocks(in: range)
      let (first, last) = (blocks.lowerBound * RangeSketches.blockSize, blocks.upperBound * RangeSketches.blockSize)
      for position in range.lowerBound..<first { meet(view.people[position], for: voice) }
      ranges.add(blocks: blocks, to: &registers, heard: &heard)
      for position in last..<range.upperBound { meet(view.people[position], for: voice) }
    }
    if isLong { covered = max(covered, Int(heard.estimate.rounded())) }
    if !own.isEmpty { covered += 1 }
    if covered == 0 { return nil }
    let held = own.count { sketches.entries[Int($0)] != 0 }
    let people = min(max(Int(registers.estimate.rounded()), bounds.lowerBound, held), bounds.upperBound)
    return AudienceReach.Audience(
      people: UInt32(people), covered: UInt32(covered), added: UInt32(people - held), isEstimated: true)
  }

  @inline(__always)
  private mutating func meet(_ person: UInt32, for voice: Int) {
    if person == ScopedNetwork.none || person == UInt32(voice) || metFor[Int(person)] == UInt32(voice) { return }
    metFor[Int(person)] = UInt32(voice)
    let entry = sketches.entries[Int(person)]
    registers.insert(entry)
    if sketches.add(followersOf: person, to: &registers, except: UInt32(voice)) {
      covered += 1
      heard.insert(entry)
    }
  }
}

extension AudienceReach {
  /// How much there is to read for exact audiences, known before anything of it is read.
  ///
  /// Of one voice: itself, the posts below its posts, and the followers of all who wrote these, whoever comes twice.
  /// Sums over ranges of posts are differences of running totals. Complexity: O(voices + posts).
  struct Work {
    /// Position → followers and authors of all posts before it.
    private let before: [Int]
    private let followers: Adjacency.View

    init(_ view: SubtreeRanges.View, _ followers: Adjacency.View) {
      var before = [Int](repeating: 0, count: view.people.count + 1)
      var total = 0
      for (position, person) in view.people.enumerated() {
        if person != ScopedNetwork.none { total += 1 + followers[person].count }
        before[position + 1] = total
      }
      self.before = before
      self.followers = followers
    }

    /// The work of one voice; no audience is larger.
    func amount(of voice: Int, on reachIndex: ReachIndex, _ view: SubtreeRanges.View) -> Int {
      var amount = followers[UInt32(voice)].count
      reachIndex.forEachElsewhere(of: voice) { amount += 1 + followers[$0].count }
      view.forEachRange(of: voice) { amount += before[$0.upperBound] - before[$0.lowerBound] }
      return amount
    }
  }
}
