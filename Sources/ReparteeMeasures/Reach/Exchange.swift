import ReparteeGraph

/// One exchange: a chain of three replies between a voice and a person, the voice in the middle, dated by the reply
/// that closes it.
package struct Exchange: Sendable, Equatable {
  /// The voice that answered, and the person who came back.
  package var pair: VoicePair
  /// When the person came back, in milliseconds since 1970, or `Posts.untimed`.
  package var time: Int64
  /// The conversation, or `ScopedNetwork.none` for account-level replies.
  package var conversation: UInt32
}

extension FlatBranch {
  /// Who conversed with whom in flat branches, read from the order in time.
  ///
  /// Where every answer is attached to the top comment, the tree does not say who answers whom. There an exchange of a
  /// voice a and a person p is: a comment by p on a's post, a later comment by a in its branch, a later one by p. A
  /// comment whose @-mention names another person speaks to that person alone. The later two lie in the window. Every
  /// return is an exchange of its own. Complexity: O(c log c) for a branch of c comments and its exchanges.
  static func exchanges(in network: ScopedNetwork) -> [Exchange] {
    let posts = network.network.posts
    guard posts.flags.contains(where: { $0.contains(.comment) }) else { return [] }
    var found: [Exchange] = []
    for branch in all(in: posts) {
      let comments = [branch.top] + branch.comments
      let conversation = network.network.conversations.conversation(of: Int(branch.top))
      let talk = BranchTalk(comments, in: network)
      for (pair, opening) in talk.openings.sorted(by: { $0.key.key < $1.key.key }) {
        for moment in talk.returns(of: pair, opening: opening) {
          found.append(Exchange(pair: pair, time: posts.times[Int(comments[moment])], conversation: conversation))
        }
      }
    }
    return found
  }
}

/// Who spoke when in one flat branch; moments are places in its order in time.
private struct BranchTalk {
  /// A person's first comment on a voice's post.
  private(set) var openings: [VoicePair: Int] = [:]
  /// When somebody spoke to the whole branch, ascending.
  private var toAll: [UInt32: [Int]] = [:]
  /// When somebody spoke to one person alone (the pair's voice), ascending.
  private var toOne: [VoicePair: [Int]] = [:]

  init(_ comments: [UInt32], in network: ScopedNetwork) {
    let posts = network.network.posts
    for (moment, post) in comments.lazy.map(Int.init).enumerated() {
      let (author, answered) = (posts.authors[post], network.authorAnswered(by: post))
      guard author != Posts.none else { continue }
      let pair = VoicePair(voice: answered, person: author)
      if network.isInWindow[post] {
        if posts.flags[post].contains(.answersMention) {
          toOne[pair, default: []].append(moment)
        } else {
          toAll[author, default: []].append(moment)
        }
      }
      if network.converse(author, answered), openings[pair] == nil { openings[pair] = moment }
    }
  }

  /// The moments at which the person spoke to the voice after the voice had answered the opening.
  func returns(of pair: VoicePair, opening: Int) -> [Int] {
    let answers = [first(in: toAll[pair.voice], after: opening), first(in: toOne[pair.reversed], after: opening)]
    guard let answer = answers.compactMap(\.self).min() else { return [] }
    return [toAll[pair.person], toOne[pair]].compactMap(\.self).joined().filter { $0 > answer }
  }

  private func first(in moments: [Int]?, after opening: Int) -> Int? {
    guard let moments else { return nil }
    let place = moments.partitioningIndex { $0 > opening }
    return place < moments.count ? moments[place] : nil
  }
}

/// Who met whom in which conversation: a member of one of a voice's sets, and where it became one.
struct Encounter: Sendable, Equatable {
  /// The voice and the person.
  var pair: VoicePair
  /// The conversation, or `ScopedNetwork.none` for account-level replies, which have no place.
  var conversation: UInt32

  /// The encounters voice by voice, each voice's by conversation, then person, and where each voice's begin.
  ///
  /// Complexity: O(m + Σ k log k) for m encounters and voices with k of them.
  static func byVoice(_ encounters: [Encounter], voiceCount: Int) -> (offsets: [Int], encounters: [Encounter]) {
    let buckets = Buckets(count: voiceCount) { counts in
      for encounter in encounters { counts[Int(encounter.pair.voice)] += 1 }
    }
    let offsets = buckets.offsets
    var sorted = encounters
    buckets.withNextPlaces { next in
      for encounter in encounters {
        let voice = Int(encounter.pair.voice)
        sorted[next[voice]] = encounter
        next[voice] += 1
      }
    }
    for voice in 0..<voiceCount where offsets[voice + 1] - offsets[voice] > 1 {
      sorted[offsets[voice]..<offsets[voice + 1]].sort {
        $0.conversation == $1.conversation ? $0.pair.key < $1.pair.key : $0.conversation < $1.conversation
      }
    }
    return (offsets, sorted)
  }
}

extension ScopedNetwork {
  /// The exchanges of flat branches as encounters.
  var branchEncounters: [Encounter] {
    branchExchanges.map { Encounter(pair: $0.pair, conversation: $0.conversation) }
  }
}

extension MeasuredNetwork {
  /// Every exchange that has a moment or a place: of threads, timed account-level replies and flat branches.
  package var exchanges: [Exchange] {
    remember("exchanges") {
      Conversed.inThreads(scoped) + Conversed.fromTimedReplies(scoped) + scoped.branchExchanges
    }
  }
}
