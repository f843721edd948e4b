import ReparteeGraph

extension FunnelIntervals {
  /// The first voice with an interval that is not what the definition demands, or nil: each set conversation by
  /// conversation in dictionaries, and every conversation left out in turn.
  package func discrepancy(conversations: [UInt32], in network: ScopedNetwork) -> String? {
    let threads = PlainThreads(network)
    let funnel: [(name: String, intervals: [Jackknife.Interval?], sets: PlainSets)] = [
      ("R1", repliers, threads.repliers()), ("M", reciprocated, threads.reciprocated()),
      ("C", conversed, threads.conversed()),
    ]
    for (name, intervals, sets) in funnel {
      for voice in intervals.indices {
        let expected = Jackknife.leavingOneOut(
          Array(sets.byConversation[voice].values), fixed: sets.fixed[voice], conversations: Int(conversations[voice]))
        if !Jackknife.agree(intervals[voice], expected) {
          return "the interval of \(name) of voice \(voice) is \(String(describing: intervals[voice])), "
            + "by the definition \(String(describing: expected))"
        }
      }
    }
    return nil
  }
}

/// A set for every voice, by conversation (its root post), and its members without one.
private struct PlainSets {
  var byConversation: [[Int: Set<UInt32>]]
  var fixed: [Set<UInt32>]

  init(voiceCount: Int) {
    byConversation = Array(repeating: [:], count: voiceCount)
    fixed = Array(repeating: [], count: voiceCount)
  }
}

/// The funnel's sets, written straight from their definitions.
private struct PlainThreads {
  let network: ScopedNetwork

  init(_ network: ScopedNetwork) { self.network = network }

  private func root(of post: Int) -> Int { Verification.ancestors(of: post, in: network).last ?? post }

  /// Nobody yet but the partners of flat branches, who are members of all three sets.
  private func start() -> PlainSets {
    var sets = PlainSets(voiceCount: network.network.voices.count)
    for exchange in Verification.flatExchanges(in: network) {
      sets.byConversation[Int(exchange.voice)][root(of: exchange.closing), default: []].insert(exchange.person)
    }
    return sets
  }

  func repliers() -> PlainSets {
    var sets = start()
    Verification.forEachReply(in: network) { post, person, voice in
      sets.byConversation[Int(voice)][root(of: post), default: []].insert(person)
    }
    Verification.forEachAccountReply(in: network) { person, voice, _ in sets.fixed[Int(voice)].insert(person) }
    return sets
  }

  func reciprocated() -> PlainSets {
    var sets = start()
    let all = repliers()
    for voice in sets.fixed.indices {
      sets.fixed[voice] = all.fixed[voice].filter { all.fixed[Int($0)].contains(UInt32(voice)) }
    }
    var arcs: [Int: Set<VoicePair>] = [:]
    Verification.forEachReply(in: network) { post, person, voice in
      arcs[root(of: post), default: []].insert(VoicePair(voice: voice, person: person))
    }
    for (root, pairs) in arcs {
      for pair in pairs where pairs.contains(pair.reversed) {
        sets.byConversation[Int(pair.voice)][root, default: []].insert(pair.person)
      }
    }
    return sets
  }

  func conversed() -> PlainSets {
    var sets = start()
    let posts = network.network.posts
    var answers: [Int: [Int]] = [:]
    for post in 0..<posts.count where posts.answered[post] != Posts.none {
      answers[Int(posts.answered[post]), default: []].append(post)
    }
    for opening in 0..<posts.count where posts.answered[opening] != Posts.none {
      let (person, voice) = (posts.authors[opening], posts.authors[Int(posts.answered[opening])])
      guard person != Posts.none, network.converse(person, voice) else { continue }
      for answer in answers[opening] ?? [] where network.isInWindow[answer] && posts.authors[answer] == voice {
        let isReturned = (answers[answer] ?? []).contains { network.isInWindow[$0] && posts.authors[$0] == person }
        if isReturned { sets.byConversation[Int(voice)][root(of: opening), default: []].insert(person) }
      }
    }
    sets.fixed = Conversed.partnersByAccountReplies(in: network)
    return sets
  }
}
