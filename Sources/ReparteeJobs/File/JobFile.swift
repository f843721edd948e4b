import Foundation
import ReparteeFormats
import ReparteeGraph
import Yams

/// What a job does, read from one YAML file: which store, which sources, how to score, what to write.
///
/// Paths in the file are relative to it.
package struct JobFile: Sendable {
  /// The store's path.
  package var store: String
  /// What to import, in order.
  package var sources: [ImportStep.File]
  /// Rosters to tag accounts with.
  package var rosters: [ImportStep.File]
  /// How to score.
  package var score: ScoreStep
  /// What to write.
  package var outputs: Outputs
  /// How long to keep what was read and written.
  package var retention: Retention

  /// All settings that its results depend on, as text: equal fingerprints mean equal results.
  let fingerprint: String

  /// The keys of a job.
  static let keys = [
    "include", "store", "sources", "text", "roster", "window", "ranking", "look", "outputs", "diagrams", "exports",
    "briefing", "retention",
  ]

  /// Reads the job file at `path`.
  /// - Parameters:
  ///   - asOf: the moment that relative windows end before; nil takes today, in UTC.
  ///   - overrides: what stands instead of the file's fingerprint, such as `ranking.by=score`.
  /// - Throws: `FormatError` where there is none, `JobError` with the line of the first mistake in it.
  package init(path: String, asOf: Timestamp? = nil, overrides: [String] = []) throws {
    try self.init(yaml: YAMLText.ofFile(at: path), path: path, asOf: asOf, overrides: overrides)
  }

  /// Reads a job.
  /// - Parameters:
  ///   - yaml: its text.
  ///   - path: its path, for messages and for the paths in it.
  ///   - asOf: the moment that relative windows end before; nil takes today, in UTC.
  ///   - overrides: what stands instead of the file's values.
  /// - Throws: `JobError` with the line of the first mistake; nothing is run then.
  package init(yaml: String, path: String, asOf: Timestamp? = nil, overrides: [String] = []) throws {
    let top = try JobTree(yaml: yaml, path: path, overrides: overrides).all
    store = try top.required("store").file()
    let text = try top["text"]?.choice(TextPolicy.self) ?? .none
    sources = try top.required("sources").list().flatMap { try $0.importFiles() }.map { file in
      var file = file
      file.options.text = text
      return file
    }
    rosters = try top["roster"]?.listOrOne().map { try $0.roster() } ?? []
    let window = try JobWindow(top["window"], asOf: asOf)
    score = try ScoreStep(window: window.window, ranking: top["ranking"])
    outputs = try Outputs(top, window: window)
    outputs.brief.showsHashtags = text == .hashtags
    retention = try Retention(top["retention"], asOf: asOf)
    let common = ["ranking", "look", "text"].map { top[$0]?.yaml ?? "" }
    fingerprint = ([window.fingerprint, retention.fingerprint] + common).joined(separator: "\n")
  }
}

extension JobNode {
  /// A source: a path, or a mapping with `file` and the options of `import`; a folder or a pattern is several files.
  fileprivate func importFiles() throws -> [ImportStep.File] {
    if isScalar { return try files(options: ReadOptions()) }
    let fields = try mapping(keys: ["file", "format", "kind", "platform", "columns", "owner", "list", "mapping"])
    var options = ReadOptions()
    options.format = try fields["format"]?.text()
    options.kind = try fields["kind"]?.choice(EdgeKind.self)
    options.platform = try fields["platform"]?.text()
    options.owner = try fields["owner"]?.text()
    options.list = try fields["list"]?.choice(AccountList.self)
    if let columns = fields["columns"] { options.columns = try columns.texts() }
    if let mapping = fields["mapping"] {
      if fields["format"] != nil || fields["columns"] != nil {
        throw mapping.error("a mapping says all that format and columns say; leave these out")
      }
      let name = try mapping.text()
      options.mapping = try Mapping(named: ShippedMappings.names.contains(name.lowercased()) ? name : mapping.file())
    }
    return try fields.required("file").files(options: options)
  }

  /// A roster: a path, or a mapping with `file` and what its columns are called.
  fileprivate func roster() throws -> ImportStep.File {
    var options = ReadOptions(format: "roster-csv")
    if isScalar { return ImportStep.File(path: try file(), options: options) }
    let fields = try mapping(keys: ["file", "columns", "platform"])
    options.platform = try fields["platform"]?.text()
    if let columns = fields["columns"] { options.columns = try columns.texts() }
    return ImportStep.File(path: try fields.required("file").file(), options: options)
  }

  private func files(options: ReadOptions) throws -> [ImportStep.File] {
    try InputFiles.paths(for: [try file()]).map { ImportStep.File(path: $0, options: options) }
  }
}
