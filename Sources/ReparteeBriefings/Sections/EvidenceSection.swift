import ReparteeAnalysis
import ReparteeGraph
import ReparteeText

/// Who is behind the figures of the first voices: each person counted and how far they came, and the conversations.
struct EvidenceSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    let shown = Self.shown(input)
    if shown.isEmpty { return nil }
    var section = Briefing.PageSection("evidence", title: "Who is behind the figures")
    section.paragraphs = [
      "For each of the first voices: every person counted, with the last step seen of them, and the conversations in which "
        + "people talked below the voice’s posts. The page lists the first \(Self.most); the files have all."
    ]
    section.tables = shown.enumerated().flatMap { place, row in
      let evidence = VoiceEvidence(row.voice, in: input.measured)
      return [
        Briefing.Table(
          name: Self.name(place), caption: "\(row.label): people", table: Self.people(of: evidence),
          shown: Self.most,
          isFolded: true),
        Briefing.Table(
          name: Self.name(place) + "-conversations", caption: "\(row.label): conversations",
          table: Self.conversations(of: evidence, on: input), shown: Self.most, isFolded: true),
      ]
    }.filter { !$0.table.rows.isEmpty }
    return section
  }

  /// How many people, or conversations, the page lists of a voice.
  private static let most = 100

  /// Whose evidence is shown: nobody's where names or small counts are hidden, or where nobody stands out.
  private static func shown(_ input: BriefingInput) -> ArraySlice<ScoredRow> {
    input.diagrams.hidesNames || SmallCounts.current != nil || input.tie?.isOfFirst == true
      ? [] : input.ranked.prefix(input.voices)
  }

  private static func name(_ place: Int) -> String { "evidence-\(place + 1)" }

  /// Row of a ranking's table → the table of its people.
  static func names(for rows: ArraySlice<ScoredRow>, in input: BriefingInput) -> [Int: String] {
    let shown = shown(input)
    let pairs = zip(rows, shown).enumerated().compactMap { place, pair in
      pair.0.replyReach > 0 ? (place, name(place)) : nil
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// The steps of the funnel, the last one first, and what is said of somebody who came so far.
  private static let steps = [
    ("conversed", "came back after an answer"), ("reciprocated", "replied both ways"), ("repliers", "replied"),
    ("reply_reach", "talked below"),
  ]

  /// Everybody of the reply reach, by the last step that is seen.
  private static func people(of evidence: VoiceEvidence) -> ResultTable {
    let figures = evidence.figures
    var seen: Set<String> = []
    var rows: [[TableCell]] = []
    for (name, words) in steps {
      for person in figures.first(where: { $0.name == name })?.people ?? []
      where seen.insert("\(person.platform)\u{0}\(person.id)").inserted {
        rows.append([.text(person.voice), .text(words), .text(person.platform)])
      }
    }
    return ResultTable(columns: ["person", "last_step", "platform"], rows: rows)
  }

  private static func conversations(of evidence: VoiceEvidence, on input: BriefingInput) -> ResultTable {
    let hasLinks = input.diagrams.links == .profiles
    return ResultTable(
      columns: ["author", "started", "people", "only_there", "platform", "conversation", "link"],
      rows: evidence.conversations.map { conversation in
        [
          .text(conversation.author), .moment(conversation.startTime), .integer(conversation.people),
          .integer(conversation.onlyThere), .text(conversation.platform), .text(conversation.conversation),
          .text(hasLinks ? PostLink.url(platform: conversation.platform, id: conversation.conversation) : nil),
        ]
      })
  }
}
