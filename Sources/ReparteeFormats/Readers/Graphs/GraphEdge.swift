import ReparteeGraph

/// One edge of a graph file, in whatever syntax: what all graph formats share.
///
/// - Its kind says what the source does to the target; where it does not, the kind given says it for all of them.
/// - An edge without direction is an arc each way; of interactions only the first one is counted as the row, while
///   follows count each.
/// - The weight of an interaction is its count: of a fraction the nearest whole number, at least 1, since the edge is
///   there. The weight of a follow is left out.
/// - NodeXL's `Tweet` is a post of the account that it loops at.
struct GraphEdge {
  var source: ExternalID
  var target: ExternalID
  /// What the file calls its kind.
  var kind: String?
  var weight: String?
  var isDirected = true
  /// When it was done, as the file says it; what is no time is noted.
  var time: String?
  /// The post that the edge stands for, where it names one.
  var post: ExternalID?

  /// What other tools call the kinds.
  private static let synonyms: [String: EdgeKind] = [
    "replied_to": .reply, "replies to": .reply, "comment": .reply, "retweet": .repost, "retweeted": .repost,
    "reblog": .repost, "share": .repost, "quoted": .quote, "mentions": .mention, "mentioned": .mention,
    "follows": .follow, "following": .follow, "follower": .follow, "reply to": .reply, "in reply to": .reply,
    "replied to": .reply, "mentionsinretweet": .mention, "mentionsinreplyto": .mention, "mentionsinquote": .mention,
    "mentionsinquotereply": .mention, "mention in retweet": .mention, "mentionsinreply": .mention,
  ]

  /// NodeXL's word for what an account published, as a loop.
  static func isPost(_ kind: String) -> Bool {
    // Most kinds begin with another letter, and cost nothing.
    guard let first = kind.utf8.first, " \tTt".utf8.contains(first) else { return false }
    return kind.trimmingBlanks.lowercased() == "tweet"
  }

  /// The kind of that name, or of one that means the same; nil for none.
  static func kind(named name: String) -> EdgeKind? {
    var name = name.trimmingBlanks
    return name.withUTF8 { parser.parse($0) } ?? synonyms[name.lowercased()]
  }

  private static let parser = KeywordParser<EdgeKind>()

  /// Appends the edge's records. `fallback` is the kind given for the file.
  func append(
    fallback: EdgeKind?, to platform: inout RecordBatch.Platform, _ notes: IDNotes
  ) throws(RowProblem) {
    let time = self.time.flatMap { text -> Timestamp? in
      if text.trimmingBlanks.isEmpty { return nil }
      if let time = Timestamp(text: text) ?? TimeText.american(text) { return time }
      notes.add("edges whose time is of no known form; they are kept without a time")
      return nil
    }
    if source == target, let kind, GraphEdge.isPost(kind) {
      let id = post ?? .text("tweet-\(source)-\(self.time ?? weight ?? "")")
      platform.posts.append(PostRecord(id: id, author: source, time: time))
      return
    }
    let stated = kind.flatMap { $0.trimmingBlanks.isEmpty ? nil : $0 }
    guard let kind = stated.map(GraphEdge.kind) ?? fallback else {
      let kinds = EdgeKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw RowProblem(
        "kind: expected \(kinds), found \(stated.map { "“\($0.prefix(60))”" } ?? "nothing; give a kind")")
    }
    let isTwoWay = !isDirected && source != target
    guard let interaction = kind.interaction else {
      platform.follows.append(follower: source, followed: target)
      if isTwoWay { platform.follows.append(follower: target, followed: source) }
      return
    }
    let count =
      try weight.flatMap { text throws(RowProblem) -> Int64? in
        let text = text.trimmingBlanks
        return text.isEmpty ? nil : try WrittenCount.weight(text, "weight", notes)
      } ?? 1
    platform.interactions.append(
      InteractionRecord(kind: interaction, actor: source, target: target, time: time, count: count, post: post))
    if !isTwoWay { return }
    platform.interactions.append(
      InteractionRecord(
        kind: interaction, actor: target, target: source, time: time, count: count, post: post, isRow: false))
  }
}

extension FormatError {
  /// No edge of the graph says what it means, and no kind is given.
  static func edgesWithoutKind(path: String) -> FormatError {
    .missingSetting(
      path: path, setting: .kind,
      remedy: "no edge of the graph says what it means; give follow, reply, mention, repost or quote (the source acts "
        + "on the target)")
  }
}

/// What a graph's file in XML says of the attributes of its nodes and edges, before these come: arbitrary keys, the names
/// after them, and what holds where an element says nothing. Names that nobody asks for are left out.
struct GraphAttributes: Sendable {
  /// What is read of nodes and of edges.
  private static let read: Set<String> = Set(
    ["followers", "follower count", "followers_count", "suid", "weight", "platform", "organisation"] + names + times
      + posts)
  /// What may hold a node's name, the surest first.
  static let names = ["handle", "screen_name", "username", "name", "label", "shared name", "display name", "full name"]
  /// What may hold an edge's time.
  static let times = [
    "time", "relationship date (utc)", "relationship date", "tweet date (utc)", "created_at", "timestamp", "date",
  ]
  /// What may hold the post that an edge stands for.
  static let posts = ["post", "imported id", "tweet id", "post id"]

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
