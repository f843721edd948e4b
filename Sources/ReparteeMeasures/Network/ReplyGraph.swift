import ReparteeGraph

/// Who replied to whom, as a graph over the voices that are party to a reply arc: what the network measures are computed on.
///
/// Its arcs are those of `ReplyRank`: replies between two people in the window, never to oneself. Nodes are numbered in
/// the voices' order. Complexity: O(r log r) for r replies.
package struct ReplyGraph: Sendable, Equatable {
  /// Node → voice, ascending.
  package let voices: [UInt32]
  /// How many voices the whole network has.
  package let voiceCount: Int
  /// The distinct arcs, from replier to author.
  package let arcs: Graph
  /// The undirected view: two nodes are neighbours where one replied to the other.
  package let neighbours: Adjacency
  /// Replies in both directions, parallel to the neighbours of `neighbours`.
  package let weights: [Int]

  /// How many replies the arcs stand for.
  package var replies: Int { weights.reduce(0, +) / 2 }

  /// The graph of a network's replies.
  package init(_ network: ScopedNetwork) {
    var counted = Repliers.inThreads(network).map { CountedPair(pair: $0, count: 1) }
    let replies = network.network.replies
    for index in 0..<replies.count where network.isInWindow(milliseconds: replies.times[index]) {
      let pair = VoicePair(voice: replies.targets[index], person: replies.actors[index])
      counted.append(CountedPair(pair: pair, count: Int(replies.counts[index])))
    }
    self.init(
      voiceCount: network.network.voices.count, counted.filter { network.converse($0.pair.person, $0.pair.voice) })
  }

  private struct CountedPair {
    var pair: VoicePair
    var count: Int
  }

  private init(voiceCount: Int, _ unsorted: [CountedPair]) {
    let (authors, replies) = ReplyGraph.bucketed(unsorted, voiceCount: voiceCount)
    var places = [UInt32](repeating: ScopedNetwork.none, count: voiceCount)
    for reply in unsorted {
      places[Int(reply.pair.voice)] = 0
      places[Int(reply.pair.person)] = 0
    }
    let voices = places.indices.filter { places[$0] == 0 }
    for (place, voice) in voices.enumerated() { places[voice] = UInt32(place) }

    // The incoming lists, one after the other.
    var offsets = [Int](repeating: 0, count: voices.count + 1)
    var (repliers, counts): ([UInt32], [Int]) = ([], [])
    repliers.reserveCapacity(replies.count)
    counts.reserveCapacity(replies.count)
    for (node, voice) in voices.enumerated() {
      var previous: UInt32?
      for reply in replies[authors[voice]..<authors[voice + 1]] {
        if reply.pair.person == previous {
          counts[counts.count - 1] += reply.count
          continue
        }
        previous = reply.pair.person
        repliers.append(places[Int(reply.pair.person)])
        counts.append(reply.count)
      }
      offsets[node + 1] = repliers.count
    }
    let incoming = Adjacency(offsets: offsets, neighbours: repliers)
    let arcs = Graph(incoming: incoming)
    let neighbours = Adjacency(symmetrised: arcs)

    weights = ReplyGraph.weights(of: neighbours, incoming: incoming, counts: counts)
    self.voices = voices.map { UInt32($0) }
    self.voiceCount = voiceCount
    self.arcs = arcs
    self.neighbours = neighbours
  }

  /// Replies in both directions, parallel to the neighbours; `counts` run parallel to the incoming lists.
  private static func weights(of neighbours: Adjacency, incoming: Adjacency, counts: [Int]) -> [Int] {
    let blocks = Cores.blocks(of: neighbours.offsets, size: 1 << 15)
    return [Int](unsafeUninitializedCapacity: neighbours.edgeCount) { weights, count in
      let weights = weights
      counts.withUnsafeBufferPointer { counts in
        incoming.withView { repliers in
          neighbours.withView { lists in
            let sums = ReplySums(lists: lists, repliers: repliers, counts: counts, weights: weights)
            Cores.forEach(count: blocks.count) { sums.write(blocks[$0]) }
          }
        }
      }
      count = neighbours.edgeCount
    }
  }

  /// What the weights are read from, and where they go. In bounds: neighbours are nodes of both graphs, there is a count
  /// for every entry of the repliers' lists, and a weight for every entry of the neighbours'.
  private struct ReplySums {
    let lists: Adjacency.View
    let repliers: Adjacency.View
    let counts: UnsafeBufferPointer<Int>
    let weights: UnsafeMutableBufferPointer<Int>

    func write(_ nodes: Range<Int>) {
      for node in nodes {
        for index in lists.offsets[node]..<lists.offsets[node + 1] {
          let other = lists.neighbours[index]
          weights[index] =
            replies(from: other, to: node) + replies(from: UInt32(truncatingIfNeeded: node), to: Int(other))
        }
      }
    }

    private func replies(from replier: UInt32, to author: Int) -> Int {
      let list = repliers.offsets[author]..<repliers.offsets[author + 1]
      let place = list.partitioningIndex { repliers.neighbours[$0] >= replier }
      return place < list.upperBound && repliers.neighbours[place] == replier ? counts[place] : 0
    }
  }

  /// The pairs bucketed by author, those of one author by replier; voice → where its pairs begin.
  private static func bucketed(_ pairs: [CountedPair], voiceCount: Int) -> (starts: [Int], pairs: [CountedPair]) {
    let buckets = Buckets(count: voiceCount) { counts in for pair in pairs { counts[Int(pair.pair.voice)] += 1 } }
    let starts = buckets.offsets
    let blocks = Cores.blocks(of: starts, size: 1 << 15)
    let bucketed = [CountedPair](unsafeUninitializedCapacity: pairs.count) { bucketed, count in
      let bucketed = bucketed
      buckets.withNextPlaces { next in
        for pair in pairs {
          // In bounds: each author has as many places as pairs, as they were counted.
          bucketed.initializeElement(at: next[Int(pair.pair.voice)], to: pair)
          next[Int(pair.pair.voice)] += 1
        }
      }
      Cores.forEach(count: blocks.count) { block in
        for voice in blocks[block] where starts[voice + 1] - starts[voice] > 1 {
          bucketed[starts[voice]..<starts[voice + 1]].sort { $0.pair.person < $1.pair.person }
        }
      }
      count = pairs.count
    }
    return (starts, bucketed)
  }

  /// Values of the nodes, put back to their voices; nil for voices without a reply arc.
  package func byVoice<Value>(_ values: [Value]) -> [Value?] {
    var result = [Value?](repeating: nil, count: voiceCount)
    for (node, voice) in voices.enumerated() { result[Int(voice)] = values[node] }
    return result
  }
}

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

extension MeasuredNetwork {
  /// Who replied to whom.
  package var replyGraph: ReplyGraph { remember("replyGraph") { ReplyGraph(scoped) } }

  /// One cell a voice from one value a node.
  func cells<Value>(_ values: [Value], _ cell: (Value?) -> TableCell) -> [TableCell] {
    replyGraph.byVoice(values).map(cell)
  }
}

extension Measure {
  /// Decimals of what has no natural unit: enough that a second program can check it.
  static let places = 12
}
