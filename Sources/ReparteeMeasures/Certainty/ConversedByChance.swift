import ReparteeGraph

/// Whether more people come back to a voice than would if replies fell on whoever spoke lately.
///
/// The null model keeps who posts when and where: root replies and self-replies stay; every other reply redraws whom it
/// answers among the strictly earlier non-root posts by others in its conversation, as far back as replies reach in these data
/// (see `ThreadRedraw` for what stays, `ReplyDistances` for the weights; drawn evenly, nearly everybody came out beyond chance).
/// C* is C on the redrawn threads, united with the partners known from account-level replies and flat branches, which stay.
/// Over B = 999 seeded draws p = (1 + #{C* ≥ C}) / (B + 1): a small p says that those who came back meant the voice.
///
/// Voices that no draw reached are drawn further, up to B = 99,999, since 1/1000 is too coarse where thousands are tested: a
/// voice stops at the tenth draw that reaches its C, and then p = 10 / draws (Besag and Clifford). **Cap**: no more than
/// 100 million replies are redrawn for that, some seconds; B is as large as that allows, and whole where a thousand replies
/// can move in the conversations of such voices.
/// q is p adjusted for testing many voices at once (Benjamini & Hochberg) over those with M ≥ 1: among the voices with
/// q ≤ 0.05 about one in twenty is expected to be there by chance.
///
/// Range 1/100,000 to 1. p is nil for voices without a post, q also without anybody answered; C = 0 has p = 1. Draw i has a
/// generator of its own and only whole numbers are added up, so the result is the same for any number of threads.
/// Complexity: O(B n) for n posts in conversations where a reply can move and a voice with C ≥ 1 takes part.
/// Sources: North, Curtis & Sham, "A Note on the Calculation of Empirical P
/// Values", AJHG 71 (2002), https://doi.org/10.1086/341527; Besag & Clifford, "Sequential Monte Carlo p-Values", Biometrika 78
/// (1991), https://doi.org/10.1093/biomet/78.2.301; Benjamini & Hochberg, JRSS B 57 (1995),
/// https://doi.org/10.1111/j.2517-6161.1995.tb02031.x.
package struct ConversedByChance: Sendable, Equatable {
  /// How many draws, and when to go on.
  package struct Rule: Sendable, Equatable {
    /// How many times the threads are redrawn for everybody.
    package var draws = 999
    /// How many times at most for those whom no draw reached.
    package var mostDraws = 99_999
    /// At so many draws that reach C a voice needs no more.
    package var enough = 10
    /// How many replies are redrawn at most for those whom no draw reached.
    package var mostRedrawn = 100_000_000

    /// The rule that the definition states.
    package init() {}
  }

  /// Voice → p, or nil.
  package let p: [Double?]
  /// Voice → p adjusted for many tests, or nil.
  package let q: [Double?]

  /// Both values of every voice.
  /// - Parameters:
  ///   - conversed: C, the observed sets.
  ///   - reciprocated: M.
  ///   - seed: where the random numbers begin.
  package static func compute(
    in network: ScopedNetwork, conversed: VoiceSets, reciprocated: VoiceSets, seed: UInt64, rule: Rule = Rule()
  ) -> ConversedByChance {
    let distances = ThreadRedraw.distances(in: network)
    let values = values(in: network, conversed: conversed, distances: distances, seed: seed, rule: rule)
    var hasPost = [Bool](repeating: false, count: conversed.voiceCount)
    for author in network.network.posts.authors where author != Posts.none { hasPost[Int(author)] = true }
    let tested = hasPost.indices.filter { hasPost[$0] && reciprocated.count(of: $0) >= 1 }
    return ConversedByChance(
      p: hasPost.indices.map { hasPost[$0] ? values[$0] : nil }, q: adjusted(values, of: tested))
  }

  /// Post → the post that it answers in talk of which nobody means anybody, or `Posts.none`: one draw of the null model, or
  /// of another rule that knows nobody.
  /// - Parameter distance: how far back among so many possible parents; nil is as far as replies reach in these data.
  package static func randomParents(
    in network: ScopedNetwork, random: inout SplitMix64, distance: (Int, inout SplitMix64) -> Int? = { _, _ in nil }
  ) -> [UInt32] {
    ThreadRedraw.parents(in: network, random: &random, distance: distance)
  }

  /// Voice → p.
  private static func values(
    in network: ScopedNetwork, conversed: VoiceSets, distances: ReplyDistances, seed: UInt64, rule: Rule
  ) -> [Double] {
    let everybody = Redraws(network, conversed: conversed, distances: distances) { conversed.count(of: Int($0)) > 0 }
    var reached = [Int](repeating: 0, count: conversed.voiceCount)
    for reach in everybody.reaches(rule.draws, from: 0, seed: seed) { reached[Int(reach.voice)] += 1 }
    var values = reached.indices.map { voice in
      everybody.needed[voice] > 0 ? Double(1 + reached[voice]) / Double(rule.draws + 1) : 1
    }

    // From here on only those whom no draw reached, in the conversations in which they take part.
    let open = Set(reached.indices.filter { everybody.needed[$0] > 0 && reached[$0] == 0 }.map { UInt32($0) })
    if open.isEmpty { return values }
    let rest = Redraws(network, conversed: conversed, distances: distances) { open.contains($0) }
    let last = min(rule.mostDraws, rule.draws + rule.mostRedrawn / max(1, rest.redraw.movableCount))
    var left = open
    var drawn = rule.draws
    for voice in left { reached[Int(voice)] = 0 }
    while drawn < last, !left.isEmpty {
      let count = min(rule.draws + 1, last - drawn)
      for reach in rest.reaches(count, from: drawn, seed: seed) where left.contains(reach.voice) {
        reached[Int(reach.voice)] += 1
        if reached[Int(reach.voice)] == rule.enough {
          values[Int(reach.voice)] = Double(rule.enough) / Double(reach.draw + 1)
          left.remove(reach.voice)
        }
      }
      drawn += count
    }
    for voice in left { values[Int(voice)] = Double(1 + reached[Int(voice)]) / Double(drawn + 1) }
    return values
  }

  /// The threads to redraw for some voices, and what a draw has to bring for each.
  private struct Redraws {
    let redraw: ThreadRedraw
    /// The partners whom no draw takes away.
    let staying: VoiceSets
    /// Voice → what the redrawn threads must bring beside the partners who stay; 0 where every draw reaches C, or for
    /// voices that nobody asks for.
    let needed: [Int]

    init(
      _ network: ScopedNetwork, conversed: VoiceSets, distances: ReplyDistances, where matters: (UInt32) -> Bool
    ) {
      redraw = ThreadRedraw(network, distances: distances, where: matters)
      let staying = ConversedByChance.stayingPartners(in: network, canChange: redraw.canChange)
      self.staying = staying
      needed = (0..<conversed.voiceCount).map { voice in
        matters(UInt32(voice)) ? max(0, conversed.count(of: voice) - staying.count(of: voice)) : 0
      }
    }

    /// Who is reached by which draw, in the order of the draws.
    func reaches(_ count: Int, from first: Int, seed: UInt64) -> [(draw: Int, voice: UInt32)] {
      if !needed.contains(where: { $0 > 0 }) { return [] }
      let blocks = Cores.blocks(of: count, size: 64)
      let parts = Cores.mapEach(count: blocks.count, state: { (parents: redraw.parents, found: [VoicePair]()) }) {
        state, block in
        var reaches: [(draw: Int, voice: UInt32)] = []
        for draw in blocks[block] {
          var random = SplitMix64(seed: seed, part: first + draw)
          redraw.redraw(&state.parents, with: &random)
          state.found.removeAll(keepingCapacity: true)
          redraw.exchanges(state.parents) { pair in
            if needed[Int(pair.voice)] > 0, !staying.contains(pair) { state.found.append(pair) }
          }
          radixSort(&state.found)
          var (people, previous) = (0, VoicePair?.none)
          for pair in state.found where pair != previous {
            people = pair.voice == previous?.voice ? people + 1 : 1
            previous = pair
            if people == needed[Int(pair.voice)] { reaches.append((first + draw, pair.voice)) }
          }
        }
        return reaches
      }
      return Array(parts.joined())
    }
  }

  /// The partners whom no draw takes away.
  private static func stayingPartners(in network: ScopedNetwork, canChange: [Bool]) -> VoiceSets {
    let threads = Conversed.inThreads(network).filter { !canChange[Int($0.conversation)] }
    return VoiceSets(
      voiceCount: network.network.voices.count,
      pairs: (threads + Conversed.fromTimedReplies(network) + network.branchExchanges).map(\.pair))
  }

  /// Benjamini & Hochberg: the smallest p · m / rank from a voice's own rank on, at most 1.
  private static func adjusted(_ values: [Double], of tested: [Int]) -> [Double?] {
    var adjusted = [Double?](repeating: nil, count: values.count)
    var smallest = 1.0
    let sorted = tested.sorted { values[$0] < values[$1] }
    for (index, voice) in sorted.enumerated().reversed() {
      smallest = min(smallest, values[voice] * Double(sorted.count) / Double(index + 1))
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
  package func discrepancy(in network: ScopedNetwork, seed: UInt64, rule: Rule = Rule()) -> String? {
    let posts = network.network.posts
    let voiceCount = network.network.voices.count
    let found = Array(posts.answered)
    var staying = Conversed.partnersByAccountReplies(in: network)
    for exchange in Verification.flatExchanges(in: network) { staying[Int(exchange.voice)].insert(exchange.person) }
    let observed = Self.plainConversed(found, staying: staying, in: network)
    let distances = ReplyDistances(
      Self.plainChoices(in: network) { _ in true }.compactMap { post, candidates in
        candidates.firstIndex(of: Int(found[post])).map { (candidates.count - $0, candidates.count) }
      })
    /// Those whose C a draw reaches.
    func reached(by draw: Int, _ choices: [(post: Int, candidates: [Int])]) -> Set<Int> {
      var random = SplitMix64(seed: seed, part: draw)
      var answered = found
      for (post, candidates) in choices {
        answered[post] = UInt32(candidates[Self.plainChoice(of: candidates.count, distances, &random)])
      }
      let redrawn = Self.plainConversed(answered, staying: staying, in: network)
      return Set((0..<voiceCount).filter { redrawn[$0].count >= observed[$0].count })
    }
    var counts = [Int](repeating: 0, count: voiceCount)
    let choices = Self.plainChoices(in: network) { !observed[Int($0)].isEmpty }
    for draw in 0..<rule.draws { for voice in reached(by: draw, choices) { counts[voice] += 1 } }
    var values = counts.map { Double($0 + 1) / Double(rule.draws + 1) }
    let never = Set((0..<voiceCount).filter { counts[$0] == 0 })
    let rest = Self.plainChoices(in: network) { never.contains(Int($0)) }
    let last = min(rule.mostDraws, rule.draws + rule.mostRedrawn / max(1, rest.count))
    for voice in never {
      var draw = rule.draws
      while draw < last, counts[voice] < rule.enough {
        if reached(by: draw, rest).contains(voice) { counts[voice] += 1 }
        draw += 1
      }
      values[voice] =
        counts[voice] == rule.enough
        ? Double(counts[voice]) / Double(draw) : Double(counts[voice] + 1) / Double(draw + 1)
    }
    let answered = Reciprocated.byDefinition(in: network)
    let tested = (0..<voiceCount).filter { voice in
      posts.authors.contains(UInt32(voice)) && !answered[voice].isEmpty
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

  /// The place of a candidate, ascending in time, at the distance that a generator draws by the weights.
  private static func plainChoice(
    of count: Int, _ distances: ReplyDistances, _ random: inout SplitMix64
  ) -> Int {
    let weights = (1...count).map(distances.weight)
    let total = weights.reduce(0, +)
    if total <= 0 { return count - 1 - random.below(count) }
    var left = random.fraction() * total
    for (index, weight) in weights.enumerated() {
      if left < weight { return count - 1 - index }
      left -= weight
    }
    return 0
  }

  /// Every reply that can move, in the order of conversation and time, and its possible parents in the order of time.
  private static func plainChoices(
    in network: ScopedNetwork, where matters: (UInt32) -> Bool
  ) -> [(post: Int, candidates: [Int])] {
    let (posts, conversations) = (network.network.posts, network.network.conversations)
    var choices: [(post: Int, candidates: [Int])] = []
    for conversation in 0..<conversations.count {
      let members = Array(conversations.posts(ofConversation: conversation))
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
      ConversedByChance.compute(in: scoped, conversed: conversed, reciprocated: reciprocated, seed: seed)
    }
  }
}

extension Measure {
  static let conversedP = Measure(
    "conversed_p", of: .voice,
    "how likely as many would come back if replies fell on whoever spoke lately in the conversation",
    range: "0.00001 to 1; empty for edge lists",
    source: "permutation test, North, Curtis & Sham 2002; Besag & Clifford 1991"
  ) { network in network.conversedByChance.p.map { .decimal($0, places: 5) } }

  static let conversedQ = Measure(
    "conversed_q", of: .voice, "conversed_p adjusted for testing many voices at once",
    range: "0.00001 to 1; empty where nobody is answered", source: "Benjamini & Hochberg 1995"
  ) { network in network.conversedByChance.q.map { .decimal($0, places: 5) } }
}
