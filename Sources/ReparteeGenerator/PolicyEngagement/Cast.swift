/// Everybody in the campaign: those with a part first, then the public, then those who only follow.
struct Cast: Sendable {
  private(set) var members = Cast.named
  /// How many accounts only follow or repost; they are numbered after the members.
  let onlookers = 1_300

  static let channel = 0
  static let lead = 1

  /// Everybody, the public drawn by `random`.
  init(_ random: inout SeededRandom) {
    let activities = [1, 1, 1, 1, 2, 2, 3, 4]
    var citizen = 0
    for host in members.indices {
      for _ in 0..<members[host].circleSize {
        var member = Member.citizen(citizen)
        member.activity = activities[random.below(activities.count)]
        member.circle = host
        members.append(member)
        citizen += 1
      }
    }
  }

  /// The members with a part.
  func all(_ part: Member.Part) -> [Int] { members.indices.filter { members[$0].part == part } }

  /// The account that somebody else's second one belongs to, or that has a second one.
  func otherAccount(of member: Int) -> Int? {
    guard let voice = members[member].entry?.voice, !voice.isEmpty else { return nil }
    return members.indices.first { $0 != member && members[$0].entry?.voice == voice }
  }

  /// How readily a member replies to a host, against others; 0 for never.
  func weight(of member: Int, towards host: Int) -> Int {
    let guest = members[member]
    if member == host || otherAccount(of: member) == host { return 0 }
    switch (guest.part, members[host].part) {
    case (.citizen, .channel): return guest.activity * (guest.circle == host ? 20 : 2)
    case (.citizen, .campaigner): return guest.circle == Cast.channel ? 1 : 0
    case (.citizen, _) where guest.circle == host: return guest.activity * 40
    // Those who only react to the channel: next to nowhere else.
    case (.citizen, .charity) where guest.circle == Cast.channel: return guest.activity
    case (.citizen, _) where guest.circle == Cast.channel: return 0
    case (.citizen, .lead): return guest.activity * 4
    case (.citizen, _): return guest.activity
    case (.clinician, .clinician): return 40
    case (.clinician, .lead), (.clinician, .official): return 14
    case (.carer, .lead), (.carer, .official), (.carer, .clinician): return 24
    case (.official, .lead), (.lead, .official), (.official, .official): return 8
    case (.lead, .clinician), (.official, .clinician): return 8
    case (.lead, .carer), (.clinician, .carer): return 12
    case (.anonymous, .clinician): return 8
    default: return 0
    }
  }
}
