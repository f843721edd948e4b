import ArgumentParser
import ReparteeGraph
import ReparteeMeasures

struct MeasuresCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measures",
    abstract: "Lists every measure: its name, what it means, the values it can take, and where it comes from.",
    discussion: """
      Measures of a voice are columns of the ranking or can be added to it: score STORE --columns +name. Measures of a \
      conversation are columns of “conversations”, those of the network rows of “network”.

        repartee measures
        repartee measures --of conversation --output-format csv
      """)

  @Option(help: "Only measures of: \(Measure.Subject.allCases.map(\.rawValue).joined(separator: ", ")).")
  var of: Measure.Subject?

  @OptionGroup var output: TableOptions

  func run() throws {
    let measures = MeasureCatalogue.all.filter { of == nil || $0.subject == of }
    let table = ResultTable(
      columns: ["measure", "of", "meaning", "range", "source"],
      rows: measures.map { measure in
        [measure.name, measure.subject.rawValue, measure.summary, measure.range, measure.source].map(TableCell.text)
      })
    try output.print(table)
  }
}

extension Measure.Subject: ExpressibleByArgument {}
