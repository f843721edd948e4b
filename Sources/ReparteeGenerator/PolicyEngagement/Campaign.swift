import ReparteeGraph

/// The course of the campaign: who starts conversations when, and who turns up in them.
struct Campaign {
  private let cast: Cast
  private(set) var conversations: Conversations

  init(cast: Cast, random: SplitMix64) {
    self.cast = cast
    conversations = Conversations(cast: cast, random: random)
  }

  /// Writes everything.
  mutating func run() {
    for host in cast.members.indices where cast.members[host].conversations > 0 {
      let count = cast.members[host].conversations
      for number in 0..<count {
        let hours = Habits(cast.members[host].part).hours
        let time = CampaignClock.moment(part: number, of: count, hours: hours, &conversations.random)
        let root = conversations.start(by: host, at: time)
        conversations.discuss(root, host: host)
        visit(root, host: host, number: number)
      }
    }
    askOfficials()
    quoteChannel()
  }

  /// Those who turn up in other people's conversations. Nobody answers them, so they come last.
  private mutating func visit(_ root: Int, host: Int, number: Int) {
    let part = cast.members[host].part
    if part == .channel { stepIn(root) }
    // The channel answers once in six weeks, and does not hear back.
    if part == .channel, number == 9, let first = conversations.replies(to: root).first {
      _ = conversations.reply(by: host, to: first)
    }
    let circle = cast.members.indices.filter { cast.members[$0].circle == host }
    if host == cast.all(.official).first, number == 1, let guest = circle.first {
      conversations.replyToDeleted(in: root, deletedBy: guest, by: guest + 1)
    }
    let loudness = part == .channel ? 65 : part == .lead || part == .official ? 25 : 0
    for campaigner in cast.all(.campaigner) where conversations.random.chance(loudness) {
      if let loud = conversations.reply(by: campaigner, to: root), conversations.random.chance(40) {
        _ = conversations.reply(by: campaigner, to: loud)
      }
    }
    for bot in cast.all(.bot) where conversations.random.chance(part == .bot ? 0 : 16) {
      _ = conversations.reply(by: bot, to: root)
    }
  }

  /// Officials answer people whom the channel leaves without an answer.
  private mutating func stepIn(_ root: Int) {
    for reply in conversations.replies(to: root) where conversations.random.chance(12) {
      help(below: reply, by: official())
    }
  }

  /// Members of the public ask a question of their own, and an official answers.
  private mutating func askOfficials() {
    let citizens = cast.all(.citizen).filter { cast.members[$0].circle != Cast.channel }
    for number in 0..<6 {
      let time = CampaignClock.moment(part: number, of: 6, hours: .waking, &conversations.random)
      let citizen = citizens[conversations.random.below(citizens.count)]
      let root = conversations.start(by: citizen, at: time)
      help(below: root, by: official())
      conversations.discuss(root, host: citizen)
    }
  }

  /// An official answers a post, and goes on if its author comes back.
  private mutating func help(below post: Int, by official: Int) {
    let author = conversations.posts[post].author
    guard author != official, let answer = conversations.reply(by: official, to: post) else { return }
    let habits = Habits(cast.members[official].part)
    guard conversations.random.chance(habits.returns), let back = conversations.reply(by: author, to: answer) else {
      return
    }
    conversations.exchange(official, author, from: back, habits)
  }

  /// An official, half of the time the lead.
  private mutating func official() -> Int {
    let officials = cast.all(.official)
    return conversations.random.chance(55) ? Cast.lead : officials[conversations.random.below(officials.count)]
  }

  /// Some show the channel's announcements to their own readers, who talk with them about it.
  private mutating func quoteChannel() {
    let announcements = conversations.posts.indices.filter {
      conversations.posts[$0].author == Cast.channel && conversations.posts[$0].parent == nil
    }
    let quoters = cast.all(.clinician).prefix(2) + cast.all(.carer)
    for (number, quoter) in quoters.enumerated() {
      let quoted = announcements[2 + number * 4]
      let time = conversations.posts[quoted].time + Int64(1800 + conversations.random.below(36_000))
      conversations.discuss(conversations.start(by: quoter, at: time, quoting: quoted), host: quoter)
    }
  }
}

/// When people write: six weeks from Monday 5 January 2026, by day and by night, in whole seconds since 1970, UTC.
enum CampaignClock {
  static let day: Int64 = 86_400
  /// Days from 1970 to the campaign's first one.
  private static let firstDay: Int64 = 20_458
  static let days = 42
  static let start = firstDay * day
  static let end = start + Int64(days) * day
  static let middle = start + Int64(days / 2) * day

  /// When somebody is at it.
  enum Hours: Sendable {
    case office, waking, always

    /// How many of a hundred posts begin in each hour of the day.
    fileprivate var hourly: [Int] {
      switch self {
      case .office: [0, 0, 0, 0, 0, 0, 0, 2, 9, 15, 14, 11, 8, 9, 10, 9, 7, 3, 1, 1, 1, 0, 0, 0]
      case .waking: [1, 0, 0, 0, 0, 1, 3, 6, 6, 4, 4, 4, 7, 5, 4, 4, 5, 6, 7, 9, 10, 8, 4, 2]
      case .always: Array(repeating: 4, count: 24)
      }
    }

    /// The share of each weekday, from Monday.
    fileprivate var weekly: [Int] {
      switch self {
      case .office: [20, 22, 20, 20, 16, 1, 1]
      case .waking: [15, 15, 15, 14, 12, 14, 15]
      case .always: Array(repeating: 1, count: 7)
      }
    }

    /// The hours in which a reply waits for the morning.
    fileprivate var asleep: Range<Int64> { self == .office ? 0..<8 : self == .waking ? 0..<7 : 0..<0 }
  }

  /// A moment in the given part of the campaign: the parts are as many as there are moments to spread.
  static func moment(part: Int, of parts: Int, hours: Hours, _ random: inout SplitMix64) -> Int64 {
    // The last two days bring no new conversation, so that talk can end inside the campaign.
    let first = part * (days - 2) / parts
    let last = max(first, (part + 1) * (days - 2) / parts - 1)
    let candidates = Array(max(0, first - 1)...min(days - 3, last + 1))
    let day = random.position(weights: candidates.map { hours.weekly[$0 % 7] }) ?? 0
    let hour = random.position(weights: hours.hourly) ?? 12
    return start + Int64(candidates[day]) * Self.day + Int64(hour * 3600 + random.below(3600))
  }

  /// When a reply comes to something written at `time`: half of them within `median` seconds, a few after days.
  static func reply(to time: Int64, median: Int, hours: Hours, _ random: inout SplitMix64) -> Int64 {
    let place = random.below(delays.count - 1)
    let (low, high) = (delays[place], delays[place + 1])
    let thousandths = low + (high - low) * random.below(1024) / 1024
    let written = time + 20 + Int64(median * thousandths / 1000)
    let hour = written % day / 3600
    guard hours.asleep.contains(hour), !random.chance(12) else { return written }
    return written - written % day + hours.asleep.upperBound * 3600 + Int64(random.below(7200))
  }

  /// Response times in thousandths of their median: 33 quantiles of a log-normal distribution with σ = 1.3, written
  /// down because `exp` differs from one machine to the next in its last digit.
  private static let delays = [
    60, 111, 155, 197, 240, 284, 330, 378, 429, 483, 541, 603, 669, 742, 820, 906, 1000, 1104, 1219, 1348, 1494, 1659,
    1849, 2070, 2331, 2644, 3029, 3517, 4161, 5064, 6452, 9005, 16_709,
  ]

  /// The moment as ISO 8601, in UTC; only for moments of the campaign's year.
  static func text(_ time: Int64) -> String {
    var day = Int(time / Self.day - firstDay) + 5
    var month = 1
    for length in [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30] where day > length {
      day -= length
      month += 1
    }
    let second = Int(time % Self.day)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return "2026-\(two(month))-\(two(day))T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
  }
}
