import ReparteeGraph

/// How far a figure of few conversations lies from what such conversations bring on average, in these data themselves.
///
/// For T conversations: voices of these data with at least 4T are made smaller at random, to T conversations without
/// replacement, and the figure of those T is compared with its expectation over all such choices (rarefaction:
/// E = Σ over people p 1 − C(N − n_p, T) / C(N, T), with p in n_p of the voice's N conversations). The 2.5% and 97.5%
/// quantiles of the ratio figure / E, pooled over voices and choices, say how far off such a figure is; dividing by them
/// gives the interval [figure / q_97.5, figure / q_2.5]. Where sizes of conversations have heavy tails, a formula that
/// knows one voice alone cannot see them, and the other voices' conversations can.
///
/// Fewer than twenty voices with 4T conversations and a figure above 0 say nothing: then there is none. A lower quantile of
/// 0 (figures so small that a choice often finds nobody) gives no upper end. People known without a conversation are taken
/// as fixed and left out of both.
///
/// **Caps**: T counts by classes that begin at 5, 7, 10, 14, 20, 28, 40, 57, 80, 113, 160 and 226 (a figure is calibrated by
/// the beginning of its class, where figures stray further); at most 100 voices a class, picked by a seeded hash of what they
/// have, none with more than 100,000 conversations or posts to look at, and beyond the first twenty no more than 2,000,000 of
/// these in all; 2,000 choices a class, as many for each voice.
/// Complexity: O(classes · (2,000,000 + 2,000 · people of T conversations)) at most. The same for any number of
/// threads and any order of voices.
/// Source: rarefaction, Hurlbert, "The Nonconcept of Species Diversity", Ecology 52 (1971), https://doi.org/10.2307/1934145.
package struct Calibration: Sendable, Equatable {
  /// How many voices and choices are enough, and how many at most.
  package struct Rule: Sendable, Equatable {
    /// Fewer voices say nothing.
    package var fewestVoices = 20
    /// More voices are not looked at.
    package var mostVoices = 100
    /// A voice needs so many times the conversations of the class.
    package var timesConversations = 4
    /// How many choices a class.
    package var choices = 2000
    /// A voice with more conversations or posts to look at is passed over.
    package var mostItems = 100_000
    /// Once there are voices enough, no more are looked at than have so many conversations or posts in all.
    package var mostItemsInAll = 2_000_000

    /// The rule that the definition states.
    package init() {}
  }

  /// The quantiles of figure / E.
  package struct Quantiles: Sendable, Equatable {
    /// The 2.5% quantile.
    package var low: Double
    /// The 97.5% quantile.
    package var high: Double
  }

  /// Where the classes of T begin.
  package static let classes = [5, 7, 10, 14, 20, 28, 40, 57, 80, 113, 160, 226]

  /// Class → its quantiles, or nil where too few voices have conversations enough.
  package let quantiles: [Quantiles?]

  /// No voices to learn from.
  package static let none = Calibration(quantiles: classes.map { _ in nil })

  init(quantiles: [Quantiles?]) { self.quantiles = quantiles }

  /// The class of so many conversations, or nil below the first.
  package static func classIndex(of conversations: Int) -> Int? { classes.lastIndex { $0 <= conversations } }

  /// Whether intervals of so many conversations are calibrated: whether these data have voices enough to learn from.
  package func covers(conversations: Int) -> Bool {
    Self.classIndex(of: conversations).map { quantiles[$0] != nil } ?? false
  }

  /// The interval whose ends are the wider of a given one's and of the calibrated ones.
  /// - Parameters:
  ///   - count: the figure.
  ///   - fixed: how many of it are known without a conversation.
  ///   - conversations: T.
  package func widening(
    _ interval: Jackknife.Interval, of count: Int, fixed: Int, conversations: Int
  ) -> Jackknife.Interval {
    guard let index = Self.classIndex(of: conversations), let quantiles = quantiles[index] else { return interval }
    var interval = interval
    let moving = Double(count - fixed)
    if quantiles.high > 0 { interval.low = min(interval.low, Double(fixed) + moving / quantiles.high) }
    if quantiles.low > 0 { interval.high = max(interval.high, Double(fixed) + moving / quantiles.low) }
    return interval
  }
}

extension Calibration {
  /// A voice that others are calibrated by: what it has, without what is in it.
  struct Candidate {
    var voice: Int
    /// N.
    var conversations: Int
    /// How much there is to look at.
    var items: Int
    /// Which of several is picked, and where its random numbers begin; a hash of what the voice has, never of its number.
    var key: UInt64

    /// - Parameters:
    ///   - first: its first conversation in which somebody may be met.
    ///   - items: how many posts or partners there are to look at.
    init(voice: Int, conversations: Int, first: UInt32, items: Int, seed: UInt64) {
      self.voice = voice
      self.conversations = conversations
      self.items = max(items, conversations)
      key = SplitMix64.mixed(SplitMix64.mixed(seed ^ UInt64(conversations)) ^ UInt64(first))
    }
  }

  /// The conversations of a voice, and whom each brought.
  package struct Conversations: Sendable {
    /// N, those that brought nobody included.
    package let count: Int
    /// Where each conversation that brought somebody begins in `items`; one more entry than these.
    private(set) var offsets: [Int] = [0]
    /// The people or points that it brought, numbered from 0.
    private(set) var items: [UInt32] = []
    /// Person or point → in how many conversations it is.
    private(set) var meetings: [UInt32] = []

    /// - Parameter found: conversation and person or point, with repetitions.
    init(count: Int, found: [(conversation: UInt32, item: UInt64)]) {
      self.count = count
      var found = found
      if !found.indices.dropFirst().allSatisfy({ found[$0 - 1].conversation <= found[$0].conversation }) {
        found.sort { $0.conversation < $1.conversation }
      }
      var numbers: [UInt64: UInt32] = [:]
      // Person or point → the number of the conversation where it was met last, from 1.
      var lastMet: [UInt32] = []
      for (index, entry) in found.enumerated() {
        if index > 0, found[index - 1].conversation != entry.conversation { offsets.append(items.count) }
        let here = UInt32(offsets.count)
        if let number = numbers[entry.item] {
          if lastMet[Int(number)] == here { continue }
          lastMet[Int(number)] = here
          items.append(number)
          meetings[Int(number)] += 1
        } else {
          numbers[entry.item] = UInt32(meetings.count)
          items.append(UInt32(meetings.count))
          lastMet.append(here)
          meetings.append(1)
        }
      }
      offsets.append(items.count)
    }

    /// The same of plain lists.
    /// - Parameter brought: the people or points of each conversation that brought any.
    package init(count: Int, brought: [[UInt64]]) {
      self.init(
        count: count,
        found: brought.enumerated().flatMap { index, items in items.map { (UInt32(index), $0) } })
    }

    /// The expected figure of `chosen` conversations drawn without replacement.
    package func expectation(of chosen: Int) -> Double {
      var withMeetings = [Int](repeating: 0, count: Int(meetings.max() ?? 0) + 1)
      for meeting in meetings { withMeetings[Int(meeting)] += 1 }
      // How likely somebody who is in n conversations is in none of those chosen, n counting up.
      var (missed, sum) = (1.0, 0.0)
      for number in withMeetings.indices.dropFirst() {
        missed *= max(0, Double(count - chosen - (number - 1))) / Double(count - (number - 1))
        sum += Double(withMeetings[number]) * (1 - missed)
      }
      return sum
    }

    /// The ratios of the figures of random choices to their expectation; empty where that is 0.
    func ratios(of chosen: Int, choices: Int, random: inout SplitMix64) -> [Double] {
      let expected = expectation(of: chosen)
      guard expected > 0 else { return [] }
      var seen = [UInt32](repeating: 0, count: meetings.count)
      return (1...UInt32(max(1, choices))).map { choice in
        var figure = 0
        random.choose(chosen, of: count) { conversation in
          guard conversation + 1 < offsets.count else { return }
          for item in items[offsets[conversation]..<offsets[conversation + 1]] where seen[Int(item)] != choice {
            seen[Int(item)] = choice
            figure += 1
          }
        }
        return Double(figure) / expected
      }
    }
  }

  /// The calibration by voices of which only those picked are opened.
  /// - Parameters:
  ///   - candidates: every voice with a figure above 0 that moves.
  ///   - open: the conversations of one of them.
  static func compute(
    _ candidates: [Candidate], rule: Rule, open: (Candidate) -> Conversations
  ) -> Calibration {
    let picked = pick(candidates, rule: rule)
    var classesOf: [Int: [Int]] = [:]
    for (index, candidates) in picked.enumerated() {
      for candidate in candidates { classesOf[candidate.voice, default: []].append(index) }
    }
    let opened = candidates.filter { classesOf[$0.voice] != nil }
    let ratios = Cores.map(count: opened.count) { index -> [(classIndex: Int, ratios: [Double])] in
      let conversations = open(opened[index])
      return (classesOf[opened[index].voice] ?? []).map { classIndex in
        var random = SplitMix64(seed: opened[index].key, part: classIndex)
        let choices = rule.choices / picked[classIndex].count
        return (classIndex, conversations.ratios(of: classes[classIndex], choices: choices, random: &random))
      }
    }
    var pooled = [[Double]](repeating: [], count: classes.count)
    for (classIndex, ratios) in ratios.joined() { pooled[classIndex] += ratios }
    return Calibration(quantiles: pooled.map(quantiles))
  }

  /// The calibration by these voices.
  package static func by(_ voices: [Conversations], seed: UInt64, rule: Rule = Rule()) -> Calibration {
    let candidates = voices.enumerated().filter { !$1.items.isEmpty }.map { index, voice in
      Candidate(
        voice: index, conversations: voice.count, first: UInt32(index), items: voice.items.count, seed: seed)
    }
    return compute(candidates, rule: rule) { voices[$0.voice] }
  }

  /// The candidates of each class: none where there are too few, and not too many.
  private static func pick(_ candidates: [Candidate], rule: Rule) -> [[Candidate]] {
    let sorted = candidates.filter { $0.items <= rule.mostItems }.sorted { ($0.key, $0.voice) < ($1.key, $1.voice) }
    return classes.map { size in
      var (picked, items): ([Candidate], Int) = ([], 0)
      for candidate in sorted where candidate.conversations >= rule.timesConversations * size {
        if picked.count == rule.mostVoices { break }
        if picked.count >= rule.fewestVoices, items + candidate.items > rule.mostItemsInAll { break }
        items += candidate.items
        picked.append(candidate)
      }
      return picked.count < rule.fewestVoices ? [] : picked
    }
  }

  /// The 2.5% and 97.5% quantiles by nearest rank.
  private static func quantiles(of ratios: [Double]) -> Quantiles? {
    guard !ratios.isEmpty else { return nil }
    let sorted = ratios.sorted()
    func rank(_ perMille: Int) -> Double { sorted[max(0, (sorted.count * perMille + 999) / 1000 - 1)] }
    return Quantiles(low: rank(25), high: rank(975))
  }
}

extension Calibration {
  /// A voice as sets, for verifiers.
  struct PlainVoice {
    /// N.
    var conversations: Int
    /// The people or points of each conversation that brought any who are known by conversations alone, by its number.
    var brought: [Int: Set<UInt64>]
    /// The first conversation in which somebody may be met.
    var first: Int
    /// How many posts or partners there are to look at.
    var items: Int
  }

  /// The calibration computed from sets, for verifiers: every voice's conversations as they are, every expectation by the
  /// product over the conversations that are chosen.
  static func byDefinition(_ voices: [PlainVoice], seed: UInt64, rule: Rule) -> Calibration {
    var quantiles: [Quantiles?] = []
    for (classIndex, size) in classes.enumerated() {
      let able = voices.filter { voice in
        !voice.brought.isEmpty && voice.conversations >= rule.timesConversations * size
          && max(voice.items, voice.conversations) <= rule.mostItems
      }.map { voice in
        Candidate(
          voice: 0, conversations: voice.conversations, first: UInt32(voice.first), items: voice.items, seed: seed
        )
        .key
      }
      var order = able.indices.sorted { able[$0] < able[$1] }
      let those = voices.filter { voice in
        !voice.brought.isEmpty && voice.conversations >= rule.timesConversations * size
          && max(voice.items, voice.conversations) <= rule.mostItems
      }
      var sum = 0
      let most = order.enumerated().first { place, index in
        sum += max(those[index].items, those[index].conversations)
        return place >= rule.mostVoices || (place >= rule.fewestVoices && sum > rule.mostItemsInAll)
      }?.offset
      order = Array(order.prefix(most ?? order.count))
      guard order.count >= rule.fewestVoices else {
        quantiles.append(nil)
        continue
      }
      var ratios: [Double] = []
      for index in order {
        let (count, key) = (those[index].conversations, able[index])
        let groups = those[index].brought.sorted { $0.key < $1.key }.map(\.value)
        var expected = 0.0
        for person in groups.reduce(Set(), { $0.union($1) }) {
          let meetings = groups.count { $0.contains(person) }
          var missed = 1.0
          for place in 0..<size { missed *= max(0, Double(count - meetings - place)) / Double(count - place) }
          expected += 1 - missed
        }
        var random = SplitMix64(seed: key, part: classIndex)
        for _ in 0..<(rule.choices / order.count) {
          var everybody: Set<UInt64> = []
          random.choose(size, of: count) { if $0 < groups.count { everybody.formUnion(groups[$0]) } }
          ratios.append(Double(everybody.count) / expected)
        }
      }
      ratios.sort()
      let places = [0.025, 0.975].map { max(0, Int(($0 * Double(ratios.count) - 1e-9).rounded(.up)) - 1) }
      quantiles.append(Quantiles(low: ratios[places[0]], high: ratios[places[1]]))
    }
    return Calibration(quantiles: quantiles)
  }

  /// Whether two calibrations are the same within rounding.
  static func agree(_ left: Calibration, _ right: Calibration) -> Bool {
    zip(left.quantiles, right.quantiles).allSatisfy { left, right in
      guard let left, let right else { return left == nil && right == nil }
      return abs(left.low - right.low) < 1e-9 && abs(left.high - right.high) < 1e-9 * max(1, right.high)
    }
  }
}
