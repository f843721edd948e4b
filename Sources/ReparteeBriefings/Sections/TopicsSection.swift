import ReparteeAnalysis
import ReparteeGraph
import ReparteeText

/// What the first voices talk about, as far as readers kept hashtags and the domains of links.
struct TopicsSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    guard input.tie?.isOfFirst != true else { return nil }
    let shown = input.ranked.prefix(input.voices)
    var section = Briefing.PageSection("topics", title: "What they talk about")
    section.tables = [
      Briefing.Table(
        name: "hashtags", caption: "The hashtags of their own posts, with how many bear them.",
        table: Self.table("hashtags", of: shown, in: input.diagrams.hashtags, sign: "#"), shown: .max),
      Briefing.Table(
        name: "domains", caption: "The domains of links in their own posts, with how many link there.",
        table: Self.table("domains", of: shown, in: input.domains), shown: .max),
    ].filter { !$0.table.rows.isEmpty }
    return section.tables.isEmpty ? nil : section
  }

  /// The most frequent hashtags or domains of each voice.
  private static func table(
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
}
