import SocialGraph

extension FlatBranch {
  /// Who conversed with whom in flat branches, read from the order in time.
  ///
  /// Where every answer hangs under the top comment, the tree does not say who answers whom. There an exchange of a
  /// voice a and a person p is: a comment by p on a's post, a later comment by a in its branch, a later one by p. A
  /// comment whose @-mention names another person speaks to that person alone. The later two lie in the window.
  /// Complexity: O(c log c) for a branch of c comments.
  static func exchanges(in network: ScopedNetwork) -> [VoicePair] {
    let posts = network.network.posts
    guard posts.flags.contains(where: { $0.contains(.comment) }) else { return [] }
    var found: Set<VoicePair> = []
    for branch in all(in: posts) {
      let talk = BranchTalk([branch.top] + branch.comments, in: network)
      for (pair, opening) in talk.openings where talk.isAnsweredAndReturned(pair, opening: opening) {
        found.insert(pair)
      }
    }
    return found.sorted { $0.key < $1.key }
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

  /// Whether the voice spoke to the person after the opening, and the person to the voice after that.
  func isAnsweredAndReturned(_ pair: VoicePair, opening: Int) -> Bool {
    let answers = [first(in: toAll[pair.voice], after: opening), first(in: toOne[pair.reversed], after: opening)]
    guard let answer = answers.compactMap(\.self).min() else { return false }
    let returns = [toAll[pair.person]?.last, toOne[pair]?.last].compactMap(\.self)
    return returns.contains { $0 > answer }
  }

  private func first(in moments: [Int]?, after opening: Int) -> Int? {
    guard let moments else { return nil }
    var (low, high) = (0, moments.count)
    while low < high {
      let middle = (low + high) / 2
      if moments[middle] <= opening { low = middle + 1 } else { high = middle }
    }
    return low < moments.count ? moments[low] : nil
  }
}
