import ReparteeGraph

/// How follows are drawn.
package enum FollowGraphModel: String, CaseIterable, Sendable {
  /// R-MAT with Graph500's parameters: skewed in followers and in following.
  case rmat
  /// Preferential attachment: skewed in followers, even in following.
  case preferential
}

/// Draws follows between numbers 0..<accounts.
protocol FollowModel: Sendable {
  /// The follow in row `index`; `random` belongs to its block.
  func follow(_ index: Int, _ random: inout SplitMix64) -> (follower: Int, followed: Int)
}

/// `follows.txt`: a plain edge list, `follower followed` a line, as SNAP's without comments.
struct GeneratedFollows<Model: FollowModel>: BlockSheet {
  let name = "follows.txt"
  let header = ""
  let rowCount: Int
  let maximumRowBytes = 2 * 20
  let seed: UInt64
  let model: Model
  let draws: AccountDraws

  func write(_ rows: Range<Int>, block: Int, scratch: inout Void, to text: RowText) {
    var random = SplitMix64(seed: seed, stream: .follows, block: block)
    for row in rows {
      let follow = model.follow(row, &random)
      text.append(draws.popular(follow.follower) + 1)
      text.append(UInt8(ascii: " "))
      text.append(draws.popular(follow.followed) + 1)
      text.append(UInt8(ascii: "\n"))
    }
  }
}

/// Follows by preferential attachment: accounts come one by one, each follows as many as the others, and whom it follows
/// is an end of an earlier follow, so that who has many gets more (Barabási and Albert 1999). Followers have a tail with
/// the exponent 2 and following is even.
///
/// The list of earlier ends is never kept: the end at a position is drawn again from a number that belongs to the position
/// (Sanders, Schulz, "Scalable generation of scale-free graphs", Information Processing Letters 2016,
/// doi:10.1016/j.ipl.2016.02.004). O(1) a row on average, no memory, and each row by itself. A row may occur twice.
struct PreferentialAttachment: FollowModel {
  let accounts: Int
  let follows: Int
  let seed: UInt64

  func follow(_ index: Int, _ random: inout SplitMix64) -> (follower: Int, followed: Int) {
    (follower(index), followed(index))
  }

  /// The first account follows nobody, as nobody is there yet.
  private func follower(_ index: Int) -> Int {
    1 + Int(UInt64(follows).dividingFullWidth(UInt64(index).multipliedFullWidth(by: UInt64(accounts - 1))).quotient)
  }

  private func followed(_ index: Int) -> Int {
    let own = follower(index)
    var random = SplitMix64(seed: seed, stream: .follows, block: index)
    for _ in 0..<8 {
      let position = random.below(2 * index)
      guard index > 0 else { break }
      let end = position % 2 == 0 ? follower(position / 2) : followed(position / 2)
      if end != own { return end }
    }
    // An account's first follows find hardly anybody but itself.
    return random.below(own)
  }
}

/// Follows by R-MAT: each is dropped through quarters of the adjacency matrix, bit by bit of both numbers, into the first
/// with probability .57, the second .19, the third .19, the last .05 (Graph500's). Popular accounts are far-following
/// ones too, and numbers are scrambled afterwards.
///
/// Any number of accounts: draws outside it are repeated, and so are accounts that follow themselves. A row may occur
/// twice, as in Graph500. O(log accounts) a row. Reference: Chakrabarti, Zhan, Faloutsos, "R-MAT: a recursive model for
/// graph mining", SDM 2004, doi:10.1137/1.9781611972740.43; the Graph500 specification, https://graph500.org.
struct RMAT: FollowModel {
  let accounts: Int
  private let levels: Int

  private static let first = UInt32(0.57 * 4_294_967_296)
  private static let second = UInt32(0.76 * 4_294_967_296)
  private static let third = UInt32(0.95 * 4_294_967_296)

  init(accounts: Int) {
    self.accounts = accounts
    levels = accounts <= 1 ? 0 : Int.bitWidth - (accounts - 1).leadingZeroBitCount
  }

  func follow(_ index: Int, _ random: inout SplitMix64) -> (follower: Int, followed: Int) {
    while true {
      var (follower, followed) = (0, 0)
      var left = levels
      while left > 0 {
        let bits = random.next()
        RMAT.drop(UInt32(truncatingIfNeeded: bits), &follower, &followed)
        if left > 1 { RMAT.drop(UInt32(truncatingIfNeeded: bits >> 32), &follower, &followed) }
        left -= 2
      }
      if follower != followed, follower < accounts, followed < accounts { return (follower, followed) }
    }
  }

  @inline(__always)
  private static func drop(_ draw: UInt32, _ follower: inout Int, _ followed: inout Int) {
    let isLower = draw >= second ? 1 : 0
    let isRight = (draw >= first ? 1 : 0) ^ isLower ^ (draw >= third ? 1 : 0)
    follower = follower << 1 | isLower
    followed = followed << 1 | isRight
  }
}
