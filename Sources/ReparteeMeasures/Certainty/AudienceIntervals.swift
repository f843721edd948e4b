import ReparteeGraph

extension AudienceReach {
  /// How far audience reach would move with other conversations: the interval of `Jackknife`.
  ///
  /// f_t counts those who are in the audience through conversation t alone: whoever follows a itself, or somebody known
  /// from account-level replies or from two conversations, is there without t; whoever follows several people of a's
  /// depends on t only if all of these were met in t alone, and so was he, if a met him at all. The count of one
  /// conversation alone is its people with their held followers. Nil below T = 5, and without a held follow edge.
  /// Complexity: O(Σ over R(a) of followers) a voice; conversations too small to raise the low end are not counted.
  package static func intervals(in network: ScopedNetwork, of voices: [Int]? = nil) -> [Jackknife.Interval?] {
    let voiceCount = network.network.voices.count
    let chosen = voices ?? Array(0..<voiceCount)
    guard let followers = network.network.followers else { return chosen.map { _ in nil } }
    let reachIndex = ReachIndex(network)
    let blocks = Cores.blocks(of: chosen.count, size: 256)
    let parts = Cores.mapEach(
      count: blocks.count, state: { AudienceWalker(network: network, followers: followers, voiceCount: voiceCount) }
    ) { walker, block in
      blocks[block].map { walker.interval(of: chosen[$0], on: reachIndex) }
    }
    return Array(parts.joined())
  }
}

/// Finds who is in an audience through one conversation alone; see `ReachWalker` for the trick with the marks.
private struct AudienceWalker {
  /// Through several conversations, or without any.
  private static let anyhow = UInt32.max

  let network: ScopedNetwork
  let followers: Adjacency
  private var walker: ReachWalker
  /// The last walk that saw the person (upper half), and the only conversation through which it did, or `anyhow`.
  private var seen: [UInt64]
  private var walk: UInt64 = 0
  private var audience: [UInt32] = []
  /// The last conversation, by a running number, in which the person was counted.
  private var countedIn: [UInt64]
  private var counted: UInt64 = 0

  init(network: ScopedNetwork, followers: Adjacency, voiceCount: Int) {
    self.network = network
    self.followers = followers
    walker = ReachWalker(voiceCount: voiceCount)
    seen = Array(repeating: 0, count: voiceCount)
    countedIn = Array(repeating: 0, count: voiceCount)
  }

  mutating func interval(of voice: Int, on reachIndex: ReachIndex) -> Jackknife.Interval? {
    walker.walk(voice, on: reachIndex)
    walk += 1
    guard walker.met.count >= Jackknife.fewestConversations else { return nil }
    guard !followers[voice].isEmpty || walker.people.contains(where: { !followers[Int($0)].isEmpty }) else {
      return nil
    }
    audience.removeAll(keepingCapacity: true)
    for follower in followers[voice] { see(follower, through: Self.anyhow, from: voice) }
    for person in walker.people {
      let conversation = walker.onlyConversation(of: person).map { UInt32($0) } ?? Self.anyhow
      see(person, through: conversation, from: voice)
      for follower in followers[Int(person)] { see(follower, through: conversation, from: voice) }
    }
    var onlyThere = [Int](repeating: 0, count: walker.met.count)
    for person in audience {
      let conversation = UInt32(truncatingIfNeeded: seen[Int(person)])
      if conversation != Self.anyhow { onlyThere[Int(conversation)] += 1 }
    }
    var losses = Jackknife.Losses(onlyThere: onlyThere, met: [])
    guard let interval = Jackknife.interval(of: audience.count, losses: losses) else { return nil }
    losses.largestMeeting = largestMeeting(of: voice, above: interval.low)
    return Jackknife.interval(of: audience.count, losses: losses)
  }

  private mutating func see(_ person: UInt32, through conversation: UInt32, from voice: Int) {
    guard network.counts(person, for: UInt32(voice)) else { return }
    let mark = walk << 32 | UInt64(conversation)
    let known = seen[Int(person)]
    if known >> 32 != walk {
      seen[Int(person)] = mark
      audience.append(person)
    } else if known != mark {
      seen[Int(person)] = walk << 32 | UInt64(Self.anyhow)
    }
  }

  /// The largest audience of one conversation's people, or 0 where none can be larger than `floor`.
  private mutating func largestMeeting(of voice: Int, above floor: Double) -> Int {
    var largest = 0
    var start = 0
    for met in walker.met {
      let visitors = walker.visitors[start..<(start + met)]
      start += met
      let most = visitors.reduce(met) { $0 + followers.degree(of: Int($1)) }
      guard Double(most) > floor, most > largest else { continue }
      counted += 1
      var people = 0
      func count(_ person: UInt32) {
        guard countedIn[Int(person)] != counted, network.counts(person, for: UInt32(voice)) else { return }
        countedIn[Int(person)] = counted
        people += 1
      }
      for visitor in visitors {
        count(visitor)
        for follower in followers[Int(visitor)] { count(follower) }
      }
      largest = max(largest, people)
    }
    return largest
  }
}

extension AudienceReach {
  /// The first voice with an interval that is not what the definition demands, or nil: the audience of every
  /// conversation built as a set, and left out in turn.
  /// - Parameters:
  ///   - intervals: the result for all voices.
  ///   - people: each voice's people of every conversation that counts, those without people included.
  ///   - others: each voice's people known from account-level replies.
  package static func discrepancy(
    of intervals: [Jackknife.Interval?], people: [[Set<UInt32>]], others: [Set<UInt32>], in network: ScopedNetwork
  ) -> String? {
    guard let followers = network.network.followers else {
      return intervals.allSatisfy { $0 == nil } ? nil : "an interval is given though no follow edge is held"
    }
    for voice in intervals.indices {
      func audience(_ group: Set<UInt32>) -> Set<UInt32> {
        group.reduce(into: group) { $0.formUnion(followers[Int($1)]) }.filter { network.counts($0, for: UInt32(voice)) }
      }
      let own = Set(followers[voice]).filter { network.counts($0, for: UInt32(voice)) }
      let everybody = people[voice].reduce(others[voice]) { $0.union($1) }
      let isHeld = ([UInt32(voice)] + everybody).contains { !followers[Int($0)].isEmpty }
      let expected =
        isHeld
        ? Jackknife.leavingOneOut(
          people[voice].map(audience), fixed: own.union(audience(others[voice])), conversations: people[voice].count)
        : nil
      if !Jackknife.agree(intervals[voice], expected) {
        return "the interval of AR of voice \(voice) is \(String(describing: intervals[voice])), by the definition "
          + "\(String(describing: expected))"
      }
    }
    return nil
  }
}

extension MeasuredNetwork {
  /// Everyone's interval of audience reach.
  package var audienceIntervals: [Jackknife.Interval?] {
    remember("audienceIntervals") { AudienceReach.intervals(in: scoped) }
  }
}

extension Measure {
  static let audienceReachLow = Measure(
    "audience_reach_low", of: .voice, "lower end of the 95% interval of audience reach",
    range: "people; empty below five conversations", source: "delete-one-conversation jackknife, Efron & Stein 1981"
  ) { network in network.audienceIntervals.map { .decimal($0?.low, places: 2) } }

  static let audienceReachHigh = Measure(
    "audience_reach_high", of: .voice, "upper end of the 95% interval of audience reach",
    range: "people; empty below five conversations", source: "delete-one-conversation jackknife, Efron & Stein 1981"
  ) { network in network.audienceIntervals.map { .decimal($0?.high, places: 2) } }
}
