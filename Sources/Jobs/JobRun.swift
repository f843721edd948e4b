import Analysis
import Figures
import Formats
import Foundation
import Store

/// Runs a job: imports, tags, scores, saves the run, and writes the outputs.
public struct JobRun {
  /// What to do.
  public let job: JobFile

  /// A run of this job.
  public init(_ job: JobFile) { self.job = job }

  /// What a job tells while it runs.
  public enum Event {
    case reading(path: String, done: Int, total: Int?)
    case imported(ImportReport)
    case scored(voices: Int, finding: String, notes: [String])
    case wrote(path: String, what: String)
  }

  /// Runs all steps. Running it again changes nothing: sources that are held are not read again, and outputs come out
  /// the same to the byte.
  /// - Throws: what a step throws. Inputs and output paths are checked before anything is done, and outputs are
  ///   written only after all of them are made.
  public func run(tell: (Event) throws -> Void) throws {
    var step = ImportStep(files: job.sources + job.rosters, store: job.store)
    try step.check()
    let outputs = try checkedOutputs()
    // A file that was changed since the last run stands in the store as it is now.
    step.earlierVersions = .replace
    try step.run(
      progress: { try tell(.reading(path: $0, done: $1, total: $2)) }, report: { try tell(.imported($0)) })
    let store = try ConversationStore(path: job.store, access: .writing)
    let result = try job.score.run(on: store)
    let finding = Finding(rows: result.rows)
    try store.saveRun(result.table, definitions: Scoring.definitionsVersion, parameters: job.score.parameters)
    try tell(.scored(voices: result.rows.count, finding: finding.sentence, notes: result.network.network.quality.notes))

    for (file, what, text) in try outputs.map({ ($0.file, $0.kind.what, try $0.kind.text(of: result, job: job)) }) {
      try file.write(text)
      try tell(.wrote(path: file.path, what: what))
    }
    try tell(.wrote(path: job.store, what: "the store"))
  }

  /// Makes the outputs' folders, and sees that every output can be written and is no other file of the job.
  private func checkedOutputs() throws -> [(kind: JobOutput, file: OutputFile)] {
    let wanted = [
      (JobOutput.csv, job.outputs.csv), (.json, job.outputs.json), (.diagram, job.outputs.diagram),
    ].compactMap { kind, path in path.map { (kind, $0) } }
    for path in [job.store] + wanted.map(\.1) {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      } catch {
        throw OutputError.noFolder(path: path)
      }
    }
    var taken = [job.store] + (job.sources + job.rosters).map(\.path)
    return try wanted.map { kind, path in
      let file = try OutputFile(path, apartFrom: taken)
      taken.append(path)
      return (kind, file)
    }
  }
}

/// A kind of file that a job writes.
private enum JobOutput {
  case csv, json, diagram

  var what: String { self == .diagram ? "the network diagram" : "the ranking" }

  func text(of result: ScoreStep.Result, job: JobFile) throws -> String {
    switch self {
    case .csv: TableFormat.csv.text(of: result.table)
    case .json: TableFormat.json.text(of: result.table)
    case .diagram:
      try NetworkDiagram(rows: result.rows, network: result.network, title: job.outputs.title).svg()
    }
  }
}
