import ReparteeGraph

extension PartnerRetention {
  /// The first voice whose weeks are not what the definition demands, or nil: every triple of replies tried.
  package static func discrepancy(of weeks: [Weeks], in network: ScopedNetwork) -> String? {
    let posts = network.network.posts
    var meetings = [[Int64: Set<UInt32>]](repeating: [:], count: weeks.count)
    func meet(_ voice: UInt32, _ person: UInt32, at time: Int64) {
      guard time != Posts.untimed else { return }
      // Monday 5 January 1970 was the first Monday of that year.
      let monday = Int64((Double(time - 4 * 86_400_000) / 604_800_000).rounded(.down))
      meetings[Int(voice)][monday, default: []].insert(person)
    }
    for closing in 0..<posts.count {
      let chain = Array(
        sequence(first: closing) { posts.answered[$0] == Posts.none ? nil : Int(posts.answered[$0]) }.prefix(4))
      guard chain.count == 4, network.isInWindow[chain[0]], network.isInWindow[chain[1]] else { continue }
      let authors = chain.map { posts.authors[$0] }
      guard authors[0] == authors[2], authors[1] == authors[3], authors[0] != Posts.none,
        network.converse(authors[0], authors[1])
      else { continue }
      meet(authors[1], authors[0], at: posts.times[closing])
    }
    let replies = network.network.replies
    let timed = (0..<replies.count).filter { replies.times[$0] != Posts.untimed }
    for closing in timed where network.converse(replies.actors[closing], replies.targets[closing]) {
      let (person, voice) = (replies.actors[closing], replies.targets[closing])
      guard network.isInWindow(milliseconds: replies.times[closing]) else { continue }
      let isExchange = timed.contains { answer in
        replies.actors[answer] == voice && replies.targets[answer] == person
          && replies.times[answer] < replies.times[closing] && network.isInWindow(milliseconds: replies.times[answer])
          && timed.contains { opening in
            replies.actors[opening] == person && replies.targets[opening] == voice
              && replies.times[opening] < replies.times[answer]
          }
      }
      if isExchange { meet(voice, person, at: replies.times[closing]) }
    }
    for exchange in Verification.flatExchanges(in: network) {
      meet(exchange.voice, exchange.person, at: posts.times[exchange.closing])
    }

    let end = network.scope.window.end.map { $0.milliseconds - 1 } ?? (posts.times + replies.times).max() ?? 0
    let last = Int64((Double(end - 4 * 86_400_000) / 604_800_000).rounded(.down))
    for voice in weeks.indices {
      let shares = meetings[voice].filter { $0.key != last }.sorted { $0.key < $1.key }.map { week, people in
        Double(people.filter { meetings[voice][week + 1]?.contains($0) == true }.count) / Double(people.count)
      }
      let expected = Weeks(
        active: meetings[voice].count, retention: shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count))
      if weeks[voice] != expected {
        return "voice \(voice) has \(weeks[voice]), by the definition \(expected)"
      }
    }
    return nil
  }
}
