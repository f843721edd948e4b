import ArgumentParser
import Foundation
import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeJobs
import ReparteeStore
import ReparteeText

struct QualityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quality",
    abstract: "Says what was read, what of it could be used, and what is missing.",
    usage: "repartee quality [<options>] <store>",
    discussion: """
        repartee quality campaign.repartee
        repartee quality campaign.repartee --rejects
      """)

  @OptionGroup var store: StoreOptions

  @Flag(help: "Show instead every row that could not be read, with its file, line and reason.")
  var rejects = false

  @OptionGroup var scope: ScopeOptions

  @OptionGroup var output: TableOptions

  func run() throws {
    let store = try store.open()
    if rejects {
      let (counted, rejects) = (try QualityLedger.Rows(of: store).rejected, try store.rejects())
      if rejects.count < counted {
        output.note(
          "\(NumberFormat.text(counted)) rows were rejected, of which the store keeps \(NumberFormat.text(rejects.count)); “import --rejects” "
            + "writes all of them")
      }
      try output.print(
        ResultTable(
          columns: ["path", "line", "reason"],
          rows: rejects.map { [.text($0.path), .integer($0.line), .text($0.reason)] }))
      return
    }
    let network = try scope.step().load(store)
    let now = Timestamp(seconds: Int64(Date().timeIntervalSince1970))
    try output.print(QualityLedger(rows: .init(of: store), network: network, now: now).table)
    output.cautions(network)
  }
}
