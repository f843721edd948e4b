import ReparteeGraph

extension RandomNetwork {
  /// Some thirty people who each begin conversations enough to calibrate others by, with sizes that differ widely.
  package static func ofManyVoices(seed: UInt64, hosts: Int = 26, conversations: Int = 22) -> RandomNetwork {
    var network = RandomNetwork(seed: seed)
    var random = SeededNumbers(seed: seed &* 77 &+ 5)
    func chance(_ percent: Int) -> Bool { random.below(100) < percent }
    network.people = hosts + 14
    network.isBot = (0..<network.people).map { _ in chance(3) }
    network.organisation = (0..<network.people).map { _ in chance(30) ? random.below(4) : nil }
    network.followerCounts = Array(repeating: nil, count: network.people)
    network.window = .all
    network.follows = []
    network.reposts = []
    network.posts = []
    // Some people are known from replies between accounts, too.
    network.replies = (0..<random.below(20)).map { _ in
      Reply(actor: random.below(network.people), target: random.below(network.people), minute: Int64(random.below(900)))
    }
    for host in 0..<hosts {
      for _ in 0..<(conversations + random.below(6)) {
        let root = Int64(network.posts.count + 1)
        for place in 0..<(1 + random.below(chance(8) ? 14 : 5)) {
          let id = Int64(network.posts.count + 1)
          var post = Post(
            id: id, author: place == 0 ? host : random.below(network.people), parent: nil, parentAuthor: nil,
            conversation: nil, minute: id, kind: place == 0 ? .post : .reply, mentions: [])
          if place > 0 {
            post.parent = max(root, id - 1 - Int64(random.below(2)))
            post.conversation = root
            let above = network.posts[Int(post.parent ?? 1) - 1].parent
            if let above, chance(70) { post.author = network.posts[Int(above) - 1].author }
          }
          network.posts.append(post)
        }
      }
    }
    return network
  }
}
