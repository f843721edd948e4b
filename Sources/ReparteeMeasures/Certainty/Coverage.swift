import ReparteeGraph

/// How much of what the platforms counted these data hold: of a voice, of a conversation, of all.
///
/// Σ min(held, counted) / Σ counted over the posts for which a platform counted n ≥ 1 replies. Held in the same manner as
/// counted: direct replies against direct ones, everything below where that is the count (Reddit's comments, the comments of a
/// flat branch). A count that is part of another one is not added to it: of the count of everything below a post, such as a video,
/// and the sum of the counts below it, such as its comments', the larger one holds. Whatever the window, since a platform counts without one; replies to oneself count on both sides. Range 0 to 1;
/// nil where no post has a count, which is not the same as nothing missing. At least half of the replies lost leave little
/// more than half of R, and a fifth of C: below 0.8 figures are rather too low, and two voices whose coverages differ by
/// more than 0.1 cannot be compared. Complexity: O(Σ over counted posts of the replies or posts below).
package struct Coverage: Sendable, Equatable {
  /// Below this, figures are rather too low to rely on.
  package static let least = 0.8
  /// Two voices whose coverages differ by more cannot be compared.
  package static let mostApart = 0.1

  /// Replies held and counted.
  package struct Replies: Sendable, Equatable {
    /// Of those counted, how many are held: below no post more than were counted there.
    package var held = 0
    /// How many the platforms counted.
    package var counted = 0

    /// None.
    package init() {}

    init(held: Int, counted: Int) { (self.held, self.counted) = (held, counted) }

    /// held / counted, or nil.
    package var share: Double? { counted == 0 ? nil : Double(held) / Double(counted) }

    /// Adds up replies of several posts.
    package static func += (left: inout Replies, right: Replies) {
      left.held += right.held
      left.counted += right.counted
    }
  }

  /// Whether less than four fifths of all counted replies are held.
  package var isLow: Bool { total.share.map { $0 < Self.least } ?? false }

  /// All posts that have a count.
  package internal(set) var total = Replies()
  /// What is known of the posts of a voice; those without a count are missing.
  let voices: SparseVoiceValues<Replies>
  /// The same of the posts of a conversation.
  let conversations: SparseVoiceValues<Replies>
  /// The same of each post, in the order of `Posts.replyCounts`.
  package let posts: [Replies]

  /// The coverage of everything that has a count.
  package static func compute(in network: SocialNetwork) -> Coverage {
    let (posts, counts) = (network.posts, network.posts.replyCounts)
    let found = Cores.map(count: counts.count) { place in
      let count = counts[place]
      return Replies(
        held: min(held(below: count, in: network), Int(count.replies)), counted: Int(count.replies))
    }
    var total = Replies()
    var byVoice: [UInt32: Replies] = [:]
    var byConversation: [UInt32: Replies] = [:]
    for place in disjoint(0..<counts.count, in: network) {
      total += found[place]
      let conversation = network.conversations.conversation(of: Int(counts.posts[place]))
      byConversation[conversation, default: Replies()] += found[place]
    }
    var ofVoice: [UInt32: [Int]] = [:]
    for (place, post) in counts.posts.enumerated() where posts.authors[Int(post)] != Posts.none {
      ofVoice[posts.authors[Int(post)], default: []].append(place)
    }
    for (voice, places) in ofVoice {
      for place in places.count > 1 ? disjoint(places, in: network) : places {
        byVoice[voice, default: Replies()] += found[place]
      }
    }
    return Coverage(total: total, voices: sparse(byVoice), conversations: sparse(byConversation), posts: found)
  }

  /// A count of everything below its post, while posts below it are looked at.
  private struct OpenCount {
    let place: Int
    let end: Int
    let counted: Int
    /// Where the counts within it begin among those chosen, and what they come to.
    let start: Int
    var within = 0
  }

  /// Of some places of `Posts.replyCounts`, ascending, those whose counts add up: no reply is in two of them. Of a count of
  /// everything below its post and the counts within it, which may be newer, those stay that come to more.
  ///
  /// Complexity: O(places).
  package static func disjoint(_ places: some Sequence<Int>, in network: SocialNetwork) -> [Int] {
    let counts = network.posts.replyCounts
    var (open, chosen): ([OpenCount], [Int]) = ([], [])
    func add(_ counted: Int) { if !open.isEmpty { open[open.count - 1].within += counted } }
    func close(before post: Int) {
      while let last = open.last, last.end <= post {
        open.removeLast()
        if last.counted >= last.within {
          chosen.removeSubrange(last.start...)
          chosen.append(last.place)
        }
        add(max(last.counted, last.within))
      }
    }
    for place in places {
      let count = counts[place]
      let post = Int(count.post)
      close(before: post)
      if isOfAllBelow(count, in: network) {
        open.append(
          OpenCount(
            place: place, end: Int(network.conversations.subtreeEnds[post]), counted: Int(count.replies),
            start: chosen.count))
      } else {
        chosen.append(place)
        add(Int(count.replies))
      }
    }
    close(before: .max)
    return chosen
  }

  /// Whether a count is of everything below its post. In a flat branch every answer is attached to the top comment on the
  /// platform, whatever its @-mention says here.
  static func isOfAllBelow(_ count: ReplyCounts.Count, in network: SocialNetwork) -> Bool {
    count.isWhole || network.posts.flags[Int(count.post)].contains(.comment)
  }

  private static func sparse(_ values: [UInt32: Replies]) -> SparseVoiceValues<Replies> {
    SparseVoiceValues(values.sorted { $0.key < $1.key }.map { (voice: $0.key, value: $0.value) })
  }

  /// How many replies are held in the manner in which they were counted; stubs are held by nobody.
  private static func held(below count: ReplyCounts.Count, in network: SocialNetwork) -> Int {
    let (posts, forest) = (network.posts, network.conversations)
    let post = Int(count.post)
    let below = forest.posts(below: post)
    if isOfAllBelow(count, in: network) {
      return below.count { !posts.flags[$0].contains(.stub) }
    }
    var (held, child) = (0, below.lowerBound)
    while child < below.upperBound {
      if Int(posts.answered[child]) == post, !posts.flags[child].contains(.stub) { held += 1 }
      child = Int(forest.subtreeEnds[child])
    }
    return held
  }

  /// A voice's coverage, or nil where no platform counted.
  package subscript(voice: Int) -> Double? { voices[voice]?.share }

  /// What is held and counted below a voice's posts, or nil where no platform counted.
  package func replies(of voice: Int) -> Replies? { voices[voice] }

  /// A conversation's coverage, or nil where no platform counted.
  package func ofConversation(_ conversation: Int) -> Double? { conversations[conversation]?.share }

  /// What is held and counted in a conversation, or nil where no platform counted.
  package func replies(ofConversation conversation: Int) -> Replies? { conversations[conversation] }

  /// What is held and counted below one of the posts of `Posts.replyCounts`.
  package func replies(ofPostAt place: Int) -> Replies { posts[place] }

  /// Whether figures of two voices may be set against each other: not where their coverages are known and far apart.
  package static func mayCompare(_ left: Double?, _ right: Double?) -> Bool {
    guard let left, let right else { return true }
    return abs(left - right) <= mostApart + 1e-12
  }
}

extension Coverage {
  /// The first voice or conversation whose coverage is not what the definition demands, or nil: every post's ancestors asked
  /// whether it is one of their replies.
  package func discrepancy(in network: SocialNetwork) -> String? {
    let (posts, counts) = (network.posts, network.posts.replyCounts)
    var counted: [Int: ReplyCounts.Count] = [:]
    for place in 0..<counts.count { counted[Int(counts[place].post)] = counts[place] }
    var held: [Int: Int] = [:]
    for post in 0..<posts.count where !posts.flags[post].contains(.stub) {
      var above = network.conversations.parents[post]
      var isParent = true
      while above != Conversations.none {
        if let count = counted[Int(above)] {
          let isReply =
            Coverage.isOfAllBelow(count, in: network)
            || (isParent && !posts.flags[post].contains(.isPlacedUnderRoot))
          if isReply { held[Int(above), default: 0] += 1 }
        }
        isParent = false
        above = network.conversations.parents[Int(above)]
      }
    }
    var byVoice = [Replies](repeating: Replies(), count: network.voices.count)
    var byConversation = [Replies](repeating: Replies(), count: network.conversations.count)
    var ofVoice = [Set<Int>](repeating: [], count: network.voices.count)
    let replies = counted.mapValues { count in
      Replies(held: min(Int(count.replies), held[Int(count.post)] ?? 0), counted: Int(count.replies))
    }
    for post in counted.keys where posts.authors[post] != Posts.none {
      ofVoice[Int(posts.authors[post])].insert(post)
    }
    for voice in ofVoice.indices { byVoice[voice] = Coverage.addedUp(ofVoice[voice], replies, in: network) }
    let all = Coverage.addedUp(Set(counted.keys), replies, in: network)
    for (number, posts) in Dictionary(
      grouping: counted.keys, by: { Int(network.conversations.conversation(of: $0)) })
    { byConversation[number] = Coverage.addedUp(Set(posts), replies, in: network) }
    for (voice, expected) in byVoice.enumerated() where (voices[voice] ?? Replies()) != expected {
      return "the coverage of voice \(voice) is \(String(describing: voices[voice])), by the definition \(expected)"
    }
    for (number, expected) in byConversation.enumerated() where (conversations[number] ?? Replies()) != expected {
      return "the coverage of conversation \(number) is \(String(describing: conversations[number])), by the "
        + "definition \(expected)"
    }
    return total == all ? nil : "the coverage of all is \(total), by the definition \(all)"
  }
}

extension Coverage {
  /// What the counts of some posts come to, by the definition: each post asks the nearest one above it, among these, whose count
  /// is of everything below.
  static func addedUp(_ posts: Set<Int>, _ replies: [Int: Replies], in network: SocialNetwork) -> Replies {
    let counts = network.posts.replyCounts
    let isWhole = Set((0..<counts.count).filter { isOfAllBelow(counts[$0], in: network) }.map { Int(counts.posts[$0]) })
    var within: [Int: [Int]] = [:]
    var outer: [Int] = []
    for post in posts {
      var above = network.conversations.parents[post]
      while above != Conversations.none, !posts.contains(Int(above)) || !isWhole.contains(Int(above)) {
        above = network.conversations.parents[Int(above)]
      }
      if above == Conversations.none { outer.append(post) } else { within[Int(above), default: []].append(post) }
    }
    func value(of post: Int) -> Replies {
      let own = replies[post] ?? Replies()
      let inner = sum(within[post] ?? [])
      return isWhole.contains(post) && inner.counted > own.counted ? inner : own
    }
    func sum(_ posts: [Int]) -> Replies {
      var sum = Replies()
      for post in posts { sum += value(of: post) }
      return sum
    }
    return sum(outer)
  }
}

extension MeasuredNetwork {
  /// How much of what the platforms counted is held.
  package var coverage: Coverage { remember("coverage") { Coverage.compute(in: scoped.network) } }
}

extension Measure {
  static let conversationCoverage = Measure(
    "coverage", of: .conversation, "of the replies that the platform counted in it, the share that is held",
    range: "0 to 1; empty where no platform counted", source: "the platforms' own counts of replies"
  ) { network in
    (0..<network.scoped.network.conversations.count).map {
      .decimal(network.coverage.ofConversation($0), places: 4)
    }
  }
}
