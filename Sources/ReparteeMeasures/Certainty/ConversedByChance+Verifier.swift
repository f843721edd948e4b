import ReparteeGraph

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
      var draws = Draws(seed: seed, piece: draw)
      var answered = found
      for (post, candidates) in choices { answered[post] = UInt32(candidates[draws.below(candidates.count)]) }
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
