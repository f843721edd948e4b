import ReparteeGraph

/// One edge of a graph file, in whatever syntax: what all graph formats share.
///
/// - Its kind says what the source does to the target; where it does not, `--kind` says it for all of them.
/// - An edge without direction is an arc each way; of interactions only the first one is counted as the row, while
///   follows count each.
/// - The weight of an interaction is its count, and has to be whole; the weight of a follow is left out.
struct GraphEdge {
  var source: ExternalID
  var target: ExternalID
  /// What the file calls its kind.
  var kind: String?
  var weight: String?
  var isDirected = true

  /// What other tools call the kinds.
  private static let synonyms: [String: EdgeKind] = [
    "replied_to": .reply, "replies to": .reply, "comment": .reply, "retweet": .repost, "retweeted": .repost,
    "reblog": .repost, "share": .repost, "quoted": .quote, "mentions": .mention, "mentioned": .mention,
    "follows": .follow, "following": .follow, "follower": .follow,
  ]

  /// The kind of that name, or of one that means the same; nil for none.
  static func kind(named name: String) -> EdgeKind? {
    var name = name.trimmingBlanks
    return name.withUTF8 { parser.parse($0) } ?? synonyms[name.lowercased()]
  }

  private static let parser = KeywordParser<EdgeKind>()

  /// Appends the edge's records. `fallback` is `--kind`.
  func append(fallback: EdgeKind?, to platform: inout RecordBatch.Platform) throws(RowProblem) {
    let stated = kind.flatMap { $0.trimmingBlanks.isEmpty ? nil : $0 }
    guard let kind = stated.map(GraphEdge.kind) ?? fallback else {
      let kinds = EdgeKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw RowProblem(
        "kind: expected \(kinds), found \(stated.map { "“\($0.prefix(60))”" } ?? "nothing; give --kind")")
    }
    let isTwoWay = !isDirected && source != target
    guard let interaction = kind.interaction else {
      platform.follows.append(follower: source, followed: target)
      if isTwoWay { platform.follows.append(follower: target, followed: source) }
      return
    }
    let count = try self.count()
    platform.interactions.append(InteractionRecord(kind: interaction, actor: source, target: target, count: count))
    if !isTwoWay { return }
    platform.interactions.append(
      InteractionRecord(kind: interaction, actor: target, target: source, count: count, isRow: false))
  }

  private func count() throws(RowProblem) -> Int64 {
    guard let text = weight?.trimmingBlanks, !text.isEmpty else { return 1 }
    if let count = Int64(text) ?? Double(text).flatMap({ Int64(exactly: $0) }), count >= 1 { return count }
    throw RowProblem("weight: expected a whole number from 1 on, found “\(text.prefix(40))”")
  }
}

extension FormatError {
  /// No edge of the graph says what it means, and neither does `--kind`.
  static func edgesWithoutKind(path: String) -> FormatError {
    .missingOption(
      path: path, option: "--kind",
      remedy: "no edge of the graph says what it means; write follow, reply, mention, repost or quote (the source acts "
        + "on the target)")
  }
}

/// The numbered nodes of a graph file, and what accounts they are: called by their labels where every node has one of its
/// own, as networkx and igraph have it, else by their numbers.
struct GraphNodes {
  private var numbers: [Int64] = []
  private var labels: [Int64: String] = [:]

  /// Adds a node; of two of one number the first label counts.
  mutating func add(_ number: Int64, label: String?) {
    numbers.append(number)
    if let label = label?.trimmingBlanks, !label.isEmpty, labels[number] == nil { labels[number] = label }
  }

  /// Number → account.
  func accounts() -> [Int64: ExternalID] {
    let distinct = Set(numbers)
    let isNamed = labels.count == distinct.count && Set(labels.values).count == distinct.count
    var accounts: [Int64: ExternalID] = [:]
    for number in distinct { accounts[number] = isNamed ? ExternalID(labels[number] ?? "") : ExternalID("\(number)") }
    return accounts
  }

  /// Appends an account for each node, in the order of the file.
  func append(_ accounts: [Int64: ExternalID], to platform: inout RecordBatch.Platform) {
    var seen: Set<Int64> = []
    for number in numbers where seen.insert(number).inserted {
      guard let id = accounts[number] else { continue }
      let name = labels[number]
      platform.accounts.append(AccountRecord(id: id, name: name == "\(id)" ? nil : name))
    }
  }
}

/// What a graph's file in XML says of the attributes of its nodes and edges, before these come: arbitrary keys, the names
/// after them, and what holds where an element says nothing. Names that nobody asks for are left out.
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

  /// The name after the key that is in `attribute` of a value; nil for one that nobody declared.
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
