import SocialGraph

extension ResponseRate {
  /// The first voice whose counts are not what the definition demands, or nil: each reply's answers searched for.
  public static func discrepancy(of counts: [Counts], in network: ScopedNetwork) -> String? {
    let posts = network.network.posts
    var answers: [Int: [Int]] = [:]
    for post in 0..<posts.count where posts.answered[post] != Posts.none {
      answers[Int(posts.answered[post]), default: []].append(post)
    }
    var expected = counts.map { _ in Counts() }
    Verification.forEachReply(in: network) { reply, _, voice in
      guard let time = posts.time(of: reply)?.milliseconds else { return }
      if let end = network.scope.window.end?.milliseconds, end - time < patience { return }
      expected[Int(voice)].incoming += 1
      let isAnswered = (answers[reply] ?? []).contains { answer in
        guard posts.authors[answer] == voice, let moment = posts.time(of: answer)?.milliseconds else { return false }
        return moment <= time + patience
      }
      if isAnswered { expected[Int(voice)].answered += 1 }
    }
    for voice in counts.indices where counts[voice] != expected[voice] {
      return "voice \(voice) answered \(counts[voice]), by the definition \(expected[voice])"
    }
    return nil
  }
}
