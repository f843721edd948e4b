/// A large invented network: conversations, follows, reposts and a roster, of any size, from a seed.
///
/// The same numbers give the same bytes for any number of threads and on any machine. Nothing is kept a row or an
/// account, so memory does not grow with either.
package struct SyntheticNetwork: Sendable {
  /// How posts answer each other.
  package enum Shape: String, CaseIterable, Sendable {
    /// Many conversations, as real ones are.
    case ordinary
    /// One conversation in which each post answers the one before.
    case chain
    /// One conversation in which each post answers the first.
    case star
  }

  /// How many accounts there are; not each of them need speak.
  package var accounts: Int
  /// Rows of `posts.csv`.
  package var posts: Int
  /// Rows of `follows.txt`; one may occur twice, and nobody follows themselves.
  package var follows: Int
  /// Rows of `interactions.csv`, all reposts.
  package var reposts: Int
  /// Where chance starts.
  package var seed: UInt64
  /// How posts answer each other.
  package var shape: Shape
  /// How follows are drawn.
  package var followModel: FollowGraphModel
  /// Groups of puppets and mutual rings that are planted.
  package var puppets: Int
  /// Pile-ons that are planted.
  package var pileOns: Int

  /// No more groups may be planted: they are kept in memory.
  package static let maximumPlanted = 10_000

  /// No count may be above this: times and ids stay within 64 bits.
  package static let maximumCount = 100_000_000_000

  /// A network of so many of each.
  /// - Throws: `SyntheticNetworkError` where there can be no such network.
  package init(
    accounts: Int, posts: Int, follows: Int, reposts: Int = 0, seed: UInt64, shape: Shape = .ordinary,
    followModel: FollowGraphModel = .rmat, puppets: Int = 0, pileOns: Int = 0
  ) throws(SyntheticNetworkError) {
    let counts = [("accounts", accounts), ("posts", posts), ("follows", follows), ("reposts", reposts)]
    for (name, count) in counts where !(0...Self.maximumCount).contains(count) { throw .count(name: name, count) }
    for (name, count) in [("puppets", puppets), ("pile-on", pileOns)] where !(0...Self.maximumPlanted).contains(count) {
      throw .planted(name: name, count)
    }
    if puppets + pileOns > 0, shape != .ordinary { throw .plantedIntoShape(shape) }
    if accounts == 0 { throw .noAccounts }
    if accounts < 2, follows > 0 { throw .nobodyToFollow }
    self.accounts = accounts
    self.posts = posts
    self.follows = follows
    self.reposts = reposts
    self.seed = seed
    self.shape = shape
    self.followModel = followModel
    self.puppets = puppets
    self.pileOns = pileOns
  }

  /// The four files, and two more where something is planted.
  package var sheets: [any GeneratedSheet] {
    let draws = AccountDraws(accounts: accounts, seed: seed)
    let kinds = GeneratedKinds(accounts: accounts, seed: seed)
    let posts: any GeneratedSheet =
      shape == .ordinary
      ? GeneratedPosts(rowCount: self.posts, seed: seed, draws: draws, kinds: kinds)
      : GeneratedExtreme(rowCount: self.posts, accounts: accounts, isChain: shape == .chain)
    let network: [any GeneratedSheet] = [
      posts, followsSheet(draws), GeneratedReposts(rowCount: reposts, seed: seed, draws: draws),
      GeneratedRoster(kinds: kinds, draws: draws),
    ]
    if puppets + pileOns == 0 { return network }
    let talk = PlantedTalk(puppets: puppets, pileOns: pileOns, accounts: accounts, draws: draws, seed: seed)
    return network + [
      GeneratedPlantedPosts(talk: talk, before: self.posts), GeneratedPlantedAccounts(talk: talk),
    ]
  }

  private func followsSheet(_ draws: AccountDraws) -> any GeneratedSheet {
    switch followModel {
    case .rmat: GeneratedFollows(rowCount: follows, seed: seed, model: RMAT(accounts: accounts), draws: draws)
    case .preferential:
      GeneratedFollows(
        rowCount: follows, seed: seed,
        model: PreferentialAttachment(accounts: accounts, follows: follows, seed: seed), draws: draws)
    }
  }
}

/// Why a network cannot be.
package enum SyntheticNetworkError: Error, Equatable, CustomStringConvertible, Sendable {
  /// A count is negative or above the maximum.
  case count(name: String, Int)
  /// There has to be one account at least.
  case noAccounts
  /// One account alone has nobody to follow.
  case nobodyToFollow
  /// A count of planted groups is negative or above the maximum.
  case planted(name: String, Int)
  /// Nothing can be planted into one single chain or star.
  case plantedIntoShape(SyntheticNetwork.Shape)

  /// What is wrong and what to do.
  package var description: String {
    switch self {
    case .count(let name, let count):
      "\(name) \(count): expected a number from 0 to \(SyntheticNetwork.maximumCount)."
    case .noAccounts: "accounts 0: expected one account at least, since somebody has to speak."
    case .planted(let name, let count):
      "\(name) \(count): expected a number from 0 to \(SyntheticNetwork.maximumPlanted)."
    case .plantedIntoShape(let shape):
      "shape \(shape.rawValue): puppets and pile-ons are planted into ordinary networks. Take the ordinary shape, or "
        + "plant none."
    case .nobodyToFollow: "accounts 1: one account has nobody to follow. Give two accounts, or no follows."
    }
  }
}
