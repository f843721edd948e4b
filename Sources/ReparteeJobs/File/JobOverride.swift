import Yams

/// A key of a job that is said otherwise for one run: `ranking.by=conversed`, `window.last=week`.
struct JobOverride {
  private let keys: [String]
  private let value: Node

  /// - Throws: `JobOverrideError` for what has no `=`, or no YAML after it.
  init(_ text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    keys = parts[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !keys.contains(""), let value = try? Yams.compose(yaml: parts[1]) else {
      throw JobOverrideError(text: text)
    }
    self.value = Self.withoutPlaces(value)
  }

  /// The same value, which stands in no line of a file.
  private static func withoutPlaces(_ node: Node) -> Node {
    switch node {
    case .scalar(let scalar): .scalar(Node.Scalar(scalar.string, scalar.tag, scalar.style))
    case .sequence(let list): .sequence(Node.Sequence(list.map(withoutPlaces), list.tag, list.style))
    case .mapping(let mapping):
      .mapping(
        Node.Mapping(mapping.map { (withoutPlaces($0.key), withoutPlaces($0.value)) }, mapping.tag, mapping.style))
    case .alias: node
    }
  }

  /// Puts the value in its place; mappings that are missing are made.
  /// - Throws: `JobError` where the job has no such key.
  func apply(to fields: inout [String: JobNode], of job: JobNode) throws {
    let node = fields[keys[0]]?.node
    let changed = (fields[keys[0]] ?? job).with(placed(in: node, keys.dropFirst()), named: keys[0])
    _ = try job.with(.mapping(Node.Mapping([(Node(keys[0]), changed.node)])), named: "the job")
      .mapping(keys: JobFile.keys)
    fields[keys[0]] = changed
  }

  private func placed(in node: Node?, _ keys: ArraySlice<String>) -> Node {
    guard let key = keys.first else { return value }
    var mapping = node?.mapping ?? Node.Mapping([])
    mapping[Node(key)] = placed(in: mapping[Node(key)], keys.dropFirst())
    return .mapping(mapping)
  }
}

/// An override that says nothing.
package struct JobOverrideError: Error, CustomStringConvertible, Sendable {
  let text: String

  /// One line: what is wrong and what to do.
  package var description: String {
    "\(text): expected KEY=VALUE, with a dot between a key and the one in it, such as ranking.by=score."
  }
}
