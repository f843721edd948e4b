import ReparteeGraph

/// The worked example of the measures' definitions: two conversations, eleven followers, all values known by hand.
package enum Toy {
  /// Voices by letter, in id order: A B C D E F X g1 … g6.
  package static let names = ["A", "B", "C", "D", "E", "F", "X", "g1", "g2", "g3", "g4", "g5", "g6"]

  /// id, author, parent, minute.
  package static let posts: [(id: Int64, author: String, parent: Int64?, minute: Int64)] = [
    (1, "A", nil, 0), (2, "B", 1, 5), (3, "A", 2, 9), (4, "B", 3, 20), (5, "E", 2, 30), (6, "C", 1, 15),
    (7, "A", 6, 25), (8, "C", 7, 60), (9, "F", 8, 90), (10, "A", 1, 2), (11, "C", 10, 200),
    (21, "D", nil, 0), (22, "B", 21, 1), (23, "X", 21, 2), (24, "X", 21, 3), (25, "E", 21, 4), (26, "B", 25, 5),
  ]

  /// followed: followers.
  package static let followers: [(String, [String])] = [
    ("A", ["B", "C", "g1"]), ("B", ["A", "g1", "g2"]), ("C", ["A", "g3"]),
    ("D", ["B", "E", "X", "g1", "g2", "g3", "g4", "g5", "g6"]), ("E", ["g4"]),
  ]

  package static func voice(_ name: String) -> Int { names.firstIndex(of: name) ?? -1 }

  /// The network of the example.
  /// - Parameter completeFollows: the platforms whose follow lists are declared complete.
  package static func network(completeFollows: Set<String> = []) -> SocialNetwork {
    var builder = NetworkBuilder()
    builder.completeFollows = completeFollows
    for name in names { builder.voices.append(platform: "local", id: .text(name), handle: name) }
    let platform = builder.platform(named: "local")
    for post in posts {
      builder.add(
        .init(
          id: .number(post.id), author: UInt32(voice(post.author)), parent: post.parent.map { .number($0) },
          time: Timestamp(seconds: post.minute * 60), kind: post.parent == nil ? .post : .reply), platform: platform)
    }
    var (sources, targets): ([UInt32], [UInt32]) = ([], [])
    for (followed, followers) in followers {
      for follower in followers {
        sources.append(UInt32(voice(followed)))
        targets.append(UInt32(voice(follower)))
      }
    }
    builder.followers = Adjacency(nodeCount: names.count, sources: sources, targets: targets)
    return builder.build()
  }
}
