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
    var random = SeededRandom(seed: seed, stream: .kinds, block: rank)
    let draw = random.below(100)
    return draw < 80 ? .person : draw < 95 ? .channel : .bot
  }
}

/// What an account is.
enum GeneratedKind {
  case person, channel, bot

  var word: StaticString {
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
      text.append(kinds.kind(rank: rank).word)
      text.append(UInt8(ascii: "\n"))
    }
  }
}
