/// Voices, what they posted, whom they answered and who follows them: what every measure is computed on.
public struct SocialNetwork: Sendable {
  /// Everyone in it.
  package let voices: Voices
  /// Everything published, and stubs for what is missing.
  package let posts: Posts
  /// The reply forest over `posts`.
  package let conversations: Conversations
  /// Replies between voices of which no post is known.
  package let replies: AccountInteractions
  /// Reposts: who passed on what whom had posted.
  package var reposts: AccountInteractions { lazyReposts.interactions }
  let lazyReposts: LazyInteractions
  /// Each voice's followers, as far as follow edges are held; nil when none is.
  package var followers: Adjacency? { follows?.all }
  /// The same, of some voices alone where no more is asked for; nil when no follow edge is held.
  package let follows: FollowLists?
  /// The platforms whose follow lists the analyst declared complete, so that held followers are counted ones.
  package let completeFollows: Set<String>
  /// What was found wrong.
  public let quality: NetworkQuality

  init(
    voices: Voices, posts: Posts, conversations: Conversations, replies: AccountInteractions,
    reposts: LazyInteractions, follows: FollowLists?, completeFollows: Set<String>, quality: NetworkQuality
  ) {
    self.voices = voices
    self.posts = posts
    self.conversations = conversations
    self.replies = replies
    lazyReposts = reposts
    self.follows = follows
    self.completeFollows = completeFollows
    self.quality = quality
  }
}

/// What was found wrong while the network was put together; every figure counts posts.
public struct NetworkQuality: Sendable, Equatable {
  /// Posts that a file held.
  public package(set) var posts = 0
  /// Posts that a file held without a time, so that they lie in no window.
  public package(set) var undated = 0
  /// Posts that answer something: with a parent, held or not.
  public package(set) var replies = 0
  /// Answers whose parent no file held.
  public package(set) var orphans = 0
  /// Posts that no file held, made up as parents or roots.
  public package(set) var stubs = 0
  /// Parent links cut because they closed a cycle.
  public package(set) var cyclesCut = 0
  /// Answers to one's own post.
  public package(set) var selfReplies = 0
  /// Held posts without an author.
  public package(set) var unknownAuthors = 0
  /// Posts of which several rows name different parents.
  public package(set) var parentConflicts = 0
  /// Comments whose @-mention gave them another parent.
  public package(set) var answersByMention = 0

  /// Nothing wrong.
  package init() {}
}

extension SocialNetwork {
  /// How many voices it has, those that neither post nor reply included.
  public var voiceCount: Int { voices.count }
  /// How many posts it has: those that were added and stubs.
  public var postCount: Int { posts.count }
  /// How many conversations it has: posts without a parent, stubs included, each with everything below.
  public var conversationCount: Int { conversations.count }
}

extension SocialNetwork {
  /// Voice → whether the follow lists of all its platforms are declared complete; a voice joined from several accounts may
  /// be on several. Complexity: O(voices).
  package var hasCompleteFollows: [Bool] {
    var isComplete = voices.platforms.map(completeFollows.contains)
    if completeFollows.isEmpty { return isComplete }
    for alias in voices.aliases where !completeFollows.contains(alias.platform) { isComplete[Int(alias.voice)] = false }
    return isComplete
  }
}

extension AccountInteractions {
  /// The rows at the places that `isKept` says yes to, in order.
  package func keeping(_ isKept: (Int) -> Bool) -> AccountInteractions {
    var kept = AccountInteractions()
    for index in 0..<count where isKept(index) {
      kept.append(
        actor: actors[index], target: targets[index],
        time: times[index] == Posts.untimed ? nil : Timestamp(milliseconds: times[index]), count: counts[index])
    }
    return kept
  }
}

extension SocialNetwork {
  /// The same network without some of its account-level replies.
  package func keepingReplies(_ isKept: (Int) -> Bool) -> SocialNetwork {
    SocialNetwork(
      voices: voices, posts: posts, conversations: conversations, replies: replies.keeping(isKept),
      reposts: lazyReposts,
      follows: follows, completeFollows: completeFollows, quality: quality)
  }
}
