import ReparteeGraph

/// Where each voice stands in the result.
///
/// - `broadcasters`: ten people or more replied, at most one in twenty of them was answered, and at most two came back;
///   of any kind but anonymous accounts and bots.
/// - `voices`: of an eligible kind, no broadcaster, and somebody came back (C ≥ 1). Where replies have no times, nothing
///   says who came back; there one answered person (M ≥ 1) is enough.
/// - `others`: of an eligible kind. `excluded`: of another kind.
package enum Sections {
  /// From so many repliers on a voice may be a broadcaster.
  package static let fewestRepliersOfBroadcaster = 10
  /// With more returns than this nobody is a broadcaster, and no row is thin.
  package static let mostReturnsOfThin = 2
  /// A broadcaster answered at most one replier in so many.
  package static let repliersPerAnswer = 20

  /// The section of one voice that has a row.
  package static func section(
    kind: VoiceKind, isEligible: Bool, repliers: Int, reciprocated: Int, conversed: Int?
  ) -> VoiceSection {
    let mayBroadcast = kind != .anonymous && kind != .bot
    if mayBroadcast, repliers >= fewestRepliersOfBroadcaster, (conversed ?? 0) <= mostReturnsOfThin,
      reciprocated * repliersPerAnswer <= repliers
    {
      return .broadcasters
    }
    if !isEligible { return .excluded }
    return conversed ?? reciprocated >= 1 ? .voices : .others
  }

  /// Whether a score is of two returns at most, so that one person more or less would move it far.
  ///
  /// Nil outside the ranked voices, and where nothing says who came back.
  package static func isThin(_ section: VoiceSection?, conversed: Int?) -> Bool? {
    section == .voices ? conversed.map { $0 <= mostReturnsOfThin } : nil
  }
}

extension MeasuredNetwork {
  /// Voice → its section; nil for an account that only follows, mentions or reposts.
  package var sections: [VoiceSection?] {
    remember("sections") {
      let (kinds, evidence) = (voices.kinds, evidence)
      let (repliers, reciprocated, conversed) = (replierCounts, reciprocatedCounts, conversedCounts)
      return kinds.indices.map { voice in
        evidence[voice].basis.map { _ in
          Sections.section(
            kind: kinds[voice], isEligible: eligibleKinds.contains(kinds[voice]),
            repliers: repliers[voice], reciprocated: reciprocated[voice],
            conversed: conversed[voice])
        }
      }
    }
  }

  /// The ranked voices: those of section `voices`, ascending.
  package var pool: [UInt32] {
    remember("pool") { sections.indices.filter { sections[$0] == .voices }.map(UInt32.init) }
  }
}

extension Measure {
  static let thin = Measure(
    "thin", of: .voice, "whether at most two people came back, so that one more or less would move the score far",
    range: "yes or no; empty outside the ranked voices and for replies without times",
    source: "this project (Measures guide)"
  ) { network in
    zip(network.sections, network.conversedCounts).map { section, conversed in
      .text(Sections.isThin(section, conversed: conversed).map { $0 ? "yes" : "no" })
    }
  }
}
