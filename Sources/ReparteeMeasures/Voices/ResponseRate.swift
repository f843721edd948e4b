import ReparteeGraph

/// Response rate of a voice: the incoming replies that it answered directly within seven days, as a share of all
/// incoming ones; and the same by person: of the people who replied, those of whom any reply was answered.
///
/// Incoming is a timed reply in the window by a person to a post of the voice, stubs and older posts included. A window
/// with an end leaves out the replies younger than seven days at that end: their answer may still come. An answer dated
/// before its reply counts. Range 0 to 1; nil where there is no timed incoming reply. Threads only: account-level
/// replies do not say what was answered. Complexity: O(posts), and O(r log r) for r replies by person.
package enum ResponseRate {
  /// How long an answer may take, in milliseconds: seven days.
  package static let patience: Int64 = 7 * 24 * 60 * 60 * 1000

  /// The counts behind one voice's rates.
  package struct Counts: Sendable, Equatable {
    /// Replies to the voice.
    package var incoming = 0
    /// Those of them that it answered in time.
    package var answered = 0
    /// People who replied.
    package var people = 0
    /// Those of them of whom any reply was answered in time.
    package var peopleAnswered = 0

    /// answered / incoming, or nil.
    package var rate: Double? { incoming == 0 ? nil : Double(answered) / Double(incoming) }
    /// peopleAnswered / people, or nil.
    package var rateByPerson: Double? { people == 0 ? nil : Double(peopleAnswered) / Double(people) }
  }

  /// The counts of every voice.
  package static func compute(in measured: MeasuredNetwork) -> [Counts] {
    let network = measured.scoped
    let posts = network.network.posts
    let firstAnswers = measured.firstAnswers
    let latest = network.scope.window.end.map { $0.milliseconds - patience }
    var counts = [Counts](repeating: Counts(), count: measured.voices.count)
    var (people, answeredPeople): ([VoicePair], [VoicePair]) = ([], [])
    for reply in 0..<posts.count where posts.times[reply] != Posts.untimed {
      guard let voice = network.target(ofReply: reply) else { continue }
      if let latest, posts.times[reply] > latest { continue }
      let pair = VoicePair(voice: voice, person: posts.authors[reply])
      counts[Int(voice)].incoming += 1
      people.append(pair)
      if firstAnswers[reply] != Posts.untimed, firstAnswers[reply] - posts.times[reply] <= patience {
        counts[Int(voice)].answered += 1
        answeredPeople.append(pair)
      }
    }
    let everybody = VoiceSets(voiceCount: counts.count, pairs: people)
    let answered = VoiceSets(voiceCount: counts.count, pairs: answeredPeople)
    for voice in counts.indices {
      counts[voice].people = everybody.count(of: voice)
      counts[voice].peopleAnswered = answered.count(of: voice)
    }
    return counts
  }
}

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

extension MeasuredNetwork {
  /// Post → when whom it answers first answered it directly, or `Posts.untimed`: in milliseconds since 1970.
  ///
  /// What was answered may be of any age, and so may the answer; each measure draws its own line. Complexity: O(posts).
  var firstAnswers: [Int64] { remember("firstAnswers") { FirstAnswers.compute(in: scoped) } }

  /// When observation ends: the window's end, else the moment of the last post; nil where nothing is timed.
  var observedUntil: Int64? {
    scoped.scope.window.end?.milliseconds
      ?? remember("lastPost") { scoped.network.posts.times.max().flatMap { $0 == Posts.untimed ? nil : $0 } }
  }
}

enum FirstAnswers {
  static func compute(in network: ScopedNetwork) -> [Int64] {
    let posts = network.network.posts
    var first = [Int64](repeating: Posts.untimed, count: posts.count)
    for answer in 0..<posts.count where !posts.flags[answer].contains(.stub) && posts.times[answer] != Posts.untimed {
      let reply = posts.answered[answer]
      guard reply != Posts.none, posts.times[Int(reply)] != Posts.untimed, posts.authors[answer] != Posts.none,
        posts.authors[answer] == network.authorAnswered(by: Int(reply))
      else { continue }
      if first[Int(reply)] == Posts.untimed || posts.times[answer] < first[Int(reply)] {
        first[Int(reply)] = posts.times[answer]
      }
    }
    return first
  }
}

extension MeasuredNetwork {
  /// Everyone's counts of incoming and answered replies.
  package var responseRates: [ResponseRate.Counts] {
    remember("responseRates") { ResponseRate.compute(in: self) }
  }
}

extension Measure {
  static let responseRate = Measure(
    "response_rate", of: .voice, "incoming replies that the voice answered directly within seven days, as a share",
    range: "0 to 1; empty without a timed incoming reply, and for edge lists", source: "by reply; threads only"
  ) { network in network.responseRates.map { .decimal($0.rate, places: 4) } }

  static let responseRateByPerson = Measure(
    "response_rate_by_person", of: .voice, "people who replied of whom any reply was answered within seven days",
    range: "0 to 1; empty without a timed incoming reply, and for edge lists", source: "by person; threads only"
  ) { network in network.responseRates.map { .decimal($0.rateByPerson, places: 4) } }
}
