import ReparteeGraph

extension RandomNetwork {
  /// Many small conversations among few people, so that figures which need several conversations and exchanges
  /// exist.
  package static func ofManyConversations(seed: UInt64) -> RandomNetwork {
    var network = RandomNetwork(seed: seed)
    var random = SeededNumbers(seed: seed &* 31 &+ 7)
    func chance(_ percent: Int) -> Bool { random.below(100) < percent }
    let hosts = min(network.people, 1 + random.below(3))
    let flatPercent = chance(40) ? 50 : 0
    network.posts = []
    for _ in 0..<(4 + random.below(24)) {
      let root = Int64(network.posts.count + 1)
      let kind: PostKind = chance(flatPercent) ? .comment : .reply
      for place in 0..<(1 + random.below(chance(10) ? 16 : 6)) {
        let id = Int64(network.posts.count + 1)
        var post = Post(
          id: id, author: chance(95) ? random.below(place == 0 ? hosts : network.people) : nil, parent: nil,
          parentAuthor: nil, conversation: nil, minute: chance(95) ? id / 2 + Int64(random.below(9)) : nil, kind: .post,
          mentions: [])
        if place > 0 {
          post.parent = chance(4) ? 900 + id : max(root, id - 1 - Int64(random.below(3)))
          post.parentAuthor = random.below(network.people)
          post.conversation = root
          post.kind = kind
          // People come back to whoever answered them.
          let above = network.posts.first { $0.id == post.parent }?.parent
          if chance(60), let author = network.posts.first(where: { $0.id == above })?.author { post.author = author }
          if chance(25) { post.mentions = [random.below(network.people)] }
        }
        network.posts.append(post)
      }
    }
    return network
  }
}
