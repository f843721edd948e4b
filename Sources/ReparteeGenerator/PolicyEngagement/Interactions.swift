import ReparteeGraph

/// A mention or a repost; those without a time were counted before anybody exported them.
struct Interaction: Sendable {
  var kind: InteractionKind
  var actor: Int
  var target: Int
  var time: Int64?
  var count = 1

  /// The interactions in the order of time, the counted ones last: many pass the channel's posts on, few talk with it.
  static func all(of cast: Cast, _ random: inout SplitMix64) -> [Interaction] {
    let targets = cast.members.indices.filter { cast.members[$0].conversations > 0 && cast.members[$0].part != .bot }
    var interactions: [Interaction] = []
    for kind in [InteractionKind.repost, .mention] {
      let weights = targets.map { weight(of: cast.members[$0].part, kind) }
      for number in 0..<(kind == .repost ? 170 : 90) {
        guard let position = random.position(weights: weights) else { continue }
        let target = targets[position]
        // Onlookers repost; whoever mentions somebody is a member.
        let actors = cast.members.count + (kind == .repost ? cast.onlookers : 0)
        let actor = Cast.named.count + random.below(actors - Cast.named.count)
        var interaction = Interaction(kind: kind, actor: actor, target: target)
        if number % 20 == 19 {
          interaction.count = random.within(2...4)
        } else {
          interaction.time = CampaignClock.moment(part: 0, of: 1, hours: .waking, &random)
        }
        interactions.append(interaction)
      }
    }
    let order = interactions.indices.sorted {
      (interactions[$0].time ?? .max, $0) < (interactions[$1].time ?? .max, $1)
    }
    return order.map { interactions[$0] }
  }

  private static func weight(of part: Member.Part, _ kind: InteractionKind) -> Int {
    switch part {
    case .channel: kind == .repost ? 60 : 30
    case .charity: 15
    case .anonymous: 8
    case .lead: kind == .repost ? 8 : 20
    case .official, .clinician, .carer: 4
    case .campaigner: 3
    case .bot, .citizen, .secondAccount: 0
    }
  }
}

/// A follow edge that somebody holds: as in real exports, a part of all there are.
struct Follow: Hashable, Sendable {
  var follower: Int
  var followed: Int

  /// The held edges, each once, in order.
  static func all(of cast: Cast, _ random: inout SplitMix64) -> [Follow] {
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
