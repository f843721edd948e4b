import ReparteeGraph

/// Confirmed partners: those who came back to a voice and whom somebody else takes for a person, too.
///
/// Of C(a), those p whom a b ≠ a, outside a's organisation, also answered, b being outside C(a) or himself answered by
/// somebody outside {a} ∪ C(a). Whoever invents partners who talk to nobody but the voice and each other has none; a
/// partner whom others answer cannot be invented by the voice alone. A low value beside a high C says: look at who they are. It
/// stands beside the score and changes nothing; in small data sets real partners may lack confirmation.
///
/// Answered means a reply that counts, directly below a post of p or to p's account: b is in R1(p). Range 0 to C, in people.
/// Complexity: O(Σ over C(a) of the repliers looked at until one confirms).
package enum ConfirmedPartners {
  /// The confirmed partners of every voice.
  package static func compute(in network: ScopedNetwork, conversed: VoiceSets, repliers: VoiceSets) -> VoiceSets {
    let voices = network.network.voices
    let blocks = Cores.blocks(of: conversed.offsets, size: 4096)
    let parts = Cores.map(count: blocks.count) { block -> [VoicePair] in
      var confirmed: [VoicePair] = []
      for voice in blocks[block] where conversed.count(of: voice) > 0 {
        let partners = conversed[voice]
        let organisation = voices.organisations[voice]
        func isPartner(_ person: UInt32) -> Bool {
          partners[partners.firstSorted(notBelow: person)...].first == person
        }
        /// Whether an answer by this person confirms anybody.
        func isWitness(_ person: UInt32) -> Bool {
          if person == UInt32(voice) { return false }
          if organisation != Voices.none, voices.organisations[Int(person)] == organisation { return false }
          return !isPartner(person) || repliers[Int(person)].contains { $0 != UInt32(voice) && !isPartner($0) }
        }
        var known: [UInt32: Bool] = [:]
        for partner in partners {
          let isConfirmed = repliers[Int(partner)].contains { person in
            if let known = known[person] { return known }
            let found = isWitness(person)
            known[person] = found
            return found
          }
          if isConfirmed { confirmed.append(VoicePair(voice: UInt32(voice), person: partner)) }
        }
      }
      return confirmed
    }
    return VoiceSets(voiceCount: conversed.voiceCount, pairs: Array(parts.joined()))
  }
}

extension ConfirmedPartners {
  /// The first place where `sets` is not what the definition demands, or nil: every pair of people tried against sets built
  /// plainly.
  package static func discrepancy(of sets: VoiceSets, in network: ScopedNetwork) -> String? {
    let (conversed, repliers) = (Conversed.byDefinition(in: network), Repliers.byDefinition(in: network))
    let organisations = network.network.voices.organisations
    let everybody = conversed.indices.map { UInt32($0) }
    let expected = everybody.map { voice in
      let partners = conversed[Int(voice)]
      let outside = Set(everybody).subtracting(partners).subtracting([voice])
      return partners.filter { partner in
        everybody.contains { other in
          let isColleague =
            organisations[Int(voice)] != Voices.none && organisations[Int(other)] == organisations[Int(voice)]
          guard other != voice, !isColleague, repliers[Int(partner)].contains(other) else { return false }
          return !partners.contains(other) || !repliers[Int(other)].isDisjoint(with: outside)
        }
      }
    }
    return Verification.difference(of: "the confirmed partners", sets, from: expected)
  }
}

extension MeasuredNetwork {
  /// Everyone's confirmed partners.
  package var confirmedPartners: VoiceSets {
    remember("confirmedPartners") {
      ConfirmedPartners.compute(in: scoped, conversed: conversed, repliers: repliers)
    }
  }
}

extension Measure {
  static let confirmedPartners = Measure(
    "confirmed_partners", of: .voice, "of those who came back, how many somebody else answered, too",
    range: "0 to conversed, people, and empty with it; 0 beside a high conversed may be invented partners",
    source: "this project (Measures guide)"
  ) { network in
    zip(network.confirmedPartners.counts, network.conversedCounts).map { .integer($1 == nil ? nil : $0) }
  }
}
