import CReparteePrefetch
import ReparteeGraph

/// What lies below the posts of every voice, as stretches of posts that do not overlap.
///
/// Most posts are answered by nobody, and many stand below another one by the same voice: neither is a piece, so the
/// walks over the pieces visit a third of the posts' places in memory. One pass in the order of the posts finds them
/// all. Every thread reads all posts and keeps those of its own share of the voices; a share is blocks of 64 voices, so
/// that no two threads write to one line of the cache. Complexity: O(n), 12 bytes a piece.
struct ReachPieces {
  /// A stretch of posts, below the post right before it.
  struct Piece: BitwiseCopyable {
    var start: UInt32
    var end: UInt32
    var conversation: UInt32
    var count: Int { Int(end - start) }
  }

  /// Voice → where its pieces begin in `pieces`.
  let offsets: [Int]
  /// The pieces voice by voice, ascending.
  let pieces: [Piece]
  /// Voice → T: the conversations with a post of the voice that has a post in the window at or below it.
  let conversations: [UInt32]

  init(_ ground: ReachGround) {
    let voiceCount = ground.network.network.voices.count
    let parts = ground.people.count < 1 << 16 ? 1 : Cores.threadCount.roundedUpToPowerOfTwo
    var states = [VoiceState](hugePages: voiceCount, repeating: VoiceState())
    var found: [[UInt32]] = []
    states.withUnsafeMutableBufferPointer { states in
      let states = states
      found = Cores.map(count: parts) { ReachPieces.scan(ground, part: $0, of: parts, states: states) }
    }
    var offsets = [0]
    offsets.reserveCapacity(voiceCount + 1)
    for voice in 0..<voiceCount {
      offsets.append(offsets[voice] + Int(states[voice].pieces))
      // From now on, where its next piece goes.
      states[voice].pieces = UInt32(truncatingIfNeeded: offsets[voice])
    }
    let total = offsets[voiceCount]
    pieces = [Piece](unsafeUninitializedCapacity: total) { pieces, count in
      let pieces = pieces
      HugePages.advise(pieces)
      states.withUnsafeMutableBufferPointer { states in
        let states = states
        Cores.forEach(count: parts) { part in
          ReachPieces.deal(found[part], of: ground.network.network, to: states, pieces)
        }
      }
      count = total
    }
    conversations = states.map(\.conversations)
    self.offsets = offsets
  }

  /// The columns that a kernel runs over, without checks of bounds; valid as long as their arrays.
  struct View {
    let people: UnsafeBufferPointer<UInt32>
    let offsets: UnsafeBufferPointer<Int>
    let pieces: UnsafeBufferPointer<ReachPieces.Piece>
    /// Voice → T.
    let conversations: UnsafeBufferPointer<UInt32>
  }

  /// Calls `body` with the columns that a kernel runs over.
  func withView(_ ground: ReachGround, _ body: (View) -> Void) {
    ground.people.withUnsafeBufferPointer { people in
      offsets.withUnsafeBufferPointer { offsets in
        pieces.withUnsafeBufferPointer { pieces in
          conversations.withUnsafeBufferPointer { conversations in
            body(View(people: people, offsets: offsets, pieces: pieces, conversations: conversations))
          }
        }
      }
    }
  }

  /// What is known of a voice while the posts go by; all of it in one visit to memory.
  private struct VoiceState: BitwiseCopyable {
    /// Where its last piece ends.
    var walkedTo: UInt32 = 0
    var lastConversation: UInt32 = .max
    var conversations: UInt32 = 0
    var pieces: UInt32 = 0
  }

  /// The posts of the voices of one share that have a piece below them, in order.
  private static func scan(
    _ ground: ReachGround, part: Int, of parts: Int, states: UnsafeMutableBufferPointer<VoiceState>
  ) -> [UInt32] {
    let network = ground.network.network
    // Room for the most there can be; what is not touched takes no memory.
    var found = [UInt32](unsafeUninitializedCapacity: ground.people.count) { room, _ in HugePages.advise(room) }
    var mine = [UInt32](repeating: 0, count: 4096)
    var conversation = 0
    network.posts.authors.withUnsafeBufferPointer { authors in
      network.conversations.subtreeEnds.withUnsafeBufferPointer { ends in
        network.conversations.starts.withUnsafeBufferPointer { starts in
          mine.withUnsafeMutableBufferPointer { mine in
            for block in stride(from: 0, to: authors.count, by: mine.count) {
              // Which are ours, without a branch that nobody can foresee.
              var count = 0
              for post in block..<min(authors.count, block + mine.count) {
                mine[count] = UInt32(truncatingIfNeeded: post)
                let isMine = Int(authors[post] >> 6) & (parts - 1) == part && authors[post] != Posts.none
                count += isMine ? 1 : 0
              }
              for index in 0..<count {
                let post = Int(mine[index])
                states.prefetch(Int(authors[Int(mine[min(index + 16, count - 1)])]))
                while Int(starts[conversation + 1]) <= post { conversation += 1 }
                let (voice, end) = (Int(authors[post]), Int(ends[post]))
                if end <= Int(states[voice].walkedTo) || !ground.isHeld(from: post, to: end) { continue }
                if states[voice].lastConversation != UInt32(conversation) {
                  states[voice].lastConversation = UInt32(conversation)
                  states[voice].conversations += 1
                }
                states[voice].walkedTo = UInt32(end)
                if end > post + 1 {
                  states[voice].pieces += 1
                  found.append(UInt32(post))
                }
              }
            }
          }
        }
      }
    }
    return found
  }

  /// Puts the pieces below `posts`, ascending, where their voices' next ones go.
  private static func deal(
    _ posts: [UInt32], of network: SocialNetwork, to states: UnsafeMutableBufferPointer<VoiceState>,
    _ pieces: UnsafeMutableBufferPointer<Piece>
  ) {
    let (authors, forest) = (network.posts.authors, network.conversations)
    func voice(_ index: Int) -> Int { Int(authors[Int(posts[min(index, posts.count - 1)])]) }
    for (index, post) in posts.enumerated() {
      // A voice's state is asked for 16 pieces ahead of its turn, and the place that it names 8 ahead.
      states.prefetch(voice(index + 16))
      pieces.prefetch(Int(states[voice(index + 8)].pieces))
      let voice = voice(index)
      pieces.initializeElement(
        at: Int(states[voice].pieces),
        to: Piece(
          start: post + 1, end: forest.subtreeEnds[Int(post)], conversation: forest.conversation(of: Int(post))))
      states[voice].pieces += 1
    }
  }
}

extension UnsafeMutableBufferPointer {
  /// Brings an element into the cache.
  @inline(__always)
  fileprivate func prefetch(_ index: Int) {
    if let baseAddress { CReparteePrefetch.prefetch(baseAddress + index) }
  }
}

extension Int {
  /// The least power of two that is no smaller.
  fileprivate var roundedUpToPowerOfTwo: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount) }
}
