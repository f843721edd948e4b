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
  package init(on context: DiagramContext, choice: Choice = Choice(), size: Size = .score) {
    // Who has a hidden figure is drawn among the people without a name.
    let rows = SmallCounts.current == nil ? context.rows : context.rows.filter(\.hiddenFigures.isEmpty)
    let shown = Self.shown(of: rows, choice: choice)
    let finding = context.finding
    let surroundings = Neighbourhood(of: shown, in: context)
    self.init(
      title: context.title ?? finding.headline, subtitle: context.subtitle,
      voices: shown.map(context.drawn), peopleCount: surroundings.peopleCount, ties: surroundings.ties,
      leftOut: Self.leftOut(
        rows: context.rows, shown: shown, tie: Self.tie(rows, choice: choice, orderedBy: context.tieOrder)),
      summary: finding.sentence)
    seed = context.layoutSeed
    self.size = size
    if finding.verdict == .holds || finding.verdict == .contrary {
      for (place, row) in shown.enumerated() where [finding.voice?.voice, finding.following?.voice].contains(row.voice)
      {
        let returned = row.conversed ?? 0
        remarks[place] = returned == 0 ? "nobody came back" : "\(NumberFormat.text(returned)) came back"
      }
    }
  }

  /// The rows that a picture draws by name.
  package static func shown(of rows: [ScoredRow], choice: Choice) -> [ScoredRow] {
    func first(_ count: Int, where isChosen: @escaping (ScoredRow) -> Bool) -> [ScoredRow] {
      Array(rows.lazy.filter(isChosen).prefix(count))
    }
    let ranked = first(choice.voices) { $0.section == .voices }
    // The order in which names find their place: a picture of many voices still names the largest broadcasters.
    let chosen =
      ranked.prefix(10) + first(choice.broadcasters) { $0.section == .broadcasters } + ranked.dropFirst(10)
      + first(choice.excluded) { $0.section == .excluded && $0.repliers > 0 }
    return chosen.isEmpty ? first(choice.voices) { $0.repliers > 0 } : Array(chosen)
  }

  /// Those at the end of what a picture shows who are no more than others it does not show; nil where all are shown.
  static func tie(_ rows: [ScoredRow], choice: Choice = Choice(), orderedBy order: String = "ids") -> RankTie? {
    let ranked = rows.filter { $0.section == .voices }
    if !ranked.isEmpty { return RankTie(ranked, shown: choice.voices, orderedBy: order) }
    if rows.contains(where: { $0.section == .broadcasters }) { return nil }
    return RankTie(rows.filter { $0.section == .others && $0.repliers > 0 }, shown: choice.voices, orderedBy: order)
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

  init(of shown: [ScoredRow], in context: DiagramContext) {
    let (repliers, reciprocated) = (context.measured.repliers, context.measured.reciprocated)
    // Voice → its node.
    var nodes = [Int?](repeating: nil, count: repliers.voiceCount)
    for (index, row) in shown.enumerated() { nodes[row.voice] = index }
    // Who replied to whom: each pair of voices with the lower one first, and which of them spoke.
    var found: [(pair: VoicePair, lowSpoke: Bool, isMutual: Bool)] = []
    let isShown = nodes.map { $0 != nil }
    for voice in 0..<repliers.voiceCount {
      for person in repliers[voice] where isShown[voice] || isShown[Int(person)] {
        let pair = VoicePair(voice: UInt32(voice), person: person)
        let isLow = person < UInt32(voice)
        found.append((isLow ? pair.reversed : pair, isLow, reciprocated[voice].containsSorted(person)))
      }
    }
    found.sort { $0.pair.key < $1.pair.key }
    var isAround = [Bool](repeating: false, count: nodes.count)
    for tie in found { for voice in [tie.pair.voice, tie.pair.person] { isAround[Int(voice)] = !isShown[Int(voice)] } }
    let people = context.ordered(isAround.indices.lazy.filter { isAround[$0] }.map(UInt32.init))
    peopleCount = people.count
    for (index, person) in people.enumerated() {
      nodes[Int(person)] = shown.count + index
    }
    var next = 0
    while next < found.count {
      let own = found[next...].prefix { $0.pair == found[next].pair }
      next = own.endIndex
      guard let tie = own.first, let first = nodes[Int(tie.pair.voice)], let second = nodes[Int(tie.pair.person)] else {
        continue
      }
      // Replies to and fro in different conversations are neither an answer nor one-sided.
      let isMutual = own.contains { $0.isMutual }
      let isOneSided = !isMutual && own.allSatisfy { $0.lowSpoke == tie.lowSpoke }
      ties.append(
        NetworkDiagram.Tie(
          first: first, second: second, mutual: isMutual, speaker: isOneSided ? (tie.lowSpoke ? first : second) : nil))
    }
    if context.hidesNames { ties.sort { ($0.first, $0.second) < ($1.first, $1.second) } }
  }
}
