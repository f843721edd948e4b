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
    case scored(voices: Int, finding: String)
    case wrote(path: String, what: String)
  }

  /// Runs all steps. Running it again changes nothing: sources that are held are not read again, and outputs come out
  /// the same to the byte.
  /// - Throws: what a step throws; outputs are written only after all of them are made.
  public func run(tell: (Event) throws -> Void) throws {
    let outputs = job.outputs
    for path in [job.store, outputs.csv, outputs.json, outputs.diagram].compactMap({ $0 }) {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      } catch {
        throw OutputError(path: path)
      }
    }
    var step = ImportStep(files: job.sources + job.rosters, store: job.store)
    // The job says what the store holds: a file that was changed since the last run stands there as it is now.
    step.earlierVersions = .replace
    try step.run(
      progress: { try tell(.reading(path: $0, done: $1, total: $2)) }, report: { try tell(.imported($0)) })
    let store = try ConversationStore(path: job.store, access: .writing)
    let result = try job.score.run(on: store)
    let finding = Finding(rows: result.rows)
    try store.saveRun(result.table, definitions: Scoring.definitionsVersion, parameters: job.score.parameters)
    try tell(.scored(voices: result.rows.count, finding: finding.sentence))

    var files: [(path: String, what: String, text: String)] = []
    if let path = outputs.csv { files.append((path, "the ranking", TableFormat.csv.text(of: result.table))) }
    if let path = outputs.json { files.append((path, "the ranking", TableFormat.json.text(of: result.table))) }
    if let path = outputs.diagram {
      let diagram = NetworkDiagram(rows: result.rows, network: result.network, title: outputs.title)
      files.append((path, "the network diagram", try diagram.svg()))
    }
    for file in files {
      try OutputFile.write(file.text, to: file.path)
      try tell(.wrote(path: file.path, what: file.what))
    }
    try tell(.wrote(path: job.store, what: "the store"))
  }
}

/// Writes results so that a reader sees the whole file or the one before it.
public enum OutputFile {
  /// Writes `text` beside the file and moves it there in one step.
  /// - Throws: `OutputError` where that cannot be done.
  public static func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw OutputError(path: path)
    }
  }
}

/// A place that cannot be written to.
public struct OutputError: Error, CustomStringConvertible, Sendable {
  let path: String

  /// Names the place.
  public init(path: String) { self.path = path }

  /// One line: what is wrong and what to do.
  public var description: String {
    "\(path): it cannot be written. Check that its folder exists, may be written to, and that the disk has room."
  }
}
