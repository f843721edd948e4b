import ReparteeGraph

/// Somebody who leads a community, by what its own members do.
package struct CommunityLeader: Sendable, Equatable {
  /// The member.
  package var voice: UInt32
  /// M + C, counted among the community's members alone.
  package var points: Int
  /// C, counted likewise.
  package var returns: Int
  /// R1, counted likewise.
  package var repliers: Int

  /// How the leader is called: somebody who answers next to nobody leads nobody, and the community gathers around it.
  package var relation: String {
    (points - returns) * Sections.repliersPerAnswer > repliers ? "led by" : "around"
  }

  /// From how many members' replies on somebody is said to lead: those of one or two are a talk among friends.
  static let fewestRepliers = 3

  /// What decides: points that do not depend on one or two people, then how many members reply.
  fileprivate var key: (Int, Int, Int) {
    (returns > Sections.mostReturnsOfThin ? points : 0, repliers, points)
  }
}

extension MeasuredNetwork {
  /// Community (from 1) → its members in the order in which they lead it, at most three: by M + C among its members where
  /// more than two of them came back, then by repliers among them, then in id order. So two who talk with each other do
  /// not lead a community that gathers around somebody else. Nobody leads to whom fewer than three members replied, and
  /// whoever answered none of them is named first or not at all.
  ///
  /// Complexity: O(R1 + M + C over all voices).
  package var communityLeading: [UInt32: [CommunityLeader]] {
    remember("communityLeading") {
      let (communities, repliers) = (communities, repliers)
      let (reciprocated, conversed) = (reciprocated, conversed)
      func own(_ voice: Int, _ people: ArraySlice<UInt32>) -> Int {
        people.count { communities[Int($0)] == communities[voice] }
      }
      var leading: [UInt32: [CommunityLeader]] = [:]
      for voice in communities.indices {
        guard let community = communities[voice] else { continue }
        let repliers = own(voice, repliers[voice])
        if repliers < CommunityLeader.fewestRepliers { continue }
        let returns = own(voice, conversed[voice])
        let leader = CommunityLeader(
          voice: UInt32(voice), points: own(voice, reciprocated[voice]) + returns, returns: returns, repliers: repliers)
        var first = leading[community] ?? []
        let place = first.firstIndex { $0.key < leader.key } ?? first.count
        first.insert(leader, at: place)
        leading[community] = Array(first.prefix(3))
      }
      return leading.mapValues { leaders in
        leaders.enumerated().filter { $0 == 0 || $1.points > 0 }.map(\.element)
      }
    }
  }

  /// Community (from 1) → who leads it; nobody where the community does not persist.
  package var communityLeaders: [UInt32: CommunityLeader] {
    communityLeading.compactMapValues(\.first).filter { number, _ in persists(number) }
  }

  /// Whether a community is there in other samples of the same conversations, too.
  package func persists(_ community: UInt32) -> Bool {
    communityStability[Int(community) - 1].map { $0 >= CommunityStability.persistentFrom } ?? false
  }
}

/// How far communities are those of the people and not of the sample: the share of pairs of a community's members that
/// stay together when half of the conversations are left out and the search begins from another seed.
///
/// Each draw keeps ⌊N / 2⌋ of the N conversations (of replies between accounts, which have none, a half), finds the
/// communities again from a seed of its own, and counts the pairs of members who still reply to anybody: how many of these
/// are in one community again. The value is the mean over the draws, 0 to 1; nil where no draw keeps two members.
/// Complexity: that of Leiden, 20 times; 4 times from a million reply arcs on.
/// Source: Ben-Hur, Elisseeff, Guyon, "A stability based method for discovering structure in clustered data", Pacific
/// Symposium on Biocomputing 2002, https://doi.org/10.1142/9789812799623_0002.
package enum CommunityStability {
  /// From this share on a community is said to persist, and to have a leader: more pairs stay together than part.
  package static let persistentFrom = 0.5

  /// Community (from 0) → its stability.
  static func compute(in network: ScopedNetwork, communities: [UInt32?], count: Int, seed: UInt64) -> [Double?] {
    let draws = network.network.posts.count + network.network.replies.count > 1_000_000 ? 4 : 20
    var members = [[Int]](repeating: [], count: count)
    for (voice, community) in communities.enumerated() {
      if let community { members[Int(community) - 1].append(voice) }
    }
    let shares = Cores.map(count: draws) { draw -> [Double?] in
      Cores.$threadLimit.withValue(1) {
        let graph = ReplyGraph(half(of: network, seed: seed, draw: draw))
        let found = graph.byVoice(
          Leiden.compute(on: graph.neighbours, weights: graph.weights, seed: seed &+ UInt64(draw) &+ 1).communities)
        return members.map { together($0.compactMap { found[$0] }) }
      }
    }
    return members.indices.map { community in
      let own = shares.compactMap { $0[community] }
      return own.isEmpty ? nil : own.reduce(0, +) / Double(own.count)
    }
  }

  /// The share of pairs with equal numbers; nil below two.
  private static func together(_ numbers: [UInt32]) -> Double? {
    if numbers.count < 2 { return nil }
    let sizes = numbers.reduce(into: [UInt32: Int]()) { $0[$1, default: 0] += 1 }.values
    let pairs = Double(numbers.count) * Double(numbers.count - 1)
    return sizes.reduce(0) { $0 + Double($1) * Double($1 - 1) } / pairs
  }

  /// The network with half of its conversations, the rest treated as lost.
  private static func half(of network: ScopedNetwork, seed: UInt64, draw: Int) -> ScopedNetwork {
    let forest = network.network.conversations
    var random = SplitMix64(seed: seed, part: draw)
    var isKept = [Bool](repeating: false, count: forest.count)
    random.choose(kept(of: forest.count), of: forest.count) { isKept[$0] = true }
    let replies = network.network.replies.count
    var isReplyLost = [Bool](repeating: false, count: replies)
    random.choose(replies - kept(of: replies), of: replies) { isReplyLost[$0] = true }
    let isPostLost = (0..<network.network.posts.count).map { !isKept[Int(forest.conversation(of: $0))] }
    return network.losing(posts: isPostLost, replies: isReplyLost)
  }

  /// A half, but never nothing of something.
  private static func kept(of count: Int) -> Int { count == 0 ? 0 : max(1, count / 2) }
}

extension MeasuredNetwork {
  /// Community (from 0, by falling size) → the share of its pairs that stay together.
  package var communityStability: [Double?] {
    remember("communityStability") {
      CommunityStability.compute(in: scoped, communities: communities, count: leiden.sizes.count, seed: seed)
    }
  }
}

extension Measure {
  static let communityStability = Measure(
    "community_stability", of: .voice,
    "of its community's pairs, the share that stay together with half of the conversations and another seed",
    range: "0 to 1; below 0.5 the community does not persist; empty without a reply arc",
    source: "Ben-Hur, Elisseeff & Guyon 2002"
  ) { network in
    let stability = network.communityStability
    return network.communities.map { .decimal($0.flatMap { stability[Int($0) - 1] }, places: 3) }
  }
}
