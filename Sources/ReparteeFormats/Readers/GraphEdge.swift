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
  /// The word that the file has for it.
  var kind: String?
  var weight: String?
  var isDirected = true

  /// What other tools call the kinds.
  private static let words: [String: EdgeKind] = [
    "replied_to": .reply, "replies to": .reply, "comment": .reply, "retweet": .repost, "retweeted": .repost,
    "reblog": .repost, "share": .repost, "quoted": .quote, "mentions": .mention, "mentioned": .mention,
    "follows": .follow, "following": .follow, "follower": .follow,
  ]

  /// The kind that a word means; nil for none.
  static func kind(named word: String) -> EdgeKind? {
    var word = word.trimmingBlanks
    return word.withUTF8 { plainWords.word($0) } ?? words[word.lowercased()]
  }

  private static let plainWords = Words<EdgeKind>()

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
