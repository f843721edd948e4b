import ReparteeGraph

/// A network as other tools take it: who is in it, and what they did to each other.
package struct ExportedGraph: Sendable, Equatable {
  /// A voice.
  package struct Node: Sendable, Equatable {
    /// What edges call it: its id, with the platform before it where the network has several.
    package var id: String
    /// The platform of its first account.
    package var platform: String
    /// Its handle, or nil.
    package var handle: String?
    /// Its name, or nil.
    package var name: String?
    /// What it is.
    package var kind: VoiceKind
    /// Its organisation, or nil.
    package var organisation: String?
    /// The platforms' count of its followers, or nil.
    package var followers: Int64?

    /// What people call it: its handle, else its name, else its id.
    package var label: String { handle ?? name ?? id }
  }

  /// What one voice did to another, all of one kind together.
  package struct Edge: Sendable, Equatable {
    /// Who acts: a node by its position.
    package var source: Int
    /// Whom it concerns.
    package var target: Int
    /// What it is: follow, reply, mention, repost or quote.
    package var kind: EdgeKind
    /// How often; 1 of follows.
    package var weight: Int
  }

  /// The voices, in the order of platform and id.
  package var nodes: [Node] = []
  /// The edges, by kind, then source, then target; a pair once a kind.
  package var edges: [Edge] = []

  /// The graph of a network and of the interactions that it does not keep.
  /// - Parameters:
  ///   - others: mentions and quotes.
  ///   - names: the names of voices that have a handle besides, by voice.
  /// Complexity: O(posts + interactions + follows), and a sort of the pairs.
  package init(
    _ network: SocialNetwork, others: [(kind: EdgeKind, interactions: AccountInteractions)] = [],
    names: [Int: String] = [:]
  ) {
    let voices = network.voices
    let hasSeveral = Set(voices.platforms).count > 1
    nodes = (0..<voices.count).map { voice in
      let id = voices.ids[voice].description
      return Node(
        id: hasSeveral ? voices.platforms[voice] + ":" + id : id, platform: voices.platforms[voice],
        handle: voices.handles[voice], name: names[voice] ?? voices.names[voice], kind: voices.kinds[voice],
        organisation: voices.organisation(of: voice),
        followers: voices.followerCounts[voice])
    }
    var pairs: [EdgeKind: [UInt64: Int]] = [
      .reply: Self.pairs(network.replies), .repost: Self.pairs(network.reposts), .follow: [:],
    ]
    for (kind, interactions) in others { pairs[kind] = Self.pairs(interactions) }
    let (authors, answered) = (network.posts.authors, network.posts.answered)
    for post in 0..<network.posts.count where answered[post] != Posts.none {
      let (author, target) = (authors[post], authors[Int(answered[post])])
      if author != Posts.none, target != Posts.none { pairs[.reply]?[Self.key(author, target), default: 0] += 1 }
    }
    for followed in 0..<(network.followers?.nodeCount ?? 0) {
      for follower in network.followers?[followed] ?? [] {
        pairs[.follow]?[Self.key(follower, UInt32(followed))] = 1
      }
    }
    for kind in EdgeKind.allCases {
      for (pair, weight) in (pairs[kind] ?? [:]).sorted(by: { $0.key < $1.key }) {
        edges.append(Edge(source: Int(pair >> 32), target: Int(pair & 0xFFFF_FFFF), kind: kind, weight: weight))
      }
    }
  }

  private static func key(_ actor: UInt32, _ target: UInt32) -> UInt64 { UInt64(actor) << 32 | UInt64(target) }

  private static func pairs(_ interactions: AccountInteractions) -> [UInt64: Int] {
    var pairs: [UInt64: Int] = [:]
    for index in 0..<interactions.count {
      pairs[key(interactions.actors[index], interactions.targets[index]), default: 0] +=
        Int(interactions.counts[index])
    }
    return pairs
  }
}
