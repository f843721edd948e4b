import SocialGraph

extension FlatBranch {
  /// Who conversed with whom in flat branches, read from the order in time.
  ///
  /// Where every answer hangs under the top comment, the tree does not say who answers whom. There an exchange of a
  /// voice a and a person p is: a comment by p on a's post, a later comment by a in its branch, a later one by p. A
  /// comment whose @-mention names another person speaks to that person alone. The later two lie in the window.
  /// Complexity: O(comments of a branch × voices whose posts it answers).
  static func exchanges(in network: ScopedNetwork) -> [VoicePair] {
    let posts = network.network.posts
    guard posts.flags.contains(where: { $0.contains(.comment) }) else { return [] }
    var found: Set<VoicePair> = []
    for branch in all(in: posts) {
      let comments = [branch.top] + branch.comments
      let voices = Set(comments.map { network.authorAnswered(by: Int($0)) }).subtracting([ScopedNetwork.none])
      for voice in voices.sorted() { found.formUnion(exchanges(of: voice, comments: comments, in: network)) }
    }
    return found.sorted { $0.key < $1.key }
  }

  private static func exchanges(of voice: UInt32, comments: [UInt32], in network: ScopedNetwork) -> Set<VoicePair> {
    let posts = network.network.posts
    var found: Set<VoicePair> = []
    var opened: [UInt32: Int] = [:]
    var spokeTo: [UInt32: Int] = [:]
    var spokeToAll = -1
    for (moment, post) in comments.lazy.map(Int.init).enumerated() {
      let author = posts.authors[post]
      let speaksToOne = posts.flags[post].contains(.answersMention)
      if author == voice {
        guard network.isInWindow[post] else { continue }
        if speaksToOne { spokeTo[network.authorAnswered(by: post)] = moment } else { spokeToAll = moment }
      } else if network.converse(author, voice) {
        let speaksToVoice = network.authorAnswered(by: post) == voice
        if let first = opened[author], network.isInWindow[post], speaksToVoice || !speaksToOne,
          max(spokeToAll, spokeTo[author] ?? -1) > first
        {
          found.insert(VoicePair(voice: voice, person: author))
        }
        if speaksToVoice, opened[author] == nil, !posts.flags[post].contains(.stub) { opened[author] = moment }
      }
    }
    return found
  }
}
