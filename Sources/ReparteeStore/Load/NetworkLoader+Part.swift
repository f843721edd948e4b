import GRDB
import ReparteeGraph

extension NetworkLoader {
  /// Reads what a store keeps of its network and of what was measured on it, but of posts, replies and reposts no more than
  /// some voices need; nil where nothing that is kept holds.
  ///
  /// Everyone is in it. Posts are those of the voices' conversations (`NetworkColumns.conversations`), replies between
  /// accounts and reposts those that the voices are party to.
  /// - Parameters:
  ///   - choose: called with the voices, as a network without posts, and the results that are kept; says which voices are
  ///     asked for, or nil where the results are of no use.
  ///   - other: another connection that sees the same, to read with at the same time.
  /// - Throws: `DamagedColumn`, `DamagedFollows`, and what `choose` throws.
  mutating func loadPart(
    with other: Database?, choosing choose: (SocialNetwork, [[UInt32]]) throws -> [UInt32]?
  ) throws -> SocialNetwork? {
    guard try KeptNetwork.isCurrent(in: database) else { return nil }
    let reader = try ColumnReader(database)
    let (kept, quality) = try KeptNetwork.circumstances(reader)
    guard let results = try KeptNetwork.results(reader) else { return nil }
    let source = other ?? database
    func loadPosts() throws -> NetworkColumns { try KeptNetwork.posts(ColumnReader(source), quality) }
    var loader = self
    func loadVoices() throws -> (everyone: SocialNetwork, isAsked: [Bool])? {
      guard let everyone = try loader.loadVoices(reader, kept, quality),
        let voices = try choose(everyone, results)
      else { return nil }
      var isAsked = [Bool](repeating: false, count: everyone.voices.count)
      for voice in voices { isAsked[Int(voice)] = true }
      return (everyone, isAsked)
    }
    let (voices, posts) = try Self.join(loadVoices, loadPosts, with: other)
    guard let (everyone, isAsked) = voices else { return nil }
    self = loader
    let interactions = interactions(from: database)
    let replies = try kept.hasReplies ? reader.interactions(.replies)() : interactions.load(.reply)
    let reposts = try kept.hasReposts ? reader.interactions(.reposts) : interactions.prepare(.repost)
    guard let columns = posts.conversations(of: isAsked), replies.areBetweenVoices(below: isAsked.count),
      let network = columns.network(
        voices: everyone.voices,
        replies: replies.keeping { isAsked[Int(replies.actors[$0])] || isAsked[Int(replies.targets[$0])] },
        reposts: LazyInteractions(voiceCount: isAsked.count) {
          let all = reposts()
          // One that names nobody is kept, and refused.
          return all.keeping { isAsked.indices.contains(Int(all.targets[$0])) ? isAsked[Int(all.targets[$0])] : true }
        },
        follows: everyone.follows, completeFollows: everyone.completeFollows)
    else { throw DamagedColumn() }
    return network
  }

  /// Everyone, with their follows, as a network without posts; nil where the roster joins other accounts than when the posts
  /// were kept.
  private mutating func loadVoices(
    _ reader: ColumnReader, _ kept: KeptNetwork.Circumstances, _ quality: NetworkQuality
  ) throws -> SocialNetwork? {
    guard try loadAccounts(reader, window: .all, as: kept) else { return nil }
    var nothing = NetworkColumns()
    nothing.quality = quality
    return try nothing.network(
      voices: voices, replies: AccountInteractions(), reposts: LazyInteractions(AccountInteractions()),
      follows: loadFollows(), completeFollows: loadCompleteFollows())
  }
}

extension AccountInteractions {
  /// Whether both columns name voices below a number alone. Complexity: O(n).
  fileprivate func areBetweenVoices(below count: Int) -> Bool {
    actors.allSatisfy { Int($0) < count } && targets.allSatisfy { Int($0) < count }
  }
}
