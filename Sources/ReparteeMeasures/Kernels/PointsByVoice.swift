import ReparteeGraph

/// What makes up a figure of every voice, point by point: who is in it, and through which conversations.
///
/// A point is a person in a set; for the score, which adds the sizes of two sets, a person has up to two. Points known
/// without a conversation have none there.
struct PointsByVoice: Sendable {
  /// One point of a voice in one conversation.
  struct Point: Sendable, Equatable {
    /// The person, and in the lowest bit which set.
    var item: UInt64
    /// The conversation, or `ScopedNetwork.none`.
    var conversation: UInt32
  }

  /// Voice → where its points begin in `points`.
  let offsets: [Int]
  /// Each voice's points by conversation, then person; those without one last. Each stands once a conversation.
  let points: [Point]

  /// The points of those voices that have at least so many conversations.
  ///
  /// Complexity: O(m + Σ k log k) for m encounters and voices with k of them.
  /// - Parameters:
  ///   - sets: one or two, whose members are added up.
  ///   - conversations: each voice's T.
  init(_ sets: [[Encounter]], conversations: [UInt32], fewest: Int = Jackknife.fewestConversations) {
    func forEachNeeded(_ body: (Encounter, _ set: Int) -> Void) {
      for (set, encounters) in sets.enumerated() {
        for encounter in encounters where conversations[Int(encounter.pair.voice)] >= UInt32(fewest) {
          body(encounter, set)
        }
      }
    }
    let buckets = Buckets(count: conversations.count) { counts in
      forEachNeeded { encounter, _ in counts[Int(encounter.pair.voice)] += 1 }
    }
    let starts = buckets.offsets
    var sorted = [Point](repeating: Point(item: 0, conversation: 0), count: starts[conversations.count])
    buckets.withNextPlaces { next in
      forEachNeeded { encounter, set in
        let voice = Int(encounter.pair.voice)
        sorted[next[voice]] = Point(
          item: UInt64(encounter.pair.person) << 1 | UInt64(set), conversation: encounter.conversation)
        next[voice] += 1
      }
    }
    let blocks = Cores.blocks(of: starts, size: 1 << 14)
    let parts = sorted.withUnsafeMutableBufferPointer { sorted in
      let sorted = sorted
      return Cores.map(count: blocks.count) { block -> (points: [Point], counts: [Int]) in
        var (points, counts): ([Point], [Int]) = ([], [])
        for voice in blocks[block] {
          // In bounds: a voice's points stand between its offsets, and each block has voices of its own.
          var own = UnsafeMutableBufferPointer(rebasing: sorted[starts[voice]..<starts[voice + 1]])
          own.sort { ($0.conversation, $0.item) < ($1.conversation, $1.item) }
          let before = points.count
          for (index, point) in own.enumerated() where index == 0 || own[index - 1] != point { points.append(point) }
          counts.append(points.count - before)
        }
        return (points, counts)
      }
    }
    points = Array(parts.map(\.points).joined())
    var offsets = [0]
    offsets.reserveCapacity(conversations.count + 1)
    for count in parts.lazy.map(\.counts).joined() { offsets.append((offsets.last ?? 0) + count) }
    self.offsets = offsets
  }

  /// The points of one voice.
  subscript(voice: Int) -> ArraySlice<Point> { points[offsets[voice]..<offsets[voice + 1]] }

  /// What the points of one voice come to.
  struct Tally {
    /// How many there are, each once.
    var count = 0
    /// How many of them are known without a conversation.
    var fixed = 0
    /// The only conversation of each point that has just one and is not fixed, ascending.
    var onlyConversations: [UInt32] = []
    /// The most points of one conversation.
    var largestMeeting = 0
  }

  /// Adds up the points of one voice. Complexity: O(k log k).
  func tally(of voice: Int) -> Tally {
    var tally = Tally()
    let own = self[voice]
    var met = 0
    for index in own.indices where own[index].conversation != ScopedNetwork.none {
      met = index > own.startIndex && own[index - 1].conversation == own[index].conversation ? met + 1 : 1
      tally.largestMeeting = max(tally.largestMeeting, met)
    }
    let byItem = own.sorted { ($0.item, $0.conversation) < ($1.item, $1.conversation) }
    var start = 0
    while start < byItem.count {
      var end = start + 1
      while end < byItem.count, byItem[end].item == byItem[start].item { end += 1 }
      tally.count += 1
      if byItem[end - 1].conversation == ScopedNetwork.none {
        tally.fixed += 1
      } else if end - start == 1 {
        tally.onlyConversations.append(byItem[start].conversation)
      }
      start = end
    }
    tally.onlyConversations.sort()
    return tally
  }

  /// The points of one voice that are known by conversations alone.
  func moving(of voice: Int) -> [Point] {
    let fixed = Set(self[voice].lazy.filter { $0.conversation == ScopedNetwork.none }.map(\.item))
    return self[voice].filter { $0.conversation != ScopedNetwork.none && !fixed.contains($0.item) }
  }
}
