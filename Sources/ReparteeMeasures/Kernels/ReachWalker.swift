import ReparteeGraph

/// Walks below the posts of one voice after the other and tells its people apart.
///
/// The trick: a mark for every person, which holds the number of the walk it was last set on. So nothing is cleared
/// between two voices, and a person's second visit costs one comparison. Complexity of a voice: O(posts below its posts).
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
  mutating func walk(_ voice: Int, on ground: ReachGround) {
    people.removeAll(keepingCapacity: true)
    conversations.removeAll(keepingCapacity: true)
    onlyThere.removeAll(keepingCapacity: true)
    met.removeAll(keepingCapacity: true)
    visitors.removeAll(keepingCapacity: true)
    walk &+= 1
    let base = UInt64(walk) << 32
    for person in ground.others[voice] {
      marks[Int(person)] = base | 0xFFFF_FFFF
      people.append(person)
    }
    let forest = ground.network.network.conversations
    var conversation = UInt32.max
    var walkedTo = 0
    var exchange = ground.exchangeOffsets[voice]
    for post in ground.own[voice].lazy.map(Int.init) {
      let end = Int(forest.subtreeEnds[post])
      guard ground.isHeld(from: post, to: end) else { continue }
      if forest.conversation(of: post) != conversation {
        conversation = forest.conversation(of: post)
        conversations.append(conversation)
        onlyThere.append(0)
        met.append(0)
        while exchange < ground.exchangeOffsets[voice + 1], ground.exchanges[exchange].conversation == conversation {
          meet(CollectionOfOne(ground.exchanges[exchange].pair.person), voice: voice, on: ground)
          exchange += 1
        }
      }
      if end <= walkedTo { continue }
      ground.people.withUnsafeBufferPointer { people in
        meet(people[(post + 1)..<end], voice: voice, on: ground)
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
  private mutating func meet(_ members: some Sequence<UInt32>, voice: Int, on ground: ReachGround) {
    let (walk, base) = (walk, UInt64(walk) << 32)
    let here = onlyThere.count - 1
    let dropsColleagues = ground.network.scope.colleagues == .leaveOut
    marks.withUnsafeMutableBufferPointer { marks in
      for person in members {
        if person == ScopedNetwork.none || person == UInt32(truncatingIfNeeded: voice) { continue }
        let mark = marks[Int(person)]
        if mark >> 32 != UInt64(walk) {
          if dropsColleagues, !ground.network.counts(person, for: UInt32(voice)) { continue }
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
