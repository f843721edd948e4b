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
  func follow(_ index: Int, _ random: inout SeededRandom) -> (follower: Int, followed: Int)
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
    var random = SeededRandom(seed: seed, stream: .follows, block: block)
    for row in rows {
      let follow = model.follow(row, &random)
      text.append(draws.popular(follow.follower) + 1)
      text.append(UInt8(ascii: " "))
      text.append(draws.popular(follow.followed) + 1)
      text.append(UInt8(ascii: "\n"))
    }
  }
}
