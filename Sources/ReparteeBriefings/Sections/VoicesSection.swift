import ReparteeAnalysis
import ReparteeFigures
import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// The ranked voices down the funnel, each with its interval, its rank band and what to keep in mind.
struct VoicesSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    let ranked = Array(input.ranked)
    var section = Briefing.PageSection(
      "voices",
      title: ranked.isEmpty
        ? "Who is ranked"
        : ranked.contains { $0.conversed != nil }
          ? "Who people have conversations with" : "Who answers the people who reply",
      place: .secondPage)
    section.paragraphs = [Self.counts(of: input)]
    guard !ranked.isEmpty else { return section }
    let shown = ranked.prefix(input.voices)
    let bands = input.measured.rankBands
    let rule = [
      "Ranked by \(Self.rule(of: input.measured.ranking, among: ranked))"
        + (input.measured.ranking == .audienceReach
          ? ", which is potential exposure: those who took part, and the followers that the files hold of them."
          : "; followers play no part."),
      RankTie.rule(of: shown, by: input.measured.ranking) ?? "",
      input.measured.absenceOfIntervals(shown) ?? Self.intervals(of: shown, in: input.measured),
      ranked.count > 1 && shown.contains { bands[$0.voice] != nil }
        ? "The rank band says where the rank lies in nine of ten samples of half of the conversations; voices that come out "
          + "equal in a sample share its rank." : "",
    ]
    section.closing = [rule.filter { !$0.isEmpty }.joined(separator: " ")]
    if let tie = input.tie { section.paragraphs.append(tie.sentence) }
    if input.tie?.isOfFirst == true {
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
          "How many people talk below what is posted by \(shown.count == ranked.count ? "" : "the first ")\(NumberFormat.exact(shown.count)) voice\(shown.count == 1 ? "" : "s"), "
          + "step by step, by \(input.measured.ranking.quantity)\(drawn.count == shown.count ? "" : "; those with a hidden figure are left out").",
        figure: chart(drawn, input))
    ]
    section.tables = [
      Briefing.Table(
        name: "voices", caption: "The ranked voices.", table: table(ranked, input), shown: input.voices,
        columns: [
          "rank", "voice", "organisation", "score", .range("score_low", "score_high", heading: "Score’s interval"),
          .range("rank_low", "rank_high", heading: "Rank band"), "reply_reach", "audience_reach", "conversed", "posts",
          "followers",
          "coverage",
        ], evidence: EvidenceSection.names(for: shown, in: input))
    ]
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
          label: row.label, talkedBelow: row.basis.hasThreads ? row.replyReach : nil, replied: row.repliers,
          answered: row.reciprocated,
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
    let isByAudience = input.measured.ranking == .audienceReach
    let bands = rows.count > 1 ? input.measured.rankBands : input.measured.rankBands.map { _ in nil }
    return ResultTable(
      columns: [
        "rank", "voice", "kind", "organisation", "score", "score_low", "score_high", "rank_low", "rank_high", "thin",
        "reply_reach", "reply_reach_low", "reply_reach_high", "repliers", "reciprocated", "conversed", "followers",
        "posts", "coverage",
      ] + (isByAudience ? ["audience_reach"] : []),
      rows: rows.map { row in
        let row = row.shown(in: input.measured)
        return [
          .integer(row.rank), .text(row.label), .text(row.kind.rawValue), .text(row.organisation),
          .integer(row.score), .decimal(row.scoreLow, places: 0), .decimal(row.scoreHigh, places: 0),
          .integer(bands[row.voice]?.low), .integer(bands[row.voice]?.high), .text(row.isThin ? "yes" : "no"),
          .integer(row.replyReach), .decimal(row.replyReachLow, places: 0), .decimal(row.replyReachHigh, places: 0),
          .integer(row.repliers), .integer(row.reciprocated), .integer(row.conversed), .integer(row.followers),
          .integer(row.posts), .decimal(row.coverage, places: 2),
        ] + (isByAudience ? [.integer(row.audienceReach)] : [])
      })
  }

  /// Who is ranked and who is not, and why.
  private static func counts(of input: BriefingInput) -> String {
    let rows = input.scored
    if input.measured.participantCount == 0 { return "Nobody posted or replied, so nobody is ranked." }
    let ranked = input.ranked.count
    let broadcasters = rows.count { $0.section == .broadcasters }
    let returned = rows.filter { $0.section != .voices && $0.conversed ?? 0 > 0 }
    let unranked = returned.count
    var counts = [
      "Of \(NumberFormat.text(input.measured.participantCount, "voice", "voices")), \(ranked == 0 ? "none" : NumberFormat.text(ranked)) "
        + "\(ranked == 0 || NumberFormat.isOne(ranked) ? "is" : "are") ranked: \(Self.reason(ranked: ranked, unranked: unranked, among: rows))."
    ]
    if let excluded = Self.excluded(rows) { counts.append(excluded) }
    if unranked > 0, ranked > 0 {
      let sending = returned.count { $0.section == .broadcasters }
      let parts = [
        sending == 0 ? nil : NumberFormat.text(sending, "broadcaster", "broadcasters"),
        sending == unranked
          ? nil : NumberFormat.text(unranked - sending, "account of another kind", "accounts of other kinds"),
      ].compactMap(\.self)
      counts.append(
        "People also came back to \(parts.joined(separator: " and ")), which \(NumberFormat.isOne(unranked) ? "is" : "are") not ranked."
      )
    }
    if broadcasters > 0 {
      // Those to whom somebody came back were just said not to be ranked.
      let isSaid = ranked > 0 && returned.contains { $0.section == .broadcasters }
      let many = NumberFormat.text(broadcasters, "broadcaster", "broadcasters")
      counts.append(
        "\(many.prefix(1).uppercased() + many.dropFirst()), to whom ten people or more replied, answered at most "
          + "one in twenty of them in these data\(isSaid ? "" : ", and \(NumberFormat.isOne(broadcasters) ? "is" : "are") not ranked")."
      )
    }
    return counts.joined(separator: " ")
  }

  /// Who is not ranked for the kind that the roster gives, the most followed by name: a reader looks for the channel.
  private static func excluded(_ rows: [ScoredRow]) -> String? {
    let excluded = rows.filter { $0.section == .excluded }
    if excluded.isEmpty { return nil }
    let kinds = Dictionary(grouping: excluded, by: \.kind.rawValue).map { ($0.key, $0.value.count) }.sorted {
      ($1.1, $0.0) < ($0.1, $1.0)
    }.map { "\(NumberFormat.text($1)) of kind \($0)" }.joined(separator: ", ")
    let first = excluded.filter { ($0.followers ?? 0) > 0 }.max {
      ($0.followers ?? 0, $1.voice) < ($1.followers ?? 0, $0.voice)
    }
    let most = first.map { row in
      let followers = NumberFormat.text(Int(row.followers ?? 0), "follower")
      return NumberFormat.isOne(excluded.count)
        ? ": \(row.label) (\(followers))" : "; most followed of them: \(row.label) (\(followers))"
    }
    return
      "Not ranked because of \(NumberFormat.isOne(excluded.count) ? "its kind" : "their kinds"): \(kinds)\(most ?? "")."
  }

  /// What those who are ranked have in common, or what all lack.
  private static func reason(ranked: Int, unranked: Int, among rows: [ScoredRow]) -> String {
    if rows.contains(where: { $0.conversed != nil }) {
      if ranked > 0 {
        return "somebody came back to \(NumberFormat.isOne(ranked) ? "it" : "each of them") after an answer"
      }
      return unranked > 0
        ? "people came back only to broadcasters and to accounts of other kinds"
        : "nobody is seen coming back to anybody after an answer"
    }
    return ranked == 0 ? "nobody is seen answering anybody who replied" : "they answered somebody who replied"
  }
}
