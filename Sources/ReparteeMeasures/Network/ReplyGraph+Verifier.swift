import ReparteeGraph

extension ReplyGraph {
  /// The first way in which the graph is not that of the network's replies, or nil: replies counted in a dictionary of
  /// pairs. Complexity: O(replies + m log m).
  package func discrepancy(in network: ScopedNetwork) -> String? {
    var counts: [[UInt32]: Int] = [:]
    func add(_ person: UInt32, _ voice: UInt32, _ count: Int) {
      if network.counts(voice, for: person) { counts[[person, voice], default: 0] += count }
    }
    Verification.forEachReply(in: network) { _, person, voice in add(person, voice, 1) }
    let replies = network.network.replies
    for index in 0..<replies.count {
      let time = replies.times[index] == Posts.untimed ? nil : Timestamp(milliseconds: replies.times[index])
      let (person, voice) = (replies.actors[index], replies.targets[index])
      if network.scope.window.contains(time), network.counts(person, for: voice) {
        add(person, voice, Int(replies.counts[index]))
      }
    }
    if voices != Set(counts.keys.joined()).sorted() { return "the voices are not those of the arcs" }
    let found = Set(
      (0..<arcs.nodeCount).flatMap { node in
        arcs.outNeighbours(of: node).map { [voices[node], voices[Int($0)]] }
      })
    if found != Set(counts.keys) { return "the arcs are not the pairs that replied" }
    for node in 0..<neighbours.nodeCount {
      for (place, other) in neighbours[node].enumerated() {
        let pair = [voices[node], voices[Int(other)]]
        let expected = (counts[pair] ?? 0) + (counts[[pair[1], pair[0]]] ?? 0)
        let weight = weights[neighbours.offsets[node] + place]
        if weight != expected || expected == 0 { return "voices \(pair) share \(expected) replies, not \(weight)" }
      }
    }
    let expected = counts.values.reduce(0, +)
    return self.replies == expected ? nil : "there are \(expected) replies, not \(self.replies)"
  }
}
