/// What a voice is. It comes from the analyst's roster and is never inferred.
public enum VoiceKind: String, CaseIterable, Codable, Sendable {
  case person, channel, anonymous, bot, unknown
}

/// What a post is to the conversation it stands in.
package enum PostKind: String, CaseIterable, Sendable {
  /// The start of a conversation: a tweet, a blog post, a video.
  case post
  /// An answer to the post named as its parent.
  case reply
  /// A post that shows another one and starts a conversation of its own.
  case quote
  /// An answer on a platform where every answer is attached to the top comment (a video's comments, an unthreaded blog):
  /// its parent says which branch it is in, not whom it answers.
  case comment
}

/// What one account did towards another, where it is more than the parent of a post.
package enum InteractionKind: String, CaseIterable, Sendable {
  case reply, mention, repost, quote
}
