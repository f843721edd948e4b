import CReparteePrefetch
import ReparteeGraph

/// What the reach of every voice is computed from: who counts at which post, and repliers of whom no post is known.
struct ReachIndex {
  let network: ScopedNetwork
  /// The posts of every voice: all of them, or as many as are asked for.
  let own: PostsByAuthor
  /// Post → its author if it lies in the window and is a person, else `none`.
  let people: [UInt32]
  /// Post → how many posts in the window stand before it; nil where every post does lie in it.
  let postsBefore: [UInt32]?
  /// Those who spoke to a voice without a place in a tree.
  let others: VoiceSets
  /// Voice → where its exchanges in flat branches begin in `exchanges`.
  let exchangeOffsets: [Int]
  /// The exchanges of flat branches by voice and conversation: the partner may have no post in the window below a post
  /// of the voice, yet was met there.
  let exchanges: [Encounter]

  init(_ network: ScopedNetwork) { self.init(network, own: PostsByAuthor(network.network)) }

  init(_ network: ScopedNetwork, own: PostsByAuthor) {
    self.network = network
    self.own = own
    let voiceCount = network.network.voices.count
    (people, postsBefore) = ReachIndex.people(in: network)
    others = VoiceSets(voiceCount: voiceCount, pairs: Repliers.fromAccountReplies(network))
    (exchangeOffsets, exchanges) = Encounter.byVoice(network.branchEncounters, voiceCount: voiceCount)
  }

  /// Whether a post in the window stands at a post or below it.
  @inline(__always)
  func isHeld(from post: Int, to end: Int) -> Bool { postsBefore.map { $0[end] > $0[post] } ?? true }

  /// Whether a person has one of the own posts in the window in this range. Complexity: O(log k) for k of theirs.
  func holds(_ person: UInt32, from start: Int, to end: Int) -> Bool {
    let posts = own[Int(person)]
    return posts[posts.firstSorted(notBelow: UInt32(start))...].prefix { Int($0) < end }
      .contains { people[Int($0)] == person }
  }

  private static func people(in network: ScopedNetwork) -> ([UInt32], [UInt32]?) {
    let authors = network.network.posts.authors
    if !network.isInWindow.contains(false), !network.isPerson.contains(false) { return (authors, nil) }
    var people = authors
    var postsBefore = [UInt32](repeating: 0, count: authors.count + 1)
    for (post, author) in authors.enumerated() {
      let isHeld = network.isInWindow[post]
      if author != Posts.none, !isHeld || !network.isPerson[Int(author)] { people[post] = Posts.none }
      postsBefore[post + 1] = postsBefore[post] + (isHeld ? 1 : 0)
    }
    return (people, postsBefore)
  }

  /// Calls `body` with those who spoke to `voice` without standing below its posts; somebody may come twice.
  @inline(__always)
  func forEachElsewhere(of voice: Int, _ body: (UInt32) -> Void) {
    if others.count(of: voice) > 0 { for person in others[voice] { body(person) } }
    for index in exchangeOffsets[voice]..<exchangeOffsets[voice + 1] { body(exchanges[index].pair.person) }
  }
}

/// What lies below the posts of every voice, as ranges of posts that do not overlap.
///
/// Most posts are answered by nobody, and many stand below another one by the same voice: neither has a range of its own,
/// so the walks visit a third of the posts' places in memory. One pass in the order of the posts finds them all. Every
/// thread reads all posts and keeps those of its own share of the voices; a share is blocks of 64 voices, so that no two
/// threads write to one line of the cache. Complexity: O(n), 12 bytes a range.
struct SubtreeRanges {
  /// A range of posts: all that is below the post right before it.
  struct Subtree: BitwiseCopyable {
    var start: UInt32
    var end: UInt32
    var conversation: UInt32
    var count: Int { Int(end - start) }
    var posts: Range<Int> { Int(start)..<Int(end) }
  }

  /// Voice → where its subtrees begin in `subtrees`.
  let offsets: [Int]
  /// The subtrees voice by voice, ascending.
  let subtrees: [Subtree]
  /// Voice → T: the conversations with a post of the voice that has a post in the window at or below it.
  let conversations: [UInt32]

  init(_ reachIndex: ReachIndex) {
    let voiceCount = reachIndex.network.network.voices.count
    let parts = reachIndex.people.count < 1 << 16 ? 1 : Cores.threadCount.roundedUpToPowerOfTwo
    var states = [VoiceState](hugePages: voiceCount, repeating: VoiceState())
    var found: [[UInt32]] = []
    states.withUnsafeMutableBufferPointer { states in
      let states = states
      found = Cores.map(count: parts) { SubtreeRanges.scan(reachIndex, part: $0, of: parts, states: states) }
    }
    var offsets = [0]
    offsets.reserveCapacity(voiceCount + 1)
    for voice in 0..<voiceCount {
      offsets.append(offsets[voice] + Int(states[voice].subtrees))
      // From now on, where its next subtree goes.
      states[voice].subtrees = UInt32(truncatingIfNeeded: offsets[voice])
    }
    let total = offsets[voiceCount]
    subtrees = [Subtree](unsafeUninitializedCapacity: total) { subtrees, count in
      let subtrees = subtrees
      HugePages.advise(subtrees)
      states.withUnsafeMutableBufferPointer { states in
        let states = states
        Cores.forEach(count: parts) { part in
          SubtreeRanges.scatter(found[part], of: reachIndex.network.network, to: states, subtrees)
        }
      }
      count = total
    }
    conversations = states.map(\.conversations)
    self.offsets = offsets
  }

  /// The columns that a kernel runs over, without checks of bounds; valid as long as their arrays.
  ///
  /// In bounds: offsets are those of `subtrees`, and subtrees are ranges of posts.
  struct View {
    let people: UnsafeBufferPointer<UInt32>
    let offsets: UnsafeBufferPointer<Int>
    let subtrees: UnsafeBufferPointer<Subtree>
    /// Voice → T.
    let conversations: UnsafeBufferPointer<UInt32>

    /// Calls `body` with what lies below the posts of `voice`: ranges of posts, ascending, none within another.
    @inline(__always)
    func forEachRange(of voice: Int, _ body: (Range<Int>) -> Void) {
      for subtree in subtrees[offsets[voice]..<offsets[voice + 1]] { body(subtree.posts) }
    }
  }

  /// Calls `body` with the columns that a kernel runs over.
  func withView(_ reachIndex: ReachIndex, _ body: (View) -> Void) {
    reachIndex.people.withUnsafeBufferPointer { people in
      offsets.withUnsafeBufferPointer { offsets in
        subtrees.withUnsafeBufferPointer { subtrees in
          conversations.withUnsafeBufferPointer { conversations in
            body(View(people: people, offsets: offsets, subtrees: subtrees, conversations: conversations))
          }
        }
      }
    }
  }

  /// What is known of a voice while the posts go by; all of it in one visit to memory.
  private struct VoiceState: BitwiseCopyable {
    /// Where its last subtree ends.
    var walkedTo: UInt32 = 0
    var lastConversation: UInt32 = .max
    var conversations: UInt32 = 0
    var subtrees: UInt32 = 0
  }

  /// How many posts before its turn a voice's state is asked for, so that it has arrived by then: about as many as are
  /// visited while memory answers.
  private static let statesAhead = 16
  /// The same for the place that a state names, which can be asked for only once the state is there.
  private static let placesAhead = 8

  /// The posts of the voices of one share that have a subtree, in order.
  private static func scan(
    _ reachIndex: ReachIndex, part: Int, of parts: Int, states: UnsafeMutableBufferPointer<VoiceState>
  ) -> [UInt32] {
    let network = reachIndex.network.network
    return network.posts.authors.withUnsafeBufferPointer { authors in
      network.conversations.subtreeEnds.withUnsafeBufferPointer { ends in
        network.conversations.starts.withUnsafeBufferPointer { starts in
          var scan = Scan(reachIndex, authors: authors, ends: ends, starts: starts, states: states)
          return scan.found(part: part, of: parts)
        }
      }
    }
  }

  /// One thread's pass over the posts. In bounds: authors are voices, and there is one more start than conversations.
  private struct Scan {
    private let reachIndex: ReachIndex
    private let authors: UnsafeBufferPointer<UInt32>
    private let ends: UnsafeBufferPointer<UInt32>
    private let starts: UnsafeBufferPointer<UInt32>
    private let states: UnsafeMutableBufferPointer<VoiceState>
    private var conversation = 0
    private var found: [UInt32]

    init(
      _ reachIndex: ReachIndex, authors: UnsafeBufferPointer<UInt32>, ends: UnsafeBufferPointer<UInt32>,
      starts: UnsafeBufferPointer<UInt32>, states: UnsafeMutableBufferPointer<VoiceState>
    ) {
      (self.reachIndex, self.authors, self.ends, self.starts) = (reachIndex, authors, ends, starts)
      self.states = states
      // Capacity for the most there can be; what is not touched takes no memory.
      found = [UInt32](unsafeUninitializedCapacity: authors.count) { memory, _ in HugePages.advise(memory) }
    }

    /// The posts by voices of one share that have a subtree.
    mutating func found(part: Int, of parts: Int) -> [UInt32] {
      var own = [UInt32](repeating: 0, count: 4096)
      own.withUnsafeMutableBufferPointer { own in
        for block in stride(from: 0, to: authors.count, by: own.count) {
          let posts = block..<min(authors.count, block + own.count)
          let count = pick(posts, part: part, of: parts, into: own)
          for index in 0..<count {
            states.prefetch(Int(authors[Int(own[min(index + SubtreeRanges.statesAhead, count - 1)])]))
            visit(Int(own[index]))
          }
        }
      }
      return found
    }

    /// The posts whose authors are in the share, without a branch that the processor cannot foresee.
    @inline(__always)
    private func pick(
      _ posts: Range<Int>, part: Int, of parts: Int, into own: UnsafeMutableBufferPointer<UInt32>
    ) -> Int {
      var count = 0
      for post in posts {
        own[count] = UInt32(truncatingIfNeeded: post)
        let isOwn = Int(authors[post] >> 6) & (parts - 1) == part && authors[post] != Posts.none
        count += isOwn ? 1 : 0
      }
      return count
    }

    @inline(__always)
    private mutating func visit(_ post: Int) {
      while Int(starts[conversation + 1]) <= post { conversation += 1 }
      let (voice, end) = (Int(authors[post]), Int(ends[post]))
      if end <= Int(states[voice].walkedTo) || !reachIndex.isHeld(from: post, to: end) { return }
      if states[voice].lastConversation != UInt32(conversation) {
        states[voice].lastConversation = UInt32(conversation)
        states[voice].conversations += 1
      }
      states[voice].walkedTo = UInt32(end)
      if end > post + 1 {
        states[voice].subtrees += 1
        found.append(UInt32(post))
      }
    }
  }

  /// Puts the subtrees of `posts`, ascending, where their voices' next ones go.
  ///
  /// In bounds: each voice has as many places as subtrees, as they were counted.
  private static func scatter(
    _ posts: [UInt32], of network: SocialNetwork, to states: UnsafeMutableBufferPointer<VoiceState>,
    _ subtrees: UnsafeMutableBufferPointer<Subtree>
  ) {
    let (authors, forest) = (network.posts.authors, network.conversations)
    func voice(_ index: Int) -> Int { Int(authors[Int(posts[min(index, posts.count - 1)])]) }
    for (index, post) in posts.enumerated() {
      states.prefetch(voice(index + statesAhead))
      subtrees.prefetch(Int(states[voice(index + placesAhead)].subtrees))
      let voice = voice(index)
      subtrees.initializeElement(
        at: Int(states[voice].subtrees),
        to: Subtree(
          start: post + 1, end: forest.subtreeEnds[Int(post)], conversation: forest.conversation(of: Int(post))))
      states[voice].subtrees += 1
    }
  }
}

/// The posts of every voice, ascending.
struct PostsByAuthor {
  /// Voice → where its posts begin in `posts`.
  let offsets: [Int]
  /// The posts, voice by voice.
  let posts: [UInt32]

  /// Of nobody.
  static let none = PostsByAuthor(offsets: [], posts: [])

  private init(offsets: [Int], posts: [UInt32]) {
    self.offsets = offsets
    self.posts = posts
  }

  /// Complexity: O(n).
  /// - Parameter ranges: which posts are asked for, ascending; nil is all of them.
  init(_ network: SocialNetwork, in ranges: [Range<Int>]? = nil) {
    let authors = network.posts.authors
    let ranges = ranges ?? [authors.indices]
    (offsets, posts) = authors.withUnsafeBufferPointer { authors in
      let buckets = Buckets(count: network.voices.count) { counts in
        for post in ranges.joined() where authors[post] != Posts.none { counts[Int(authors[post])] += 1 }
      }
      let total = buckets.offsets[network.voices.count]
      let posts = [UInt32](unsafeUninitializedCapacity: total) { posts, count in
        buckets.withNextPlaces { next in
          for post in ranges.joined() where authors[post] != Posts.none {
            // In bounds: each author has as many places as posts, as they were counted.
            let voice = Int(authors[post])
            posts.initializeElement(at: next[voice], to: UInt32(truncatingIfNeeded: post))
            next[voice] += 1
          }
        }
        count = total
      }
      return (buckets.offsets, posts)
    }
  }

  /// The posts of one voice.
  @inline(__always)
  subscript(voice: Int) -> ArraySlice<UInt32> { posts[offsets[voice]..<offsets[voice + 1]] }
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
