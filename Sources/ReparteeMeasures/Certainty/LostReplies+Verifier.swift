import ReparteeGraph

extension LostReplies {
  /// The first voice of the pool whose median rank is not what the definition demands, or nil: every draw's sets built
  /// plainly from what is left, and ranks counted pair by pair.
  package func discrepancy(pool: [UInt32], seed: UInt64, in network: ScopedNetwork) -> String? {
    let lottery = Lottery(network)
    for (level, percent) in Self.levels.enumerated() {
      var drawn = [[Int]](repeating: [], count: pool.count)
      for draw in 0..<Self.drawCount {
        var draws = Draws(seed: seed, piece: level * Self.drawCount + draw)
        let left = lottery.draw(percent: percent, with: &draws)
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

  /// R · C, R and R1 as one number each, larger being better.
  private static func plainKeys(of pool: [UInt32], in network: ScopedNetwork) -> [Int] {
    let (posts, count) = (network.network.posts, network.network.voices.count)
    let (repliers, conversed) = (Repliers.byDefinition(in: network), Conversed.byDefinition(in: network))
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
      let product = reach[voice].count * conversed[voice].count
      return (product * (count + 1) + reach[voice].count) * (count + 1) + repliers[voice].count
    }
  }
}
