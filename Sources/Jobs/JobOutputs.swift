import Analysis
import Briefings
import Formats
import Foundation
import Store

/// The outputs of a job: all of their places checked before any work, all of them made before any is written.
struct JobOutputs {
  private let job: JobFile
  private var files: [String: OutputFile] = [:]
  private var folder: OutputFolder?

  /// Makes the outputs' folders, and sees that every output can be written and is no other file of the job.
  /// - Throws: `OutputError`.
  init(_ job: JobFile) throws {
    self.job = job
    let wanted = Self.paths(of: job).filter { $0.path != Self.briefingFolder(of: job) }.map(\.path)
    for path in [job.store] + wanted { try Self.makeFolder(of: path) }
    var taken = [job.store] + (job.sources + job.rosters).map(\.path)
    for path in wanted {
      files[path] = try OutputFile(path, apartFrom: taken)
      taken.append(path)
    }
    if let path = Self.briefingFolder(of: job) {
      try Self.makeFolder(of: path)
      folder = try OutputFolder(path)
    }
  }

  /// What a job writes, and what it is.
  static func paths(of job: JobFile) -> [(path: String, what: String)] {
    var paths = [job.outputs.csv, job.outputs.json].compactMap { $0 }.map { (path: $0, what: "the ranking") }
    paths += job.outputs.diagrams.map { ($0.path, $0.step.diagram.words) }
    if let folder = briefingFolder(of: job) { paths.append((folder, "the briefing")) }
    return paths
  }

  private static func briefingFolder(of job: JobFile) -> String? {
    job.outputs.briefings.map { $0 + "/" + job.outputs.day }
  }

  private static func makeFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw OutputError.noFolder(path: path)
    }
  }

  /// Makes everything, then writes it; `latest` beside the briefings leads to the new one.
  func write(_ result: ScoreStep.Result, from store: ConversationStore, wrote: (String, String) throws -> Void) throws {
    let outputs = job.outputs
    var ground = DiagramGround(
      measured: result.measured, rows: result.rows, pseudonyms: outputs.pseudonyms, links: outputs.links)
    let table =
      outputs.pseudonyms == nil
      ? result.table
      : ScoreColumn.table(ground.rows, additional: job.score.additionalColumns, network: result.measured)
    var made: [(path: String, what: String, bytes: Data)] = []
    for (path, format) in [(outputs.csv, TableFormat.csv), (outputs.json, .json)] {
      if let path { made.append((path, "the ranking", Data(format.text(of: table).utf8))) }
    }
    for diagram in outputs.diagrams {
      ground.title = diagram.title
      let drawing = try diagram.step.drawingOrSilence(of: result, on: ground, page: diagram.page)
      let format = PictureFormat(path: diagram.path) ?? .svg
      let what = diagram.step.diagram.words
      made.append(
        (diagram.path, what, try format.bytes(of: drawing, page: diagram.page, title: diagram.title ?? what)))
    }
    let briefing = try folder.map { _ in try outputs.brief.files(of: result, by: job.score, from: store) }
    for (path, what, bytes) in made {
      try files[path]?.write(bytes)
      try wrote(path, what)
    }
    guard let folder, let briefing else { return }
    try folder.write(briefing)
    let latest = URL(fileURLWithPath: folder.path).deletingLastPathComponent().appendingPathComponent("latest").path
    try OutputFolder.link(latest, to: folder.path)
    try wrote(folder.path + "/index.html", "the briefing")
  }
}
