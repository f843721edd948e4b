import ReparteeGraph
import ReparteeText

/// A graph in GML, as networkx, igraph and Gephi write it.
///
/// - A node is an account by its `label`, else its `handle` or `name`, since `id` numbers it in this file only
///   (``GraphNodes``); `handle`, `name` and `followers` are read.
/// - Characters beyond ASCII are references (`&#235;`, `&euml;`).
/// - An edge's kind is its `kind`, else its `type`, `relationship` or `label` that means a kind, else the kind given; its
///   count is its `weight`, else its `value`. Without `directed 1` an edge is an arc each way.
///
/// Only the first graph is read. The file is held in memory as a whole, up to 64 megabytes. Reference: M. Himsolt, GML: A
/// portable Graph File Format, 1997.
struct GML: FileFormat {
  let name = "gml"
  let summary = "a graph in GML (networkx, igraph); an edge's kind, or the one given, says what it means"
  let platform: String? = nil

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    var tokens = GMLTokens(sample.bytes)
    // `graph [` comes after a few keys such as Creator, whose values are texts without quotation marks now and then.
    for _ in 0..<64 {
      guard let token = tokens.next() else { return .none }
      if case .key(let key) = token, key.lowercased() == "graph", case .open? = tokens.next() { return .certain }
    }
    return .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    Reader(kind: options.kind, file: GraphNodes.ownName(of: sample))
  }

  private struct Reader: BlockReader {
    let kind: EdgeKind?
    let file: String
    var rows: RowDivision { .whole }

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      var counter = LineCounter(block.bytes)
      batch.lines = counter.total()
      var tokens = GMLTokens(Array(block.bytes))
      guard let graph = tokens.graph() else {
        batch.rejects.append(Reject(line: 1, reason: "expected a graph in brackets that all are closed"))
        return
      }
      let notes = IDNotes()
      defer { batch.take(notes) }
      var nodes = GraphNodes(file: file)
      for node in graph.lists("node") {
        if let id = node.integer("id") {
          let names = GMLNames(node, id)
          let followers = (node.text("followers") ?? node.text("followers_count")).flatMap { text -> Int64? in
            var text = text
            return text.withUTF8 { WrittenCount.count($0) }
          }
          nodes.add(
            .number(id), name: names.identity,
            AccountRecord(id: .number(id), handle: names.handle, name: names.shown, followers: followers))
        } else {
          batch.rejects.append(Reject(line: node.line, reason: "id: expected the whole number of a node"))
        }
      }
      batch.platforms[0].accounts += nodes.seal(notes)
      let isDirected = graph.integer("directed") == 1
      for edge in graph.lists("edge") {
        do throws(RowProblem) {
          try append(edge, nodes, isDirected: isDirected, notes, to: &batch)
        } catch {
          batch.rejects.append(Reject(line: edge.line, reason: error.reason))
        }
      }
    }

    private func append(
      _ edge: GMLList, _ nodes: GraphNodes, isDirected: Bool, _ notes: IDNotes, to batch: inout RecordBatch
    ) throws(RowProblem) {
      func end(_ name: String) throws(RowProblem) -> ExternalID {
        guard let id = edge.integer(name), let account = nodes.account(of: .number(id)) else {
          throw RowProblem("\(name): expected the id of a node, found “\((edge.text(name) ?? "").prefix(40))”")
        }
        return account
      }
      let kind =
        edge.text("kind")
        ?? GraphXML.kindNames.lazy.compactMap { edge.text($0) }.first { GraphEdge.kind(named: $0) != nil }
      try GraphEdge(
        source: try end("source"), target: try end("target"), kind: kind,
        weight: edge.text("weight") ?? edge.text("value"), isDirected: isDirected
      ).append(fallback: self.kind, to: &batch.platforms[0], notes)
    }
  }
}

/// What a node is called: `label` is the key that the graph's program knows it by, unless it only repeats the number; `name`,
/// where it says something else, is what people call it.
private struct GMLNames {
  let handle: String?
  /// What identifies the node across files.
  let identity: String?
  /// What is shown of it.
  let shown: String?

  init(_ node: GMLList, _ id: Int64) {
    func text(_ keys: String...) -> String? {
      keys.lazy.compactMap { node.text($0)?.trimmingBlanks }.first { !$0.isEmpty && $0 != "\(id)" }
    }
    handle = text("handle", "screen_name", "username")
    let (label, name) = (text("label"), text("name", "display_name"))
    // A label that is a number is a key at most: where there is a name, that is what it stands for.
    let isKey = label.map { Int64($0) == nil } ?? false
    identity = (isKey ? label : nil) ?? handle ?? name ?? label
    shown = name ?? label
  }
}

/// The content of two brackets.
private struct GMLList {
  let line: Int
  var texts: [(key: String, text: String)] = []
  var lists: [(key: String, list: GMLList)] = []

  func text(_ key: String) -> String? { texts.first { $0.key == key }?.text }
  func integer(_ key: String) -> Int64? { text(key).flatMap { Int64($0) } }
  func lists(_ key: String) -> [GMLList] { lists.lazy.filter { $0.key == key }.map(\.list) }
}

/// The tokens of a GML file.
private struct GMLTokens {
  enum Token: Equatable {
    case key(String), text(String), open, close
  }

  private let bytes: [UInt8]
  private var position = 0
  private(set) var line = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// No file nests so deep.
  private static let deepest = 64

  /// The first graph; nil where there is none, or it is not closed.
  mutating func graph() -> GMLList? {
    while let token = next() {
      guard case .key(let key) = token, key.lowercased() == "graph" else { continue }
      if case .open? = next() { return list(depth: 0) }
    }
    return nil
  }

  private mutating func list(depth: Int) -> GMLList? {
    guard depth < GMLTokens.deepest else { return nil }
    var found = GMLList(line: line)
    while let token = next() {
      switch token {
      case .close: return found
      case .key(let key):
        switch next() {
        case .open?:
          guard let inner = list(depth: depth + 1) else { return nil }
          found.lists.append((key.lowercased(), inner))
        case .text(let text)?, .key(let text)?: found.texts.append((key.lowercased(), text))
        case .close?: return found
        case nil: return nil
        }
      case .text, .open: return nil
      }
    }
    return nil
  }

  mutating func next() -> Token? {
    skip()
    guard position < bytes.count else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "["):
      position += 1
      return .open
    case UInt8(ascii: "]"):
      position += 1
      return .close
    case Byte.quote:
      let start = position + 1
      position = start
      var hasEscapes = false
      while position < bytes.count, bytes[position] != Byte.quote || isEscaped(at: position) {
        if bytes[position] == Byte.quote { hasEscapes = true }
        step()
      }
      var text = String(decoding: bytes[start..<position], as: UTF8.self)
      if hasEscapes { text = text.replacing("\\\"", with: "\"") }
      position = min(position + 1, bytes.count)
      return .text(Markup.withoutReferences(text))
    default:
      let start = position
      while position < bytes.count, !Bytes.isBlank(bytes[position]), !"[]\"".utf8.contains(bytes[position]) {
        position += 1
      }
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      return text.first?.isLetter == true || text.first == "_" ? .key(text) : .text(text)
    }
  }

  /// Whether a quotation mark is one within a text, as some write them (`\"`), and not its end: behind that is the line's end,
  /// or a bracket.
  private func isEscaped(at place: Int) -> Bool {
    guard bytes[place - 1] == UInt8(ascii: "\\") else { return false }
    let next = bytes[(place + 1)...].first { $0 != Byte.space && $0 != Byte.tab } ?? Byte.lineFeed
    return next != Byte.lineFeed && next != Byte.carriageReturn && next != UInt8(ascii: "]")
  }

  /// Passes over blanks and comments.
  private mutating func skip() {
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "#") {
        while position < bytes.count, bytes[position] != Byte.lineFeed, bytes[position] != Byte.carriageReturn {
          position += 1
        }
      } else if Bytes.isBlank(bytes[position]) {
        step()
      } else {
        return
      }
    }
  }

  private mutating func step() {
    let isPair =
      bytes[position] == Byte.carriageReturn && position + 1 < bytes.count && bytes[position + 1] == Byte.lineFeed
    if bytes[position] == Byte.lineFeed || bytes[position] == Byte.carriageReturn && !isPair { line += 1 }
    position += 1
  }
}
