import ArgumentParser
import ReparteeAnalysis
import ReparteeStore
import ReparteeText

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Verifies SQLite's integrity and all of Repartee's invariants.",
    discussion: "Exit code 0 where all hold, 65 where one is broken.")

  @OptionGroup var store: StoreOptions

  func run() throws {
    let findings = try store.open().check()
    for finding in findings {
      let verdict = finding.violations == 0 ? "ok" : "BROKEN, \(NumberFormat.text(finding.violations)) places"
      try StandardOutput.print("\(verdict): \(finding.invariant)")
    }
    if findings.contains(where: { $0.violations > 0 }) { throw Failure.badData }
  }
}
