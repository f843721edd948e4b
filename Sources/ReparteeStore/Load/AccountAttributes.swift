import GRDB
import ReparteeGraph

/// What sources and the roster say of accounts, by their place in the order of platform and id.
struct AccountAttributes {
  let accounts: AccountColumns
  /// By row id.
  let roster: [Int: RosterEntry]

  /// What the roster says of an account.
  func entry(of account: Int) -> RosterEntry? { roster[Int(accounts.rows[account])] }

  /// The latest handle that a source gives an account, else the roster's.
  func handle(of account: Int) -> String? { accounts.handles[account] ?? entry(of: account)?.handle }

  /// The name of an account without a handle, as the latest source gives it.
  func name(of account: Int) -> String? { handle(of: account) == nil ? accounts.names[account] : nil }

  /// The first kind that the roster gives one of a voice's accounts.
  func kind(of members: [Int]) -> VoiceKind {
    members.lazy.compactMap { entry(of: $0)?.kind }.first { $0 != .unknown } ?? .unknown
  }

  /// The first organisation that the roster gives one of a voice's accounts.
  func organisation(of members: [Int]) -> String? { members.lazy.compactMap { entry(of: $0)?.organisation }.first }

  /// The first role that the roster gives one of a voice's accounts.
  func role(of members: [Int]) -> String? { members.lazy.compactMap { entry(of: $0)?.role }.first }

  /// The platform's count; the roster's count comes before a record's. Nil where there is none.
  func followers(of account: Int) -> Int64? {
    (entry(of: account)?.followers ?? accounts.followers[account]).map { max(0, $0) }
  }

  /// The platforms' counts, summed. Nil where there is none.
  func followers(of members: [Int]) -> Int64? {
    let counts = members.compactMap { followers(of: $0) }
    return counts.isEmpty
      ? nil : counts.reduce(0) { $0.addingReportingOverflow($1).overflow ? .max : $0 + $1 }
  }
}
