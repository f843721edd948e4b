/// The headers by which sheets of edges call their two ends, besides Gephi's `Source` and `Target`.
///
/// A pair is known only as a pair: `from` next to `to` is an edge's beginning, alone it may be anything. The first acts on
/// the second; what it does, the kind given has to say.
package enum EdgeHeader {
  private static let pairs: [(source: [String], target: [String])] = [
    (["from", "from_id", "fromnodeid", "fromnode"], ["to", "to_id", "tonodeid", "tonode"]),
    (["source", "source_id", "src"], ["target", "target_id", "dst", "dest", "destination"]),
    (["sender", "sender_id"], ["receiver", "recipient", "receiver_id", "recipient_id"]),
    (["node1", "node_1", "vertex1", "vertex_1", "v1"], ["node2", "node_2", "vertex2", "vertex_2", "v2"]),
    (
      ["user", "user_id", "username", "screen_name", "handle", "account"],
      [
        "reply_to", "replied_to", "in_reply_to", "in_reply_to_user_id", "in_reply_to_screen_name", "friend",
        "friend_id",
        "mentioned", "mentioned_user", "retweeted", "followee", "following",
      ]
    ),
    (["replier", "replying"], ["replied", "replied_to"]),
  ]

  /// The headers of the two ends, if there is one pair of them.
  static func ends(of names: [String]) -> (source: String, target: String)? {
    for pair in pairs {
      if let source = names.first(where: { pair.source.contains($0.lowercased()) }),
        let target = names.first(where: { pair.target.contains($0.lowercased()) })
      {
        // With an id of its own a row is a post, and what it replies to is the id of another one.
        if posts.contains(target.lowercased()), names.contains(where: isIDOfRow) { return nil }
        return (source, target)
      }
    }
    return nil
  }

  /// Ends that may be posts as well as accounts.
  private static let posts: Set<String> = ["reply_to", "replied_to", "in_reply_to"]
  /// What the column is called that holds the id of a row's own post.
  private static let ids: Set<String> = Set(
    ["post", "comment", "tweet", "message", "msg", "status", "toot", "item", "note"].flatMap {
      ["\($0)_id", "\($0)id"]
    } + ["id"])

  /// Whether a header is one of the ids that rows have themselves, as posts do.
  static func isIDOfRow(_ name: String) -> Bool { ids.contains(name.lowercased()) }

  /// Whether a header is one of those who act.
  static func isActor(_ name: String) -> Bool {
    name.lowercased() == "author" || pairs.contains { $0.source.contains(name.lowercased()) }
  }

  /// Whether a header is one of dates, texts or counts, so that its column holds no account and no post.
  package static func namesNobody(_ name: String) -> Bool {
    let name = name.lowercased()
    return others.contains { name.contains($0) }
  }

  private static let others = [
    "date", "time", "created", "text", "body", "reach", "like", "count", "sentiment", "title",
  ]

  /// Whether a word is one that heads a column of edges.
  static func isWord(_ word: String) -> Bool {
    let word = word.lowercased()
    return pairs.contains { $0.source.contains(word) || $0.target.contains(word) }
  }
}
