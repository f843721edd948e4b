import Foundation
import ReparteeAnalysis
import ReparteeBriefings
import ReparteeFormats
import ReparteeStore

/// The outputs of a job: all of their places checked before any work, all of them made before any is written.
struct JobOutputs {
  /// What the job writes, in order.
  let all: [JobOutput]
  private let job: JobFile

  /// What was made and is to be written.
  private enum Made {
    case file(Data, warning: String?)
    case folder([Briefing.File])
    /// Too large for memory: written as it is made.
    case graph
  }

  /// Makes the outputs' folders, and sees that every output can be written and is no other file of the job.
  /// - Throws: `OutputError`.
  init(_ job: JobFile) throws {
    self.job = job
    all = JobOutput.all(of: job)
    var taken = [job.store, job.store + RunStatus.suffix] + job.configuration + (job.sources + job.rosters).map(\.path)
    taken += ["-journal", "-wal", "-shm"].map { job.store + $0 }
    try Self.makeFolder(of: job.store)
    for output in all {
      for place in output.places {
        if place.contains("\0") { throw OutputError.badPath(path: place) }
        try Self.makeFolder(of: place)
        if case .briefing = output.content {
          _ = try OutputFolder(place)
        } else {
          _ = try OutputFile(place, apartFrom: taken)
          taken.append(place)
        }
      }
    }
    // Each briefing replaces its folder as a whole, with what somebody else would write there, or keep.
    for output in all {
      guard case .briefing = output.content else { continue }
      let folder = SourcePlace.of(output.path) + "/"
      if let inside = taken.first(where: { $0 != "-" && SourcePlace.of($0).hasPrefix(folder) }) {
        throw OutputError.inside(path: inside, folder: output.path)
      }
    }
  }

  private static func makeFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw OutputError.noFolder(path: path)
    }
  }

  /// Lets `latest` beside the briefings lead to the one of the newest window that has data: neither to that of a week without
  /// any, nor to an older week that was run again.
  func linkLatest() throws {
    for output in all {
      guard case .briefing = output.content else { continue }
      let place = URL(fileURLWithPath: output.path).deletingLastPathComponent()
      let link = place.appendingPathComponent("latest").path
      let linked = (try? FileManager.default.destinationOfSymbolicLink(atPath: link)).map {
        place.appendingPathComponent($0).path
      }
      if let linked, linked != output.path, let held = PublishedWindow(briefing: linked),
        let own = PublishedWindow(briefing: output.path), own < held
      {
        continue
      }
      try OutputFolder.link(link, to: output.path)
    }
  }

  /// Makes outputs, then writes them.
  /// - Parameter notices: what the briefing says before its figures, a sentence each without a full stop.
  func write(
    _ outputs: [JobOutput], of result: ScoreStep.Result, notices: [String], from store: ConversationStore,
    warned: (String) throws -> Void, wrote: (JobOutput) throws -> Void
  ) throws {
    var context = DiagramContext(
      measured: result.measured, rows: result.rows, pseudonyms: job.outputs.pseudonyms, links: job.outputs.links,
      days: job.outputs.days)
    if job.outputs.brief.text.contains(.hashtags), !context.hidesNames, outputs.contains(where: \.namesCommunities) {
      context.hashtags = try store.topics(
        .hashtag, among: result.network.network.voices, window: job.score.scope.window)
    }
    let made = try outputs.map { try make($0, of: result, on: context, notices: notices, from: store) }
    for (output, made) in zip(outputs, made) {
      switch made {
      case .file(let bytes, let warning):
        if let warning { try warned(warning) }
        try OutputFile(output.path).write(bytes)
      case .graph: _ = try ExportStep(path: output.path, apartFrom: [job.store]).run(on: store)
      case .folder(let files): try OutputFolder(output.path).write(files)
      }
      try wrote(output)
    }
  }

  private func make(
    _ output: JobOutput, of result: ScoreStep.Result, on context: DiagramContext, notices: [String],
    from store: ConversationStore
  ) throws -> Made {
    switch output.content {
    case .ranking(let format):
      let table = context.hidesNames ? context.table(additional: job.score.additionalColumns) : result.table
      return .file(Data(format.text(of: table).utf8), warning: nil)
    case .diagram(let diagram):
      var context = context
      context.title = diagram.title
      let drawing = try diagram.step.drawingOrSilence(of: result, on: context, page: diagram.page)
      let format = PictureFormat(path: diagram.path) ?? .svg
      return .file(
        try format.bytes(of: drawing, page: diagram.page, title: diagram.title ?? output.what),
        warning: format.fontNote(of: drawing, page: diagram.page, path: diagram.path))
    case .graph: return .graph
    case .briefing:
      var brief = job.outputs.brief
      brief.notices = notices
      return .folder(try brief.files(of: result, by: job.score, from: store))
    }
  }
}
