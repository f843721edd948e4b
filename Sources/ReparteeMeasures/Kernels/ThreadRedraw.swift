import ReparteeGraph

/// Conversations whose replies can be given other parents, and the exchanges that come of it.
///
/// Root replies, self-replies, stubs, untimed posts, comments of flat branches and posts by nobody known keep their
/// parents. Every other reply gets one of the strictly earlier posts by others in its conversation, as far back as replies
/// reach in these data (`ReplyDistances`); stubs, roots, untimed posts and comments are never among them, and where there is
/// none the reply stays.
///
/// The trick: a conversation's candidates are numbered in the order of time, so those earlier than a reply are the first
/// k of them, and a draw among those by others skips the author's own by one binary search, without rejection.
/// Conversations in which nothing can move, or nobody who matters takes part, are left out. Complexity: O(n log n) to
/// build, and O(n log o) a draw for n posts in conversations that can change and authors with o posts each; 30 bytes a
/// post. In bounds: a choice is below the number of candidates, which have the numbers from `first` on.
struct ThreadRedraw {
  /// A reply that can move.
  private struct Reply {
    var post: UInt32
    /// The first candidate of its conversation.
    var first: UInt32
    /// How many candidates are earlier and by others.
    var choices: UInt32
    /// The places of the author's own earlier posts among the candidates: a range of `own`.
    var ownStart: UInt32
    var ownCount: UInt32
    /// How far back the post is that it answers, or 0 where that is no candidate.
    var distance: UInt32
    /// What its distances are drawn from.
    var limit: ReplyDistances.Limit
  }

  private let network: ScopedNetwork
  private let distances: ReplyDistances
  /// Post here → its author.
  private var authors: [UInt32] = []
  /// Post here → whether it lies in the window.
  private var isInWindow: [Bool] = []
  private var replies: [Reply] = []
  private var own: [UInt32] = []
  /// Post here → the post that it answers, as found; a draw changes a copy.
  private(set) var parents: [UInt32] = []
  /// Conversation → whether anything in it can move.
  private(set) var canChange: [Bool]

  /// How far back replies reach in all conversations.
  static func distances(in network: ScopedNetwork) -> ReplyDistances {
    let conversations = network.network.conversations
    let blocks = Cores.blocks(of: conversations.count, size: 4096)
    let parts = Cores.map(count: blocks.count) { block -> [(distance: Int, choices: Int)] in
      var redraw = ThreadRedraw(network, distances: ReplyDistances([]))
      return blocks[block].flatMap { conversation -> [(distance: Int, choices: Int)] in
        redraw.own.removeAll(keepingCapacity: true)
        let all = conversations.posts(ofConversation: conversation)
        if all.count < 3 { return [] }
        return redraw.movingReplies(among: redraw.candidates(all), root: all.lowerBound).filter { $0.distance > 0 }
          .map { (Int($0.distance), Int($0.choices)) }
      }
    }
    return ReplyDistances(Array(parts.joined()))
  }

  /// Nothing of a network yet.
  private init(_ network: ScopedNetwork, distances: ReplyDistances) {
    self.network = network
    self.distances = distances
    canChange = []
  }

  /// Post → the post that it answers once every reply that can move is given a parent, or `Posts.none`.
  /// - Parameter distance: how far back among so many; nil is as far as replies reach in these data.
  static func parents(
    in network: ScopedNetwork, random: inout SplitMix64, distance: (Int, inout SplitMix64) -> Int?
  ) -> [UInt32] {
    var redraw = ThreadRedraw(network, distances: distances(in: network))
    let conversations = network.network.conversations
    var parents = Array(network.network.posts.answered)
    for conversation in 0..<conversations.count {
      let all = conversations.posts(ofConversation: conversation)
      redraw.own.removeAll(keepingCapacity: true)
      let candidates = redraw.candidates(all)
      for reply in redraw.movingReplies(among: candidates, root: all.lowerBound) {
        let choices = Int(reply.choices)
        let back = distance(choices, &random) ?? redraw.distances.draw(reply.limit, with: &random)
        parents[candidates[Int(reply.post)]] = UInt32(candidates[redraw.candidate(at: choices - back, for: reply)])
      }
    }
    return parents
  }

  /// The place among its conversation's candidates of a choice, which skips the author's own posts.
  private func candidate(at choice: Int, for reply: Reply) -> Int {
    let first = Int(reply.ownStart)
    return choice + (0..<Int(reply.ownCount)).partitioningIndex { Int(own[first + $0]) - $0 > choice }
  }

  /// How many replies can move.
  var movableCount: Int { replies.count }

  /// The posts of a conversation that may be answered by a reply that moves, in the order of time.
  private func candidates(_ all: Range<Int>) -> [Int] {
    let posts = network.network.posts
    var candidates = all.dropFirst().filter {
      posts.times[$0] != Posts.untimed && posts.flags[$0].isDisjoint(with: [.stub, .comment])
    }
    candidates.sort(by: posts.isEarlier)
    return candidates
  }

  /// The conversations in which one of the voices that `matters` says yes to has a post.
  init(_ network: ScopedNetwork, distances: ReplyDistances, where matters: (UInt32) -> Bool) {
    self.network = network
    self.distances = distances
    let (conversations, authors) = (network.network.conversations, network.network.posts.authors)
    canChange = Array(repeating: false, count: conversations.count)
    var numbers = [UInt32](repeating: ScopedNetwork.none, count: authors.count)
    for conversation in 0..<conversations.count {
      let isWanted = conversations.posts(ofConversation: conversation).contains { post in
        authors[post] != Posts.none && matters(authors[post])
      }
      if isWanted { add(conversation, numbers: &numbers) }
    }
  }

  private mutating func add(_ conversation: Int, numbers: inout [UInt32]) {
    let posts = network.network.posts
    let all = network.network.conversations.posts(ofConversation: conversation)
    let candidates = candidates(all)
    let moving = movingReplies(among: candidates, root: all.lowerBound)
    guard !moving.isEmpty else { return }
    canChange[conversation] = true
    replies += moving
    let first = UInt32(authors.count)
    let isCandidate = Set(candidates)
    let order = candidates + all.filter { !isCandidate.contains($0) }
    for (place, post) in order.enumerated() { numbers[post] = first + UInt32(place) }
    for post in order {
      authors.append(posts.authors[post])
      isInWindow.append(network.isInWindow[post])
      let answered = posts.answered[post]
      parents.append(answered == Posts.none ? Posts.none : numbers[Int(answered)])
    }
  }

  /// The replies that can move, of candidates in the order of time that get the next numbers; their authors' places
  /// among the candidates are added to `own`.
  private mutating func movingReplies(among candidates: [Int], root: Int) -> [Reply] {
    let posts = network.network.posts
    let first = UInt32(authors.count)
    var placesByAuthor: [UInt32: [UInt32]] = [:]
    var placeOf: [Int: Int] = [:]
    for (place, post) in candidates.enumerated() { placeOf[post] = place }
    for (place, post) in candidates.enumerated() where posts.authors[post] != Posts.none {
      placesByAuthor[posts.authors[post], default: []].append(UInt32(place))
    }
    // Author → where their places begin in `own`.
    var starts: [UInt32: UInt32] = [:]
    var moving: [Reply] = []
    // How many candidates are earlier than the current one, and by whom.
    var earlier = 0
    var earlierBy: [UInt32: Int] = [:]
    for (place, post) in candidates.enumerated() {
      while posts.times[candidates[earlier]] < posts.times[post] {
        earlierBy[posts.authors[candidates[earlier]], default: 0] += 1
        earlier += 1
      }
      let (author, answered) = (posts.authors[post], posts.answered[post])
      guard author != Posts.none, answered != Posts.none, Int(answered) != root,
        author != posts.authors[Int(answered)], let places = placesByAuthor[author]
      else { continue }
      let ownEarlier = earlierBy[author] ?? 0
      guard earlier > ownEarlier else { continue }
      if starts[author] == nil {
        starts[author] = UInt32(own.count)
        own += places
      }
      let choices = earlier - ownEarlier
      var distance = 0
      if let above = placeOf[Int(answered)], above < earlier {
        distance = choices - (above - places.prefix(ownEarlier).partitioningIndex { Int($0) > above })
      }
      moving.append(
        Reply(
          post: first + UInt32(place), first: first, choices: UInt32(choices), ownStart: starts[author] ?? 0,
          ownCount: UInt32(ownEarlier), distance: UInt32(distance), limit: distances.limit(choices)))
    }
    return moving
  }

  /// Gives every reply that can move one of its possible parents.
  func redraw(_ parents: inout [UInt32], with random: inout SplitMix64) {
    parents.withUnsafeMutableBufferPointer { parents in
      own.withUnsafeBufferPointer { own in
        for reply in replies {
          let choice = reply.choices - UInt32(distances.draw(reply.limit, with: &random))
          // How many of the author's own posts stand before the chosen one.
          let first = Int(reply.ownStart)
          let before = (0..<Int(reply.ownCount)).partitioningIndex { own[first + $0] - UInt32($0) > choice }
          parents[Int(reply.post)] = reply.first + choice + UInt32(before)
        }
      }
    }
  }

  /// The exchanges under these parents, by the rule of `Conversed`; a pair stands once for every return.
  func exchanges(_ parents: [UInt32], _ found: (VoicePair) -> Void) {
    parents.withUnsafeBufferPointer { parents in
      authors.withUnsafeBufferPointer { authors in
        isInWindow.withUnsafeBufferPointer { isInWindow in
          for closing in parents.indices where isInWindow[closing] {
            let answer = parents[closing]
            guard answer != ScopedNetwork.none, isInWindow[Int(answer)] else { continue }
            let opening = parents[Int(answer)]
            let person = authors[closing]
            guard opening != ScopedNetwork.none, authors[Int(opening)] == person else { continue }
            let opened = parents[Int(opening)]
            let voice = authors[Int(answer)]
            guard opened != ScopedNetwork.none, authors[Int(opened)] == voice, network.converse(person, voice) else {
              continue
            }
            found(VoicePair(voice: voice, person: person))
          }
        }
      }
    }
  }
}
