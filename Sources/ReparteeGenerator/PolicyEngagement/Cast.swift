import ReparteeGraph

/// Everybody in the campaign: those with a part first, then the public, then those who only follow.
struct Cast: Sendable {
  private(set) var members = Cast.named
  /// How many accounts only follow or repost; they are numbered after the members.
  let onlookers = 1_300

  static let channel = 0
  static let lead = 1

  /// Everybody, the public drawn by `random`.
  init(_ random: inout SplitMix64) {
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
    // Those who only react to the channel: almost nowhere else.
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

extension Cast {
  private static let department = "Department of Public Wellbeing"
  private static let hospital = "Harrowfen Teaching Hospital"
  private static let clinic = "Fellwater Memory Clinic"

  /// Those with a part. Names, handles and organisations are invented.
  static let named: [Member] = [
    member(.channel, "DeptPublicWellbeing", department, 16, 50, .channel, department, "corporate channel", 37_221),
    member(
      .lead, "MarianOakhollowDPW", "Marian Oakhollow", 17, 70, .person, department,
      "deputy director, dementia care policy", 688),
    member(
      .official, "TobiasFennimarshDPW", "Tobias Fennimarsh", 5, 10, .person, department, "carers' support lead", 512,
      voice: "Tobias Fennimarsh"),
    member(
      .official, "OttolineBrackenfold", "Ottoline Brackenfold", 4, 9, .person, department, "service designer", 441),
    member(
      .official, "DunstanQuillmarsh", "Dunstan Quillmarsh", 3, 8, .person, department, "head of evidence", 356),
    member(
      .official, "InesSaltmeadowDPW", "Inês Saltmeadow", 3, 7, .person, department, "regional engagement manager", 274,
      from: "2025-11-01"),
    member(
      .clinician, "TemperanceOkonvale", "Okonvale, Dr Temperance", 3, 7, .person, hospital, "geriatrician", 1_530),
    member(.clinician, "SorenLindengroveRN", "Søren Lindengrove", 2, 5, .person, clinic, "memory nurse", 804),
    member(.clinician, "PriyaLarkmeadowGP", "Priya Larkmeadow", 2, 4, .person, "Nettlecombe Surgery", "doctor", 640),
    member(.clinician, "CaspianWrenfieldMD", "Caspian Wrenfield", 2, 3, .person, hospital, "psychiatrist", 1_120),
    member(.clinician, "NoemieThornbeckOT", "Noémie Thornbeck", 1, 3, .person, clinic, "occupational therapist", 389),
    member(.carer, "WilhelminaDuskfield", "Wilhelmina Duskfield", 4, 7, .person, "", "carer who writes about it", 233),
    member(
      .anonymous, "TheUnquietNightShift", "the unquiet night shift 🌙", 4, 10, .anonymous, "", "", 5_480,
      note: "who writes here is not known"),
    member(
      .charity, "LanternlightTrustEG", "The Lanternlight Trust", 5, 7, .channel, "The Lanternlight Trust",
      "charity's channel", 12_960),
    member(
      .campaigner, "HoratioLoudwaterNow", "Horatio Loudwater", 5, 0, .person, "", "campaigner", 8_764,
      note: "writes to everybody"),
    member(.bot, "WellbeingLinksRobot", "Wellbeing links", 3, 0, .bot, "", "posts links by itself", 143),
    member(
      .secondAccount, "TobiasFennimarshHome", "Tobias Fennimarsh (evenings)", 0, 0, .person, department,
      "carers' support lead", 187, voice: "Tobias Fennimarsh"),
  ]

  private static func member(
    _ part: Member.Part, _ handle: String, _ name: String, _ conversations: Int, _ circleSize: Int, _ kind: VoiceKind,
    _ organisation: String, _ role: String, _ followers: Int, voice: String = "", from: String = "", note: String = ""
  ) -> Member {
    var member = Member(part: part, handle: handle, name: name)
    member.conversations = conversations
    member.circleSize = circleSize
    member.entry = RosterEntry(
      kind: kind, organisation: organisation, role: role, voice: voice, followers: followers, from: from, note: note)
    return member
  }
}

/// One account of the campaign.
struct Member: Sendable {
  /// What somebody does in the campaign, and so how they talk.
  enum Part: Sendable {
    case channel, charity, lead, official, clinician, carer, anonymous, campaigner, bot, citizen
    /// Somebody's second account: it answers in their name.
    case secondAccount
  }

  var part: Part
  var handle: String
  var name: String
  /// The name from the middle of the campaign on, where it changed.
  var laterName: String?
  /// How much a citizen writes, against others.
  var activity = 1
  /// Whose threads a citizen is mostly found in.
  var circle: Int?
  /// How many conversations the member starts.
  var conversations = 0
  /// How many citizens are mostly found in the member's threads.
  var circleSize = 0
  /// What the analyst's roster says; nil for those whom it does not list.
  var entry: RosterEntry?
}

/// What the analyst's roster says of an account.
struct RosterEntry: Sendable {
  var kind: VoiceKind
  var organisation = ""
  var role = ""
  var voice = ""
  var followers: Int
  var from = ""
  var note = ""
}

extension Member {
  /// The given number's member of the public, with an invented name.
  static func citizen(_ number: Int) -> Member {
    let first = firstNames[number % firstNames.count]
    let last = lastNames[(number / firstNames.count * 5 + number) % lastNames.count]
    var handle = plain(first) + last
    // Longer than the platform allows, so that it is nobody's.
    if handle.count <= 15 { handle += "_demo" }
    var member = Member(part: .citizen, handle: handle, name: "\(first) \(last)")
    switch number {
    case 3: member.name = "\(last), \(first)"
    case 47: member.name = "\(first) \(last) 🌻"
    case 52: member.name = "\(first) “\(first.prefix(1))” \(last)"
    case 59: member.name = "\(first) \"Sunny\" \(last)"
    case 66: member.laterName = "\(first) \(last) 💛 cares for Dad"
    default: break
    }
    return member
  }

  /// A name in the letters that handles may have.
  private static func plain(_ name: String) -> String {
    let letters: [Character: String] = ["é": "e", "ë": "e", "ö": "o", "ø": "o", "Ł": "L", "á": "a", "ï": "i", "Ç": "C"]
    return name.map { letters[$0] ?? String($0) }.joined()
  }

  private static let firstNames = [
    "Ada", "Bartholomew", "Clementine", "Dorothea", "Ezekiel", "Philippa", "Gideon", "Henrietta", "Ignatius", "Juniper",
    "Kofi", "Leocadia", "Montague", "Nadia", "Octavian", "Prudence", "Quentin", "Rosalind", "Sebastian", "Theodora",
    "Ulysses", "Verity", "Winifred", "Xanthe", "Yusuf", "Zoë", "Anaïs", "Björn", "Çelik", "Léonie", "Jørgen", "Łucja",
    "Tomás", "Ngozi", "Haruki", "Meera", "Obadiah",
  ]

  private static let lastNames = [
    "Fernwhistle", "Quillington", "Thistledown", "Emberlane", "Mossgarth", "Puddlecombe", "Starlingford", "Wickerby",
    "Appleyonder", "Cloudsley", "Dapplewood", "Foxmantle", "Gorsehollow", "Heronstrand", "Inkwellow", "Lavenderby",
    "Moonthwaite", "Nightjarrow", "Otterbridge", "Pennywhistler", "Rookhaven", "Sedgewater", "Tumblestone", "Vellumby",
    "Willowmarch", "Yarrowdene", "Bramblecote", "Copperfern", "Driftwell", "Larkspurling", "Marrowfield",
  ]
}

/// How somebody holds a conversation that they started or joined: shares are of a hundred.
struct Habits: Sendable {
  /// How many others reply.
  var repliers = 2...4
  /// How often a reply is answered.
  var answers = 0
  /// How often who was answered comes back.
  var returns = 0
  /// How often a return is answered again.
  var goesOn = 0
  /// How often a third one joins in below a reply.
  var joins = 10
  /// How often the first post goes on in a second one.
  var continues = 0
  /// Half of the host's answers come within so many seconds.
  var median = 1800
  var hours = CampaignClock.Hours.waking

  /// The habits of those with a part.
  init(_ part: Member.Part) {
    switch part {
    case .channel: (repliers, joins, continues, hours) = (3...6, 8, 20, .office)
    case .charity: (repliers, answers, returns, hours) = (3...5, 45, 40, .office)
    case .lead:
      (repliers, answers, returns, goesOn, joins) = (4...6, 82, 68, 28, 14)
      (continues, median) = (25, 900)
    case .official, .secondAccount:
      (repliers, answers, returns, goesOn, joins) = (3...4, 64, 52, 22, 10)
      (continues, median, hours) = (15, 2700, .office)
    case .clinician: (repliers, answers, returns, goesOn, joins) = (2...4, 60, 54, 22, 15)
    case .carer: (repliers, answers, returns, goesOn, joins) = (3...4, 68, 50, 22, 10)
    case .anonymous: (repliers, answers, returns, goesOn, joins) = (5...8, 60, 55, 22, 30)
    case .campaigner: (repliers, joins, continues) = (0...1, 0, 100)
    case .bot: (repliers, joins, hours) = (0...0, 0, .always)
    case .citizen: (repliers, answers, returns, goesOn) = (1...2, 40, 45, 20)
    }
  }
}
