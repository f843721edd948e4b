import ReparteeGraph

/// Who replied to whom, as a graph over the voices that are party to a reply arc: what the network measures stand on.
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
    let (authors, replies) = ReplyGraph.dealt(unsorted, voiceCount: voiceCount)
    var places = [UInt32](repeating: ScopedNetwork.none, count: voiceCount)
    for reply in unsorted {
      places[Int(reply.pair.voice)] = 0
      places[Int(reply.pair.person)] = 0
    }
    let voices = places.indices.filter { places[$0] == 0 }
    for (place, voice) in voices.enumerated() { places[voice] = UInt32(place) }

    // The incoming lists, behind each other.
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
      incoming.withView { repliers in
        counts.withUnsafeBufferPointer { counts in
          func replies(from replier: UInt32, to author: Int) -> Int {
            var (low, high) = (repliers.offsets[author], repliers.offsets[author + 1])
            let end = high
            while low < high {
              let middle = (low + high) / 2
              if repliers.neighbours[middle] < replier { low = middle + 1 } else { high = middle }
            }
            return low < end && repliers.neighbours[low] == replier ? counts[low] : 0
          }
          neighbours.withView { lists in
            Cores.forEach(count: blocks.count) { block in
              for node in blocks[block] {
                for index in lists.offsets[node]..<lists.offsets[node + 1] {
                  let other = lists.neighbours[index]
                  weights[index] =
                    replies(from: other, to: node) + replies(from: UInt32(truncatingIfNeeded: node), to: Int(other))
                }
              }
            }
          }
        }
      }
      count = neighbours.edgeCount
    }
  }

  /// The pairs dealt out by author, those of one author by replier; voice → where its pairs begin.
  private static func dealt(_ pairs: [CountedPair], voiceCount: Int) -> (starts: [Int], pairs: [CountedPair]) {
    var starts = [Int](repeating: 0, count: voiceCount + 1)
    for pair in pairs { starts[Int(pair.pair.voice) + 1] += 1 }
    for voice in 0..<voiceCount { starts[voice + 1] += starts[voice] }
    let blocks = Cores.blocks(of: starts, size: 1 << 15)
    let dealt = [CountedPair](unsafeUninitializedCapacity: pairs.count) { dealt, count in
      let dealt = dealt
      var next = starts
      for pair in pairs {
        dealt.initializeElement(at: next[Int(pair.pair.voice)], to: pair)
        next[Int(pair.pair.voice)] += 1
      }
      Cores.forEach(count: blocks.count) { block in
        for voice in blocks[block] where starts[voice + 1] - starts[voice] > 1 {
          dealt[starts[voice]..<starts[voice + 1]].sort { $0.pair.person < $1.pair.person }
        }
      }
      count = pairs.count
    }
    return (starts, dealt)
  }

  /// Values of the nodes, put back to their voices; nil for voices without a reply arc.
  package func byVoice<Value>(_ values: [Value]) -> [Value?] {
    var result = [Value?](repeating: nil, count: voiceCount)
    for (node, voice) in voices.enumerated() { result[Int(voice)] = values[node] }
    return result
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
