import Foundation
import ReparteeBriefings
import ReparteeCore
import ReparteeData
import ReparteeJobs

/// A job file: what to import, how to score, and what to write.
public struct BatchJob: Sendable {
  /// A file or folder that a run wrote.
  public struct Output: Sendable, Equatable {
    /// Where it is.
    public let path: String
    /// What it is, in a few words.
    public let summary: String
  }

  /// What a run did.
  public struct Report: Sendable {
    /// What became of each source, in their order.
    public internal(set) var imports: [ImportReport] = []
    /// What the ranking says, or why it says nothing.
    public internal(set) var finding = ""
    /// Files of folders that are no data, each with the reason.
    public internal(set) var passedOver: [String] = []
    /// What there is to say of all sources together, such as follows that meet nobody.
    public internal(set) var warnings: [String] = []
    /// What a person should see before the figures: no data in the window, a source that is missing, half the usual posts.
    public internal(set) var attention: [String] = []
    /// What the run wrote, and what it found unchanged.
    public internal(set) var outputs: [Output] = []
  }

  private let job: JobFile

  /// Reads a job file. Its paths are relative to it.
  /// - Parameters:
  ///   - file: where it is.
  ///   - asOf: the moment before which relative windows end; nil is now; days are of the job's time zone.
  /// - Throws: `FormatError` where there is no such file, `JobError` with the line of the first mistake.
  public init(contentsOf file: URL, asOf: Date? = nil) throws {
    job = try JobFile(path: file.path, asOf: asOf.map { Timestamp($0) })
  }

  /// Runs all steps. A run that is stopped leaves store and outputs as they were; the next one goes on from there.
  ///
  /// It stops where the current task is cancelled.
  /// - Throws: `FormatError`, `StoreError`, `FigureError`, `OutputError`, `CancellationError`.
  public func run() throws -> Report {
    var report = Report()
    try JobRun(job).run { event in
      switch event {
      case .reading: try Task.checkCancellation()
      case .imported(let file): report.imports.append(file)
      case .scored(_, let finding, _), .scoredBefore(let finding): report.finding = finding
      case .wrote(let path, let what), .unchanged(let path, let what):
        report.outputs.append(Output(path: path, summary: what))
      case .passedOver(let path, let reason): report.passedOver.append("\(path): \(reason)")
      case .warned(let warning): report.warnings.append(warning)
      case .noticed(let notices): report.attention = notices.filter(\.kind.needsAttention).map(\.text)
      case .forgot, .removed: break
      }
    }
    return report
  }
}

extension ConversationStore {
  /// Writes the briefing of what the store holds: one page with its pictures, tables and figures, in a folder.
  /// - Parameters:
  ///   - folder: a new folder, or that of an earlier briefing, which is replaced whole.
  ///   - options: the window and the rules. A window with both ends is compared with the one before it.
  ///   - style: the title, the page of the pictures, and whether names are shown.
  /// - Returns: the paths of the files, within the folder.
  /// - Throws: `StoreError`, `FigureError`, `OutputError`.
  @discardableResult
  public func writeBriefing(
    to folder: URL, options: ScoringOptions = ScoringOptions(), style: Picture.Style = Picture.Style()
  ) throws -> [String] {
    let output = try OutputFolder(folder.path)
    var step = ScoreStep()
    step.scope = options.scope
    step.scoring = options.scoring
    var brief = BriefStep()
    brief.title = style.title
    brief.page = style.figurePage
    brief.pseudonyms = try style.pseudonyms()
    let files = try brief.files(of: step.run(on: self), by: step, from: self)
    try output.write(files)
    return files.map(\.path)
  }
}
