import ReparteeGraph

/// Who speaks in a conversation: how many people, and how unequally.
///
/// Over the counted people and their held posts, of the whole conversation whatever the window: root and self-replies
/// included. The Gini coefficient of posts per person is 0 where all speak equally often and nears 1 where one speaks
/// alone among many; G = 2 Σ i·x_(i) / (n Σx) − (n + 1) / n over n people with ascending counts x; nil without a
/// person. Range 0 to 1 − 1/n. Complexity: O(n log n) for n posts.
/// Source: Gini, "Variabilità e mutabilità", 1912, which has no DOI; extracts in English in Ceriani & Verme, "The Origins
/// of the Gini Index", Journal of Economic Inequality 10 (2012), https://doi.org/10.1007/s10888-011-9188-x.
package struct Speakers: Sendable, Equatable {
  /// How many distinct people posted in it.
  package var people: Int
  /// The Gini coefficient of posts per person.
  package var gini: Double?

  /// The speakers of every conversation.
  package static func compute(in network: ScopedNetwork) -> [Speakers] {
    let conversations = network.network.conversations
    let posts = network.network.posts
    let blocks = Cores.blocks(of: conversations.count, size: 4096)
    let parts = Cores.map(count: blocks.count) { block in
      blocks[block].map { conversation -> Speakers in
        var authors: [UInt32] = []
        for post in conversations.posts(ofConversation: conversation) {
          let author = posts.authors[post]
          if author == Posts.none || posts.flags[post].contains(.stub) || !network.isPerson[Int(author)] { continue }
          authors.append(author)
        }
        return Speakers(postsPerPerson: runLengths(of: authors.sorted()))
      }
    }
    return Array(parts.joined())
  }

  init(postsPerPerson counts: [Int]) {
    people = counts.count
    let sum = counts.reduce(0, +)
    guard sum > 0 else { return }
    let weighted = counts.sorted().enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
    let n = Double(counts.count)
    gini = 2 * Double(weighted) / (n * Double(sum)) - (n + 1) / n
  }

  private static func runLengths(of sorted: [UInt32]) -> [Int] {
    var lengths: [Int] = []
    for index in sorted.indices {
      if index > 0, sorted[index] == sorted[index - 1] { lengths[lengths.count - 1] += 1 } else { lengths.append(1) }
    }
    return lengths
  }

  /// The first conversation whose speakers are not what the definition demands, or nil: the Gini coefficient as half
  /// the mean difference of all pairs of people over the mean.
  package static func discrepancy(of speakers: [Speakers], in network: ScopedNetwork) -> String? {
    let conversations = network.network.conversations
    let posts = network.network.posts
    var counts = [[UInt32: Int]](repeating: [:], count: conversations.count)
    for post in 0..<posts.count where !posts.flags[post].contains(.stub) {
      let author = posts.authors[post]
      guard author != Posts.none, network.isPerson[Int(author)] else { continue }
      counts[Int(conversations.conversation(of: post))][author, default: 0] += 1
    }
    for (conversation, given) in speakers.enumerated() {
      let values = Array(counts[conversation].values)
      let differences = values.reduce(0) { sum, left in sum + values.reduce(0) { $0 + abs(left - $1) } }
      let total = values.reduce(0, +)
      let expected = Double(differences) / Double(max(1, 2 * values.count * total))
      guard given.people == values.count, (given.gini == nil) == values.isEmpty,
        abs((given.gini ?? 0) - expected) < 1e-12
      else {
        return "conversation \(conversation) has \(given), by the definition \(values.count) and \(expected)"
      }
    }
    return nil
  }
}

extension MeasuredNetwork {
  /// Every conversation's speakers.
  package var speakers: [Speakers] { remember("speakers") { Speakers.compute(in: scoped) } }
}

extension Measure {
  static let conversationPosts = Measure(
    "posts", of: .conversation, "posts in the conversation, missing parents included", range: "1 and up, posts",
    source: "the reply tree"
  ) { network in
    let conversations = network.scoped.network.conversations
    return (0..<conversations.count).map { .integer(conversations.posts(ofConversation: $0).count) }
  }

  static let conversationPeople = Measure(
    "people", of: .conversation, "distinct people who posted in it", range: "0 and up, people",
    source: "the reply tree"
  ) { network in network.speakers.map { .integer($0.people) } }

  static let gini = Measure(
    "gini", of: .conversation, "how unequally people speak: 0 where all post equally often",
    range: "0 to 1; empty without a person", source: "Gini 1912"
  ) { network in network.speakers.map { .decimal($0.gini, places: 4) } }
}
