import ReparteeGraph

/// What voices are ranked by.
public enum Ranking: String, CaseIterable, Codable, Sendable {
  /// M + C: a point for everybody answered, one more for everybody who came back.
  case score
  case replyReach = "reply-reach"
  case conversed, repliers, reciprocated
  case audienceReach = "audience-reach"

  /// What the ranking counts, as it stands in a sentence.
  package var quantity: String {
    switch self {
    case .score: "score"
    case .replyReach: "reply reach"
    case .conversed: "people who came back"
    case .repliers: "repliers"
    case .reciprocated: "people answered"
    case .audienceReach: "audience reach"
    }
  }
}

/// What decides a voice's rank: the ranking's quantity, ties by R, then by R1. More is better.
struct RankKey: Comparable {
  var value: Int
  var reach: Int
  var repliers: Int

  static func < (left: RankKey, right: RankKey) -> Bool {
    (left.value, left.reach, left.repliers) < (right.value, right.reach, right.repliers)
  }

  /// The keys of the voices in `pool`; nil for audience reach, which is not counted here.
  /// Complexity: O(posts + the walks of `ReplyReach` over the pool).
  static func keys(of pool: [UInt32], in network: ScopedNetwork, by ranking: Ranking) -> [RankKey]? {
    if ranking == .audienceReach { return nil }
    let repliers = Repliers.compute(in: network)
    let needsReciprocated = ranking == .score || ranking == .reciprocated
    let needsConversed = ranking == .score || ranking == .conversed
    let reciprocated = needsReciprocated ? Reciprocated.compute(in: network) : nil
    let conversed = needsConversed ? Conversed.compute(in: network) : nil
    let reachIndex = ReachIndex(network)
    var walker = ReachWalker(voiceCount: network.network.voices.count)
    return pool.map(Int.init).map { voice in
      walker.walk(voice, on: reachIndex)
      let reach = walker.people.count
      let value =
        switch ranking {
        case .replyReach, .audienceReach: reach
        case .repliers: repliers.count(of: voice)
        case .score, .reciprocated, .conversed:
          (reciprocated?.count(of: voice) ?? 0) + (conversed?.count(of: voice) ?? 0)
        }
      return RankKey(value: value, reach: reach, repliers: repliers.count(of: voice))
    }
  }

  /// The competition ranks of these keys: 1, 2, 2, 4.
  static func ranks(of keys: [RankKey]) -> [Int] {
    let order = keys.indices.sorted { keys[$1] < keys[$0] }
    var ranks = [Int](repeating: 1, count: keys.count)
    for (place, index) in order.enumerated() where place > 0 {
      ranks[index] = keys[order[place - 1]] == keys[index] ? ranks[order[place - 1]] : place + 1
    }
    return ranks
  }
}
