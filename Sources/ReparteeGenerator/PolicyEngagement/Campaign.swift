/// The course of the campaign: who starts conversations when, and who turns up in them.
struct Campaign {
  private let cast: Cast
  private(set) var conversations: Conversations

  init(cast: Cast, random: SeededRandom) {
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
