import SocialGraph

/// Who replied to whom, as a graph over the voices that are party to a reply arc: what the network measures stand on.
///
/// Its arcs are those of `ReplyRank`: replies between two people in the window, never to oneself. Nodes are numbered in
/// the voices' order. Complexity: O(r log r) for r replies.
public struct ReplyGraph: Sendable, Equatable {
  /// Node → voice, ascending.
  public let voices: [UInt32]
  /// How many voices the whole network has.
  public let voiceCount: Int
  /// The distinct arcs, from replier to author.
  public let arcs: Graph
  /// The undirected view: two nodes are neighbours where one replied to the other.
  public let neighbours: Adjacency
  /// Replies in both directions, parallel to the neighbours of `neighbours`.
  public let weights: [Int]

  /// How many replies the arcs stand for.
  public var replies: Int { weights.reduce(0, +) / 2 }

  /// The graph of a network's replies.
  public init(_ network: ScopedNetwork) {
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
    let replies = unsorted.sorted { $0.pair.key < $1.pair.key }
    var places = [UInt32](repeating: ScopedNetwork.none, count: voiceCount)
    for reply in replies {
      places[Int(reply.pair.voice)] = 0
      places[Int(reply.pair.person)] = 0
    }
    let voices = places.indices.filter { places[$0] == 0 }
    for (place, voice) in voices.enumerated() { places[voice] = UInt32(place) }

    // Sorted by author, then replier: the incoming lists, behind each other.
    var offsets = [Int](repeating: 0, count: voices.count + 1)
    var (repliers, counts): ([UInt32], [Int]) = ([], [])
    var previous: VoicePair?
    for reply in replies {
      if reply.pair == previous {
        counts[counts.count - 1] += reply.count
        continue
      }
      previous = reply.pair
      repliers.append(places[Int(reply.pair.person)])
      counts.append(reply.count)
      offsets[Int(places[Int(reply.pair.voice)]) + 1] += 1
    }
    for node in 0..<voices.count { offsets[node + 1] += offsets[node] }
    let incoming = Adjacency(offsets: offsets, neighbours: repliers)
    let arcs = Graph(incoming: incoming)
    let neighbours = Adjacency(symmetrised: arcs)

    func replyCount(from replier: UInt32, to author: Int) -> Int {
      let place = incoming[author].firstSorted(notBelow: replier)
      return place < offsets[author + 1] && repliers[place] == replier ? counts[place] : 0
    }
    var weights: [Int] = []
    weights.reserveCapacity(neighbours.edgeCount)
    for node in 0..<voices.count {
      for other in neighbours[node] {
        weights.append(replyCount(from: other, to: node) + replyCount(from: UInt32(node), to: Int(other)))
      }
    }
    self.voices = voices.map { UInt32($0) }
    self.voiceCount = voiceCount
    self.arcs = arcs
    self.neighbours = neighbours
    self.weights = weights
  }

  /// Values of the nodes, put back to their voices; nil for voices without a reply arc.
  public func byVoice<Value>(_ values: [Value]) -> [Value?] {
    var result = [Value?](repeating: nil, count: voiceCount)
    for (node, voice) in voices.enumerated() { result[Int(voice)] = values[node] }
    return result
  }
}

extension MeasuredNetwork {
  /// Who replied to whom.
  public var replyGraph: ReplyGraph { remember("replyGraph") { ReplyGraph(scoped) } }

  /// One cell a voice from one value a node.
  func cells<Value>(_ values: [Value], _ cell: (Value?) -> TableCell) -> [TableCell] {
    replyGraph.byVoice(values).map(cell)
  }
}

extension Measure {
  /// Decimals of what has no natural unit: enough that a second program can check it.
  static let places = 12
}
