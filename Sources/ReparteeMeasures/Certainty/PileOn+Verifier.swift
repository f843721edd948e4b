import ReparteeGraph

extension PileOn {
  /// The first voice whose signs are not what the definition demands, or nil: every reply listed by voice, every hour
  /// tried.
  package static func discrepancy(of signs: [PileOn], in network: ScopedNetwork) -> String? {
    let posts = network.network.posts
    let voiceCount = network.network.voices.count
    var times = [[UInt32: [Int64]]](repeating: [:], count: voiceCount)
    Verification.forEachReply(in: network) { post, person, voice in
      times[Int(voice)][person, default: []].append(posts.times[post])
    }
    let replies = network.network.replies
    for index in 0..<replies.count where network.isInWindow(milliseconds: replies.times[index]) {
      let (person, voice) = (replies.actors[index], replies.targets[index])
      guard network.counts(person, for: voice) else { continue }
      times[Int(voice)][person, default: []] += Array(
        repeating: replies.times[index], count: Int(replies.counts[index]))
    }
    // Partners of flat branches spoke at least twice.
    var partners = [Set<UInt32>](repeating: [], count: voiceCount)
    for exchange in Verification.flatExchanges(in: network) {
      partners[Int(exchange.voice)].insert(exchange.person)
      times[Int(exchange.voice)][exchange.person, default: []] += []
    }

    for voice in 0..<voiceCount {
      let timed = times[voice].values.joined().filter { $0 != Posts.untimed }
      let expected = PileOn(
        repliers: times[voice].count,
        oneOff: times[voice].filter { person, moments in
          moments.count == 1 && !partners[voice].contains(person)
        }.count,
        shared: times[voice].keys.filter { person in
          times.indices.contains { $0 != voice && times[$0][person] != nil }
        }.count, timed: timed.count,
        withinOneHour: timed.map { start in timed.filter { $0 >= start && $0 < start + 3_600_000 }.count }.max() ?? 0)
      if signs[voice] != expected {
        return "the signs of voice \(voice) are \(signs[voice]), by the definition \(expected)"
      }
    }
    return nil
  }
}
