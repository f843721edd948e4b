import Foundation
import Yams

/// The keys of a job with those of the files that it includes.
///
/// What a job says itself goes before what it includes, key by key, and of several files that it includes a later one goes
/// before an earlier one. Each key keeps the file that it stands in: for messages, and for the paths in it.
struct JobTree {
  private(set) var fields: [String: JobNode] = [:]
  /// The file itself and those that it includes.
  private(set) var files: [String]
  private let top: JobNode

  /// - Throws: `JobError` with the file and the line of the first mistake, `FormatError` for a file that cannot be read.
  init(yaml: String, path: String, overrides: [String]) throws {
    var count = 0
    try self.init(yaml: yaml, path: path, includedBy: [], &count)
    for override in overrides { try JobOverride(override).apply(to: &fields, of: top) }
  }

  /// How many inclusions a job may have, those of included files counted with it: a few files that each include the next one
  /// twice would make millions.
  static let mostIncludes = 100

  private init(yaml: String, path: String, includedBy paths: [String], _ count: inout Int) throws {
    files = [path]
    guard let root = try YAMLText.tree(yaml, path: path) else {
      throw JobError(path: path, line: 1, column: 1, message: "the job is empty; see the guide for an example")
    }
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    top = JobNode(root, path: path, folder: folder, name: "the job")
    let own = try top.mapping(keys: JobFile.keys).fields
    let chain = paths + [URL(fileURLWithPath: path).standardizedFileURL.path]
    for node in try own["include"]?.listOrOne() ?? [] {
      let included = try node.file()
      if chain.contains(URL(fileURLWithPath: included).standardizedFileURL.path) {
        throw node.error("\(included) includes this file")
      }
      guard FileManager.default.fileExists(atPath: included) else { throw node.error("\(included) is not there") }
      count += 1
      if count > Self.mostIncludes {
        throw node.error("the job includes more than \(Self.mostIncludes) files: write what they say into fewer")
      }
      let tree = try JobTree(yaml: YAMLText.ofFile(at: included), path: included, includedBy: chain, &count)
      files += tree.files
      fields.merge(tree.fields) { _, later in later }
    }
    fields.merge(own) { _, own in own }
    fields["include"] = nil
  }

  /// All keys, as those of the job itself.
  var all: JobNode.Fields { JobNode.Fields(fields: fields, owner: top) }
}
