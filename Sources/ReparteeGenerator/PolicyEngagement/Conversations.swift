import ReparteeGraph

/// A post of the campaign.
struct Post: Sendable {
  var author: Int
  /// Position of the post that it answers or quotes.
  var parent: Int?
  /// Position of its conversation's first post.
  var root: Int
  var time: Int64
  var kind: PostKind
  /// False for a post that was deleted before anybody exported it.
  var isHeld = true
}

/// Writes posts, one conversation after the other.
struct Conversations {
  let cast: Cast
  var random: SplitMix64
  private(set) var posts: [Post] = []

  init(cast: Cast, random: SplitMix64) {
    self.cast = cast
    self.random = random
  }

  /// A first post.
  mutating func start(by author: Int, at time: Int64, quoting quoted: Int? = nil) -> Int {
    posts.append(
      Post(author: author, parent: quoted, root: posts.count, time: time, kind: quoted == nil ? .post : .quote))
    return posts.count - 1
  }

  /// A reply, or nil where it would come after the campaign. Who has two accounts takes either.
  mutating func reply(by author: Int, to parent: Int) -> Int? {
    let habits = Habits(cast.members[author].part)
    let time = CampaignClock.reply(to: posts[parent].time, median: habits.median, hours: habits.hours, &random)
    guard time < CampaignClock.end else { return nil }
    var account = author
    if let other = cast.otherAccount(of: author), random.chance(35) { account = other }
    posts.append(Post(author: account, parent: parent, root: posts[parent].root, time: time, kind: .reply))
    return posts.count - 1
  }

  /// A reply to a post that nobody holds any more.
  mutating func replyToDeleted(in root: Int, deletedBy author: Int, by replier: Int) {
    guard let deleted = reply(by: author, to: root), reply(by: replier, to: deleted) != nil else { return }
    posts[deleted].isHeld = false
  }

  /// Others reply to `root`; its host answers, as both are in the habit of.
  mutating func discuss(_ root: Int, host: Int) {
    let habits = Habits(cast.members[host].part)
    if random.chance(habits.continues), let next = reply(by: host, to: root), random.chance(40) {
      _ = reply(by: host, to: next)
    }
    for guest in guests(of: host, count: random.within(habits.repliers)) {
      guard let first = reply(by: guest, to: place(below: root, for: guest)) else { continue }
      exchange(host, guest, from: first, habits)
      if random.chance(habits.joins), let other = guests(of: host, count: 1).first, other != guest,
        let joined = reply(by: other, to: random.chance(50) ? first : posts.count - 1),
        random.chance(habits.answers / 2)
      {
        exchange(host, other, from: joined, habits)
      }
    }
  }

  /// The host answers the guest's post, the guest comes back, and so on, as long as both care.
  mutating func exchange(_ host: Int, _ guest: Int, from first: Int, _ habits: Habits) {
    var last = first
    for round in 0..<3 {
      guard random.chance(round == 0 ? habits.answers : habits.goesOn), let answer = reply(by: host, to: last),
        random.chance(habits.returns), let back = reply(by: guest, to: answer)
      else { return }
      last = back
    }
  }

  /// Replies to a first post so far, others' than of its author.
  func replies(to root: Int) -> [Int] {
    (root..<posts.count).filter { posts[$0].parent == root && posts[$0].author != posts[root].author }
  }

  /// Different people who reply to `host`, the readier ones more often.
  private mutating func guests(of host: Int, count: Int) -> [Int] {
    var weights = cast.members.indices.map { cast.weight(of: $0, towards: host) }
    var guests: [Int] = []
    while guests.count < count, let guest = random.position(weights: weights) {
      weights[guest] = 0
      guests.append(guest)
    }
    return guests
  }

  /// What a guest replies to: mostly the first post, sometimes one below it.
  private mutating func place(below root: Int, for guest: Int) -> Int {
    let others = (root..<posts.count).filter { posts[$0].root == root && posts[$0].author != guest }
    return random.chance(82) || others.isEmpty ? root : others[random.below(others.count)]
  }
}
