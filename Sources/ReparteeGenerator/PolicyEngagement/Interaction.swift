import ReparteeGraph

/// A mention or a repost; those without a time were counted before anybody exported them.
struct Interaction: Sendable {
  var kind: InteractionKind
  var actor: Int
  var target: Int
  var time: Int64?
  var count = 1

  /// The interactions in the order of time, the counted ones last: many pass the channel's posts on, few talk with it.
  static func all(of cast: Cast, _ random: inout SeededRandom) -> [Interaction] {
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
