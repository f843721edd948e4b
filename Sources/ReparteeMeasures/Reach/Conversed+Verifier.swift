import ReparteeGraph

extension Conversed {
  /// The first place where `sets` is not C, or nil: chains walked down from the opening instead of up from the return.
  package static func discrepancy(of sets: VoiceSets, in network: ScopedNetwork) -> String? {
    let posts = network.network.posts
    var answers: [Int: [Int]] = [:]
    for post in 0..<posts.count where posts.answered[post] != Posts.none {
      answers[Int(posts.answered[post]), default: []].append(post)
    }
    var expected = [Set<UInt32>](repeating: [], count: network.network.voices.count)
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
    addAccountReplies(to: &expected, in: network)
    for pair in network.branchExchanges.map(\.pair) { expected[Int(pair.voice)].insert(pair.person) }
    return Verification.difference(of: "C", sets, from: expected)
  }

  private static func addAccountReplies(to expected: inout [Set<UInt32>], in network: ScopedNetwork) {
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
  }
}
