import ReparteeGraph

extension ResponseRate {
  /// The first voice whose counts are not what the definition demands, or nil: each reply's answers searched for.
  package static func discrepancy(of counts: [Counts], in network: ScopedNetwork) -> String? {
    var expected = counts.map { _ in Counts() }
    var people = [[UInt32: Bool]](repeating: [:], count: counts.count)
    Verification.forEachIncomingReply(in: network) { reply, person, voice, time, answers in
      if let end = network.scope.window.end?.milliseconds, end - time < patience { return }
      let isAnswered = answers.contains { $0 <= time + patience }
      expected[Int(voice)].incoming += 1
      if isAnswered { expected[Int(voice)].answered += 1 }
      people[Int(voice)][person] = isAnswered || people[Int(voice)][person] == true
    }
    for voice in counts.indices {
      expected[voice].people = people[voice].count
      expected[voice].peopleAnswered = people[voice].values.count { $0 }
      if counts[voice] != expected[voice] {
        return "voice \(voice) answered \(counts[voice]), by the definition \(expected[voice])"
      }
    }
    return nil
  }
}

extension Verification {
  /// Every timed reply that counts, with when the voice that it speaks to answered it.
  static func forEachIncomingReply(
    in network: ScopedNetwork,
    _ body: (_ reply: Int, _ person: UInt32, _ voice: UInt32, _ time: Int64, _ answers: [Int64]) -> Void
  ) {
    let posts = network.network.posts
    var answers: [Int: [Int]] = [:]
    for post in 0..<posts.count where posts.answered[post] != Posts.none {
      answers[Int(posts.answered[post]), default: []].append(post)
    }
    forEachReply(in: network) { reply, person, voice in
      guard let time = posts.time(of: reply)?.milliseconds else { return }
      let moments = (answers[reply] ?? []).filter { posts.authors[$0] == voice }
        .compactMap { posts.time(of: $0)?.milliseconds }
      body(reply, person, voice, time, moments)
    }
  }
}
