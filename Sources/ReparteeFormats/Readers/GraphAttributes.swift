/// What a graph's file in XML says of the attributes of its nodes and edges, before these come: arbitrary keys, the names
/// behind them, and what holds where an element says nothing. Names that nobody asks for are left out.
struct GraphAttributes: Sendable {
  /// What is read of nodes and of edges.
  private static let read: Set<String> = ["handle", "screen_name", "name", "followers", "weight"]

  /// The keys of nodes or of edges.
  private struct Owner: Sendable {
    var keys: [(key: [UInt8], name: String)] = []
    var defaults = GraphData()
  }

  private var nodes = Owner()
  private var edges = Owner()

  /// What bears attributes.
  enum Bearer: String, CaseIterable {
    case node, edge
  }

  private func owner(_ bearer: Bearer) -> Owner { bearer == .node ? nodes : edges }

  /// Takes in one attribute, as the element that declares it has it.
  mutating func declare(_ element: XMLNode, name: String?, of bearer: Bearer) {
    guard let key = element.attribute("id") else { return }
    let name = (name ?? key).lowercased()
    guard GraphAttributes.read.contains(name) || GraphXML.kindNames.contains(name) else { return }
    var owner = owner(bearer)
    owner.keys.append((Array(key.utf8), name))
    if let text = element.text(of: "default") { owner.defaults[name] = text }
    if bearer == .node { nodes = owner } else { edges = owner }
  }

  /// The names that nodes or edges may have.
  func names(of bearer: Bearer) -> [String] { owner(bearer).keys.map(\.name) }

  /// What holds of a node or an edge that says nothing.
  func defaults(of bearer: Bearer) -> GraphData { owner(bearer).defaults }

  /// The name behind the key that stands in `attribute` of a value; nil for one that nobody declared.
  func name(_ value: XMLNode, by attribute: StaticString, of bearer: Bearer) -> String? {
    let keys = owner(bearer).keys
    return value.withAttribute(attribute) { bytes in keys.last { bytes.isEqual(to: $0.key) }?.name } ?? nil
  }
}

/// What a node or an edge holds by name: few values, each asked for once.
struct GraphData: Sendable {
  private var values: [(name: String, text: String)] = []

  /// The value of that name; setting nil takes it away.
  subscript(name: String) -> String? {
    get { values.first { $0.name == name }?.text }
    set {
      values.removeAll { $0.name == name }
      if let newValue { values.append((name, newValue)) }
    }
  }
}
