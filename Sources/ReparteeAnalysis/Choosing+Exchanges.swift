import ReparteeGraph

extension Choosing {
  /// The chosen voices after every exchange of one of them for another candidate that reaches more, the best first.
  ///
  /// Included voices stay. One look at a candidate's people tells what it would add in place of each chosen voice: those
  /// whom nobody chosen reaches, and those whom only that one does. Candidates no larger than the smallest such loss are
  /// not looked at. Complexity: O(Σ of the candidates' set sizes) an exchange; as a rule there is none or one.
  func exchanges(
    of chosen: [UInt32], among candidates: [UInt32], from sets: inout ChoiceSets, communities: [UInt32?]
  ) -> [UInt32] {
    var chosen = chosen
    let fixed = min(included.count, chosen.count)
    guard fixed < chosen.count else { return chosen }
    // Every exchange reaches more people, so that they end; the limit only bounds the time.
    for _ in 0..<(4 * chosen.count) {
      let cover = Cover(chosen, from: &sets, voiceCount: communities.count)
      let least = cover.losses[fixed...].min() ?? 0
      var best: (gain: Int, place: Int, voice: UInt32) = (0, 0, 0)
      for candidate in candidates where !chosen.contains(candidate) && sets.size(of: candidate) > least {
        let gains = cover.gains(of: sets.people(of: candidate))
        for place in fixed..<chosen.count where gains[place] - cover.losses[place] > best.gain {
          if allows(candidate, inPlaceOf: place, of: chosen, communities) {
            best = (gains[place] - cover.losses[place], place, candidate)
          }
        }
      }
      if best.gain == 0 { break }
      chosen[best.place] = best.voice
    }
    return chosen
  }

  private func allows(
    _ candidate: UInt32, inPlaceOf place: Int, of chosen: [UInt32], _ communities: [UInt32?]
  ) -> Bool {
    guard let limit = mostPerCommunity, let community = communities[Int(candidate)] else { return true }
    let others = chosen.indices.count { $0 != place && communities[Int(chosen[$0])] == community }
    return others < limit
  }
}

/// Whom the chosen voices reach, and who reaches them alone.
private struct Cover {
  private static let nobody = Int32(-1)
  private static let several = Int32(-2)
  /// Person → the place of the one chosen voice that reaches it, or `nobody`, or `several`.
  private var owners: [Int32]
  /// Place → how many people that chosen voice alone reaches.
  private(set) var losses: [Int]

  init(_ chosen: [UInt32], from sets: inout ChoiceSets, voiceCount: Int) {
    owners = Array(repeating: Self.nobody, count: voiceCount)
    losses = Array(repeating: 0, count: chosen.count)
    for (place, voice) in chosen.enumerated() {
      for person in sets.people(of: voice) {
        let owner = owners[Int(person)]
        owners[Int(person)] = owner == Self.nobody ? Int32(place) : Self.several
      }
    }
    for owner in owners where owner >= 0 { losses[Int(owner)] += 1 }
  }

  /// Place → how many of `people` would be reached anew if they came in place of that chosen voice.
  func gains(of people: [UInt32]) -> [Int] {
    var (fresh, gains) = (0, [Int](repeating: 0, count: losses.count))
    for person in people {
      let owner = owners[Int(person)]
      if owner == Self.nobody { fresh += 1 } else if owner >= 0 { gains[Int(owner)] += 1 }
    }
    return gains.map { $0 + fresh }
  }
}
