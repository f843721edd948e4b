import ReparteeAnalysis
import ReparteeFigures
import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// The ranked voices down the funnel, each with its interval, its rank band and what to keep in mind.
struct VoicesSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    let ranked = Array(input.ranked)
    guard !ranked.isEmpty else { return nil }
    var section = Briefing.PageSection(
      "voices",
      title: ranked.contains { $0.conversed != nil }
        ? "Who people have conversations with" : "Who answers the people who reply")
    let shown = ranked.prefix(input.voices)
    let bands = input.measured.rankBands
    section.paragraphs = [
      [
        "Ranked by \(Self.rule(of: input.measured.ranking, among: ranked))"
          + (input.measured.ranking == .audienceReach
            ? ", which is made of those who took part and of the followers that the files hold."
            : "; followers play no part."),
        RankTie.rule(of: shown, by: input.measured.ranking) ?? "",
        input.measured.absenceOfIntervals(shown) ?? Self.intervals(of: shown, in: input.measured),
        ranked.count > 1 && shown.contains { bands[$0.voice] != nil }
          ? "The rank band says where the rank lies in nine of ten samples of half of the conversations; voices that come out "
            + "equal in a sample share its rank." : "",
      ].filter { !$0.isEmpty }.joined(separator: " ")
    ]
    let tie = RankTie(ranked, shown: input.voices, orderedBy: input.diagrams.tieOrder)
    if let tie { section.paragraphs.append(tie.sentence) }
    if tie?.isOfFirst == true {
      // Whoever was shown would be shown for nothing but an id.
      section.tables = [
        Briefing.Table(name: "voices", caption: "The ranked voices.", table: table(ranked, input), shown: 0)
      ]
      return section
    }
    let drawn = shown.filter(\.hiddenFigures.isEmpty)
    section.figures = [
      Briefing.Picture(
        name: "score",
        caption:
          "How many people talk with \(shown.count == ranked.count ? "" : "the first ")\(NumberFormat.exact(shown.count)) voice\(shown.count == 1 ? "" : "s"), "
          + "step by step, by \(input.measured.ranking.quantity)\(drawn.count == shown.count ? "" : "; those with a hidden figure are left out").",
        figure: chart(drawn, input))
    ].filter { _ in !drawn.isEmpty }
    section.tables = [
      Briefing.Table(
        name: "voices", caption: "The ranked voices.", table: table(ranked, input), shown: input.voices,
        columns: [
          "rank", "voice", "organisation", "score", "score_low", "score_high", "rank_low", "rank_high", "reply_reach",
          "conversed", "posts", "followers", "coverage",
        ]),
      Briefing.Table(
        name: "keep-in-mind", caption: "What to keep in mind of the first ones.", table: cautions(shown, input),
        shown: .max),
      Briefing.Table(
        name: "hashtags", caption: "What they talk about: the hashtags of their own posts, with how many bear them.",
        table: topics("hashtags", of: shown, in: input.diagrams.hashtags, sign: "#"), shown: .max),
      Briefing.Table(
        name: "domains",
        caption: "Where they link to: the domains of links in their own posts, with how many link there.",
        table: topics("domains", of: shown, in: input.domains), shown: .max),
    ].filter { !$0.table.rows.isEmpty }
    return section
  }

  private func chart(_ rows: [ScoredRow], _ input: BriefingInput) -> FunnelChart {
    let next = input.measured.nextReplyReaches
    let rows = rows.map { $0.shown(in: input.measured) }
    return FunnelChart(
      title: rows.contains { $0.conversed != nil }
        ? "From talking below to coming back" : "From talking below to being answered",
      subtitle: input.diagrams.subtitle,
      rows: rows.map { row in
        FunnelChart.Row(
          label: row.label, talkedBelow: row.replyReach, replied: row.repliers, answered: row.reciprocated,
          cameBack: row.conversed, score: row.score,
          interval: Self.range(row.replyReachLow, row.replyReachHigh),
          // Where people are shown no interval, a range that is made in the same way says no more.
          nextWindow: row.replyReachLow == nil ? nil : next[row.voice].flatMap { Self.range($0.low, $0.high) })
      })
  }

  /// A range whose ends are known and do not meet.
  private static func range(_ low: Double?, _ high: Double?) -> ClosedRange<Double>? {
    guard let low, let high, low < high else { return nil }
    return low...high
  }

  /// What the ranking counts, in a clause.
  private static func rule(of ranking: Ranking, among rows: [ScoredRow]) -> String {
    guard ranking == .score else { return ranking.quantity }
    let place = rows.contains { $0.conversations != nil } ? " in a conversation" : ""
    return "score: one point for everybody with whom a voice has replies both ways\(place)"
      + (rows.contains { $0.conversed != nil } ? ", one more for everybody who came back" : "")
  }

  /// What the intervals say, and what they do not.
  private static func intervals(of rows: ArraySlice<ScoredRow>, in network: MeasuredNetwork) -> String {
    let shown = rows.map { $0.shown(in: network) }
    let isOneSided = shown.contains { row in row.scoreLow.map { $0.rounded() >= Double(row.score) } ?? false }
    return
      "The interval says how far the score may be off by which conversations took place: it is made to hold 95 times in "
      + "100, and holds less often where that is said below. It does not allow for replies that no file holds."
      + (isOneSided
        ? " Where it begins at the score itself, one conversation alone met everybody who counts: it says only how many more "
          + "there may be." : "")
      + (shown.contains { $0.scoreLow == nil && $0.conversations ?? 0 >= Jackknife.fewestConversations }
        ? " Where the conversations are too few for one, there is none." : "")
  }

  private func table(_ rows: [ScoredRow], _ input: BriefingInput) -> ResultTable {
    // The only one ranked is the first whatever takes place.
    let bands = rows.count > 1 ? input.measured.rankBands : input.measured.rankBands.map { _ in nil }
    return ResultTable(
      columns: [
        "rank", "voice", "kind", "organisation", "score", "score_low", "score_high", "rank_low", "rank_high", "thin",
        "reply_reach", "reply_reach_low", "reply_reach_high", "repliers", "reciprocated", "conversed", "followers",
        "posts", "coverage",
      ],
      rows: rows.map { row in
        let row = row.shown(in: input.measured)
        return [
          .integer(row.rank), .text(row.label), .text(row.kind.rawValue), .text(row.organisation),
          .integer(row.score), .decimal(row.scoreLow, places: 0), .decimal(row.scoreHigh, places: 0),
          .integer(bands[row.voice]?.low), .integer(bands[row.voice]?.high), .text(row.isThin ? "yes" : "no"),
          .integer(row.replyReach), .decimal(row.replyReachLow, places: 0), .decimal(row.replyReachHigh, places: 0),
          .integer(row.repliers), .integer(row.reciprocated), .integer(row.conversed), .integer(row.followers),
          .integer(row.posts), .decimal(row.coverage, places: 2),
        ]
      })
  }

  /// The most frequent hashtags or domains of each voice.
  private func topics(
    _ column: String, of rows: ArraySlice<ScoredRow>, in found: [Int: [(text: String, posts: Int)]], sign: String = ""
  ) -> ResultTable {
    ResultTable(
      columns: ["rank", "voice", column],
      rows: rows.compactMap { row in
        guard let topics = found[row.voice], !topics.isEmpty else { return nil }
        let most = topics.prefix(5).map { "\(sign)\($0.text) (\(NumberFormat.text($0.posts)))" }
        return [.integer(row.rank), .text(row.label), .text(most.joined(separator: ", "))]
      })
  }

  /// Each caution with the voices it holds for.
  private func cautions(_ rows: ArraySlice<ScoredRow>, _ input: BriefingInput) -> ResultTable {
    var voices: [(caution: String, labels: [String])] = []
    for row in rows {
      for caution in VoiceFlags(row, in: input.measured).sentences {
        if let place = voices.firstIndex(where: { $0.caution == caution }) {
          voices[place].labels.append(row.label)
        } else {
          voices.append((caution, [row.label]))
        }
      }
    }
    return ResultTable(
      columns: ["voices", "caution"],
      rows: voices.map { [.text($0.labels.joined(separator: ", ")), .text($0.caution)] })
  }
}
