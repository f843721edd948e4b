import ReparteeGraph

/// Walks below the posts of one voice after the other and lists its people, each once.
///
/// The trick: a mark for every person, which holds the number of the walk it was last set on. So nothing is cleared
/// between two voices, and a person's second visit costs one comparison. In bounds: people are voices, with a mark each. Complexity of a voice: O(posts below its posts).
struct ReachWalker {
  /// The last walk that met the person (upper 32 bits), the conversation of the last meeting (31 bits), and whether
  /// they met in more than one (lowest bit).
  private var marks: [UInt64]
  private var walk: UInt32 = 0
  /// The voice's distinct people, in the order of first meeting.
  private(set) var people: [UInt32] = []
  /// The voice's conversations: those with a post of it that has a held post in the window at or below it.
  private(set) var conversations: [UInt32] = []
  /// For each of the voice's conversations: people met there and nowhere else.
  private(set) var onlyThere: [Int] = []
  /// For each of the voice's conversations: all its people.
  private(set) var met: [Int] = []
  /// The people of the first conversation, as many as `met` says, then those of the second, and so on.
  private(set) var visitors: [UInt32] = []

  init(voiceCount: Int) { marks = Array(repeating: .max, count: voiceCount) }

  /// Meets all people of `voice`. Afterwards the columns describe it.
  mutating func walk(_ voice: Int, on reachIndex: ReachIndex) {
    people.removeAll(keepingCapacity: true)
    conversations.removeAll(keepingCapacity: true)
    onlyThere.removeAll(keepingCapacity: true)
    met.removeAll(keepingCapacity: true)
    visitors.removeAll(keepingCapacity: true)
    walk &+= 1
    let base = UInt64(walk) << 32
    for person in reachIndex.others[voice] {
      marks[Int(person)] = base | 0xFFFF_FFFF
      people.append(person)
    }
    let forest = reachIndex.network.network.conversations
    var conversation = UInt32.max
    var walkedTo = 0
    var exchange = reachIndex.exchangeOffsets[voice]
    for post in reachIndex.own[voice].lazy.map(Int.init) {
      let end = Int(forest.subtreeEnds[post])
      guard reachIndex.isHeld(from: post, to: end) else { continue }
      if forest.conversation(of: post) != conversation {
        conversation = forest.conversation(of: post)
        conversations.append(conversation)
        onlyThere.append(0)
        met.append(0)
        while exchange < reachIndex.exchangeOffsets[voice + 1],
          reachIndex.exchanges[exchange].conversation == conversation
        {
          meet(CollectionOfOne(reachIndex.exchanges[exchange].pair.person), voice: voice, on: reachIndex)
          exchange += 1
        }
      }
      if end <= walkedTo { continue }
      reachIndex.people.withUnsafeBufferPointer { people in
        meet(people[(post + 1)..<end], voice: voice, on: reachIndex)
      }
      walkedTo = end
    }
  }

  /// The place among the voice's conversations of the only one where it met the person; nil for somebody met in
  /// several or known without a place.
  func onlyConversation(of person: UInt32) -> Int? {
    let mark = marks[Int(person)]
    return mark & 1 == 0 ? Int((mark & 0xFFFF_FFFF) >> 1) : nil
  }

  @inline(__always)
  private mutating func meet(_ members: some Sequence<UInt32>, voice: Int, on reachIndex: ReachIndex) {
    let (walk, base) = (walk, UInt64(walk) << 32)
    let here = onlyThere.count - 1
    let dropsColleagues = reachIndex.network.scope.colleagues == .leaveOut
    marks.withUnsafeMutableBufferPointer { marks in
      for person in members {
        if person == ScopedNetwork.none || person == UInt32(truncatingIfNeeded: voice) { continue }
        let mark = marks[Int(person)]
        if mark >> 32 != UInt64(walk) {
          if dropsColleagues, !reachIndex.network.counts(person, for: UInt32(voice)) { continue }
          marks[Int(person)] = base | UInt64(here) << 1
          people.append(person)
          onlyThere[here] += 1
        } else if (mark & 0xFFFF_FFFF) >> 1 != UInt64(here) {
          if mark & 1 == 0 { onlyThere[Int((mark & 0xFFFF_FFFF) >> 1)] -= 1 }
          marks[Int(person)] = base | UInt64(here) << 1 | 1
        } else {
          continue
        }
        visitors.append(person)
        met[here] += 1
      }
    }
  }
}

/// Who is in one voice's reply reach, and which conversation brought whom: what `ReplyReach` counts, opened.
package struct ReachDetail: Sendable, Equatable {
  /// One conversation of the voice.
  package struct Share: Sendable, Equatable {
    /// The conversation's number in `Conversations`.
    package var conversation: UInt32
    /// The voice's people who talked below its posts there.
    package var met: Int
    /// Those of them who did so nowhere else.
    package var onlyThere: Int
  }

  /// The people in R, ascending.
  package let people: [UInt32]
  /// The voice's T conversations: those that brought most people first, ties in order.
  package let conversations: [Share]

  /// Opens the reach of single voices, one after the other.
  package struct Reader {
    private let reachIndex: ReachIndex
    private var walker: ReachWalker

    /// A reader of a network's reaches. Complexity: O(posts).
    package init(_ network: ScopedNetwork) {
      reachIndex = ReachIndex(network)
      walker = ReachWalker(voiceCount: network.network.voices.count)
    }

    /// The people in the voice's R, in no order. Complexity: O(posts below the voice's posts).
    package mutating func people(of voice: Int) -> [UInt32] {
      walker.walk(voice, on: reachIndex)
      return walker.people
    }

    /// The voice's reach, opened. Complexity: O(posts below the voice's posts), and of sorting the result.
    package mutating func detail(of voice: Int) -> ReachDetail {
      walker.walk(voice, on: reachIndex)
      let shares = walker.conversations.indices.map { index in
        Share(conversation: walker.conversations[index], met: walker.met[index], onlyThere: walker.onlyThere[index])
      }
      return ReachDetail(
        people: walker.people.sorted(),
        conversations: shares.sorted {
          ($1.onlyThere, $1.met, $0.conversation) < ($0.onlyThere, $0.met, $1.conversation)
        })
    }
  }
}
