import ReparteeAnalysis
import ReparteeFigures
import ReparteeGraph
import ReparteeMeasures
import ReparteeText

extension CommunitiesDiagram {
  /// How many communities are handed over at most; the picture draws those that fit.
  private static let most = 24

  /// The communities of the reply graph.
  /// Complexity: that of Leiden, and O(posts).
  package init(on context: DiagramContext) {
    let (graph, leiden) = (context.measured.replyGraph, context.measured.leiden)
    let shown = min(Self.most, leiden.count)
    var community = [UInt32](repeating: ScopedNetwork.none, count: graph.voiceCount)
    for (node, voice) in graph.voices.enumerated() { community[Int(voice)] = leiden.communities[node] }
    let traffic = Traffic(communities: community, shown: shown, in: context.network)

    // Ranked voices lead; where a community has fewer, those that many reply to stand in.
    var leaders = [[ScoredRow]](repeating: [], count: shown)
    for row in context.rows where row.repliers > 0 {
      let own = community[row.voice]
      if own < shown, leaders[Int(own)].count < 3 { leaders[Int(own)].append(row) }
    }
    var leftOut: [String] = []
    let rest = leiden.sizes.dropFirst(shown)
    if !rest.isEmpty {
      leftOut.append(
        "Smaller still: \(NumberFormat.text(rest.count, "community", "communities")) of "
          + "\(NumberFormat.text(rest.reduce(0, +), "person", "people")).")
    }
    let communities = (0..<shown).map { number in
      Community(
        label: "Community \(number + 1)", people: leiden.sizes[number], repliesInside: traffic.inside[number],
        replies: traffic.all[number], leaders: leaders[number].map(context.drawn))
    }
    let quality = leiden.modularity.map { " Modularity \(NumberFormat.decimal($0))." } ?? ""
    self.init(
      title: context.title ?? Self.headline(count: leiden.count, leader: leaders.first?.first?.label),
      subtitle: context.subtitle,
      communities: communities, exchanges: traffic.exchanges, leftOut: leftOut,
      summary: Finding(rows: context.rows).sentence
        + " The people who reply to each other form \(NumberFormat.text(leiden.count, "community", "communities"))."
        + quality)
  }

  private static func headline(count: Int, leader: String?) -> String {
    switch (count, leader) {
    case (0, _): "Nobody replies to anybody"
    case (1, let leader?): "The conversation is one community, led by \(leader)"
    case (_, let leader?):
      "The conversation falls into \(NumberFormat.text(count)) communities; the largest is led by \(leader)"
    case (_, nil): "The conversation falls into \(NumberFormat.text(count, "community", "communities"))"
    }
  }
}

/// Replies within communities and between them.
private struct Traffic {
  var inside: [Int]
  var all: [Int]
  var exchanges: [CommunitiesDiagram.Exchange] = []

  init(communities: [UInt32], shown: Int, in network: ScopedNetwork) {
    inside = Array(repeating: 0, count: shown)
    all = inside
    var between = [Int](repeating: 0, count: shown * shown)
    func add(_ from: UInt32, _ to: UInt32, _ count: Int) {
      guard network.converse(from, to) else { return }
      let (source, target) = (Int(communities[Int(from)]), Int(communities[Int(to)]))
      if source < shown { all[source] += count }
      if source == target {
        if source < shown { inside[source] += count }
        return
      }
      if target < shown { all[target] += count }
      if source < shown, target < shown { between[source * shown + target] += count }
    }
    let posts = network.network.posts
    for post in 0..<posts.count {
      if let target = network.target(ofReply: post) { add(posts.authors[post], target, 1) }
    }
    let replies = network.network.replies
    for index in 0..<replies.count {
      let time = replies.times[index] == Posts.untimed ? nil : Timestamp(milliseconds: replies.times[index])
      guard network.scope.window.contains(time) else { continue }
      add(replies.actors[index], replies.targets[index], Int(replies.counts[index]))
    }
    for from in 0..<shown {
      for to in 0..<shown where between[from * shown + to] > 0 {
        exchanges.append(.init(from: from, to: to, replies: between[from * shown + to]))
      }
    }
  }
}
