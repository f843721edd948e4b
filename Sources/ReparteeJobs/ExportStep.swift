import Foundation
import ReparteeFormats
import ReparteeStore

/// Writes a store's network for other tools.
package struct ExportStep {
  /// Where to; the ending says the format.
  package let path: String
  private let format: GraphFormat
  /// How texts of ``GraphFormat/csv`` are written.
  package var texts = GraphTables.Texts.guarded

  /// - Throws: ``UnknownGraphFormat`` for another ending, `OutputError` where the file cannot be written.
  package init(path: String, apartFrom inputs: [String]) throws {
    guard let format = GraphFormat(path: path) else { throw UnknownGraphFormat(path: path) }
    (self.path, self.format) = (path, format)
    _ = try OutputFile(path, apartFrom: inputs)
    if let nodes = nodesPath { _ = try OutputFile(nodes, apartFrom: inputs + [path]) }
  }

  /// Where the nodes of a pair of tables go; nil for formats of one file.
  package var nodesPath: String? { Self.nodesPath(of: path) }

  /// Where the nodes of a pair of tables go that is named after the path of its edges; nil for formats of one file.
  static func nodesPath(of path: String) -> String? {
    guard GraphFormat(path: path) == .csv else { return nil }
    return URL(fileURLWithPath: path).deletingPathExtension().relativePath + "-nodes.csv"
  }

  /// Writes the graph. Both tables of a pair are whole before either is put in its place.
  /// - Throws: what the store throws, and `OutputError`.
  package func run(on store: ConversationStore) throws -> ExportedGraph {
    let graph = try store.exportedGraph()
    let file = try StreamedFile(path)
    var pending = ""
    func flush() throws {
      try pending.withUTF8 { try file.write(UnsafeRawBufferPointer($0)) }
      pending.removeAll(keepingCapacity: true)
    }
    try format.write(graph, texts: texts) { text in
      pending += text
      if pending.utf8.count > 1 << 20 { try flush() }
    }
    try flush()
    if let nodesPath {
      let nodes = try StreamedFile(nodesPath)
      var text = GraphTables.text(of: GraphTables.nodes(of: graph), texts)
      try text.withUTF8 { try nodes.write(UnsafeRawBufferPointer($0)) }
      try nodes.finish()
    }
    try file.finish()
    return graph
  }
}

/// An ending that no graph format has.
package struct UnknownGraphFormat: Error, CustomStringConvertible, Sendable {
  let path: String

  /// One line: what is wrong and what to do.
  package var description: String {
    "\(path): its ending names no graph format; expected one of "
      + GraphFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", ") + "."
  }
}
