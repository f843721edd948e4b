import ReparteeGraph

extension ConversationRate {
  /// The first voice whose rate is not what the definition demands, or nil: the replies to each post collected; and the
  /// ends of Wilson's interval put back into the equation that they solve, (p̂ − p)² = z² p (1 − p) / n.
  package static func discrepancy(of rates: [Rate?], in network: ScopedNetwork) -> String? {
    let posts = network.network.posts
    var repliers: [Int: Set<UInt32>] = [:]
    Verification.forEachReply(in: network) { reply, person, _ in
      repliers[Int(posts.answered[reply]), default: []].insert(person)
    }
    for voice in rates.indices {
      let own = (0..<posts.count).filter { network.isInWindow[$0] && posts.authors[$0] == UInt32(voice) }
      let expected =
        own.count < 10 ? nil : Rate(posts: own.count, repliedTo: own.count { repliers[$0]?.isEmpty == false })
      guard rates[voice] == expected else {
        return
          "voice \(voice) has the rate \(String(describing: rates[voice])), by the definition \(String(describing: expected))"
      }
      for end in rates[voice].map({ [$0.interval.lowerBound, $0.interval.upperBound] }) ?? [] where end > 0 && end < 1 {
        let n = Double(own.count)
        let distance = Double(expected?.repliedTo ?? 0) / n - end
        guard abs(distance * distance - 3.841458820694124 * end * (1 - end) / n) < 1e-9 else {
          return "\(end) is no end of Wilson's interval of voice \(voice)"
        }
      }
    }
    return nil
  }
}
