import Foundation
import ReparteeGraph

/// Builds a network from posts, replies and follows that the caller holds, by the ids that its own data use.
///
/// Everything may be added in any order: a reply before its parent, a follow before either of its ends. Accounts that
/// nothing else describes exist as soon as a post, a reply or a follow names them. The result does not depend on the
/// order of calls, except that of two posts with one id the later one holds.
///
/// ```swift
/// var builder = ConversationBuilder(platform: "newsroom")
/// builder.addPost("1", author: "ann", time: published)
/// builder.addPost("2", author: "bob", replyTo: "1", time: published + 60)
/// builder.addFollow(follower: "bob", followed: "ann")
/// let network = builder.build()
/// ```
public struct ConversationBuilder: Sendable {
  /// The platform of every id that is added; ids are compared within one platform only.
  public let platform: String

  private var numbers: [ExternalID: UInt32] = [:]
  private var accounts: [Account] = []
  private var posts: [NetworkBuilder.Post] = []
  private var mentions: [(post: ExternalID, target: UInt32)] = []
  private var replies: [(actor: UInt32, target: UInt32, time: Timestamp?, count: UInt32)] = []
  private var follows: [(follower: UInt32, followed: UInt32)] = []

  private struct Account {
    let id: ExternalID
    var handle: String?
    var kind = VoiceKind.unknown
    var organisation: String?
    var followers: Int64?
  }

  /// A builder of an empty network.
  /// - Parameter platform: the platform of all ids, such as `x`, `bluesky` or a name of your own.
  public init(platform: String = "local") { self.platform = platform }

  /// Describes an account. A second call for the same id replaces what the first one said.
  /// - Parameters:
  ///   - id: the account's id, as posts and follows name it.
  ///   - handle: what tables and pictures call it; nil shows the id.
  ///   - kind: what it is; only people and accounts of unknown kind are ranked by default.
  ///   - organisation: the organisation that it belongs to.
  ///   - followers: how many followers its platform counts, 0 or more; nil where no count is known.
  public mutating func addAccount(
    _ id: String, handle: String? = nil, kind: VoiceKind = .unknown, organisation: String? = nil, followers: Int? = nil
  ) {
    let number = Int(number(of: id))
    accounts[number].handle = handle
    accounts[number].kind = kind
    accounts[number].organisation = organisation
    accounts[number].followers = followers.map(Int64.init)
  }

  /// Adds a post.
  /// - Parameters:
  ///   - id: the post's id.
  ///   - author: the account that wrote it; nil where that is unknown. An unknown author counts as no person.
  ///   - parent: the post that it replies to. A parent that is never added becomes a stub: a post without content.
  ///   - time: when it was published. A post without a time lies in no window.
  ///   - isFlatComment: whether it is a comment on a platform that attaches every answer to the top comment, as YouTube
  ///     does, so that the parent of an answer names the branch and not the person answered. Top comments are such
  ///     comments too.
  ///   - mentions: the accounts that its text mentions. In a flat branch they say whom a comment answers.
  public mutating func addPost(
    _ id: String, author: String?, replyTo parent: String? = nil, time: Date? = nil, isFlatComment: Bool = false,
    mentions: [String] = []
  ) {
    let post = ExternalID(id)
    posts.append(
      NetworkBuilder.Post(
        id: post, author: author.map { number(of: $0) }, parent: parent.map { ExternalID($0) },
        time: time.map { Timestamp($0) }, kind: parent == nil ? .post : isFlatComment ? .comment : .reply))
    for account in mentions { self.mentions.append((post, number(of: account))) }
  }

  /// Adds a reply of which no post is known: `actor` replied to `target`.
  /// - Parameters:
  ///   - actor: who replied.
  ///   - target: who was replied to.
  ///   - time: when; without times nothing says who came back.
  ///   - count: how many such replies this one stands for, 1 or more.
  public mutating func addReply(actor: String, target: String, time: Date? = nil, count: Int = 1) {
    precondition(count > 0, "a reply stands for at least one event; found \(count)")
    replies.append((number(of: actor), number(of: target), time.map { Timestamp($0) }, UInt32(clamping: count)))
  }

  /// Adds a follow: `follower` sees what `followed` posts. A follow that is added twice counts once.
  public mutating func addFollow(follower: String, followed: String) {
    follows.append((number(of: follower), number(of: followed)))
  }

  /// The network of everything that was added.
  ///
  /// Complexity: O(n log n) for n posts, accounts and follows.
  public consuming func build() -> SocialNetwork {
    // Voices in the order of their ids, so that the order of calls does not matter.
    let order = accounts.indices.sorted { accounts[$0].id < accounts[$1].id }
    var voice = [UInt32](repeating: 0, count: order.count)
    var builder = NetworkBuilder()
    for index in order {
      let account = accounts[index]
      voice[index] = builder.voices.append(
        platform: platform, id: account.id, handle: account.handle, kind: account.kind,
        organisation: account.organisation, followers: account.followers)
    }
    let number = builder.platform(named: platform)
    for var post in posts {
      post.author = post.author.map { voice[Int($0)] }
      builder.add(post, platform: number)
    }
    for (post, target) in mentions { builder.addMention(of: voice[Int(target)], inPost: post, platform: number) }
    for reply in replies {
      builder.replies.append(
        actor: voice[Int(reply.actor)], target: voice[Int(reply.target)], time: reply.time, count: reply.count)
    }
    if !follows.isEmpty {
      builder.followers = Adjacency(
        nodeCount: voice.count, sources: follows.map { voice[Int($0.followed)] },
        targets: follows.map { voice[Int($0.follower)] })
    }
    return builder.build()
  }

  private mutating func number(of account: String) -> UInt32 {
    let id = ExternalID(account)
    if let number = numbers[id] { return number }
    let number = UInt32(accounts.count)
    numbers[id] = number
    accounts.append(Account(id: id))
    return number
  }
}

extension Timestamp {
  /// A moment, rounded to the nearest millisecond.
  package init(_ date: Date) { self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded())) }
}
