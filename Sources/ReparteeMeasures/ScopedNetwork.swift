import ReparteeGraph

/// A network with the scope's questions answered once: which posts lie in the window, and who is a person.
package struct ScopedNetwork: Sendable {
  /// The absence of a voice or a post.
  package static let none = UInt32.max

  /// The whole network.
  package let network: SocialNetwork
  /// What of it counts.
  package let scope: Scope
  /// Voice → whether it may be a member of a set.
  package let isPerson: [Bool]
  /// Post → whether a file held it and it lies in the window.
  package let isInWindow: [Bool]
  /// The exchanges read from the time order of flat branches: see `FlatBranch.exchanges`.
  package private(set) var branchExchanges: [Exchange] = []
  /// How flat branches are read, so that tests can show what a wrong way would do.
  private let branchRule: BranchRule

  /// A way to read exchanges from flat branches.
  typealias BranchRule = @Sendable (ScopedNetwork) -> [Exchange]

  /// Complexity: O(voices + posts).
  package init(_ network: SocialNetwork, scope: Scope = Scope()) {
    self.init(network, scope: scope, branchRule: { FlatBranch.exchanges(in: $0) })
  }

  /// The same with another way to read flat branches.
  init(
    _ network: SocialNetwork, scope: Scope, branchRule: @escaping BranchRule, isLost: (Int) -> Bool = { _ in false }
  ) {
    self.network = network
    self.scope = scope
    isPerson = network.voices.kinds.map { scope.bots == .count || $0 != .bot }
    let posts = network.posts
    isInWindow = (0..<posts.count).map {
      !posts.flags[$0].contains(.stub) && scope.window.contains(posts.time(of: $0)) && !isLost($0)
    }
    self.branchRule = branchRule
    branchExchanges = branchRule(self)
  }

  /// The same without some replies, as if an export had lost them.
  ///
  /// A lost post is treated like one outside the window: it counts for nobody and passes reach on, and those who
  /// answered it still name its author. A lost account-level reply is gone.
  /// - Parameters:
  ///   - posts: post → whether it is lost.
  ///   - replies: account-level reply → whether it is lost.
  func losing(posts: [Bool], replies: [Bool]) -> ScopedNetwork {
    ScopedNetwork(network.keepingReplies { !replies[$0] }, scope: scope, branchRule: branchRule) {
      posts[$0] || !isInWindow[$0]
    }
  }

  /// Whether `person` may be a member of `voice`'s sets.
  @inlinable
  package func counts(_ person: UInt32, for voice: UInt32) -> Bool {
    guard person != Self.none, person != voice, isPerson[Int(person)] else { return false }
    if scope.colleagues == .count { return true }
    let organisation = network.voices.organisations[Int(person)]
    return organisation == Self.none || organisation != network.voices.organisations[Int(voice)]
  }

  /// Whether a reply of either to the other is an arc between people.
  @inlinable
  package func converse(_ left: UInt32, _ right: UInt32) -> Bool {
    right != Self.none && counts(left, for: right) && counts(right, for: left)
  }

  /// Who wrote the post that `post` answers, or `none`.
  @inlinable
  package func authorAnswered(by post: Int) -> UInt32 {
    let answered = network.posts.answered[post]
    return answered == Self.none ? Self.none : network.posts.authors[Int(answered)]
  }

  /// The voice that `post` replies to, if the reply counts: in the window, by a person who counts for that voice.
  @inlinable
  package func target(ofReply post: Int) -> UInt32? {
    guard isInWindow[post] else { return nil }
    let target = authorAnswered(by: post)
    guard target != Self.none, counts(network.posts.authors[post], for: target) else { return nil }
    return target
  }

  /// Whether a moment, or `Posts.untimed`, lies in the window.
  func isInWindow(milliseconds: Int64) -> Bool {
    scope.window.contains(milliseconds == Posts.untimed ? nil : Timestamp(milliseconds: milliseconds))
  }
}

extension SocialNetwork {
  /// What lies in a window: how many posts that a file held, how many of these answer something, and how many rows of replies
  /// between accounts. Complexity: O(posts + rows).
  package func counts(in window: Window) -> (posts: Int, answers: Int, accountReplies: Int) {
    var (held, answers) = (0, 0)
    for post in 0..<posts.count
    where !posts.flags[post].contains(.stub) && window.contains(posts.time(of: post)) {
      held += 1
      if posts.answered[post] != Posts.none || posts.flags[post].contains(.isPlacedUnderRoot) { answers += 1 }
    }
    let rows = replies.times.count { window.contains($0 == Posts.untimed ? nil : Timestamp(milliseconds: $0)) }
    return (held, answers, rows)
  }
}
