/// Who speaks, and who is spoken of: accounts drawn by rank, r-th with a weight of r^-s (Zipf).
///
/// The inverse of the cumulative weights, rank = N u^(1 / (1 - s)), needs no table, so any number of accounts costs
/// nothing. Counts a head then have a tail with the exponent 1 / s. Ranks are scrambled into numbers, by popularity and
/// by activity apart: who is replied to much need not say much.
struct AccountDraws: Sendable {
  let accounts: Int
  /// From the rank by popularity, 0 the most popular, to the account's number.
  let popular: Scramble
  private let active: Scramble

  init(accounts: Int, seed: UInt64) {
    self.accounts = accounts
    popular = Scramble(count: accounts, random: SeededRandom(seed: seed, stream: .popularity))
    active = Scramble(count: accounts, random: SeededRandom(seed: seed, stream: .activity))
  }

  /// An account that replies or reposts: s = 1/2.
  func speaker(_ random: inout SeededRandom) -> Int {
    let unit = random.unit()
    return active(rank(unit * unit))
  }

  /// The rank by popularity of an account that begins a conversation: s = 2/3.
  func starterRank(_ random: inout SeededRandom) -> Int {
    let unit = random.unit()
    return rank(unit * unit * unit)
  }

  /// An account that is reposted: s = 5/6.
  func reposted(_ random: inout SeededRandom) -> Int {
    let unit = random.unit()
    let cube = unit * unit * unit
    return popular(rank(cube * cube))
  }

  private func rank(_ share: Double) -> Int { min(accounts - 1, Int(Double(accounts) * share)) }
}
