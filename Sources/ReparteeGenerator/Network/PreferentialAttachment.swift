/// Follows by preferential attachment: accounts come one by one, each follows as many as the others, and whom it follows
/// is an end of an earlier follow, so that who has many gets more (Barabási and Albert 1999). Followers have a tail with
/// the exponent 2 and following is even.
///
/// The list of earlier ends is never kept: the end at a position is drawn anew from a number that belongs to the position
/// (Sanders, Schulz, "Scalable generation of scale-free graphs", Information Processing Letters 2016,
/// doi:10.1016/j.ipl.2016.02.004). O(1) a row on average, no memory, and each row by itself. A row may occur twice.
struct PreferentialAttachment: FollowModel {
  let accounts: Int
  let follows: Int
  let seed: UInt64

  func follow(_ index: Int, _ random: inout SeededRandom) -> (follower: Int, followed: Int) {
    (follower(index), followed(index))
  }

  /// The first account follows nobody, as nobody is there yet.
  private func follower(_ index: Int) -> Int {
    1 + Int(UInt64(follows).dividingFullWidth(UInt64(index).multipliedFullWidth(by: UInt64(accounts - 1))).quotient)
  }

  private func followed(_ index: Int) -> Int {
    let own = follower(index)
    var random = SeededRandom(seed: seed, stream: .follows, block: index)
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
