import ReparteeAnalysis
import ReparteeGraph

/// What to keep in mind of each of the first voices.
struct CautionsSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    // Where as many are alike as are shown, none of them stands out.
    guard !input.ranked.isEmpty, input.tie?.isOfFirst != true else { return nil }
    let table = Self.table(of: input.ranked.prefix(input.voices), in: input)
    guard !table.rows.isEmpty else { return nil }
    var section = Briefing.PageSection("cautions", title: "What to keep in mind of the first voices")
    section.tables = [
      Briefing.Table(
        name: "keep-in-mind", caption: "What to keep in mind, and of whom.", table: table, shown: .max)
    ]
    return section
  }

  /// Each caution with the voices it holds for.
  private static func table(of rows: ArraySlice<ScoredRow>, in input: BriefingInput) -> ResultTable {
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
