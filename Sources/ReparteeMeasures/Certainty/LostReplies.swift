import ReparteeGraph

/// Where a voice would rank if the export had lost some of the replies.
///
/// 10, 20 and 30% of all replies (posts that answer something, and account-level replies, in the window or not) are
/// dropped at random, 25 seeded draws a level, and the pool, fixed by the full data, is ranked anew: by R · C, then R,
/// then R1, with competition ranks. The value is the median rank of the 25. A rank that stays says that it does not
/// hang on the export being whole. What becomes of a lost reply: `ScopedNetwork.losing`. The same for any number of
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
    let lottery = Lottery(network)
    let all = Cores.map(count: levels.count * drawCount) { piece in
      // Draws are what runs side by side; what is inside one stays on its thread.
      Cores.$threadLimit.withValue(1) {
        var draws = Draws(seed: seed, piece: piece)
        return ranks(of: pool, in: lottery.draw(percent: levels[piece / drawCount], with: &draws))
      }
    }
    return LostReplies(
      ranks: levels.indices.map { level in
        let drawn = all[(level * drawCount)..<((level + 1) * drawCount)]
        return pool.indices.map { index in drawn.map { $0[index] }.sorted()[drawCount / 2] }
      })
  }

  /// Which posts and account-level replies can be lost.
  struct Lottery {
    private let network: ScopedNetwork
    private let replies: [Int]

    init(_ network: ScopedNetwork) {
      self.network = network
      let posts = network.network.posts
      replies = posts.orderedByID.map(Int.init).filter { posts.answered[$0] != Posts.none }
    }

    /// The network without `percent` of the replies, to the nearest whole number.
    func draw(percent: Int, with draws: inout Draws) -> ScopedNetwork {
      var posts = [Bool](repeating: false, count: network.network.posts.count)
      var accountReplies = [Bool](repeating: false, count: network.network.replies.count)
      let total = replies.count + accountReplies.count
      draws.choose((total * percent + 50) / 100, of: total) { number in
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
    let (conversed, repliers) = (Conversed.compute(in: network), Repliers.compute(in: network))
    let ground = ReachGround(network)
    var walker = ReachWalker(voiceCount: network.network.voices.count)
    let keys = pool.map(Int.init).map { voice in
      walker.walk(voice, on: ground)
      let reach = walker.people.count
      return [reach * conversed.count(of: voice), reach, repliers.count(of: voice)]
    }
    let order = keys.indices.sorted { keys[$1].lexicographicallyPrecedes(keys[$0]) }
    var ranks = [Int](repeating: 1, count: pool.count)
    for (place, index) in order.enumerated() where place > 0 {
      let isTie = keys[order[place - 1]] == keys[index]
      ranks[index] = isTie ? ranks[order[place - 1]] : place + 1
    }
    return ranks
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
