import ReparteeGraph

/// How a conversation is layered: its depth, its width and its thread index.
///
/// The root is level 0. Depth is the last level; width the most posts on one level; the thread index the largest i such
/// that level i holds at least i posts (gaps allowed), so that neither a long quarrel of two nor a flat heap of answers
/// has a high one. Whole conversations, stubs included, whatever the window.
/// Complexity: O(n) for n posts.
/// Source: Gómez, Kaltenbrunner, López, "Statistical analysis of the social network and discussion threads in
/// Slashdot", WWW 2008, https://doi.org/10.1145/1367497.1367585.
package struct ConversationLevels: Sendable, Equatable {
  /// The last level, the root being 0.
  package var depth: Int
  /// The most posts on one level.
  package var width: Int
  /// The largest i such that level i has at least i posts.
  package var threadIndex: Int

  /// The levels of every conversation.
  package static func compute(in network: SocialNetwork) -> [ConversationLevels] {
    let conversations = network.conversations
    let blocks = Cores.blocks(of: conversations.count, size: 4096)
    let parts = Cores.map(count: blocks.count) { block in
      blocks[block].map { conversation -> ConversationLevels in
        let posts = conversations.posts(ofConversation: conversation)
        var levels: [Int] = []
        var depths = [Int32](repeating: 0, count: posts.count)
        for post in posts {
          let parent = conversations.parents[post]
          let depth = parent == Conversations.none ? 0 : depths[Int(parent) - posts.lowerBound] + 1
          depths[post - posts.lowerBound] = depth
          if Int(depth) == levels.count { levels.append(0) }
          levels[Int(depth)] += 1
        }
        return ConversationLevels(
          depth: levels.count - 1, width: levels.max() ?? 0,
          threadIndex: levels.indices.last { levels[$0] >= $0 } ?? 0)
      }
    }
    return Array(parts.joined())
  }

  /// The first conversation whose levels are not what the definition demands, or nil: each post's ancestors counted.
  package static func discrepancy(of levels: [ConversationLevels], in network: ScopedNetwork) -> String? {
    let conversations = network.network.conversations
    for (conversation, given) in levels.enumerated() {
      let depths = conversations.posts(ofConversation: conversation).map {
        Verification.ancestors(of: $0, in: network).count
      }
      let sizes = Dictionary(grouping: depths) { $0 }.mapValues(\.count)
      let expected = ConversationLevels(
        depth: depths.max() ?? 0, width: sizes.values.max() ?? 0,
        threadIndex: sizes.filter { $0.value >= $0.key }.keys.max() ?? 0)
      if given != expected { return "conversation \(conversation) has \(given), by the definition \(expected)" }
    }
    return nil
  }
}

extension MeasuredNetwork {
  /// Every conversation's levels.
  package var conversationLevels: [ConversationLevels] {
    remember("conversationLevels") { ConversationLevels.compute(in: scoped.network) }
  }
}

extension Measure {
  static let depth = Measure(
    "depth", of: .conversation, "levels below the root", range: "0 and up, levels",
    source: "Gómez, Kaltenbrunner, López 2008"
  ) { network in network.conversationLevels.map { .integer($0.depth) } }

  static let width = Measure(
    "width", of: .conversation, "the most posts on one level", range: "1 and up, posts",
    source: "Gómez, Kaltenbrunner, López 2008"
  ) { network in network.conversationLevels.map { .integer($0.width) } }

  static let threadIndex = Measure(
    "thread_index", of: .conversation, "the largest i such that level i has at least i posts", range: "0 to depth",
    source: "Gómez, Kaltenbrunner, López 2008"
  ) { network in network.conversationLevels.map { .integer($0.threadIndex) } }
}
