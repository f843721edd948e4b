import ArgumentParser
import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures

struct MeasuresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measures",
    abstract: "Lists every measure and column of the ranking: what it means, its values, and where it comes from.",
    discussion: """
      Measures of a voice are columns of the ranking or can be added to it: score STORE --columns +name. Measures of a \
      conversation are columns of “conversations”, those of the network rows of “network”. since is the version of the \
      definitions in which a measure last changed.

        repartee measures
        repartee measures --of conversation --output-format csv
      """)

  @Option(help: "Only measures of: \(Measure.Subject.allCases.map(\.rawValue).joined(separator: ", ")).")
  var of: Measure.Subject?

  @OptionGroup var output: TableOptions

  func run() throws {
    let measures = MeasureCatalogue.all.filter { of == nil || $0.subject == of }
    let columns = of == nil || of == .voice ? ScoreColumn.own : []
    let table = ResultTable(
      columns: ["measure", "of", "meaning", "range", "source", "since"],
      rows: measures.map { row($0.name, $0.subject, $0.summary, $0.range, $0.source) }
        + columns.map { row($0.name, .voice, $0.meaning, $0.range, "a column of the ranking") })
    try output.print(table)
  }

  private func row(
    _ name: String, _ subject: Measure.Subject, _ meaning: String?, _ range: String?, _ source: String
  ) -> [TableCell] {
    [
      .text(name), .text(subject.rawValue), .text(meaning), .text(range), .text(source),
      .integer(Definitions.since(name)),
    ]
  }
}

extension Measure.Subject: ExpressibleByArgument {}
