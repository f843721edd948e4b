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

extension MeasuredNetwork {
  /// Everyone's counts of incoming and answered replies.
  package var responseRates: [ResponseRate.Counts] {
    remember("responseRates") { ResponseRate.compute(in: self) }
  }
}

extension Measure {
  static let responseRate = Measure(
    "response_rate", of: .voice, "incoming replies that the voice answered directly within seven days, as a share",
    range: "0 to 1", source: "by reply; threads only"
  ) { network in network.responseRates.map { .decimal($0.rate, places: 4) } }

  static let responseRateByPerson = Measure(
    "response_rate_by_person", of: .voice, "people who replied of whom any reply was answered within seven days",
    range: "0 to 1", source: "by person; threads only"
  ) { network in network.responseRates.map { .decimal($0.rateByPerson, places: 4) } }
}
