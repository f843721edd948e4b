import ReparteeGraph

/// Counts one audience after the other, exactly.
///
/// The trick: a mark for every person holds the number of the count in which they were last seen, so nothing is cleared
/// between two voices; marks are written whether they change or not, so no branch depends on them; and they take two
/// bytes, so that those of a million people stay in the cache near the core. When the numbers are used up, after 65,535
/// voices, all marks are cleared. In bounds: people and followers are voices, and there is a mark for each. Complexity of a voice: O(posts below its posts, and followers of their authors).
struct AudienceCounter {
  private let reachIndex: ReachIndex
  private let view: SubtreeRanges.View
  private let followers: Adjacency.View
  private let countsEverybody: Bool
  /// The last count in which the person was found below a post of the voice.
  private var met: [UInt16]
  /// The last count in which the person was seen in the audience.
  private var seen: [UInt16]
  private var mark: UInt16 = 0
  private var people = 0

  init(_ reachIndex: ReachIndex, _ view: SubtreeRanges.View, _ followers: Adjacency.View) {
    self.reachIndex = reachIndex
    self.view = view
    self.followers = followers
    countsEverybody = reachIndex.network.scope.colleagues == .count && !reachIndex.network.isPerson.contains(false)
    met = Array(repeating: 0, count: reachIndex.network.network.voices.count)
    seen = met
  }

  mutating func audience(of voice: Int) -> AudienceReach.Audience? {
    startCount()
    people = 0
    seen[voice] = mark
    met[voice] = mark
    see(followers[UInt32(voice)], for: voice)
    let own = people
    var covered = followers[UInt32(voice)].isEmpty ? 0 : 1
    reachIndex.forEachElsewhere(of: voice) { covered += meet($0, for: voice) }
    view.forEachRange(of: voice) { range in
      for position in range { covered += meet(view.people[position], for: voice) }
    }
    if covered == 0 { return nil }
    return AudienceReach.Audience(people: UInt32(people), covered: UInt32(covered), added: UInt32(people - own))
  }

  private mutating func startCount() {
    if mark == .max {
      mark = 0
      for person in met.indices { (met[person], seen[person]) = (0, 0) }
    }
    mark += 1
  }

  /// Counts somebody below a post of the voice with their followers; says whether any of these is held (1 or 0).
  @inline(__always)
  private mutating func meet(_ person: UInt32, for voice: Int) -> Int {
    if person == ScopedNetwork.none || met[Int(person)] == mark { return 0 }
    if !countsEverybody, !reachIndex.network.counts(person, for: UInt32(voice)) { return 0 }
    met[Int(person)] = mark
    if seen[Int(person)] != mark { people += 1 }
    seen[Int(person)] = mark
    let list = followers[person]
    if list.isEmpty { return 0 }
    see(list, for: voice)
    return 1
  }

  @inline(__always)
  private mutating func see(_ list: UnsafeBufferPointer<UInt32>, for voice: Int) {
    if !countsEverybody { return seeThoseWhoCount(in: list, for: voice) }
    let mark = mark
    var new = 0
    seen.withUnsafeMutableBufferPointer { seen in
      guard let seen = seen.baseAddress else { return }
      for follower in list {
        new &+= seen[Int(follower)] == mark ? 0 : 1
        seen[Int(follower)] = mark
      }
    }
    people += new
  }

  private mutating func seeThoseWhoCount(in list: UnsafeBufferPointer<UInt32>, for voice: Int) {
    for follower in list where seen[Int(follower)] != mark && reachIndex.network.counts(follower, for: UInt32(voice)) {
      people += 1
      seen[Int(follower)] = mark
    }
  }
}
