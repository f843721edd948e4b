import ReparteeGraph

/// A small seeded network of raw rows with every irregularity that real exports have.
package struct RandomNetwork: Sendable {
  package struct Post: Sendable {
    package var id: Int64
    package var author: Int?
    package var parent: Int64?
    package var parentAuthor: Int?
    package var conversation: Int64?
    package var minute: Int64?
    package var kind: PostKind
    package var mentions: [Int]

    package init(
      id: Int64, author: Int?, parent: Int64?, parentAuthor: Int?, conversation: Int64?, minute: Int64?, kind: PostKind,
      mentions: [Int]
    ) {
      (self.id, self.author, self.parent, self.parentAuthor) = (id, author, parent, parentAuthor)
      (self.conversation, self.minute, self.kind, self.mentions) = (conversation, minute, kind, mentions)
    }
  }

  package struct Reply: Sendable {
    package var actor: Int
    package var target: Int
    package var minute: Int64?
  }

  package var seed: UInt64
  package var people: Int
  package var isBot: [Bool]
  package var organisation: [Int?]
  package var posts: [Post] = []
  package var replies: [Reply] = []
  /// follower, followed.
  package var follows: [(Int, Int)] = []
  package var reposts: [Reply] = []
  package var followerCounts: [Int64?]
  /// How many replies the platform counted below a post, and whether all below it.
  package var replyCounts: [(post: Int64, replies: Int, isWhole: Bool)] = []
  package var window: Window
  package var dropsColleagues: Bool

  /// - Parameter pace: how many times slower than minute by minute it all happens; 500 spreads it over weeks.
  package init(seed: UInt64, pace: Int64 = 1) {
    var random = SeededNumbers(seed: seed)
    func chance(_ percent: Int) -> Bool { random.below(100) < percent }
    self.seed = seed
    let people = 2 + random.below(9)
    self.people = people
    followerCounts = Array(repeating: nil, count: people)
    isBot = (0..<people).map { _ in chance(10) }
    organisation = (0..<people).map { _ in chance(40) ? random.below(3) : nil }
    dropsColleagues = chance(30)
    window =
      chance(50) ? .all : Window(start: Timestamp(seconds: pace * 60 * 20), end: Timestamp(seconds: pace * 60 * 90))

    let isFlat = chance(30)
    let count = random.below(40)
    for id in 1...max(1, count) where count > 0 {
      var post = Post(
        id: Int64(id), author: chance(95) ? random.below(people) : nil, parent: nil, parentAuthor: nil,
        conversation: nil, minute: chance(95) ? pace * Int64(id * 3 + random.below(9)) : nil, kind: .post, mentions: [])
      if id > 1, chance(85) {
        // Now and then a later post, which may close a cycle, or one that nobody held.
        let parent =
          chance(4) ? 1 + random.below(count) : chance(6) ? 100 + random.below(4) : max(1, id - 1 - random.below(6))
        post.parent = Int64(parent)
        post.kind = isFlat ? .comment : chance(5) ? .quote : .reply
        if chance(50) { post.parentAuthor = random.below(people) }
        if chance(30) { post.conversation = Int64(chance(80) ? 1 : 200 + random.below(2)) }
        if chance(25) { post.mentions = [random.below(people)] }
      }
      posts.append(post)
    }
    for _ in 0..<(chance(60) ? 0 : random.below(30)) {
      replies.append(
        Reply(
          actor: random.below(people), target: random.below(people),
          minute: chance(80) ? pace * Int64(random.below(120)) : nil))
    }
    for _ in 0..<(chance(40) ? 0 : random.below(30)) { follows.append((random.below(people), random.below(people))) }
    for _ in 0..<random.below(12) {
      reposts.append(
        Reply(
          actor: random.below(people), target: random.below(people),
          minute: chance(80) ? pace * Int64(random.below(120)) : nil))
    }
    for person in 0..<people where chance(40) { followerCounts[person] = Int64(random.below(12)) }
  }

  /// The same rows as a network.
  /// - Parameters:
  ///   - order: shuffles the order in which rows are added.
  ///   - number: person → voice, a permutation; nil numbers voices like people.
  package func network(shuffledBy order: UInt64? = nil, numbered number: [Int]? = nil) -> SocialNetwork {
    var builder = NetworkBuilder()
    let number = number ?? Array(0..<people)
    func voice(_ person: Int) -> UInt32 { UInt32(number[person]) }
    for place in 0..<people {
      let person = number.firstIndex(of: place) ?? place
      builder.voices.append(
        platform: "local", id: .number(Int64(place)), kind: isBot[person] ? .bot : .person,
        organisation: organisation[person].map { "organisation \($0)" }, followers: followerCounts[person])
    }
    let platform = builder.platform(named: "local")
    var rows = posts
    if let order {
      var random = SeededNumbers(seed: order)
      for index in rows.indices.dropFirst() { rows.swapAt(index, random.below(index + 1)) }
    }
    for row in rows {
      builder.add(
        .init(
          id: .number(row.id), author: row.author.map(voice), parent: row.parent.map { .number($0) },
          parentAuthor: row.parentAuthor.map(voice), conversation: row.conversation.map { .number($0) },
          time: row.minute.map { Timestamp(seconds: $0 * 60) }, kind: row.kind), platform: platform)
      for person in row.mentions { builder.addMention(of: voice(person), inPost: .number(row.id), platform: platform) }
    }
    for count in replyCounts {
      builder.addReplyCount(count.replies, isWhole: count.isWhole, ofPost: .number(count.post), platform: platform)
    }
    func moment(_ minute: Int64?) -> Timestamp? { minute.map { Timestamp(seconds: $0 * 60) } }
    for reply in replies {
      builder.replies.append(actor: voice(reply.actor), target: voice(reply.target), time: moment(reply.minute))
    }
    for repost in reposts {
      builder.reposts.append(actor: voice(repost.actor), target: voice(repost.target), time: moment(repost.minute))
    }
    if !follows.isEmpty {
      builder.followers = Adjacency(
        nodeCount: people, sources: follows.map { voice($0.1) }, targets: follows.map { voice($0.0) })
    }
    return builder.build()
  }
}

extension RandomNetwork {
  /// The same with counts of replies below some posts, about so many for each that is held.
  package func counting(perHeld factor: Int, percent: Int = 60) -> RandomNetwork {
    var network = self
    var random = SeededNumbers(seed: seed &* 19 &+ 3)
    for post in posts where random.below(100) < percent {
      let held = posts.count { $0.parent == post.id }
      network.replyCounts.append((post.id, held * factor + random.below(2), random.below(4) == 0))
    }
    // A platform counts below posts that no file holds, too.
    network.replyCounts.append((987_654, 3, false))
    return network
  }
}
