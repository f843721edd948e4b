import ReparteeGraph

/// How a post's kind is stored. Where files differ on a kind, the larger code counts: a post that both replies and
/// quotes is a reply.
enum PostKindCode: Int64 {
  case post, quote, comment, reply

  init(_ kind: PostKind) {
    switch kind {
    case .post: self = .post
    case .quote: self = .quote
    case .comment: self = .comment
    case .reply: self = .reply
    }
  }

  var kind: PostKind {
    switch self {
    case .post: .post
    case .quote: .quote
    case .comment: .comment
    case .reply: .reply
    }
  }
}

/// How an interaction's kind is stored.
enum InteractionKindCode: Int64 {
  case reply, mention, repost, quote

  /// All of them, by their codes.
  static let all: [InteractionKindCode] = [.reply, .mention, .repost, .quote]

  init(_ kind: InteractionKind) {
    switch kind {
    case .reply: self = .reply
    case .mention: self = .mention
    case .repost: self = .repost
    case .quote: self = .quote
    }
  }
}
