import ReparteeGraph

/// A second computation of a measure, on purpose a slow and plain one, that shares no code with the first.
///
/// Tests, benchmarks and a doubtful reader call the same verifiers: each says the first place where a result is not
/// what the definition demands, or nil.
package enum Verification {
  /// The first voice whose sets differ, as text.
  static func difference(of measure: String, _ sets: VoiceSets, from expected: [Set<UInt32>]) -> String? {
    for voice in expected.indices where sets[voice].elementsEqual(expected[voice].sorted()) == false {
      return "\(measure) of voice \(voice) is \(Array(sets[voice])), by the definition \(expected[voice].sorted())"
    }
    return nil
  }

  /// Every reply that counts, with its two sides and its conversation's root post.
  static func forEachReply(
    in network: ScopedNetwork, _ body: (_ post: Int, _ person: UInt32, _ voice: UInt32) -> Void
  ) {
    let posts = network.network.posts
    for post in 0..<posts.count where network.isInWindow[post] && posts.answered[post] != Posts.none {
      let (person, voice) = (posts.authors[post], posts.authors[Int(posts.answered[post])])
      guard voice != Posts.none, network.counts(person, for: voice) else { continue }
      body(post, person, voice)
    }
  }

  /// Every account-level reply in the window.
  static func forEachAccountReply(
    in network: ScopedNetwork, _ body: (_ person: UInt32, _ voice: UInt32, _ time: Int64) -> Void
  ) {
    let replies = network.network.replies
    for index in 0..<replies.count {
      let time = replies.times[index] == Posts.untimed ? nil : Timestamp(milliseconds: replies.times[index])
      guard network.scope.window.contains(time),
        network.counts(replies.actors[index], for: replies.targets[index])
      else { continue }
      body(replies.actors[index], replies.targets[index], replies.times[index])
    }
  }

  /// The posts above `post`, nearest first, by walking up.
  static func ancestors(of post: Int, in network: ScopedNetwork) -> [Int] {
    let conversations = network.network.conversations
    var above: [Int] = []
    var parent = conversations.parents[post]
    while parent != Conversations.none {
      above.append(Int(parent))
      parent = conversations.parents[Int(parent)]
    }
    return above
  }

  /// An exchange in a flat branch, with plain numbers: the voice in the middle, the person who came back, and the post by
  /// which the person did.
  struct FlatExchange: Hashable {
    var voice: UInt32
    var person: UInt32
    var closing: Int
  }

  /// Every exchange of flat branches, straight from the definition: a comment by p on a's post, a later comment by a in
  /// its branch, a later one by p. A comment that mentions one person speaks to nobody else. The later two lie in the
  /// window.
  ///
  /// It shares nothing with `FlatBranch`, so that a wrong rule there cannot pass a verifier. For each pair all
  /// triples of their comments are tried.
  static func flatExchanges(in network: ScopedNetwork) -> Set<FlatExchange> {
    let posts = network.network.posts
    func comment(answeredBy comment: Int) -> Int? {
      let answered = posts.answered[comment]
      return answered != Posts.none && posts.flags[Int(answered)].contains(.comment) ? Int(answered) : nil
    }
    var branches: [Int: [Int]] = [:]
    for post in 0..<posts.count where posts.flags[post].contains(.comment) {
      var top = post
      while let above = comment(answeredBy: top) { top = above }
      branches[top, default: []].append(post)
    }
    var exchanges: Set<FlatExchange> = []
    for (top, members) in branches {
      // In the order of time; what has no time has no place in it, but for the top, which is there before its answers.
      let answers = members.filter { $0 != top && posts.times[$0] != Posts.untimed }
      let order = [top] + answers.sorted { (posts.times[$0], posts.ids[$0]) < (posts.times[$1], posts.ids[$1]) }
      exchanges.formUnion(flatExchanges(among: order, in: network))
    }
    return exchanges
  }

  /// The exchanges of one branch, whose comments stand in the order of time.
  private static func flatExchanges(among comments: [Int], in network: ScopedNetwork) -> [FlatExchange] {
    let posts = network.network.posts
    func authorAnswered(by comment: Int) -> UInt32 {
      let answered = posts.answered[comment]
      return answered == Posts.none ? Posts.none : posts.authors[Int(answered)]
    }
    /// The places of the author's comments in the window that speak to everybody, or to `listener` alone.
    func places(by author: UInt32, to listener: UInt32) -> [Int] {
      comments.indices.filter { place in
        let comment = comments[place]
        guard posts.authors[comment] == author, network.isInWindow[comment] else { return false }
        return !posts.flags[comment].contains(.answersMention) || authorAnswered(by: comment) == listener
      }
    }
    var openings: [[UInt32]: [Int]] = [:]
    for (place, comment) in comments.enumerated() {
      let (person, voice) = (posts.authors[comment], authorAnswered(by: comment))
      guard person != Posts.none, voice != Posts.none, network.counts(person, for: voice),
        network.counts(voice, for: person)
      else { continue }
      openings[[voice, person], default: []].append(place)
    }
    return openings.flatMap { pair, openings in
      let (voice, person) = (pair[0], pair[1])
      let answers = places(by: voice, to: person)
      return places(by: person, to: voice).filter { closing in
        answers.contains { answer in answer < closing && openings.contains { $0 < answer } }
      }.map { FlatExchange(voice: voice, person: person, closing: comments[$0]) }
    }
  }
}
