/// A follow edge that somebody holds: as in real exports, a part of all there are.
struct Follow: Hashable, Sendable {
  var follower: Int
  var followed: Int

  /// The held edges, each once, in order.
  static func all(of cast: Cast, _ random: inout SeededRandom) -> [Follow] {
    var edges: Set<Follow> = []
    let people = cast.members.indices
    let known = people.filter { cast.members[$0].part != .citizen && cast.members[$0].part != .bot }
    for member in people where cast.members[member].part != .bot {
      if let circle = cast.members[member].circle {
        if random.chance(82) { edges.insert(Follow(follower: member, followed: circle)) }
        if random.chance(55) { edges.insert(Follow(follower: member, followed: Cast.channel)) }
        if random.chance(18) { edges.insert(Follow(follower: member, followed: Cast.lead)) }
        for other in people where other != member && cast.members[other].circle == circle && random.chance(5) {
          edges.insert(Follow(follower: member, followed: other))
        }
      } else if cast.members[member].part != .channel {
        for other in known where other != member && random.chance(45) {
          edges.insert(Follow(follower: member, followed: other))
        }
      }
    }
    for onlooker in people.count..<(people.count + cast.onlookers) {
      for other in known where random.chance(popularity(cast.members[other].part)) {
        edges.insert(Follow(follower: onlooker, followed: other))
      }
    }
    return edges.sorted { ($0.follower, $0.followed) < ($1.follower, $1.followed) }
  }

  /// How many of a hundred onlookers follow a member with this part.
  private static func popularity(_ part: Member.Part) -> Int {
    switch part {
    case .channel: 78
    case .charity: 24
    case .campaigner: 15
    case .anonymous: 10
    case .lead: 12
    case .clinician: 4
    case .official, .carer: 3
    case .bot, .citizen, .secondAccount: 0
    }
  }
}
