/// Follows by R-MAT: each is dropped through quarters of the adjacency matrix, bit by bit of both numbers, into the first
/// with probability .57, the second .19, the third .19, the last .05 (Graph500's). Popular accounts are far-following
/// ones too, and numbers are scrambled afterwards.
///
/// Any number of accounts: draws outside it are made anew, and so are accounts that follow themselves. A row may occur
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

  func follow(_ index: Int, _ random: inout SeededRandom) -> (follower: Int, followed: Int) {
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
