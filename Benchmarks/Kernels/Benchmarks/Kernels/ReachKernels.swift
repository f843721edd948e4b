import Repartee

/// Whom voices reach.
func reachKernels(_ small: Sample, _ large: Sample) {
  kernel("reply reach, every voice, with the jackknife", small, large) { sample in
    ReplyReach.compute(in: sample.network)
  } verified: { reach, sample in
    try verify(reach.discrepancy(in: sample.network))
  }

  kernel("conversed, every voice", small, large) { sample in
    Conversed.compute(in: sample.network)
  } verified: { conversed, sample in
    try verify(Conversed.discrepancy(of: conversed, in: sample.network))
  }

  kernel("audience reach, exact, every voice", small, large) { sample in
    AudienceReach.compute(in: sample.network)
  } verified: { audiences, sample in
    try verify(AudienceReach.discrepancy(of: audiences, reach: people(sample), in: sample.network))
  }

  kernel("audience reach, HyperLogLog, every voice", small, large) { sample in
    AudienceReach.ofEverybody(in: sample.network, exactLimit: 0, exactLimitOfOne: 0) {
      ReplyReach.compute(in: sample.network).reach
    }
  } verified: { audiences, sample in
    for (estimate, exact) in zip(audiences, AudienceReach.compute(in: sample.network)) {
      let error = abs(Double(estimate?.people ?? 0) - Double(exact?.people ?? 0))
      try verify(error <= 1 + 4 * AudienceReach.relativeError * Double(exact?.people ?? 0), "an estimate is far off")
    }
  }

  kernel("choose ten voices", small, large) { sample in
    let candidates = sample.candidates
    return CoverageSelection(count: 10).choose(
      among: candidates, in: MeasuredNetwork(sample.network),
      communities: Array(repeating: nil, count: sample.network.network.voices.count))
  } verified: { result, sample in
    let sets = people(sample)
    let union = result.picks.reduce(into: Set<UInt32>()) { $0.formUnion(sets[Int($1.voice)]) }
    try verify(result.picks.last?.joint == union.count, "the union is not what it is said to be")
    // One voice alone is never more than ten.
    try verify(union.count >= (sets.map(\.count).max() ?? 0), "one voice reaches more than the ten chosen")
  }
}

/// Each voice's R as a set.
private func people(_ sample: Sample) -> [Set<UInt32>] {
  var reader = ReachDetail.Reader(sample.network)
  return (0..<sample.network.network.voices.count).map { Set(reader.people(of: $0)) }
}
