import Analysis
import Formats
import Foundation
import Measures
import SocialGraph
import Yams

/// A job: what to import, how to score it, and what to write. Paths are relative to the job file.
public struct JobFile: Sendable {
  /// The store's path.
  public var store: String
  /// What to import, in order.
  public var sources: [ImportStep.File]
  /// Rosters to tag accounts with.
  public var rosters: [ImportStep.File]
  /// How to score.
  public var score: ScoreStep
  /// What to write.
  public var outputs: Outputs

  /// The files a job writes; nil ones are not written.
  public struct Outputs: Sendable {
    /// The ranking as CSV.
    public var csv: String?
    /// The ranking as JSON.
    public var json: String?
    /// The network diagram as SVG.
    public var diagram: String?
    /// The diagram's title.
    public var title: String?
  }

  /// Reads the job file at `path`.
  /// - Throws: `FormatError` where there is none, `JobError` with the line of the first mistake in it.
  public init(path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw FormatError.missing(path: path)
    }
    if isFolder.boolValue { throw FormatError.directory(path: path) }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FormatError.unreadable(path: path, reason: "no permission")
    }
    try self.init(yaml: String(decoding: data, as: UTF8.self), path: path)
  }

  /// Reads a job.
  /// - Parameters:
  ///   - yaml: its text.
  ///   - path: its path, for messages and for the paths in it.
  /// - Throws: `JobError` with the line of the first mistake; nothing is run then.
  public init(yaml: String, path: String) throws {
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch let error as YamlError {
      throw JobError(error, path: path)
    }
    guard let root else {
      throw JobError(path: path, line: 1, message: "the job is empty; see the guide for an example")
    }
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let top = try JobNode(root, path: path, folder: folder, name: "the job").mapping(
      keys: ["store", "sources", "roster", "window", "ranking", "outputs"])
    store = try top.required("store").file()
    sources = try top.required("sources").list().map { try $0.importFile() }
    rosters =
      try top["roster"]?.listOrOne().map {
        ImportStep.File(path: try $0.file(), options: ReadOptions(format: "roster-csv"))
      } ?? []
    score = try ScoreStep(window: top["window"], ranking: top["ranking"])
    outputs = try Outputs(top["outputs"])
  }
}

extension JobNode {
  /// A source: a path, or a mapping with `file` and the options of `import`.
  fileprivate func importFile() throws -> ImportStep.File {
    if isScalar { return ImportStep.File(path: try file()) }
    let fields = try mapping(keys: ["file", "format", "kind", "platform", "columns"])
    var options = ReadOptions()
    options.format = try fields["format"]?.text()
    options.kind = try fields["kind"]?.choice(EdgeKind.self)
    options.platform = try fields["platform"]?.text()
    if let columns = fields["columns"] { options.columns = try columns.texts() }
    return ImportStep.File(path: try fields.required("file").file(), options: options)
  }
}

extension ScoreStep {
  fileprivate init(window: JobNode?, ranking: JobNode?) throws {
    self.init()
    if let fields = try window?.mapping(keys: ["from", "to"]) {
      scope.window = Window(start: try fields["from"]?.time(), end: try fields["to"]?.time())
      if let from = scope.window.start, let to = scope.window.end, from >= to {
        throw fields.owner.error("from has to be earlier than to; the window does not hold its end")
      }
    }
    guard let fields = try ranking?.mapping(keys: ["by", "kinds", "colleagues", "bots", "quotes", "columns"]) else {
      return
    }
    if let by = try fields["by"]?.choice(Ranking.self) { scoring.ranking = by }
    if let kinds = try fields["kinds"]?.list().map({ try $0.choice(VoiceKind.self) }) {
      scoring.eligibleKinds = Set(kinds)
    }
    if let rule = try fields["colleagues"]?.choice(Scope.ColleagueRule.self) { scope.colleagues = rule }
    if let rule = try fields["bots"]?.choice(Scope.BotRule.self) { scope.bots = rule }
    if let rule = try fields["quotes"]?.choice(NetworkBuilder.QuoteRule.self) { quotes = rule }
    if let columns = fields["columns"] {
      do {
        additionalColumns = try ScoreColumn.additional(named: columns.list().map { try $0.text() })
      } catch let error as MeasureNameError {
        throw columns.error(error.description)
      }
    }
  }
}

extension JobFile.Outputs {
  fileprivate init(_ node: JobNode?) throws {
    guard let fields = try node?.mapping(keys: ["csv", "json", "diagram", "title"]) else { return }
    csv = try fields["csv"]?.file()
    json = try fields["json"]?.file()
    diagram = try fields["diagram"]?.file()
    title = try fields["title"]?.text()
  }
}
