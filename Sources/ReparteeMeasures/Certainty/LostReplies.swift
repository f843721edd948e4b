import ReparteeGraph

/// Where a voice would rank if the export had lost some of the replies.
///
/// 10, 20 and 30% of all replies (posts that answer something, and account-level replies, in the window or not) are
/// dropped at random, 25 seeded draws a level, and the pool, fixed by the full data, is ranked again: by score, then R,
/// then R1, with competition ranks. The value is the median rank of the 25. A rank that stays says that it does not
/// depend on the export being whole. What becomes of a lost reply: `ScopedNetwork.losing`. The same for any number of
/// threads. Complexity: O(75 · (posts + the walks of `ReplyReach` over the pool)) time, 20 bytes a post and thread.
package struct LostReplies: Sendable, Equatable {
  /// How much is lost, in percent.
  package static let levels = [10, 20, 30]
  /// How many draws a level.
  package static let drawCount = 25

  /// Level → voice of the pool → median rank.
  package let ranks: [[Int]]

  /// The median ranks of the voices in `pool`.
  package static func compute(in network: ScopedNetwork, pool: [UInt32], seed: UInt64) -> LostReplies {
    guard !pool.isEmpty else { return LostReplies(ranks: levels.map { _ in [] }) }
    let sample = ReplySample(network)
    let all = Cores.map(count: levels.count * drawCount) { part in
      // Draws run side by side; what is inside one stays on its thread.
      Cores.$threadLimit.withValue(1) {
        var random = SplitMix64(seed: seed, part: part)
        return ranks(of: pool, in: sample.draw(percent: levels[part / drawCount], with: &random))
      }
    }
    return LostReplies(
      ranks: levels.indices.map { level in
        let drawn = all[(level * drawCount)..<((level + 1) * drawCount)]
        return pool.indices.map { index in drawn.map { $0[index] }.sorted()[drawCount / 2] }
      })
  }

  /// Which posts and account-level replies can be lost.
  struct ReplySample {
    private let network: ScopedNetwork
    private let replies: [Int]

    init(_ network: ScopedNetwork) {
      self.network = network
      let posts = network.network.posts
      replies = posts.orderedByID.map(Int.init).filter { posts.answered[$0] != Posts.none }
    }

    /// The network without `percent` of the replies, to the nearest whole number.
    func draw(percent: Int, with random: inout SplitMix64) -> ScopedNetwork {
      var posts = [Bool](repeating: false, count: network.network.posts.count)
      var accountReplies = [Bool](repeating: false, count: network.network.replies.count)
      let total = replies.count + accountReplies.count
      random.choose((total * percent + 50) / 100, of: total) { number in
        if number < replies.count {
          posts[replies[number]] = true
        } else {
          accountReplies[number - replies.count] = true
        }
      }
      return network.losing(posts: posts, replies: accountReplies)
    }
  }

  private static func ranks(of pool: [UInt32], in network: ScopedNetwork) -> [Int] {
    RankKey.keys(of: pool, in: network, by: .score).map(RankKey.ranks) ?? []
  }
}

extension LostReplies {
  /// The first voice of the pool whose median rank is not what the definition demands, or nil: every draw's sets built
  /// plainly from what is left, and ranks counted pair by pair.
  package func discrepancy(pool: [UInt32], seed: UInt64, in network: ScopedNetwork) -> String? {
    let sample = ReplySample(network)
    for (level, percent) in Self.levels.enumerated() {
      var drawn = [[Int]](repeating: [], count: pool.count)
      for draw in 0..<Self.drawCount {
        var random = SplitMix64(seed: seed, part: level * Self.drawCount + draw)
        let left = sample.draw(percent: percent, with: &random)
        if let found = Self.discrepancy(of: left, percent: percent, from: network) { return found }
        let keys = Self.plainKeys(of: pool, in: left)
        for index in pool.indices {
          drawn[index].append(1 + keys.count { $0 > keys[index] })
        }
      }
      for index in pool.indices where drawn[index].sorted()[12] != ranks[level][index] {
        return "voice \(pool[index]) ranks \(ranks[level][index]) after losing \(percent)%, by the definition "
          + "\(drawn[index].sorted()[12])"
      }
    }
    return nil
  }

  /// Whether as many replies are gone as should be, and nothing else.
  private static func discrepancy(of left: ScopedNetwork, percent: Int, from network: ScopedNetwork) -> String? {
    let posts = network.network.posts
    let gone = (0..<posts.count).filter { network.isInWindow[$0] && !left.isInWindow[$0] }
    if gone.contains(where: { posts.answered[$0] == Posts.none }) { return "a post is lost that is no reply" }
    if (0..<posts.count).contains(where: { left.isInWindow[$0] && !network.isInWindow[$0] }) { return "a post came in" }
    let total = posts.answered.count { $0 != Posts.none } + network.network.replies.count
    let most = Int((Double(total * percent) / 100).rounded())
    let lost = gone.count + network.network.replies.count - left.network.replies.count
    let isWhole = network.scope.window.isUnbounded
    return lost > most || (isWhole && lost != most) ? "\(lost) of \(total) replies are lost at \(percent)%" : nil
  }

  /// M + C, R and R1 as one number, larger being better.
  private static func plainKeys(of pool: [UInt32], in network: ScopedNetwork) -> [Int] {
    let (posts, count) = (network.network.posts, network.network.voices.count)
    let (repliers, conversed) = (Repliers.byDefinition(in: network), Conversed.byDefinition(in: network))
    let reciprocated = Reciprocated.byDefinition(in: network)
    var reach = [Set<UInt32>](repeating: [], count: count)
    for post in 0..<posts.count where network.isInWindow[post] {
      for above in Verification.ancestors(of: post, in: network) where posts.authors[above] != Posts.none {
        let voice = posts.authors[above]
        if network.counts(posts.authors[post], for: voice) { reach[Int(voice)].insert(posts.authors[post]) }
      }
    }
    Verification.forEachAccountReply(in: network) { person, voice, _ in reach[Int(voice)].insert(person) }
    for exchange in Verification.flatExchanges(in: network) { reach[Int(exchange.voice)].insert(exchange.person) }
    return pool.map(Int.init).map { voice in
      let score = reciprocated[voice].count + conversed[voice].count
      return (score * (count + 1) + reach[voice].count) * (count + 1) + repliers[voice].count
    }
  }
}

extension MeasuredNetwork {
  /// The median rank of every voice after losing 10, 20 and 30% of the replies; nil outside the pool.
  package var lostReplies: [[Int?]] {
    remember("lostReplies") { LostReplies.compute(in: scoped, pool: pool, seed: seed).ranks.map { spread($0) } }
  }
}

extension Measure {
  static let rankAfterTenPercentLost = rankAfterLoss(level: 0)
  static let rankAfterTwentyPercentLost = rankAfterLoss(level: 1)
  static let rankAfterThirtyPercentLost = rankAfterLoss(level: 2)

  private static func rankAfterLoss(level: Int) -> Measure {
    Measure(
      "rank_after_\(LostReplies.levels[level])_percent_lost", of: .voice,
      "the median rank by score after losing \(LostReplies.levels[level])% of the replies at random",
      range: "1 and up; empty outside the ranked voices", source: "sensitivity to lost data, 25 seeded draws"
    ) { network in network.lostReplies[level].map { .integer($0) } }
  }
}
