/// What voices did towards each other where no post says it: replies of edge lists and of posts that say only whom they
/// answer, and reposts.
public struct AccountInteractions: Sendable {
  /// Who acted, as voices.
  public private(set) var actors: [UInt32] = []
  /// Towards whom, as voices.
  public private(set) var targets: [UInt32] = []
  /// Milliseconds since 1970, or `Posts.untimed`.
  public private(set) var times: [Int64] = []
  /// How many events each row stands for: above 1 only where several fell on one moment, or the input was counted.
  public private(set) var counts: [UInt32] = []

  /// Nothing.
  public init() {}

  /// How many rows there are.
  public var count: Int { actors.count }

  /// Adds what `actor` did towards `target`.
  public mutating func append(actor: UInt32, target: UInt32, time: Timestamp?, count: UInt32 = 1) {
    actors.append(actor)
    targets.append(target)
    times.append(time?.milliseconds ?? Posts.untimed)
    counts.append(count)
  }
}
