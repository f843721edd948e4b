import ReparteeGraph

/// What reply reach would be if no reply were missing, by how often the people who are held were seen.
///
/// The platforms say how many replies there were (`Coverage`): p = held / counted over all held posts at or below a's. Where the
/// missing ones are missing at random, 1 + t times as many posts would be held without loss, t = (1 − p) / p, and Good and
/// Toulmin's estimator says how many people they would add: R + Σ (−1)^(k+1) t^k f_k, f_k being the people with k held
/// posts below a. Beyond t = 1 that sum swings wildly, so its terms are faded out as Efron and Thisted do: the k-th is multiplied
/// by P(L ≥ k), L binomial with ⌊½ log₂(n t² / (t − 1))⌋ trials of chance 1 / (1 + t), n = Σ k f_k. Beyond t = ln n nothing
/// can be said (Orlitsky et al.). Never below R; people known without a post below a add nothing.
///
/// Nil where none of these posts has a count, where nothing of what was counted is held, and beyond t = ln n. For a voice
/// that mostly answers it is a lower bound: a lost reply also cuts off what stood below it. The interval deletes one
/// conversation at a time, with p as it is without it: estimate ± Student's t · s as in `Jackknife`, the upper end with the skew
/// term, the lower one no lower than R; nil below five conversations.
///
/// Measured on real conversations half of whose replies were taken away at random, see the guide. Complexity: O(people and
/// posts below a's posts, and for each conversation the distinct counts of posts).
/// Sources: Good & Toulmin, "The Number of New Species, and the Increase in Population Coverage, when a Sample is Increased",
/// Biometrika 43 (1956), https://doi.org/10.1093/biomet/43.1-2.45; Efron & Thisted, Biometrika 63 (1976),
/// https://doi.org/10.1093/biomet/63.3.435; Orlitsky, Suresh & Wu, "Optimal Prediction of the Number of Unseen Species",
/// PNAS 113 (2016), https://doi.org/10.1073/pnas.1607774113.
package struct ReplyReachFull: Sendable, Equatable {
  /// R at full coverage, in people.
  package let estimate: Double
  /// The lower end of its 95% interval, or nil below five conversations.
  package let low: Double?
  /// The upper end, or nil likewise.
  package let high: Double?

  /// How many more people there would be.
  /// - Parameters:
  ///   - seen: for each number of posts, how many people have so many.
  ///   - missing: t, how many posts are missing for each that is held.
  /// - Returns: nil beyond what can be said.
  static func more(seen: [Int: Int], missing t: Double) -> Double? {
    if t <= 0 { return 0 }
    let total = seen.reduce(0) { $0 + $1.key * $1.value }
    guard total > 0, t <= naturalLogarithm(Double(total)) else { return nil }
    guard t > 1 else {
      return seen.sorted { $0.key < $1.key }.reduce(0) { sum, entry in
        sum - power(-t, entry.key) * Double(entry.value)
      }
    }
    let trials = max(1, Int(naturalLogarithm(Double(total) * t * t / (t - 1)) / (2 * naturalLogarithm(2))))
    let tails = binomialTails(trials: trials, chance: 1 / (1 + t))
    // Nobody with more posts than trials counts.
    return seen.filter { $0.key <= trials }.sorted { $0.key < $1.key }.reduce(0) { sum, entry in
      sum - power(-t, entry.key) * tails[entry.key] * Double(entry.value)
    }
  }

  /// Place k: how likely at least k of so many trials succeed.
  private static func binomialTails(trials: Int, chance: Double) -> [Double] {
    var mass = [power(1 - chance, trials)]
    for successes in 1...trials {
      mass.append(
        mass[successes - 1] * Double(trials - successes + 1) / Double(successes) * chance / (1 - chance))
    }
    var tails = mass
    for successes in (0..<trials).reversed() { tails[successes] += tails[successes + 1] }
    return tails
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, factor, left) = (1.0, base, exponent)
    while left > 0 {
      if left & 1 == 1 { result *= factor }
      factor *= factor
      left >>= 1
    }
    return result
  }
}

extension ReplyReachFull {
  /// What is held below a voice's posts.
  private struct Below {
    /// Conversation → person → how many posts.
    var posts: [UInt32: [UInt32: Int]] = [:]
    /// Conversation → replies held and counted at or below the voice's posts.
    var replies: [UInt32: Coverage.Replies] = [:]
  }

  /// The estimate of every voice; nil where nothing can be said.
  package static func compute(in network: ScopedNetwork, reach: ReplyReach, coverage: Coverage) -> [ReplyReachFull?] {
    let counts = network.network.posts.replyCounts
    let voiceCount = network.network.voices.count
    if counts.count == 0 { return Array(repeating: nil, count: voiceCount) }
    let reachIndex = ReachIndex(network)
    let blocks = Cores.blocks(of: voiceCount, size: 256)
    let parts = Cores.map(count: blocks.count) { block in
      blocks[block].map { voice -> ReplyReachFull? in
        let below = self.below(voice, on: reachIndex, coverage: coverage)
        return estimate(
          below, reach: Int(reach.reach[voice]), conversations: Int(reach.conversations[voice]))
      }
    }
    return Array(parts.joined())
  }

  private static func below(_ voice: Int, on reachIndex: ReachIndex, coverage: Coverage) -> Below {
    let network = reachIndex.network.network
    let counts = network.posts.replyCounts
    var below = Below()
    var walkedTo = 0
    for post in reachIndex.own[voice].lazy.map(Int.init) {
      let end = Int(network.conversations.subtreeEnds[post])
      if end <= walkedTo { continue }
      walkedTo = end
      let conversation = network.conversations.conversation(of: post)
      for place in Coverage.disjoint(counts.places(in: post..<end), in: network) {
        below.replies[conversation, default: Coverage.Replies()] += coverage.posts[place]
      }
      for person in reachIndex.people[(post + 1)..<end]
      where person != ScopedNetwork.none && reachIndex.network.counts(person, for: UInt32(voice)) {
        below.posts[conversation, default: [:]][person, default: 0] += 1
      }
    }
    return below
  }

  private static func estimate(_ below: Below, reach: Int, conversations: Int) -> ReplyReachFull? {
    var replies = Coverage.Replies()
    for part in below.replies.values { replies += part }
    guard replies.held > 0 else { return nil }
    var all: [UInt32: Int] = [:]
    for people in below.posts.values { all.merge(people) { $0 + $1 } }
    var seen: [Int: Int] = [:]
    for posts in all.values { seen[posts, default: 0] += 1 }
    // Others are known without a post below the voice's.
    let elsewhere = reach - all.count
    func full(_ seen: [Int: Int], _ replies: Coverage.Replies, people: Int) -> Double? {
      let t = Double(replies.counted - replies.held) / Double(replies.held)
      return more(seen: seen, missing: t).map { Double(people + elsewhere) + max(0, $0) }
    }
    guard let estimate = full(seen, replies, people: all.count) else { return nil }
    guard conversations >= Jackknife.fewestConversations else {
      return ReplyReachFull(estimate: estimate, low: nil, high: nil)
    }
    var losses: [Double] = []
    for conversation in Set(below.posts.keys).union(below.replies.keys).sorted() {
      let people = below.posts[conversation] ?? [:]
      var rest = replies
      if let part = below.replies[conversation] {
        rest.held -= part.held
        rest.counted -= part.counted
      }
      var left = seen
      var count = all.count
      for (person, posts) in people {
        guard let before = all[person] else { continue }
        left[before, default: 0] -= 1
        if before > posts { left[before - posts, default: 0] += 1 } else { count -= 1 }
      }
      // Where the rest says nothing of what is missing, it says what all of them do.
      let without = full(left, rest.held > 0 ? rest : replies, people: count) ?? Double(count + elsewhere)
      losses.append(estimate - without)
    }
    losses += [Double](repeating: 0, count: max(0, conversations - losses.count))
    let total = Double(conversations)
    let mean = losses.reduce(0, +) / total
    let spread = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } * (total - 1) / total
    let error = max(spread, losses.reduce(0) { $0 + max(0, $1) }).squareRoot()
    let half = StudentDistribution.quantile(degrees: conversations - 1) * error * total / (total - 1)
    return ReplyReachFull(
      estimate: estimate, low: max(Double(reach), estimate - half),
      high: estimate + half + (losses.max() ?? 0) - mean)
  }
}

extension ReplyReachFull {
  /// The first voice whose estimate is not what the definition demands, or nil: people's posts counted by walking up from each,
  /// the series summed term by term, with binomial coefficients.
  package static func discrepancy(
    of estimates: [ReplyReachFull?], reach: [Int], conversations: [Int], in network: ScopedNetwork
  ) -> String? {
    let posts = network.network.posts
    let (counts, coverage) = (posts.replyCounts, Coverage.compute(in: network.network))
    /// The roots of the conversations at or below whose posts by a voice a post is.
    func voices(at post: Int) -> Set<UInt32> {
      Set(([post] + Verification.ancestors(of: post, in: network)).map { posts.authors[$0] }).subtracting([Posts.none])
    }
    var seen = [[Int: [UInt32: Int]]](repeating: [:], count: estimates.count)
    var replies = [[Int: (held: Int, counted: Int)]](repeating: [:], count: estimates.count)
    for post in 0..<posts.count where network.isInWindow[post] {
      let above = Set(Verification.ancestors(of: post, in: network).map { posts.authors[$0] }).subtracting([Posts.none])
      let root = Verification.ancestors(of: post, in: network).last ?? post
      for voice in above where network.counts(posts.authors[post], for: voice) {
        seen[Int(voice)][root, default: [:]][posts.authors[post], default: 0] += 1
      }
    }
    var counted: [Int: Coverage.Replies] = [:]
    var countedBelow = [[Int: Set<Int>]](repeating: [:], count: estimates.count)
    for place in 0..<counts.count {
      let post = Int(counts[place].post)
      counted[post] = coverage.posts[place]
      let root = Verification.ancestors(of: post, in: network).last ?? post
      for voice in voices(at: post) { countedBelow[Int(voice)][root, default: []].insert(post) }
    }
    for voice in estimates.indices {
      replies[voice] = countedBelow[voice].mapValues { posts in
        let sum = Coverage.addedUp(posts, counted, in: network.network)
        return (sum.held, sum.counted)
      }
    }
    for voice in estimates.indices {
      let expected = plain(
        seen[voice], replies[voice], reach: reach[voice], conversations: conversations[voice])
      let found = estimates[voice]
      let isSame = zip(
        [found?.estimate, found?.low, found?.high], [expected?.estimate, expected?.low, expected?.high]
      ).allSatisfy { left, right in
        guard let left, let right else { return left == nil && right == nil }
        return abs(left - right) <= 1e-7 * max(1, abs(right))
      }
      if !isSame {
        return "the full reach of voice \(voice) is \(String(describing: found)), by the definition "
          + "\(String(describing: expected))"
      }
    }
    return nil
  }

  private static func plain(
    _ seen: [Int: [UInt32: Int]], _ replies: [Int: (held: Int, counted: Int)], reach: Int, conversations: Int
  ) -> ReplyReachFull? {
    func full(without left: Int?, fallback: Double?) -> Double? {
      var posts: [UInt32: Int] = [:]
      for (root, people) in seen where root != left { posts.merge(people) { $0 + $1 } }
      var (held, counted) = (0, 0)
      for (root, part) in replies where root != left { (held, counted) = (held + part.held, counted + part.counted) }
      let everybody = seen.values.reduce(into: Set<UInt32>()) { $0.formUnion($1.keys) }
      let people = Double(posts.count + reach - everybody.count)
      guard held > 0 || fallback != nil else { return nil }
      let t = held > 0 ? Double(counted - held) / Double(held) : fallback ?? 0
      if t == 0 { return people }
      let n = posts.values.reduce(0, +)
      guard n > 0, exponential(t) <= Double(n) * (1 + 1e-12) else { return nil }
      let trials = t > 1 ? max(1, Int(naturalLogarithm(Double(n) * t * t / (t - 1)) / naturalLogarithm(4))) : 0
      var sum = 0.0
      for k in 1...(posts.values.max() ?? 1) {
        var term = k.isMultiple(of: 2) ? -1.0 : 1.0
        for _ in 0..<k { term *= t }
        if t > 1 {
          var tail = 0.0
          for successes in k..<max(k, trials + 1) {
            var mass = 1.0
            for step in 0..<successes { mass *= Double(trials - step) / Double(step + 1) / (1 + t) }
            for _ in 0..<(trials - successes) { mass *= t / (1 + t) }
            tail += mass
          }
          term *= tail
        }
        sum += term * Double(posts.values.count { $0 == k })
      }
      return people + max(0, sum)
    }
    guard let estimate = full(without: nil, fallback: nil) else { return nil }
    guard conversations >= 5 else { return ReplyReachFull(estimate: estimate, low: nil, high: nil) }
    let all = replies.values.reduce((held: 0, counted: 0)) { ($0.held + $1.held, $0.counted + $1.counted) }
    let t = Double(all.counted - all.held) / Double(all.held)
    var losses = Set(seen.keys).union(replies.keys).map { left in
      var rest: [UInt32: Int] = [:]
      for (root, people) in seen where root != left { rest.merge(people) { $0 + $1 } }
      let everybody = seen.values.reduce(into: Set<UInt32>()) { $0.formUnion($1.keys) }
      return estimate - (full(without: left, fallback: t) ?? Double(rest.count + reach - everybody.count))
    }
    while losses.count < conversations { losses.append(0) }
    let (total, mean) = (Double(conversations), losses.reduce(0, +) / Double(conversations))
    let variance = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } * (total - 1) / total
    let error = max(variance, losses.filter { $0 > 0 }.reduce(0, +)).squareRoot()
    let half = StudentDistribution.quantile(degrees: conversations - 1) * error * total / (total - 1)
    return ReplyReachFull(
      estimate: estimate, low: max(Double(reach), estimate - half), high: estimate + half + (losses.max() ?? 0) - mean)
  }
}

extension MeasuredNetwork {
  /// Everyone's reply reach at full coverage; nil where nothing can be said.
  package var replyReachFull: [ReplyReachFull?] {
    remember("replyReachFull") { ReplyReachFull.compute(in: scoped, reach: replyReach, coverage: coverage) }
  }
}

extension Measure {
  static let replyReachFull = full(
    "reply_reach_full", "reply reach if no reply that the platforms counted were missing"
  ) { $0.estimate }
  static let replyReachFullLow = full(
    "reply_reach_full_low", "lower end of the 95% interval of reply_reach_full"
  ) { $0.low }
  static let replyReachFullHigh = full(
    "reply_reach_full_high", "upper end of the 95% interval of reply_reach_full"
  ) { $0.high }

  private static func full(
    _ name: String, _ summary: String, _ value: @escaping @Sendable (ReplyReachFull) -> Double?
  ) -> Measure {
    Measure(
      name, of: .voice, summary,
      range: "reply_reach and up, people; empty where no platform counted or too little is held to say",
      source: "Good & Toulmin 1956; Efron & Thisted 1976; Orlitsky, Suresh & Wu 2016"
    ) { network in network.replyReachFull.map { .decimal($0.flatMap(value), places: 2) } }
  }
}
