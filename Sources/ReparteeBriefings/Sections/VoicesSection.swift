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
    var section = Briefing.PageSection("voices", title: "Who people have conversations with")
    section.paragraphs = [
      "Ranked by \(Self.rule(of: input.measured.ranking)); followers play no part. The interval says how far the figure may "
        + "be off, 95 times in 100; the rank band, where the rank would be had half of the conversations not taken place."
    ]
    let shown = ranked.prefix(input.voices)
    section.figures = [
      Briefing.Picture(
        name: "score",
        caption: "The score of the first \(NumberFormat.text(shown.count, "voice")), with its interval.",
        figure: chart(Array(shown), input))
    ]
    section.tables = [
      Briefing.Table(
        name: "voices", caption: "The ranked voices.", table: table(ranked, input), shown: input.voices,
        columns: [
          "rank", "voice", "organisation", "score", "score_low", "score_high", "rank_low", "rank_high", "reply_reach",
          "conversed", "posts", "followers",
        ]),
      Briefing.Table(
        name: "keep-in-mind", caption: "What to keep in mind of the first ones.", table: cautions(shown, input),
        shown: .max),
      Briefing.Table(
        name: "hashtags", caption: "What they talk about: the hashtags of their own posts, with how many bear them.",
        table: hashtags(shown, input), shown: .max),
    ].filter { !$0.table.rows.isEmpty }
    return section
  }

  private func chart(_ rows: [ScoredRow], _ input: BriefingInput) -> BarChart {
    let bars = rows.map { row in
      let interval = row.scoreLow.flatMap { low in
        row.scoreHigh.flatMap { high in low <= high ? low...high : nil }
      }
      return BarChart.Bar(label: row.label, value: Double(row.score), interval: interval)
    }
    return BarChart(
      title: rows.contains { $0.conversed != nil } ? "People answered, and people who came back" : "People answered",
      subtitle: input.diagrams.subtitle, bars: bars,
      measure: "Score, in points")
  }

  /// What the ranking counts, in a clause.
  private static func rule(of ranking: Ranking) -> String {
    ranking == .score
      ? "score: one point for everybody whom a voice answered in a conversation, one more for everybody who came back"
      : ranking.quantity
  }

  private func table(_ rows: [ScoredRow], _ input: BriefingInput) -> ResultTable {
    let bands = input.measured.rankBands
    return ResultTable(
      columns: [
        "rank", "voice", "kind", "organisation", "score", "score_low", "score_high", "rank_low", "rank_high", "thin",
        "reply_reach", "reply_reach_low", "reply_reach_high", "repliers", "reciprocated", "conversed", "followers",
        "posts", "coverage",
      ],
      rows: rows.map { row in
        [
          .integer(row.rank), .text(row.label), .text(row.kind.rawValue), .text(row.organisation),
          .integer(row.score), .decimal(row.scoreLow, places: 0), .decimal(row.scoreHigh, places: 0),
          .integer(bands[row.voice]?.low), .integer(bands[row.voice]?.high), .text(row.isThin ? "yes" : "no"),
          .integer(row.replyReach), .decimal(row.replyReachLow, places: 0), .decimal(row.replyReachHigh, places: 0),
          .integer(row.repliers), .integer(row.reciprocated), .integer(row.conversed), .integer(row.followers),
          .integer(row.posts), .decimal(row.coverage, places: 2),
        ]
      })
  }

  /// The most frequent hashtags of each voice.
  private func hashtags(_ rows: ArraySlice<ScoredRow>, _ input: BriefingInput) -> ResultTable {
    ResultTable(
      columns: ["rank", "voice", "hashtags"],
      rows: rows.compactMap { row in
        guard let words = input.hashtags[row.voice], !words.isEmpty else { return nil }
        let most = words.prefix(5).map { "#\($0.hashtag) (\(NumberFormat.text($0.posts)))" }
        return [.integer(row.rank), .text(row.label), .text(most.joined(separator: ", "))]
      })
  }

  /// Each caution with the voices it holds for.
  private func cautions(_ rows: ArraySlice<ScoredRow>, _ input: BriefingInput) -> ResultTable {
    var voices: [(caution: String, labels: [String])] = []
    for row in rows {
      for caution in VoiceFlags(row, in: input.measured, resampling: false).sentences {
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
