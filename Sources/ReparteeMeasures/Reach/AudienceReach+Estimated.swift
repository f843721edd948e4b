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
    let ground = ReachGround(network, own: .none)
    var audiences: [Audience?]?
    ReachPieces(ground).withView(ground) { view in
      followers.withView { followers in
        let work = Work(view, followers)
        let blocks = Cores.blocks(of: voiceCount, size: 4096)
        let amounts = Array(
          Cores.map(count: blocks.count) { blocks[$0].map { work.amount(of: $0, on: ground, view) } }.joined())
        if amounts.reduce(0, +) <= limit { return }
        audiences = estimate(amounts, exactLimitOfOne: limitOfOne, reach: reach(), on: ground, view, followers)
      }
    }
    return audiences ?? compute(in: network)
  }

  private static func estimate(
    _ amounts: [Int], exactLimitOfOne limit: Int, reach: [UInt32], on ground: ReachGround, _ view: ReachPieces.View,
    _ followers: Adjacency.View
  ) -> [Audience?] {
    let (network, voiceCount) = (ground.network, amounts.count)
    let sketches = FollowerSketches(followers, entries: HyperLogLog.entries(of: network))
    let stretches = StretchSketches(ground, view, sketches)
    let blocks = Cores.blocks(of: voiceCount, size: 64)
    let parts = Cores.mapEach(
      count: blocks.count,
      state: {
        (
          exact: AudienceCounter(ground, view, followers),
          estimate: Estimator(ground, view, followers, sketches, stretches)
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
  private let ground: ReachGround
  private let view: ReachPieces.View
  private let followers: Adjacency.View
  private let sketches: FollowerSketches
  private let stretches: StretchSketches
  private var registers = HyperLogLog.Registers()
  /// Those of R whose follow lists are held.
  private var heard = HyperLogLog.Registers()
  /// The last voice for which the person was met.
  private var metFor: [UInt32]
  private var covered = 0

  init(
    _ ground: ReachGround, _ view: ReachPieces.View, _ followers: Adjacency.View, _ sketches: FollowerSketches,
    _ stretches: StretchSketches
  ) {
    self.ground = ground
    self.view = view
    self.followers = followers
    self.sketches = sketches
    self.stretches = stretches
    metFor = Array(repeating: .max, count: sketches.entries.count)
  }

  mutating func audience(of voice: Int, within bounds: ClosedRange<Int>) -> AudienceReach.Audience? {
    registers.clear()
    heard.clear()
    covered = 0
    var isLong = false
    let own = followers[UInt32(voice)]
    sketches.add(followersOf: UInt32(voice), to: &registers, except: UInt32(voice))
    ground.forEachElsewhere(of: voice) { meet($0, for: voice) }
    view.forEachStretch(of: voice) { stretch in
      if stretch.count < StretchSketches.fewestPosts {
        for position in stretch { meet(view.people[position], for: voice) }
        return
      }
      isLong = true
      let blocks = StretchSketches.blocks(in: stretch)
      let (first, last) = (blocks.lowerBound * StretchSketches.blockSize, blocks.upperBound * StretchSketches.blockSize)
      for position in stretch.lowerBound..<first { meet(view.people[position], for: voice) }
      stretches.add(blocks: blocks, to: &registers, heard: &heard)
      for position in last..<stretch.upperBound { meet(view.people[position], for: voice) }
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
