import ReparteeGraph

/// How long a voice takes to answer a reply: the median over the replies that it answered, and the median that the
/// unanswered ones allow for.
///
/// The plain median is over the replies that count as answered (see `ResponseRate`): it looks too good
/// for voices that leave most replies unanswered. The estimated median also counts those who still wait: the time at which half of all incoming replies
/// have an answer, with replies unanswered at the end of observation (the window's end, else the last post) counted as
/// waiting until then (Kaplan–Meier); nil where fewer than half ever get one. There an answer may take any time, and
/// young replies count. An answer dated before its reply, and one of which only the day is known, has no duration and is left
/// out of both. In milliseconds here, in minutes in its columns.
/// Threads only. Complexity: O(posts + r log r) for r replies.
/// Source: Kaplan & Meier, "Nonparametric Estimation from Incomplete Observations", JASA 53 (1958),
/// https://doi.org/10.1080/01621459.1958.10501452.
package enum ResponseTime {
  /// Both medians of one voice, in milliseconds.
  package struct Medians: Sendable, Equatable {
    /// Over the replies answered within seven days, or nil where there is none.
    package var answered: Double?
    /// Over all incoming replies, or nil where fewer than half are ever answered.
    package var estimated: Double?
  }

  /// How long a reply waited, and whether an answer ended the wait.
  struct Wait: Sendable {
    var duration: Int64
    var isAnswered: Bool
  }

  /// The medians of every voice.
  package static func compute(in measured: MeasuredNetwork) -> [Medians] {
    let network = measured.scoped
    let posts = network.network.posts
    let firstAnswers = measured.firstAnswers
    let latest = network.scope.window.end.map { $0.milliseconds - ResponseRate.patience }
    guard let end = measured.observedUntil else {
      return Array(repeating: Medians(), count: measured.voices.count)
    }
    var waits = [[Wait]](repeating: [], count: measured.voices.count)
    var delays = [[Int64]](repeating: [], count: measured.voices.count)
    for reply in 0..<posts.count where posts.times[reply] != Posts.untimed {
      guard let voice = network.target(ofReply: reply) else { continue }
      let (asked, answered) = (posts.times[reply], firstAnswers[reply])
      if answered != Posts.untimed, answered < asked { continue }
      // Of days alone nothing says how long anybody waited.
      if Timestamp(milliseconds: asked).isDayAlone {
        if answered == Posts.untimed || Timestamp(milliseconds: answered).isDayAlone { continue }
      }
      let isAnswered = answered != Posts.untimed && answered <= end
      waits[Int(voice)].append(Wait(duration: (isAnswered ? answered : end) - asked, isAnswered: isAnswered))
      let isOld = latest.map { asked <= $0 } ?? true
      if isOld, answered != Posts.untimed, answered - asked <= ResponseRate.patience {
        delays[Int(voice)].append(answered - asked)
      }
    }
    return zip(delays, waits).map { Medians(answered: median(of: $0), estimated: survivalMedian(of: $1)) }
  }

  /// The middle value, or the mean of the middle two.
  static func median(of values: [Int64]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (Double(sorted[middle - 1]) + Double(sorted[middle])) / 2 : Double(sorted[middle])
  }

  /// The first duration by which the share still waiting has fallen to one half.
  static func survivalMedian(of waits: [Wait]) -> Double? {
    let sorted = waits.sorted { $0.duration < $1.duration }
    var waiting = 1.0
    var index = 0
    while index < sorted.count {
      let duration = sorted[index].duration
      let atRisk = sorted.count - index
      var answered = 0
      while index < sorted.count, sorted[index].duration == duration {
        if sorted[index].isAnswered { answered += 1 }
        index += 1
      }
      waiting *= 1 - Double(answered) / Double(atRisk)
      // Products of fractions that are one half on paper may miss it by a rounding.
      if waiting <= 0.5 + 1e-12 { return Double(duration) }
    }
    return nil
  }
}

extension ResponseTime {
  /// The first voice whose medians are not what the definition demands, or nil.
  ///
  /// The estimated median is found the other way round: for every duration at which an answer came, the share still
  /// waiting is computed again as a product over all earlier ones.
  package static func discrepancy(of medians: [Medians], in network: ScopedNetwork) -> String? {
    let times = network.network.posts.times.filter { $0 != Posts.untimed }
    guard let end = network.scope.window.end?.milliseconds ?? times.max() else {
      return medians.allSatisfy { $0 == Medians() } ? nil : "a response time is given though nothing is timed"
    }
    var answered = [[Int64]](repeating: [], count: medians.count)
    var waits = [[(duration: Int64, isAnswered: Bool)]](repeating: [], count: medians.count)
    Verification.forEachIncomingReply(in: network) { _, _, voice, time, answers in
      let first = answers.min()
      if let first, first < time { return }
      let inTime = first.flatMap { $0 <= end ? $0 : nil }
      waits[Int(voice)].append((duration: (inTime ?? end) - time, isAnswered: inTime != nil))
      let isYoung = network.scope.window.end.map { $0.milliseconds - time < ResponseRate.patience } ?? false
      if !isYoung, let first, first - time <= ResponseRate.patience { answered[Int(voice)].append(first - time) }
    }
    for voice in medians.indices {
      let expected = Medians(answered: middle(answered[voice]), estimated: halfLife(waits[voice]))
      if medians[voice] != expected {
        return "voice \(voice) answers after \(medians[voice]), by the definition \(expected)"
      }
    }
    return nil
  }

  private static func middle(_ values: [Int64]) -> Double? {
    let sorted = values.sorted()
    guard let low = sorted.dropLast(sorted.count / 2).last, let high = sorted.dropFirst(sorted.count / 2).first else {
      return nil
    }
    return (Double(low) + Double(high)) / 2
  }

  private static func halfLife(_ waits: [(duration: Int64, isAnswered: Bool)]) -> Double? {
    let moments = Set(waits.filter(\.isAnswered).map(\.duration)).sorted()
    return moments.first { moment in
      let share = moments.filter { $0 <= moment }.reduce(1.0) { share, earlier in
        let atRisk = waits.count { $0.duration >= earlier }
        let answered = waits.count { $0.duration == earlier && $0.isAnswered }
        return share * (Double(atRisk - answered) / Double(atRisk))
      }
      return share <= 0.5 + 1e-12
    }.map(Double.init)
  }
}

extension MeasuredNetwork {
  /// Everyone's response times.
  package var responseTimes: [ResponseTime.Medians] { remember("responseTimes") { ResponseTime.compute(in: self) } }
}

extension Measure {
  static let responseMinutes = Measure(
    "response_minutes", of: .voice, "median time to an answer, over the replies answered within seven days",
    range: "0 to 10,080, minutes; empty where nothing was answered, and for edge lists", source: "threads only"
  ) { network in network.responseTimes.map { .decimal($0.answered.map { $0 / 60_000 }, places: 1) } }

  static let responseMinutesEstimated = Measure(
    "response_minutes_estimated", of: .voice,
    "median time to an answer with the unanswered replies counted as waiting; empty if half never get one",
    range: "0 and up, minutes; empty for edge lists too", source: "Kaplan & Meier 1958"
  ) { network in network.responseTimes.map { .decimal($0.estimated.map { $0 / 60_000 }, places: 1) } }
}
