import Analysis
import ArgumentParser
import Formats
import Foundation
import Jobs

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a job: imports, scores and draws as one YAML file says.",
    discussion: """
      Paths in the job are relative to it. Running a job again changes nothing.

        store: output/campaign.repartee
        sources:
          - posts.csv
          - {file: follows.txt.gz, kind: follow, platform: x}
        roster: roster.csv
        window: {from: 2026-01-05, to: 2026-02-16}
        ranking: {by: score, kinds: [person, unknown]}
        outputs: {csv: output/ranking.csv, diagram: output/network.svg}
      """)

  @Argument(help: ArgumentHelp("The job file.", valueName: "job.yaml"))
  var job: String

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  func run() throws {
    let job = try JobFile(path: job)
    let bar = ProgressBar(isQuiet: quiet)
    defer { bar.clear() }
    var finding = ""
    try JobRun(job).run { event in
      if case .reading(let path, let done, let total) = event {
        bar.update(path: path, done: done, total: total)
        return
      }
      bar.clear()
      if case .scored(_, let sentence, _) = event { finding = sentence }
      if !quiet { lines(of: event).forEach { StandardError.print($0) } }
    }
    try StandardOutput.print(SafeText.withoutControls(finding))
  }

  private func lines(of event: JobRun.Event) -> [String] {
    switch event {
    case .reading: []
    case .imported(let report): ImportTelling.lines(report)
    case .scored(let voices, _, let notes): ["scored \(Grouped.text(voices)) voices"] + notes.map { "note: \($0)" }
    case .wrote(let path, let what): ["\(path): \(what)"]
    }
  }
}
