import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks

/// Networks that every measure of certainty is tried on.
enum CertaintyCase {
  /// A random network under its own window and rules.
  static func scoped(_ raw: RandomNetwork, shuffledBy order: UInt64? = nil) -> ScopedNetwork {
    ScopedNetwork(
      raw.network(shuffledBy: order),
      scope: Scope(window: raw.window, colleagues: raw.dropsColleagues ? .leaveOut : .count))
  }

  /// Nobody; one post; posts without replies; a star of replies to one post; a path.
  static var families: [ScopedNetwork] {
    [
      network(of: []), network(of: [(1, 0, nil)]), network(of: [(1, 0, nil), (2, 1, nil), (3, 0, nil)]),
      network(of: [(1, 0, nil), (2, 1, 1), (3, 2, 1), (4, 3, 1)]),
      network(of: [(1, 0, nil), (2, 1, 1), (3, 2, 2), (4, 3, 3)]),
    ]
  }

  /// Posts as (id, author, parent), each a minute after the one before.
  static func network(of posts: [(id: Int64, author: UInt32, parent: Int64?)]) -> ScopedNetwork {
    var builder = NetworkBuilder()
    for voice in 0..<(posts.map { Int64($0.author) + 1 }.max() ?? 0) {
      builder.voices.append(platform: "local", id: .number(voice))
    }
    let platform = builder.platform(named: "local")
    for (minute, post) in posts.enumerated() {
      builder.add(
        .init(
          id: .number(post.id), author: post.author, parent: post.parent.map { .number($0) },
          time: Timestamp(seconds: Int64(minute) * 60), kind: post.parent == nil ? .post : .reply), platform: platform)
    }
    return ScopedNetwork(builder.build())
  }
}
