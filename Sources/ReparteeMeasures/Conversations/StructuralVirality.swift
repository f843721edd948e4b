import ReparteeGraph

/// Structural virality of a conversation: the mean distance between two of its posts along reply links.
///
/// Near 2 for a broadcast with answers to the root alone (a star on n posts has 2 − 2/n), high for talk that runs on
/// from answer to answer (a chain has (n + 1) / 3). W / [n (n − 1) / 2] with W = Σ over non-root v of s(v) · (n − s(v)),
/// where s is the size of v's subtree. Stubs are posts like others. Undefined for a single post. Range 1 and up.
/// Complexity: O(n) for n posts. Source: Goel, Anderson, Hofman, Watts, "The Structural Virality of Online Diffusion",
/// Management Science 62 (2016), https://doi.org/10.1287/mnsc.2015.2158.
package enum StructuralVirality {
  /// The virality of every conversation.
  package static func compute(in network: SocialNetwork) -> [Double?] {
    let conversations = network.conversations
    let blocks = Cores.blocks(of: conversations.count, size: 4096)
    let parts = Cores.map(count: blocks.count) { block in
      blocks[block].map { conversation -> Double? in
        let posts = conversations.posts(ofConversation: conversation)
        let count = posts.count
        guard count > 1 else { return nil }
        // Each link lies on the way between everything below it and everything else.
        var distances = 0
        for post in posts.dropFirst() {
          let size = Int(conversations.subtreeEnds[post]) - post
          distances += size * (count - size)
        }
        return Double(distances) / (Double(count) * Double(count - 1) / 2)
      }
    }
    return Array(parts.joined())
  }

  /// The first conversation whose virality is not the mean distance over all pairs of posts, or nil: each pair's way
  /// walked. Complexity: O(n² depth).
  package static func discrepancy(of values: [Double?], in network: ScopedNetwork) -> String? {
    let conversations = network.network.conversations
    for (conversation, value) in values.enumerated() {
      let paths = conversations.posts(ofConversation: conversation).map { post in
        [post] + Verification.ancestors(of: post, in: network)
      }
      var distances: [Int] = []
      for (index, left) in paths.enumerated() {
        for right in paths[..<index] {
          let shared = zip(left.reversed(), right.reversed()).prefix { $0 == $1 }.count
          distances.append(left.count + right.count - 2 * shared)
        }
      }
      let expected = distances.isEmpty ? nil : Double(distances.reduce(0, +)) / Double(distances.count)
      if value != expected {
        return "the virality of conversation \(conversation) is \(String(describing: value)), "
          + "by the definition \(String(describing: expected))"
      }
    }
    return nil
  }
}

extension Measure {
  static let structuralVirality = Measure(
    "structural_virality", of: .conversation, "the mean distance between two posts along reply links",
    range: "1 and up, links; 2 is a star, more is talk that runs on; empty for a single post",
    source: "Goel, Anderson, Hofman, Watts 2016"
  ) { network in StructuralVirality.compute(in: network.scoped.network).map { .decimal($0, places: 4) } }
}
