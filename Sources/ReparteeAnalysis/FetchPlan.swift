import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// Which conversations to fetch first, where the files lack replies that the platforms counted.
///
/// A missing reply is worth the points that it may bring: below a post of somebody who answers and to whom people return
/// it is likely to be part of a conversation, below one of a broadcaster it is not. For each voice the points won so far
/// for each reply held, drawn towards the average where few are held: (M + C + κ r) / (replies to it + κ), κ = 5 and
/// r the same ratio over all voices; for a post with k replies missing that is k times as much. Where a platform counted
/// everything below a post, and not its direct replies alone, the ratio is that of everybody who wrote there. A
/// conversation's value is the sum over its posts, and those with most value for a missing reply come first, so that a
/// budget of replies settles most of the ranking.
/// Complexity: O(posts with a count + replies + conversations log conversations).
package struct FetchPlan: Sendable {
  /// One conversation that lacks replies.
  package struct Item: Sendable, Equatable {
    /// The conversation's number in the network.
    package var conversation: Int
    /// How many replies its posts have of those counted.
    package var held: Int
    /// How many the platform counted.
    package var counted: Int
    /// The points that all missing replies may bring.
    package var value: Double
    /// The voice whose replies are most of the value.
    package var voice: UInt32?
    /// How many of the missing replies a budget pays for.
    package var fetched = 0

    /// How many replies are missing.
    package var missing: Int { counted - held }
  }

  /// The conversations that lack replies, the best to fetch first.
  package let items: [Item]

  private let network: MeasuredNetwork

  /// How many replies the average over all voices counts for beside a voice's own.
  private static let weightOfAverage = 5.0

  /// The plan for a network.
  package init(_ network: MeasuredNetwork) {
    self.network = network
    let (posts, forest) = (network.scoped.network.posts, network.scoped.network.conversations)
    let rates = Self.rates(in: network)
    var items: [Int: Item] = [:]
    var best: [Int: Double] = [:]
    let coverage = network.coverage
    for place in Coverage.disjoint(0..<posts.replyCounts.count, in: network.scoped.network) {
      let count = posts.replyCounts[place]
      let replies = coverage.replies(ofPostAt: place)
      let (post, missing) = (Int(count.post), replies.counted - replies.held)
      let conversation = Int(forest.conversation(of: post))
      var item = items[conversation] ?? Item(conversation: conversation, held: 0, counted: 0, value: 0)
      item.held += replies.held
      item.counted += replies.counted
      let author = posts.authors[post]
      var rate = author == Posts.none ? rates.average : rates.ofVoice[Int(author)]
      if count.isWhole {
        let writers = ([post] + forest.posts(below: post)).map { posts.authors[$0] }.filter { $0 != Posts.none }
        if !writers.isEmpty { rate = writers.reduce(0) { $0 + rates.ofVoice[Int($1)] } / Double(writers.count) }
      }
      let value = Double(missing) * rate
      item.value += value
      if value > best[conversation] ?? 0, author != Posts.none {
        best[conversation] = value
        item.voice = author
      }
      items[conversation] = item
    }
    let lacking = items.values.filter { $0.missing > 0 }.map { item in
      var item = item
      item.fetched = item.missing
      return item
    }
    self.items = lacking.sorted { left, right in
      let (first, second) = (left.value / Double(left.missing), right.value / Double(right.missing))
      if first != second { return first > second }
      return left.missing == right.missing ? left.conversation < right.conversation : left.missing > right.missing
    }
  }

  /// Voice → the points that one more reply to it may bring.
  private static func rates(in network: MeasuredNetwork) -> (ofVoice: [Double], average: Double) {
    let scoped = network.scoped
    var incoming = [Int](repeating: 0, count: network.voices.count)
    for post in 0..<scoped.network.posts.count {
      if let target = scoped.target(ofReply: post) { incoming[Int(target)] += 1 }
    }
    let points = network.scores
    let replies = max(1, incoming.reduce(0, +))
    let average = Double(points.reduce(0, +)) / Double(replies)
    let rates = incoming.indices.map { voice in
      (Double(points[voice]) + weightOfAverage * average) / (Double(incoming[voice]) + weightOfAverage)
    }
    return (rates, average)
  }

  /// The first conversations that a budget pays for, the last one perhaps in part.
  /// - Parameter budget: how many replies can be fetched; nil is all.
  package func items(within budget: Int?) -> [Item] {
    guard var left = budget else { return items }
    return items.compactMap { item in
      if left == 0 { return nil }
      var item = item
      item.fetched = min(left, item.missing)
      left -= item.fetched
      return item
    }
  }

  /// One row a conversation: what to fetch, how much of it is missing, and for whom.
  package func table(_ items: [Item]) -> ResultTable {
    let graph = network.scoped.network
    return ResultTable(
      columns: [
        "conversation", "platform", "started", "held", "counted", "coverage", "missing", "to_fetch", "voice", "link",
      ],
      rows: items.map { item in
        let root = graph.conversations.root(of: item.conversation)
        return [
          .text("\(graph.posts.ids[root])"), .text(graph.posts.platform(of: root)), .moment(graph.posts.time(of: root)),
          .integer(item.held), .integer(item.counted),
          .decimal(Double(item.held) / Double(max(1, item.counted)), places: 4), .integer(item.missing),
          .integer(item.fetched),
          .text(item.voice.map { network.labels[Int($0)] }), .text(PostLink.url(of: root, in: graph)),
        ]
      })
  }

  /// How much is held, and how much of what is missing the items would bring, in one sentence.
  package func sentence(_ shown: [Item]) -> String {
    let total = network.coverage.total
    guard let share = total.share else {
      return "no platform counted replies in these data, so nothing says how many are missing"
        + (network.scoped.network.quality.orphans == 0 ? "" : "; \(network.orphans)")
    }
    let missing = items.reduce(0) { $0 + $1.missing }
    let fetched = shown.reduce(0) { $0 + $1.fetched }
    return "\(percent(share)) of the counted replies are held (\(NumberFormat.text(total.held)) of "
      + "\(NumberFormat.text(total.counted))); \(NumberFormat.text(missing)) are missing in "
      + "\(NumberFormat.text(items.count, "conversation")), \(NumberFormat.text(fetched)) of them to be fetched from the "
      + "\(NumberFormat.text(shown.count)) listed"
  }
}
