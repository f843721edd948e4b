import ReparteeGraph

/// A network of Pajek (.net): vertices by number, then arcs, edges, or lists of them.
///
/// - A vertex is an account by its label, since its number holds in this file only (``GraphNodes``).
/// - `*Arcs` and `*Arcslist` have a direction, `*Edges` and `*Edgeslist` are an arc each way. A relation's name
///   (`*Arcs :2 "reply"`) says the kind, else the kind given; the third number of an arc or edge is its count.
/// - A matrix has an arc for every entry but 0, whose count is the entry.
///
/// The file is held in memory as a whole, up to 64 megabytes. Reference: Pajek's manual, https://mrvar.fdv.uni-lj.si/pajek.
struct Pajek: FileFormat {
  let name = "pajek"
  let summary = "a network of Pajek (.net); a relation's name, or the kind given, says what arcs mean"
  let platform: String? = nil

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    let isNetwork = sample.bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).contains { line in
      guard line.first(where: { $0 > 0x20 }) == UInt8(ascii: "*") else { return false }
      let fields = String(decoding: line, as: UTF8.self).lowercased().split(whereSeparator: \.isWhitespace)
      return fields.count >= 2 && fields[0] == "*vertices" && Int(fields[1]) != nil
    }
    return isNetwork ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    if Pajek.hasTwoKinds(sample) {
      throw .unsupported(
        path: sample.path,
        reason:
          "its vertices are of two kinds, the first of them tied to others only: rows and columns are not accounts that "
          + "meet; make a network of one kind of it first")
    }
    return Reader(kind: options.kind, file: GraphNodes.ownName(of: sample))
  }

  /// Whether `*Vertices 8 5` says that the first five are of one kind, and the others of another.
  private static func hasTwoKinds(_ sample: FileSample) -> Bool {
    sample.bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).contains { line in
      guard line.first(where: { $0 > 0x20 }) == UInt8(ascii: "*") else { return false }
      let fields = String(decoding: line, as: UTF8.self).lowercased().split(whereSeparator: \.isWhitespace)
      guard fields.count >= 3, fields[0] == "*vertices", let all = Int(fields[1]), let first = Int(fields[2]) else {
        return false
      }
      return first > 0 && first < all
    }
  }

  private struct Reader: BlockReader {
    let kind: EdgeKind?
    let file: String
    var rows: RowDivision { .whole }

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      var reading = PajekReading(fallback: kind, file: file)
      defer { batch.take(reading.notes) }
      var position = 0
      while position < block.bytes.count {
        let (end, next) = LineEnds.line(block.bytes, from: position)
        let line = block.bytes.part(position, end)
        position = next
        batch.lines += 1
        let reasons =
          line.text.map { reading.read($0.trimmingBlanks, to: &batch) }
          ?? ["expected UTF-8, found other bytes; save the file as UTF-8"]
        batch.rejects += reasons.map { Reject(line: batch.lines, reason: $0) }
      }
    }
  }
}

/// Where in a file of Pajek's the reading is.
private struct PajekReading {
  private enum Section: Equatable {
    case nothing, vertices
    case pairs(isDirected: Bool), lists(isDirected: Bool)
    case matrix(row: Int64)
  }

  let fallback: EdgeKind?
  private var section = Section.nothing
  private var relation: String?
  private var nodes: GraphNodes
  let notes = IDNotes()
  private var vertexCount: Int64 = 0
  /// Of a network of two kinds of vertices, how many are of the first: the rows of its matrix.
  private var rowCount: Int64?

  init(fallback: EdgeKind?, file: String) {
    self.fallback = fallback
    nodes = GraphNodes(file: file)
  }

  /// Reads a line, and says for each arc or vertex of it that cannot be read why.
  mutating func read(_ line: String, to batch: inout RecordBatch) -> [String] {
    if line.isEmpty || line.hasPrefix("%") { return [] }
    if line.hasPrefix("*") {
      begin(line, to: &batch)
      return []
    }
    let fields = PajekReading.fields(line)
    switch section {
    case .nothing: return []
    case .vertices:
      guard let number = Int64(fields[0]) else { return ["vertex: expected a number, found “\(fields[0].prefix(40))”"] }
      nodes.add(number, label: fields.count > 1 ? fields[1] : nil)
      return []
    case .pairs(let isDirected):
      // The number of a relation may be before an arc.
      let fields = fields[0].hasSuffix(":") && fields.count > 2 ? Array(fields.dropFirst()) : fields
      if fields.count < 2 { return ["expected two vertices, found one"] }
      return append(fields[0], fields[1], weight: fields.count > 2 ? fields[2] : nil, isDirected, to: &batch)
    case .lists(let isDirected):
      if fields.count < 2 { return ["expected a vertex and those it is tied to"] }
      return fields.dropFirst().flatMap { append(fields[0], $0, weight: nil, isDirected, to: &batch) }
    case .matrix(let row):
      section = .matrix(row: row + 1)
      return fields.enumerated().flatMap { column, entry in
        Double(entry) == 0
          ? [] : append("\(row)", "\((rowCount ?? 0) + Int64(column) + 1)", weight: entry, true, to: &batch)
      }
    }
  }

  /// A line that begins a section.
  private mutating func begin(_ line: String, to batch: inout RecordBatch) {
    let fields = PajekReading.fields(line)
    let isFirst = section == .vertices
    relation = fields.dropFirst().first { GraphEdge.kind(named: $0) != nil }
    switch fields[0].lowercased() {
    case "*vertices":
      section = .vertices
      vertexCount = fields.count > 1 ? Int64(fields[1]) ?? 0 : 0
      rowCount = fields.count > 2 ? Int64(fields[2]).map { max(0, min($0, vertexCount)) } : nil
      return
    case "*arcs": section = .pairs(isDirected: true)
    case "*edges": section = .pairs(isDirected: false)
    case "*arcslist": section = .lists(isDirected: true)
    case "*edgeslist": section = .lists(isDirected: false)
    case "*matrix": section = .matrix(row: 1)
    case "*network": return
    default: section = .nothing
    }
    if isFirst {
      batch.platforms[0].accounts += nodes.seal(notes)
    }
  }

  private func account(_ field: String) throws(RowProblem) -> ExternalID {
    guard let number = Int64(field), number >= 1, number <= vertexCount || nodes.account(of: .number(number)) != nil
    else {
      throw RowProblem("vertex: expected a number from 1 to \(vertexCount), found “\(field.prefix(40))”")
    }
    // Vertices need not be listed.
    return nodes.account(of: .number(number)) ?? nodes.ownID(.number(number))
  }

  private func append(
    _ source: String, _ target: String, weight: String?, _ isDirected: Bool, to batch: inout RecordBatch
  ) -> [String] {
    do throws(RowProblem) {
      try GraphEdge(
        source: try account(source), target: try account(target), kind: relation, weight: weight, isDirected: isDirected
      ).append(fallback: fallback, to: &batch.platforms[0], notes)
      return []
    } catch {
      return [error.reason]
    }
  }

  /// The fields of a line, which blanks separate; text in double quotes is one field.
  private static func fields(_ line: String) -> [String] {
    var fields: [String] = []
    var rest = line[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if first == "\"" {
        rest = rest.dropFirst()
        fields.append(String(rest.prefix { $0 != "\"" }))
        rest = rest.drop { $0 != "\"" }.dropFirst()
      } else {
        fields.append(String(rest.prefix { !$0.isWhitespace }))
        rest = rest.drop { !$0.isWhitespace }
      }
    }
    return fields
  }
}
