import ReparteeGraph

/// The kinds of the accounts that a roster would know: the most popular ones.
struct GeneratedKinds: Sendable {
  let seed: UInt64
  /// Accounts from this rank by popularity on are in no roster.
  let known: Int

  /// A hundredth of all accounts, ten at least and a hundred thousand at most.
  init(accounts: Int, seed: UInt64) {
    self.seed = seed
    known = min(accounts, max(10, min(100_000, accounts / 100)))
  }

  /// Of a hundred, 80 persons, 15 channels and 5 bots: chosen, not fitted.
  func kind(rank: Int) -> GeneratedKind {
    guard rank < known else { return .person }
    var random = SplitMix64(seed: seed, stream: .kinds, block: rank)
    let draw = random.below(100)
    return draw < 80 ? .person : draw < 95 ? .channel : .bot
  }
}

/// What an account is.
enum GeneratedKind {
  case person, channel, bot

  var name: StaticString {
    switch self {
    case .person: "person"
    case .channel: "channel"
    case .bot: "bot"
    }
  }
}

/// `roster.csv`: who the most popular accounts are, the most popular first.
struct GeneratedRoster: BlockSheet {
  let name = "roster.csv"
  let header = "id,kind\n"
  let maximumRowBytes = 32
  let kinds: GeneratedKinds
  let draws: AccountDraws

  var rowCount: Int { kinds.known }

  func write(_ rows: Range<Int>, block: Int, scratch: inout Void, to text: RowText) {
    for rank in rows {
      text.append(draws.popular(rank) + 1)
      text.append(UInt8(ascii: ","))
      text.append(kinds.kind(rank: rank).name)
      text.append(UInt8(ascii: "\n"))
    }
  }
}

/// Who speaks, and who is spoken of: accounts drawn by rank, r-th with a weight of r^-s (Zipf).
///
/// The inverse of the cumulative weights, rank = N u^(1 / (1 - s)), needs no table, so any number of accounts costs
/// nothing. Counts a head then have a tail with the exponent 1 / s. Ranks are permuted into numbers, by popularity and
/// by activity apart: who is replied to much need not say much.
struct AccountDraws: Sendable {
  let accounts: Int
  /// From the rank by popularity, 0 the most popular, to the account's number.
  let popular: IndexPermutation
  private let active: IndexPermutation

  init(accounts: Int, seed: UInt64) {
    self.accounts = accounts
    popular = IndexPermutation(count: accounts, random: SplitMix64(seed: seed, stream: .popularity))
    active = IndexPermutation(count: accounts, random: SplitMix64(seed: seed, stream: .activity))
  }

  /// An account that replies or reposts: s = 1/2.
  func speaker(_ random: inout SplitMix64) -> Int {
    let unit = random.unit()
    return active(rank(unit * unit))
  }

  /// The rank by popularity of an account that begins a conversation: s = 2/3.
  func starterRank(_ random: inout SplitMix64) -> Int {
    let unit = random.unit()
    return rank(unit * unit * unit)
  }

  /// An account that is reposted: s = 5/6.
  func reposted(_ random: inout SplitMix64) -> Int {
    let unit = random.unit()
    let cube = unit * unit * unit
    return popular(rank(cube * cube))
  }

  private func rank(_ share: Double) -> Int { min(accounts - 1, Int(Double(accounts) * share)) }
}
