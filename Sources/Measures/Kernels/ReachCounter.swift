import SocialGraph

/// Counts whom one voice after the other reaches, without listing them: `ReachWalker` for numbers alone.
///
/// Two tricks. A mark for every person holds the number of the walk it was last set on, as there. And the largest
/// subtree of a voice is not walked where it outweighs the others: how many people it holds is known from
/// `PeopleWithin`, and whether somebody met elsewhere is among them is looked up in their own posts. So the root of a
/// conversation of a million costs no more than a leaf of it, and a chain of a million people is no worse than a star.
/// Complexity of a voice: O(posts below its posts), or O(k log p) where all but k of them are in the largest subtree.
struct ReachCounter {
  /// What was counted of a voice.
  struct Count {
    var reach = 0
    var losses = Jackknife.Losses(conversations: 0)
  }

  /// Below this many posts a subtree is walked whatever the others are: looking up is not free.
  static let usualSmallestToSkip = 1024
  /// The largest subtree is skipped where it has so many times the posts of the others.
  private static let timesTheOthers = 4

  /// The last walk that met the person (upper 32 bits), the conversation of the last meeting (31 bits), and whether
  /// they met in more than one (lowest bit).
  private var marks: [UInt64]
  private let smallestToSkip: Int
  private var walk: UInt32 = 0
  private var onlyThere: [Int] = []
  private var met: [Int] = []
  /// What lies below the voice's posts, without overlaps: positions, and the place of the conversation.
  private var pieces: [(start: Int, end: Int, place: Int)] = []
  /// For each of the voice's conversations: its number, and where its pieces begin.
  private var places: [(conversation: UInt32, firstPiece: Int)] = []
  private var people = 0

  init(voiceCount: Int, smallestToSkip: Int) {
    marks = Array(repeating: .max, count: voiceCount)
    self.smallestToSkip = smallestToSkip
  }

  /// Counts the people of `voice`.
  /// - Parameter within: post → distinct people at or below it, as far as it may be needed; see `ReplyReach.compute`.
  mutating func count(_ voice: Int, on ground: ReachGround, _ view: ReachGround.View, within: [UInt32]) -> Count {
    collectPieces(of: voice, on: ground, view)
    let conversations = places.count
    let exchanges = ground.exchangeOffsets[voice]..<ground.exchangeOffsets[voice + 1]
    if pieces.isEmpty, exchanges.isEmpty, ground.others.count(of: voice) == 0 {
      return Count(reach: 0, losses: Jackknife.Losses(conversations: conversations))
    }
    walk &+= 1
    people = 0
    let skipped = within.isEmpty ? nil : pieceToSkip()
    if conversations == 1, exchanges.isEmpty, ground.others.count(of: voice) == 0 {
      countInOnePlace(voice, on: ground, view, within: within, skipped: skipped)
    } else {
      countInSeveral(voice, on: ground, view, within: within, skipped: skipped)
    }
    return Count(reach: people, losses: Jackknife.Losses(onlyThere: onlyThere, met: met))
  }

  private mutating func collectPieces(of voice: Int, on ground: ReachGround, _ view: ReachGround.View) {
    pieces.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    var (conversation, walkedTo) = (UInt32.max, 0)
    for index in view.offsets[voice]..<view.offsets[voice + 1] {
      let position = Int(view.positions[index])
      let end = Int(view.subtreeEnds[position])
      if end <= walkedTo || !ground.isHeld(from: position, to: end) { continue }
      if view.conversations[position] != conversation {
        conversation = view.conversations[position]
        places.append((conversation, pieces.count))
      }
      if end > position + 1 { pieces.append((position + 1, end, places.count - 1)) }
      walkedTo = end
    }
  }

  private func pieceToSkip() -> Int? {
    var (largest, total) = (0, 0)
    for (index, piece) in pieces.enumerated() {
      total += piece.end - piece.start
      if piece.end - piece.start > pieces[largest].end - pieces[largest].start { largest = index }
    }
    guard let piece = pieces.indices.contains(largest) ? pieces[largest] : nil else { return nil }
    let size = piece.end - piece.start
    return size >= smallestToSkip && size > Self.timesTheOthers * (total - size) ? largest : nil
  }

  /// All in one conversation: everybody is met there and nowhere else.
  private mutating func countInOnePlace(
    _ voice: Int, on ground: ReachGround, _ view: ReachGround.View, within: [UInt32], skipped: Int?
  ) {
    let known = skipped.map { pieces[$0] }
    if let known { people = others(in: known.start..<known.end, of: voice, on: ground, within: within) }
    let base = UInt64(walk) << 32
    let dropsColleagues = ground.network.scope.colleagues == .leaveOut
    marks.withUnsafeMutableBufferPointer { marks in
      for (index, piece) in pieces.enumerated() where index != skipped {
        for position in piece.start..<piece.end {
          let person = view.people[position]
          if person == ScopedNetwork.none || person == UInt32(truncatingIfNeeded: voice) { continue }
          if marks[Int(person)] == base { continue }
          if dropsColleagues, !ground.network.counts(person, for: UInt32(voice)) { continue }
          marks[Int(person)] = base
          if let known, ground.holds(person, from: known.start, to: known.end) { continue }
          people += 1
        }
      }
    }
    onlyThere.removeAll(keepingCapacity: true)
    met.removeAll(keepingCapacity: true)
    onlyThere.append(people)
    met.append(people)
  }

  private mutating func countInSeveral(
    _ voice: Int, on ground: ReachGround, _ view: ReachGround.View, within: [UInt32], skipped: Int?
  ) {
    let known = skipped.map { pieces[$0] }
    onlyThere.removeAll(keepingCapacity: true)
    met.removeAll(keepingCapacity: true)
    for _ in places {
      onlyThere.append(0)
      met.append(0)
    }
    if let known {
      people = others(in: known.start..<known.end, of: voice, on: ground, within: within)
      onlyThere[known.place] = people
      met[known.place] = people
    }
    // Those without a place stay, whatever conversation is left out.
    let fixed = UInt64(walk) << 32 | 0xFFFF_FFFF
    for person in ground.others[voice] {
      if let known, ground.holds(person, from: known.start, to: known.end) {
        // Counted with the skipped piece, and met in its conversation; but not only there.
        marks[Int(person)] = UInt64(walk) << 32 | UInt64(known.place) << 1 | 1
        onlyThere[known.place] -= 1
      } else {
        marks[Int(person)] = fixed
        people += 1
      }
    }
    // The skipped piece's conversation goes first: whoever is met there again has been counted.
    if let known { meetAll(in: known.place, voice: voice, on: ground, view, skipped: skipped) }
    for place in places.indices where place != known?.place {
      meetAll(in: place, voice: voice, on: ground, view, skipped: skipped)
    }
  }

  private mutating func meetAll(
    in place: Int, voice: Int, on ground: ReachGround, _ view: ReachGround.View, skipped: Int?
  ) {
    for index in ground.exchangeOffsets[voice]..<ground.exchangeOffsets[voice + 1]
    where ground.exchanges[index].conversation == places[place].conversation {
      meet(CollectionOfOne(ground.exchanges[index].pair.person), in: place, voice: voice, on: ground, skipped: skipped)
    }
    let end = place + 1 < places.count ? places[place + 1].firstPiece : pieces.count
    for index in places[place].firstPiece..<end where index != skipped {
      let piece = UnsafeBufferPointer(rebasing: view.people[pieces[index].start..<pieces[index].end])
      meet(piece, in: place, voice: voice, on: ground, skipped: skipped)
    }
  }

  @inline(__always)
  private mutating func meet(
    _ members: some Sequence<UInt32>, in here: Int, voice: Int, on ground: ReachGround, skipped: Int?
  ) {
    let base = UInt64(walk) << 32
    let known = skipped.map { pieces[$0] }
    let dropsColleagues = ground.network.scope.colleagues == .leaveOut
    marks.withUnsafeMutableBufferPointer { marks in
      for person in members {
        if person == ScopedNetwork.none || person == UInt32(truncatingIfNeeded: voice) { continue }
        var mark = marks[Int(person)]
        if mark >> 32 != base >> 32 {
          if dropsColleagues, !ground.network.counts(person, for: UInt32(voice)) { continue }
          if let known, ground.holds(person, from: known.start, to: known.end) {
            // Met in the skipped piece first.
            mark = base | UInt64(known.place) << 1
            marks[Int(person)] = mark
          } else {
            marks[Int(person)] = base | UInt64(here) << 1
            people += 1
            onlyThere[here] += 1
            met[here] += 1
            continue
          }
        }
        let last = Int((mark & 0xFFFF_FFFF) >> 1)
        if last == here { continue }
        if mark & 1 == 0 { onlyThere[last] -= 1 }
        marks[Int(person)] = base | UInt64(here) << 1 | 1
        met[here] += 1
      }
    }
  }

  /// How many distinct others are in a piece, by what is known of the voice's post right above it.
  private func others(in piece: Range<Int>, of voice: Int, on ground: ReachGround, within: [UInt32]) -> Int {
    let above = piece.lowerBound - 1
    let isAmongThem = ground.holds(UInt32(voice), from: above, to: piece.upperBound)
    return Int(within[Int(ground.network.network.conversations.posts[above])]) - (isAmongThem ? 1 : 0)
  }
}
