import ReparteeGraph

/// Whether more people come back to a voice than would if replies fell on anybody in the conversation.
///
/// The null model keeps who posts when and where: root replies and self-replies stay; every other reply redraws whom it
/// answers, uniformly among the strictly earlier non-root posts by others in its conversation (see `ThreadRedraw` for
/// what stays). C* is C on the redrawn threads, united with the partners known from account-level replies and flat
/// branches, which stay. Over B = 999 seeded draws p = (1 + #{C* ≥ C}) / (B + 1): a small p says that those who came
/// back meant the voice. q is p adjusted for testing many voices at once (Benjamini & Hochberg) over those with
/// R1 ≥ 1: among the voices with q ≤ 0.05 about one in twenty is expected to be there by chance.
///
/// Range 1/1000 to 1. p is nil for voices without a post, q also without a replier; C = 0 has p = 1. Draw i has a
/// generator of its own and only whole numbers are added up, so the result is the same for any number of threads.
/// Complexity: O(B n) for n posts in conversations where a reply can move and a voice with C ≥ 1 takes part; a million
/// such posts take about 20 s on two threads. Sources: North, Curtis & Sham, "A Note on the Calculation of Empirical P
/// Values", AJHG 71 (2002), https://doi.org/10.1086/341527; Benjamini & Hochberg, JRSS B 57 (1995),
/// https://doi.org/10.1111/j.2517-6161.1995.tb02031.x.
package struct ConversedByChance: Sendable, Equatable {
  /// How many times the threads are redrawn.
  package static let drawCount = 999

  /// Voice → p, or nil.
  package let p: [Double?]
  /// Voice → p adjusted for many tests, or nil.
  package let q: [Double?]

  /// Both values of every voice.
  /// - Parameters:
  ///   - conversed: C, the observed sets.
  ///   - repliers: R1.
  ///   - seed: where the random numbers begin.
  ///   - drawCount: B.
  package static func compute(
    in network: ScopedNetwork, conversed: VoiceSets, repliers: VoiceSets, seed: UInt64, drawCount: Int = drawCount
  ) -> ConversedByChance {
    let reached = exceedances(in: network, conversed: conversed, seed: seed, drawCount: drawCount)
    var hasPost = [Bool](repeating: false, count: conversed.voiceCount)
    for author in network.network.posts.authors where author != Posts.none { hasPost[Int(author)] = true }
    let tested = hasPost.indices.filter { hasPost[$0] && repliers.count(of: $0) >= 1 }
    return ConversedByChance(
      p: hasPost.indices.map { hasPost[$0] ? Double(1 + reached[$0]) / Double(drawCount + 1) : nil },
      q: adjusted(reached, of: tested, drawCount: drawCount))
  }

  /// Voice → in how many draws C* ≥ C.
  private static func exceedances(
    in network: ScopedNetwork, conversed: VoiceSets, seed: UInt64, drawCount: Int
  ) -> [Int] {
    let redraw = ThreadRedraw(network) { conversed.count(of: Int($0)) > 0 }
    let staying = stayingPartners(in: network, canChange: redraw.canChange)
    // What the redrawn threads must bring beside the partners who stay; where that is nothing, every draw does.
    let needed = (0..<conversed.voiceCount).map { conversed.count(of: $0) - staying.count(of: $0) }
    var places = [UInt32](repeating: ScopedNetwork.none, count: needed.count)
    let open = needed.indices.filter { needed[$0] > 0 }
    for (place, voice) in open.enumerated() { places[voice] = UInt32(place) }

    let blocks = open.isEmpty ? [] : Cores.blocks(of: drawCount, size: 64)
    let parts = Cores.mapEach(count: blocks.count, state: { (parents: redraw.parents, found: [VoicePair]()) }) {
      state, block in
      var reached = [UInt16](repeating: 0, count: open.count)
      for draw in blocks[block] {
        var random = SplitMix64(seed: seed, part: draw)
        redraw.redraw(&state.parents, with: &random)
        state.found.removeAll(keepingCapacity: true)
        redraw.exchanges(state.parents) { pair in
          if places[Int(pair.voice)] != ScopedNetwork.none, !staying.contains(pair) { state.found.append(pair) }
        }
        radixSort(&state.found)
        var (count, previous) = (0, VoicePair?.none)
        for pair in state.found where pair != previous {
          count = pair.voice == previous?.voice ? count + 1 : 1
          previous = pair
          if count == needed[Int(pair.voice)] { reached[Int(places[Int(pair.voice)])] += 1 }
        }
      }
      return reached
    }
    var reached = [Int](repeating: drawCount, count: needed.count)
    for (place, voice) in open.enumerated() { reached[voice] = parts.reduce(0) { $0 + Int($1[place]) } }
    return reached
  }

  /// The partners whom no draw takes away.
  private static func stayingPartners(in network: ScopedNetwork, canChange: [Bool]) -> VoiceSets {
    let threads = Conversed.inThreads(network).filter { !canChange[Int($0.conversation)] }
    return VoiceSets(
      voiceCount: network.network.voices.count,
      pairs: (threads + Conversed.fromTimedReplies(network) + network.branchExchanges).map(\.pair))
  }

  /// Benjamini & Hochberg: the smallest p · m / rank from a voice's own rank on, at most 1.
  private static func adjusted(_ reached: [Int], of tested: [Int], drawCount: Int) -> [Double?] {
    var adjusted = [Double?](repeating: nil, count: reached.count)
    var smallest = 1.0
    let sorted = tested.sorted { reached[$0] < reached[$1] }
    for (index, voice) in sorted.enumerated().reversed() {
      let p = Double(1 + reached[voice]) / Double(drawCount + 1)
      smallest = min(smallest, p * Double(sorted.count) / Double(index + 1))
      adjusted[voice] = smallest
    }
    return adjusted
  }
}

extension VoiceSets {
  /// Whether the person is in the voice's set. Complexity: O(log n).
  func contains(_ pair: VoicePair) -> Bool {
    self[Int(pair.voice)].containsSorted(pair.person)
  }
}

extension ConversedByChance {
  /// The first voice whose p or q is not what the definition demands, or nil: candidates listed again for every reply,
  /// and C counted in dictionaries. The generator is shared, so the same choices have to come of the same lists.
  package func discrepancy(in network: ScopedNetwork, seed: UInt64, drawCount: Int = drawCount) -> String? {
    let posts = network.network.posts
    let voiceCount = network.network.voices.count
    let found = Array(posts.answered)
    var staying = Conversed.partnersByAccountReplies(in: network)
    for exchange in Verification.flatExchanges(in: network) { staying[Int(exchange.voice)].insert(exchange.person) }
    let observed = Self.plainConversed(found, staying: staying, in: network)
    var reached = [Int](repeating: 0, count: voiceCount)
    let choices = Self.plainChoices(in: network) { !observed[Int($0)].isEmpty }
    for draw in 0..<drawCount {
      var random = SplitMix64(seed: seed, part: draw)
      var answered = found
      for (post, candidates) in choices { answered[post] = UInt32(candidates[random.below(candidates.count)]) }
      let redrawn = Self.plainConversed(answered, staying: staying, in: network)
      for voice in 0..<voiceCount where redrawn[voice].count >= observed[voice].count { reached[voice] += 1 }
    }
    let repliers = Repliers.byDefinition(in: network)
    let values = reached.map { Double($0 + 1) / Double(drawCount + 1) }
    let tested = (0..<voiceCount).filter { voice in
      posts.authors.contains(UInt32(voice)) && !repliers[voice].isEmpty
    }
    for voice in 0..<voiceCount {
      let expected = posts.authors.contains(UInt32(voice)) ? values[voice] : nil
      if p[voice] != expected {
        return
          "p of voice \(voice) is \(String(describing: p[voice])), by the definition \(String(describing: expected))"
      }
      // The least level at which the step-up rule would call this voice's C no chance.
      let adjusted = tested.filter { values[$0] >= values[voice] }.map { other in
        min(1, values[other] * Double(tested.count) / Double(tested.count { values[$0] <= values[other] }))
      }
      let least = tested.contains(voice) ? adjusted.min() : nil
      guard (least == nil) == (q[voice] == nil), abs((least ?? 0) - (q[voice] ?? 0)) < 1e-12 else {
        return "q of voice \(voice) is \(String(describing: q[voice])), by the definition \(String(describing: least))"
      }
    }
    return nil
  }

  /// Every reply that can move, in the order of conversation and time, and its possible parents in the order of time.
  private static func plainChoices(
    in network: ScopedNetwork, where matters: (UInt32) -> Bool
  ) -> [(post: Int, candidates: [Int])] {
    let (posts, conversations) = (network.network.posts, network.network.conversations)
    var choices: [(post: Int, candidates: [Int])] = []
    for conversation in 0..<conversations.count {
      let members = (0..<posts.count).filter { Int(conversations.conversation(of: $0)) == conversation }
      // Where nobody with a partner takes part, no draw can matter, and none is made.
      guard members.contains(where: { posts.authors[$0] != Posts.none && matters(posts.authors[$0]) }) else { continue }
      let below = members.filter { !Verification.ancestors(of: $0, in: network).isEmpty }
      let movable = below.filter {
        posts.times[$0] != Posts.untimed && !posts.flags[$0].contains(.stub) && !posts.flags[$0].contains(.comment)
      }
      for post in movable.sorted(by: posts.isEarlier) {
        let (author, answered) = (posts.authors[post], posts.answered[post])
        guard author != Posts.none, answered != Posts.none, below.contains(Int(answered)),
          posts.authors[Int(answered)] != author
        else { continue }
        let candidates = movable.filter { posts.times[$0] < posts.times[post] && posts.authors[$0] != author }
        if !candidates.isEmpty {
          choices.append((post, candidates.sorted(by: posts.isEarlier)))
        }
      }
    }
    return choices
  }

  /// C where posts answer what `answered` says, with the partners known from elsewhere, who stay.
  private static func plainConversed(
    _ answered: [UInt32], staying: [Set<UInt32>], in network: ScopedNetwork
  ) -> [Set<UInt32>] {
    let authors = network.network.posts.authors
    func above(_ post: Int?) -> Int? { post.flatMap { answered[$0] == Posts.none ? nil : Int(answered[$0]) } }
    var sets = staying
    for closing in authors.indices {
      guard let answer = above(closing), let opening = above(answer), let opened = above(opening) else { continue }
      let (person, voice) = (authors[closing], authors[answer])
      guard authors[opening] == person, authors[opened] == voice, network.converse(person, voice),
        network.isInWindow[closing], network.isInWindow[answer]
      else { continue }
      sets[Int(voice)].insert(person)
    }
    return sets
  }
}

extension MeasuredNetwork {
  /// Everyone's conversed against the null model.
  package var conversedByChance: ConversedByChance {
    remember("conversedByChance") {
      ConversedByChance.compute(in: scoped, conversed: conversed, repliers: repliers, seed: seed)
    }
  }
}

extension Measure {
  static let conversedP = Measure(
    "conversed_p", of: .voice, "how likely as many would come back if replies fell on anybody in the conversation",
    range: "0.001 to 1; empty for edge lists", source: "permutation test, North, Curtis & Sham 2002"
  ) { network in network.conversedByChance.p.map { .decimal($0, places: 3) } }

  static let conversedQ = Measure(
    "conversed_q", of: .voice, "conversed_p adjusted for testing many voices at once",
    range: "0.001 to 1; empty without a replier", source: "Benjamini & Hochberg 1995"
  ) { network in network.conversedByChance.q.map { .decimal($0, places: 3) } }
}
