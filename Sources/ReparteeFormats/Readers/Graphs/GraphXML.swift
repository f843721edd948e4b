import ReparteeGraph

/// What graphs in XML share: nodes and edges as elements, one after another.
enum GraphXML {
  /// The elements that are rows or accounts.
  static func names(nested: Bool) -> [String] { [nested ? "*:node+" : "*:node", "*:edge"] }

  /// Whether a document's beginning has nodes within nodes: those of a format have `list` around them, which is there once
  /// elsewhere.
  static func hasNestedNodes(_ sample: FileSample, in list: String) -> Bool {
    sample.bytes.withUnsafeBufferPointer { bytes in
      let elements = XMLElements(names: ["*:" + list + "+"])
      guard let outer = elements.next(bytes, from: 0),
        let open = bytes.firstIndex(of: UInt8(ascii: ">"), from: outer.start)
      else { return false }
      return elements.next(bytes.part(0, outer.end ?? bytes.count), from: open) != nil
    }
  }
  /// What a datum that says an edge's kind may be called, the surest first.
  static let kindNames = ["kind", "type", "relationship", "label", "interaction", "shared interaction"]

  /// Whether the document's first element is called `root`, whatever its prefix.
  static func isDocument(_ sample: FileSample, root: String) -> Bool {
    sample.bytes.withUnsafeBufferPointer { bytes in
      guard bytes.trimmed.first == UInt8(ascii: "<") else { return false }
      return XMLElements(names: ["*:" + root]).next(bytes, from: 0) != nil
    }
  }

  /// Whether a document's nodes are called `n0`, `n1` …, or 0, 1 …, as programs count them from the start in each file.
  static func areNumberedNodes(_ sample: FileSample) -> Bool {
    sample.bytes.withUnsafeBufferPointer { bytes in
      var (areNumbered, count) = (true, 0)
      var numbers = CountedNumbers()
      func look(at node: XMLNode) {
        for child in node.children where child.isNamed("graph") || child.isNamed("nodes") {
          for inner in child.children where inner.isNamed("node") { look(at: inner) }
        }
        count += 1
        numbers.add(node.id("id") ?? .text(""))
        areNumbered =
          areNumbered
          && node.withAttribute("id") { id in
            // Within a group, yEd puts the group's before it: n0::n1.
            id.count > 1 && id[0] == UInt8(ascii: "n")
              && id.dropFirst().allSatisfy {
                $0 &- Byte.zero <= 9 || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "n")
              }
          } ?? false
      }
      forEachElement("*:node+", in: bytes, look)
      return areNumbered && count > 0 || numbers.areCounted
    }
  }

  /// Calls `body` with the elements of a name in a document's beginning; what is no XML is passed over.
  static func forEachElement(_ name: String, in bytes: Bytes, _ body: (XMLNode) -> Void) {
    let elements = XMLElements(names: [name])
    let parser = XMLElementParser()
    var position = 0
    while let element = elements.next(bytes, from: position), let end = element.end {
      try? parser.parse(bytes.part(element.start, end), body)
      position = end
    }
  }

  /// An attribute of the first element of a name, by its opening tag alone.
  static func attribute(_ attribute: String, ofFirst name: String, in bytes: Bytes) -> String? {
    guard let start = XMLElements(names: ["*:" + name]).next(bytes, from: 0)?.start,
      let end = bytes.firstIndex(of: UInt8(ascii: ">"), from: start)
    else { return nil }
    let tag = String(decoding: bytes.part(start, end), as: UTF8.self)
    guard let place = tag.range(of: attribute), let equals = tag[place.upperBound...].firstIndex(of: "=") else {
      return nil
    }
    let rest = tag[tag.index(after: equals)...].drop { $0.isWhitespace }
    guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
    return rest.dropFirst().prefix { $0 != quote }.lowercased()
  }

  /// Appends what a node says of an account. Its id is the document's own: `GraphFinisher` says who that is.
  static func append(_ node: XMLNode, data: GraphData, _ notes: IDNotes, to batch: inout RecordBatch) -> [String] {
    guard let id = node.id("id") else { return ["expected a node with an id"] }
    func text(_ name: String) -> String? { data[name].flatMap { $0.isEmpty ? nil : $0 } }
    let followers = ["followers", "followers_count", "follower count"].lazy.compactMap { text($0) }.first
    let handle = ["handle", "screen_name", "username"].lazy.compactMap { text($0) }.first
    let named = ["name", "label", "display name", "full name", "shared name"].lazy.compactMap { text($0) }.first
    // A label that is the handle says nothing of a name.
    let name = named == handle && text("name") == nil ? nil : named
    let count = followers.flatMap { text -> Int64? in
      var text = text
      return text.withUTF8 { WrittenCount.count($0) }
    }
    batch.nodes.append(
      GraphNodeRecord(
        id: id, platform: text("platform"),
        kind: text("kind").flatMap { VoiceKind(rawValue: $0) }.flatMap { $0 == .unknown ? nil : $0 },
        organisation: text("organisation")))
    batch.platforms[0].accounts.append(AccountRecord(id: id, handle: handle, name: name, followers: count))
    return []
  }

  /// Appends an edge.
  static func append(
    edge: XMLNode, data: GraphData, isDirected: Bool, fallback: EdgeKind?, _ notes: IDNotes, to batch: inout RecordBatch
  ) -> [String] {
    guard let source = edge.id("source") else { return ["source: expected the id of a node"] }
    guard let target = edge.id("target") else { return ["target: expected the id of a node"] }
    // A value that means no kind may be anything, unless it is called “kind”.
    let stated =
      data["kind"]
      ?? kindNames.lazy.compactMap { data[$0] }.first { GraphEdge.kind(named: $0) != nil || GraphEdge.isPost($0) }
    do throws(RowProblem) {
      try GraphEdge(
        source: source, target: target, kind: stated, weight: data["weight"], isDirected: isDirected,
        time: GraphAttributes.times.lazy.compactMap { data[$0] }.first,
        post: GraphAttributes.posts.lazy.compactMap { data[$0] }.first.flatMap { try? notes.id($0, "post") }
      ).append(fallback: fallback, to: &batch.platforms[0], notes)
      return []
    } catch {
      return [error.reason]
    }
  }
}
