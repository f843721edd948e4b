import ReparteeGraph

extension ResponseTime {
  /// The first voice whose medians are not what the definition demands, or nil.
  ///
  /// The estimated median is found the other way round: for every duration at which an answer came, the share still
  /// waiting is computed anew as a product over all earlier ones.
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
