import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// A choice of voices with what it leaves out: the picks as rows, and the communities that they reach or miss.
package struct ChoiceReport: Sendable {
  /// Which of the scored voices may be chosen.
  package struct Candidates: Sendable {
    /// Only these voices, of whatever kind; nil for all of an eligible kind.
    package var among: Set<UInt32>?
    /// Only voices of these organisations; nil for all.
    package var organisations: Set<String>?
    /// Only voices that somebody came back to.
    package var onlyConversing = false

    /// Every voice of an eligible kind.
    package init() {}

    /// The candidates among `rows`, in their order.
    func voices(of rows: [ScoredRow], eligibleKinds: Set<VoiceKind>) -> [UInt32] {
      rows.filter { row in
        guard among?.contains(UInt32(row.voice)) ?? eligibleKinds.contains(row.kind) else { return false }
        if onlyConversing && row.conversed < 1 { return false }
        return organisations.map { row.organisation.map($0.contains) ?? false } ?? true
      }.map { UInt32($0.voice) }
    }
  }

  /// The chosen voices.
  package let picks: [CoverageSelection.Pick]
  /// How many voices there were to choose from.
  package let candidateCount: Int
  /// The communities of the reply network, the largest first.
  package let communities: [Community]

  private let rows: [ScoredRow]
  private let network: MeasuredNetwork

  /// A community, and whether the choice reaches it.
  package struct Community: Sendable, Equatable {
    /// Its number, from 1.
    package var number: UInt32
    /// How many voices it has.
    package var voices: Int
    /// How many of them the chosen voices reach.
    package var reached: Int
    /// How many of the chosen voices belong to it.
    package var chosen: Int
    /// Its best-ranked voice.
    package var leading: String

    /// Whether nobody in it is chosen or reached.
    package var isUncovered: Bool { reached == 0 && chosen == 0 }
  }

  /// Chooses among a network's scored rows.
  package init(_ choosing: CoverageSelection, among candidates: Candidates, rows: [ScoredRow], network: MeasuredNetwork)
  {
    let communityOf = network.communities
    let voices = candidates.voices(of: rows, eligibleKinds: network.eligibleKinds)
    let result = choosing.choose(among: voices, in: network, communities: communityOf)
    var communities: [UInt32: Community] = [:]
    let chosen = Set(result.picks.map(\.voice))
    for row in rows {
      guard let number = communityOf[row.voice] else { continue }
      var community =
        communities[number] ?? Community(number: number, voices: 0, reached: 0, chosen: 0, leading: row.label)
      community.voices += 1
      if result.isReached[row.voice] { community.reached += 1 }
      if chosen.contains(UInt32(row.voice)) { community.chosen += 1 }
      communities[number] = community
    }
    picks = result.picks
    candidateCount = voices.count
    self.communities = communities.values.sorted { $0.number < $1.number }
    self.rows = rows
    self.network = network
  }

  /// One row a chosen voice, in the order of choice.
  package var table: ResultTable {
    let rowOfVoice = Dictionary(rows.map { (UInt32($0.voice), $0) }) { first, _ in first }
    let communityOf = network.communities
    let cells = picks.enumerated().map { index, pick -> [TableCell] in
      let row = rowOfVoice[pick.voice]
      return [
        .integer(index + 1), .text(row?.label), .text(row?.section.rawValue), .text(row?.kind.rawValue),
        .text(row?.organisation), .integer(communityOf[Int(pick.voice)]), .integer(pick.reached), .integer(pick.gain),
        .integer(pick.overlap), .integer(pick.joint),
      ]
    }
    return ResultTable(
      columns: [
        "pick", "voice", "section", "kind", "organisation", "community", "reached", "gain", "overlap", "joint_reach",
      ], rows: cells)
  }

  /// One row a community.
  package var communityTable: ResultTable {
    ResultTable(
      columns: ["community", "voices", "reached", "chosen", "leading_voice"],
      rows: communities.map {
        [.integer($0.number), .integer($0.voices), .integer($0.reached), .integer($0.chosen), .text($0.leading)]
      })
  }

  /// What the choice comes to, in sentences.
  package var notes: [String] {
    let joint = picks.last?.joint ?? 0
    let sum = picks.reduce(0) { $0 + $1.reached }
    var notes = [
      "\(Contrast.people(joint)) reached by \(NumberFormat.text(picks.count)) of \(NumberFormat.text(candidateCount)) candidates; "
        + "counted one by one they would seem \(NumberFormat.text(sum))"
    ]
    let missed = communities.filter(\.isUncovered)
    if !missed.isEmpty {
      let names = missed.prefix(3).map { "\($0.leading)'s (\(NumberFormat.text($0.voices)) voices)" }
      notes.append(
        "communities that nobody chosen is in or reaches: \(NumberFormat.text(missed.count)) of "
          + "\(NumberFormat.text(communities.count)); the largest: \(names.joined(separator: ", "))")
    }
    return notes
  }
}
