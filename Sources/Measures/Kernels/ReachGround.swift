import Parallel
import SocialGraph

/// What the reach of every voice is computed from: its posts in preorder, and its repliers of whom no post is known.
struct ReachGround {
  let network: ScopedNetwork
  /// Voice → where its posts begin in `positions`.
  let offsets: [Int]
  /// The positions of each voice's posts, ascending.
  let positions: [UInt32]
  /// Position → its author if it lies in the window and is a person, else `none`.
  let people: [UInt32]
  /// Position → how many posts in the window stand before it; nil where every post does lie in it.
  private let heldBefore: [UInt32]?
  /// Those who spoke to a voice without a place in a tree.
  let others: VoiceSets
  /// Voice → where its exchanges in flat branches begin in `exchanges`.
  let exchangeOffsets: [Int]
  /// The exchanges of flat branches by voice and conversation: the partner may have no post in the window below a post
  /// of the voice, yet was met there.
  let exchanges: [Encounter]

  init(_ network: ScopedNetwork) {
    self.network = network
    let voiceCount = network.network.voices.count
    let authors = ReachGround.authorsByPosition(network)
    (offsets, positions) = ReachGround.grouped(authors, voiceCount: voiceCount)
    (people, heldBefore) = ReachGround.people(authors, in: network)
    others = VoiceSets(voiceCount: voiceCount, pairs: Repliers.fromAccountReplies(network))
    (exchangeOffsets, exchanges) = Encounter.byVoice(network.branchEncounters, voiceCount: voiceCount)
  }

  /// The columns that a kernel runs over, without checks of bounds.
  struct View {
    let people: UnsafeBufferPointer<UInt32>
    let positions: UnsafeBufferPointer<UInt32>
    let offsets: UnsafeBufferPointer<Int>
    let subtreeEnds: UnsafeBufferPointer<UInt32>
    let conversations: UnsafeBufferPointer<UInt32>
  }

  /// Calls `body` with the columns, which are valid as long as it runs.
  func withView(_ body: (View) -> Void) {
    let forest = network.network.conversations
    people.withUnsafeBufferPointer { people in
      positions.withUnsafeBufferPointer { positions in
        offsets.withUnsafeBufferPointer { offsets in
          forest.subtreeEnds.withUnsafeBufferPointer { ends in
            forest.conversations.withUnsafeBufferPointer { conversations in
              body(
                View(
                  people: people, positions: positions, offsets: offsets, subtreeEnds: ends,
                  conversations: conversations))
            }
          }
        }
      }
    }
  }

  /// Whether a post in the window stands at a position or below it.
  @inline(__always)
  func isHeld(from position: Int, to end: Int) -> Bool {
    heldBefore.map { $0[end] > $0[position] } ?? true
  }

  /// Whether a person has a post in the window among these positions. Complexity: O(log k) for k posts of theirs.
  func holds(_ person: UInt32, from start: Int, to end: Int) -> Bool {
    let own = positions[offsets[Int(person)]..<offsets[Int(person) + 1]]
    return own[own.firstSorted(notBelow: UInt32(start))...].prefix { Int($0) < end }
      .contains { people[Int($0)] == person }
  }

  private static let blockSize = 1 << 16

  private static func authorsByPosition(_ network: ScopedNetwork) -> [UInt32] {
    let (order, authors) = (network.network.conversations.posts, network.network.posts.authors)
    let blocks = Cores.blocks(of: order.count, size: blockSize)
    return [UInt32](unsafeUninitializedCapacity: order.count) { result, count in
      let result = result
      order.withUnsafeBufferPointer { order in
        authors.withUnsafeBufferPointer { authors in
          Cores.forEach(count: blocks.count) { block in
            for position in blocks[block] {
              result.initializeElement(at: position, to: authors[Int(order[position])])
            }
          }
        }
      }
      count = order.count
    }
  }

  /// The positions author by author. Every thread reads all of them and writes those of its own share of the voices.
  private static func grouped(_ authors: [UInt32], voiceCount: Int) -> (offsets: [Int], positions: [UInt32]) {
    var offsets = [Int](repeating: 0, count: voiceCount + 1)
    authors.withUnsafeBufferPointer { authors in
      offsets.withUnsafeMutableBufferPointer { offsets in
        for author in authors where author != Posts.none { offsets[Int(author) + 1] += 1 }
        for voice in 0..<voiceCount { offsets[voice + 1] += offsets[voice] }
      }
    }
    let total = offsets[voiceCount]
    let parts = total < blockSize ? 1 : Cores.threadCount
    // Shares of about equally many posts.
    let bounds = (0...parts).map { part in
      part == parts ? voiceCount : offsets.partitioningIndex { $0 >= total / parts * part }
    }
    var next = offsets
    let positions = [UInt32](unsafeUninitializedCapacity: total) { positions, count in
      let positions = positions
      authors.withUnsafeBufferPointer { authors in
        next.withUnsafeMutableBufferPointer { next in
          let next = next
          Cores.forEach(count: parts) { part in
            let first = UInt32(min(bounds[part], bounds[part + 1]))
            let width = UInt32(bounds[part + 1]) - first
            for position in authors.indices where authors[position] &- first < width {
              let voice = Int(authors[position])
              positions.initializeElement(at: next[voice], to: UInt32(truncatingIfNeeded: position))
              next[voice] += 1
            }
          }
        }
      }
      count = total
    }
    return (offsets, positions)
  }

  private static func people(_ authors: [UInt32], in network: ScopedNetwork) -> ([UInt32], [UInt32]?) {
    if !network.isInWindow.contains(false), !network.isPerson.contains(false) { return (authors, nil) }
    let order = network.network.conversations.posts
    var people = authors
    var heldBefore = [UInt32](repeating: 0, count: order.count + 1)
    for (position, post) in order.lazy.map(Int.init).enumerated() {
      let (author, isHeld) = (authors[position], network.isInWindow[post])
      if author != Posts.none, !isHeld || !network.isPerson[Int(author)] { people[position] = Posts.none }
      heldBefore[position + 1] = heldBefore[position] + (isHeld ? 1 : 0)
    }
    return (people, heldBefore)
  }
}
