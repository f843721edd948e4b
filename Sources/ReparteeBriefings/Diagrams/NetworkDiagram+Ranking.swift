import ReparteeAnalysis
import ReparteeFigures
import ReparteeFormats
import ReparteeGraph
import ReparteeMeasures
import ReparteeText

extension NetworkDiagram {
  /// How many voices of each section a ranking's diagram shows.
  package struct Choice: Sendable {
    /// The ranked voices, from the first.
    package var voices = 20
    /// The broadcasters of the most reach.
    package var broadcasters = 6
    /// Excluded ones with replies: the corporate channel beside the people.
    package var excluded = 2

    /// The default choice: a picture that fits a page.
    package init() {}
  }

  /// The diagram of a ranking: its voices, its broadcasters, and everybody who talks with them.
  package init(rows: [ScoredRow], network: ScopedNetwork, title: String? = nil, choice: Choice = Choice()) {
    self.init(
      on: DiagramContext(measured: MeasuredNetwork(network), rows: rows, title: title), choice: choice)
  }

  /// The diagram of a ranking on a context that other diagrams share.
  package init(on context: DiagramContext, choice: Choice = Choice()) {
    let rows = context.rows
    let ranked = rows.filter { $0.section == .voices }.prefix(choice.voices)
    // The order in which names find their place: a picture of many voices still names the largest broadcasters.
    let chosen =
      ranked.prefix(10) + rows.filter { $0.section == .broadcasters }.prefix(choice.broadcasters) + ranked.dropFirst(10)
      + rows.filter { $0.section == .excluded && $0.repliers > 0 }.prefix(choice.excluded)
    let shown = chosen.isEmpty ? Array(rows.filter { $0.repliers > 0 }.prefix(choice.voices)) : Array(chosen)
    let finding = context.finding
    let surroundings = Neighbourhood(of: shown, in: context.measured)
    self.init(
      title: context.title ?? finding.headline, subtitle: context.subtitle,
      voices: shown.map(context.drawn), peopleCount: surroundings.peopleCount, ties: surroundings.ties,
      leftOut: Self.leftOut(rows: rows, shown: shown, tie: Self.tie(rows, choice: choice)), summary: finding.sentence)
  }

  /// Those at the end of what a picture shows who are no more than others it does not show; nil where all are shown.
  static func tie(_ rows: [ScoredRow], choice: Choice = Choice()) -> RankTie? {
    let ranked = rows.filter { $0.section == .voices }
    if !ranked.isEmpty { return RankTie(ranked, shown: choice.voices) }
    if rows.contains(where: { $0.section == .broadcasters }) { return nil }
    return RankTie(rows.filter { $0.section == .others && $0.repliers > 0 }, shown: choice.voices)
  }

  private static func leftOut(rows: [ScoredRow], shown: [ScoredRow], tie: RankTie?) -> [String] {
    let drawn = Set(shown.map(\.voice))
    if shown.allSatisfy({ $0.section == .others || $0.section == .excluded }) {
      let count = rows.count { $0.repliers > 0 && !drawn.contains($0.voice) }
      return count == 0
        ? []
        : ["Not drawn by name: \(NumberFormat.text(count, "further account", "further accounts")) that got replies."]
    }
    let missing = [VoiceSection.voices, .broadcasters].compactMap { section in
      let count = rows.count { $0.section == section && !drawn.contains($0.voice) }
      return count == 0 ? nil : "\(NumberFormat.text(count)) further \(section.rawValue)"
    }
    let unnamed = missing.isEmpty ? [] : ["Not drawn by name: \(missing.joined(separator: " and "))."]
    return unnamed + (tie.map { [$0.sentence] } ?? [])
  }
}

/// Everybody who replied to one of the shown voices or whom one of them answered.
private struct Neighbourhood {
  var peopleCount = 0
  var ties: [NetworkDiagram.Tie] = []

  init(of shown: [ScoredRow], in network: MeasuredNetwork) {
    let repliers = network.repliers
    let reciprocated = network.reciprocated
    var nodes: [UInt32: Int] = [:]
    for (index, row) in shown.enumerated() { nodes[UInt32(row.voice)] = index }
    let isShown = Set(nodes.keys)
    var pairs: [VoicePair] = []
    for voice in 0..<repliers.voiceCount {
      let own = isShown.contains(UInt32(voice))
      for person in repliers[voice] where own || isShown.contains(person) {
        pairs.append(VoicePair(voice: UInt32(voice), person: person))
      }
    }
    let people = Set(pairs.flatMap { [$0.voice, $0.person] }).subtracting(nodes.keys).sorted()
    for (index, person) in people.enumerated() { nodes[person] = shown.count + index }
    peopleCount = people.count
    // Who replied to whom, by pair with the lower voice first: the lower one, the higher one, both to each other.
    var found: [VoicePair: (lowSpoke: Bool, highSpoke: Bool, mutual: Bool)] = [:]
    for pair in pairs {
      let isLow = pair.person < pair.voice
      var tie = found[isLow ? pair.reversed : pair, default: (false, false, false)]
      if isLow { tie.lowSpoke = true } else { tie.highSpoke = true }
      tie.mutual = tie.mutual || reciprocated[Int(pair.voice)].contains(pair.person)
      found[isLow ? pair.reversed : pair] = tie
    }
    ties = found.keys.sorted { $0.key < $1.key }.compactMap { pair in
      guard let first = nodes[pair.voice], let second = nodes[pair.person], let tie = found[pair] else { return nil }
      // Replies to and fro in different conversations are neither an answer nor one-sided.
      let speaker = tie.mutual || tie.lowSpoke == tie.highSpoke ? nil : tie.lowSpoke ? first : second
      return NetworkDiagram.Tie(first: first, second: second, mutual: tie.mutual, speaker: speaker)
    }
  }
}
