import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Tables and sentences that answer a question, and perhaps a picture.
final class Answer: Sendable {
  let tables: [String: ArrowExport]
  let texts: [String: String]
  /// What can be written to a file.
  let picture: DrawnPicture?

  init(tables: [String: ArrowExport] = [:], texts: [String: String] = [:], picture: DrawnPicture? = nil) {
    (self.tables, self.texts, self.picture) = (tables, texts, picture)
  }
}

extension LoadedNetwork {
  /// Answers a question by its name.
  /// - Throws: `TableError` for a question or an option that there is not, `VoiceLookup.Failure` and `VoiceWithoutRow` for a
  ///   voice, `Work.Stopped`.
  func answer(_ question: String, _ options: Options, _ work: Work?) throws -> Answer {
    switch question {
    case "quality": return try quality(try options.rules())
    case "sources", "rejects", "imports": return try fileLedger(question)
    case "draw": return try draw(options, work)
    case "brief": return try brief(options, work)
    case "conversations": return try conversations(options)
    case "coverage": return try coverage(options)
    default: break
    }
    let additional = try ScoreColumn.additional(named: options.all("columns"))
    let scored = try scored(by: options.rules(), work)
    switch question {
    case "finding":
      return Answer(tables: [:], texts: ["finding": Finding(rows: scored.rows, in: scored.measured).sentence])
    case "score": return score(scored, additional, top: try options.number("top", 0...1_000_000_000).map(Int.init))
    case "explain": return try explain(scored, options)
    case "compare": return try compare(scored, options)
    case "choose": return try choose(scored, options)
    default: throw TableError("\(question) is no question that can be asked.")
    }
  }

  private func measured(_ options: Options) throws -> MeasuredNetwork {
    try measured(by: options.rules())
  }

  private func quality(_ rules: Rules) throws -> Answer {
    let measured = try measured(by: rules)
    let (rows, now, own): (QualityLedger.Rows, Timestamp?, [(String, Int, String)])
    switch origin {
    case .tables(let counts):
      (rows, now) = (counts.rows, nil)
      own = [
        ("rows_without_id", counts.withoutID, "of the rejected rows, posts without an id"),
        ("contradicting_rows", counts.contradictions, "of the rejected rows, those that give a post another author"),
        ("rows_without_end", counts.withoutEnd, "of the rejected rows, follows and replies that lack an account"),
        (
          "roster_unmatched", counts.unmatched,
          "rows of the roster that name no account of the other tables, or several"
        ),
      ]
    case .store(let store):
      (rows, now, own) = (store.rowsRead, Timestamp(seconds: Int64(time(nil))), [])
    }
    let ledger = QualityLedger(rows: rows, network: measured, now: now)
    let lines =
      ledger.lines.map { ($0.name, $0.value, $0.meaning) } + own.map { ($0, TableCell.integer($1), $2) }
    return Answer(tables: [
      "rows": ArrowExport([
        ("figure", .texts(lines.map(\.0))), ("value", .decimals(lines.map(\.1.figure))),
        ("moment", .moments(lines.map { if case .moment(let time) = $0.1 { time.milliseconds } else { nil } })),
        ("meaning", .texts(lines.map(\.2))),
      ])
    ])
  }

  /// What became of files' rows.
  private func fileLedger(_ question: String) throws -> Answer {
    guard case .store(let store) = origin else {
      throw TableError("these conversations come from tables, not from files; “quality” counts the tables' rows.")
    }
    switch question {
    case "sources": return Answer(tables: ["rows": store.sourceTable])
    case "rejects": return Answer(tables: ["rows": try store.rejectTable()])
    default: return store.imports.answer
    }
  }

  private func conversations(_ options: Options) throws -> Answer {
    let measured = try measured(options)
    let ranking = options.text("rank_by_measure") ?? "people"
    guard let ranked = ConversationTable(measured, rankedBy: ranking) else {
      let names = ConversationTable.measures.map(\.name)
      throw TableError(
        "\(ranking) is no measure of a conversation; expected \(names.joined(separator: ", "))."
          + Suggestions.suggestion(for: ranking, among: names))
    }
    let top = try options.number("top", 0...1_000_000_000).map(Int.init)
    return Answer(tables: ["rows": ArrowExport(ranked.table(top: top))])
  }

  private func coverage(_ options: Options) throws -> Answer {
    let plan = FetchPlan(try measured(options))
    let items = plan.items(within: try options.number("budget", 1...1_000_000_000).map(Int.init))
    return Answer(tables: ["rows": ArrowExport(plan.table(items))], texts: ["sentence": plan.sentence(items)])
  }

  private func score(_ scored: Scored, _ additional: [Measure], top: Int?) -> Answer {
    let measured = scored.measured
    let count = min(top ?? .max, scored.ranked.count)
    let columns = RowColumns(capacity: count)
    var voices: [Int] = []
    voices.reserveCapacity(additional.isEmpty ? 0 : count)
    var left = count
    scored.ranked.forEachRow(audiences: network.followers == nil ? [] : measured.audiences) { row in
      if left == 0 { return }
      left -= 1
      columns.append(row)
      if !additional.isEmpty { voices.append(row.voice) }
    }
    return Answer(
      tables: ["rows": ArrowExport(packed: columns.all + additional.map { measured.column($0, voices) })],
      texts: ["cautions": measured.cautions.joined(separator: "\n")])
  }

  /// The row of the voice that somebody means, with its exact audience.
  private func row(_ name: String, _ scored: Scored, _ lookup: VoiceLookup) throws -> ScoredRow {
    let voice = Int(try lookup.voice(named: name))
    guard var row = scored.ranked.row(of: voice) else { throw VoiceWithoutRow(name: name) }
    row.audienceReach = AudienceReach.compute(in: scored.measured.scoped, of: [voice])[0].map { Int($0.people) }
    return row
  }

  private func explain(_ scored: Scored, _ options: Options) throws -> Answer {
    guard let name = options.text("voice") else { throw TableError("voice: expected the name of a voice, found none.") }
    let row = try row(name, scored, VoiceLookup(scored.measured))
    let explanation = Explanation(row, among: scored.rows, in: scored.measured)
    let (figures, conversations) = (explanation.figures, explanation.conversations)
    let sentences =
      explanation.grounds.map { ("ground", $0) } + explanation.flags.map { ("flag", $0) }
      + explanation.changes.map { ("change", $0) }
    return Answer(
      tables: [
        "row": ArrowExport(packed: RowColumns([row]).all),
        "figures": ArrowExport([
          ("figure", .texts(figures.map(\.name))), ("value", .integers(figures.map { Int64($0.value) })),
          ("meaning", .texts(figures.map(\.meaning))),
        ]),
        "people": ArrowExport(explanation.table),
        "conversations": ArrowExport([
          ("conversation", .texts(conversations.map(\.conversation))),
          ("platform", .texts(conversations.map(\.platform))),
          ("author", .texts(conversations.map(\.author))),
          ("started", .moments(conversations.map { $0.startTime?.milliseconds })),
          ("people", .integers(conversations.map { Int64($0.people) })),
          ("only_there", .integers(conversations.map { Int64($0.onlyThere) })),
        ]),
        "sentences": ArrowExport([
          ("about", .texts(sentences.map(\.0))), ("sentence", .texts(sentences.map(\.1))),
        ]),
      ],
      texts: ["voice": explanation.voice.voice, "cautions": scored.measured.cautions.joined(separator: "\n")])
  }

  private func compare(_ scored: Scored, _ options: Options) throws -> Answer {
    let lookup = VoiceLookup(scored.measured)
    var rows: [ScoredRow] = []
    for name in options.all("voice") {
      let row = try row(name, scored, lookup)
      if rows.contains(where: { $0.voice == row.voice }) { throw TableError("\(name) is named twice.") }
      rows.append(row)
    }
    if rows.count < 2 { throw TableError("compare: expected two voices or more, found \(rows.count).") }
    let comparison = Comparison(rows, in: scored.measured)
    return Answer(
      tables: [
        "rows": ArrowExport(packed: RowColumns(rows).all),
        "tests": ArrowExport(comparison.tests(in: scored.measured)),
      ],
      texts: ["sentences": comparison.sentences.joined(separator: "\n")])
  }

  private func choose(_ scored: Scored, _ options: Options) throws -> Answer {
    guard let count = try options.number("k", 1...1_000_000) else {
      throw TableError("k: expected a number of voices, found none.")
    }
    let lookup = VoiceLookup(scored.measured)
    var choosing = CoverageSelection(count: Int(count))
    choosing.objective = try options.text("over").map { try options.choice("over", $0) } ?? .replyReach
    choosing.included = try options.all("include").map { UInt32(try row($0, scored, lookup).voice) }
    if Set(choosing.included).count != choosing.included.count { throw TableError("include names a voice twice.") }
    if choosing.included.count > Int(count) { throw TableError("include names more voices than k asks for.") }
    choosing.excluded = Set(try options.all("exclude").map { try lookup.voice(named: $0) })
    if let both = choosing.included.first(where: choosing.excluded.contains) {
      throw TableError("\(scored.measured.labels[Int(both)]) stands in include and in exclude.")
    }
    choosing.mostPerCommunity = try options.number("per_community", 1...1_000_000).map(Int.init)
    var candidates = ChoiceReport.Candidates()
    if !options.all("among").isEmpty {
      candidates.among = Set(try options.all("among").map { try lookup.voice(named: $0) })
    }
    if !options.all("organisation").isEmpty { candidates.organisations = Set(options.all("organisation")) }
    candidates.all = options.isOn("all")
    if candidates.all, candidates.among != nil { throw TableError("all and among exclude each other.") }
    let report = ChoiceReport(choosing, among: candidates, rows: scored.rows, network: scored.measured)
    return Answer(
      tables: [
        "rows": ArrowExport(report.table), "communities": ArrowExport(report.communityTable),
        "missed": ArrowExport(report.missedTable),
      ],
      texts: ["notes": report.notes.joined(separator: "\n")])
  }
}

extension MeasuredNetwork {
  /// A measure as a column of these voices.
  fileprivate func column(_ measure: Measure, _ voices: [Int]) -> (name: String, values: PackedColumn) {
    let cells = measure.cells(self)
    let isText = voices.contains { if case .text = cells[$0] { true } else { false } }
    let column = PackedColumn(format: isText ? "u" : "g", capacity: voices.count)
    for voice in voices {
      if isText {
        if case .text(let text) = cells[voice] { column.append(text) } else { column.append(String?.none) }
      } else {
        column.append(cells[voice].figure)
      }
    }
    return (measure.name, column)
  }
}

/// The contract's columns, in their order, filled row by row.
private struct RowColumns {
  private let integers: [PackedColumn]
  private let decimals: [PackedColumn]
  private let texts: [PackedColumn]
  let all: [(name: String, values: PackedColumn)]

  private static let names: [(name: String, format: String)] = [
    ("rank", "l"), ("section", "u"), ("voice", "u"), ("kind", "u"), ("organisation", "u"), ("score", "l"),
    ("score_low", "g"), ("score_high", "g"), ("reply_reach", "l"), ("reply_reach_low", "g"), ("reply_reach_high", "g"),
    ("conversed", "l"), ("repliers", "l"), ("reciprocated", "l"), ("audience_reach", "l"), ("followers", "l"),
    ("conversations", "l"), ("posts", "l"), ("response_rate", "g"), ("largest_conversation_share", "g"), ("basis", "u"),
    ("coverage", "g"),
  ]

  init(capacity: Int) {
    all = RowColumns.names.map { ($0.name, PackedColumn(format: $0.format, capacity: capacity)) }
    let columns = all.map(\.values)
    integers = columns.filter { $0.format == "l" }
    decimals = columns.filter { $0.format == "g" }
    texts = columns.filter { $0.format == "u" }
  }

  init(_ rows: [ScoredRow]) {
    self.init(capacity: rows.count)
    for row in rows { append(row) }
  }

  func append(_ row: ScoredRow) {
    func add(_ place: Int, _ value: Int?) { integers[place].append(value.map(Int64.init)) }
    add(0, row.rank)
    add(1, row.score)
    add(2, row.replyReach)
    add(3, row.conversed)
    add(4, row.repliers)
    add(5, row.reciprocated)
    add(6, row.audienceReach)
    integers[7].append(row.followers)
    add(8, row.conversations)
    add(9, row.posts)
    decimals[0].append(row.scoreLow)
    decimals[1].append(row.scoreHigh)
    decimals[2].append(row.replyReachLow)
    decimals[3].append(row.replyReachHigh)
    decimals[4].append(row.responseRate)
    decimals[5].append(row.largestConversationShare)
    decimals[6].append(row.coverage)
    texts[0].append(row.section.rawValue)
    texts[1].append(row.label)
    texts[2].append(row.kind.rawValue)
    texts[3].append(row.organisation)
    texts[4].append(row.basis.rawValue)
  }
}

extension TableCell {
  /// The number of a cell, or nil.
  fileprivate var figure: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .decimal(let number, _): number
    case .empty, .text, .moment, .hidden: nil
    }
  }
}
