import ReparteeGraph

extension Conversed {
  /// The first place where `sets` is not C, or nil.
  package static func discrepancy(of sets: VoiceSets, in network: ScopedNetwork) -> String? {
    Verification.difference(of: "C", sets, from: byDefinition(in: network))
  }

  /// C by other ways than the kernel's, for verifiers: chains walked down from the opening instead of up from the
  /// return, and every triple of account-level replies.
  static func byDefinition(in network: ScopedNetwork) -> [Set<UInt32>] {
    let posts = network.network.posts
    var answers: [Int: [Int]] = [:]
    for post in 0..<posts.count where posts.answered[post] != Posts.none {
      answers[Int(posts.answered[post]), default: []].append(post)
    }
    var expected = partnersByAccountReplies(in: network)
    for opening in 0..<posts.count where posts.answered[opening] != Posts.none {
      let (person, voice) = (posts.authors[opening], posts.authors[Int(posts.answered[opening])])
      guard person != Posts.none, network.converse(person, voice) else { continue }
      for answer in answers[opening] ?? [] where network.isInWindow[answer] && posts.authors[answer] == voice {
        let returns = answers[answer] ?? []
        if returns.contains(where: { network.isInWindow[$0] && posts.authors[$0] == person }) {
          expected[Int(voice)].insert(person)
        }
      }
    }
    for exchange in Verification.flatExchanges(in: network) { expected[Int(exchange.voice)].insert(exchange.person) }
    return expected
  }

  /// The members of C of whom account-level replies are proof, by every triple of them; for verifiers.
  static func partnersByAccountReplies(in network: ScopedNetwork) -> [Set<UInt32>] {
    var expected = [Set<UInt32>](repeating: [], count: network.network.voices.count)
    let replies = network.network.replies
    var moments: [VoicePair: [Int64]] = [:]
    for index in 0..<replies.count where network.converse(replies.actors[index], replies.targets[index]) {
      let arc = VoicePair(voice: replies.targets[index], person: replies.actors[index])
      moments[arc, default: []].append(replies.times[index])
    }
    for (arc, openings) in moments {
      let answers = moments[arc.reversed] ?? []
      let isUntimed = openings.contains(Posts.untimed) && answers.contains(Posts.untimed)
      let isTimed = openings.contains { opening in
        opening != Posts.untimed
          && answers.contains { answer in
            answer > opening && network.isInWindow(milliseconds: answer)
              && openings.contains { $0 > answer && network.isInWindow(milliseconds: $0) }
          }
      }
      if isTimed || (isUntimed && network.scope.window.isUnbounded) { expected[Int(arc.voice)].insert(arc.person) }
    }
    return expected
  }
}
