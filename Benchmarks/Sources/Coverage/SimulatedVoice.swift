import Repartee

/// A voice whose conversations are drawn from a known distribution.
struct SimulatedVoice {
  /// R.
  let reach: Int
  /// For each conversation, the people seen in it and nowhere else.
  let onlyThere: [Int]
  /// For each conversation, all its people.
  let met: [Int]

  init(conversations: Int, sizes: ThreadSizes, crowd: Crowd, random: inout SplitMix64) {
    let brought = Self.draw(conversations, sizes: sizes, crowd: crowd, random: &random)
    var meetings: [UInt64: Int] = [:]
    for person in brought.joined() { meetings[person, default: 0] += 1 }
    onlyThere = brought.map { $0.count { meetings[$0] == 1 } }
    reach = meetings.count
    met = brought.map(\.count)
  }

  /// The conversations of a voice that others are calibrated by.
  static func conversations(
    _ count: Int, sizes: ThreadSizes, crowd: Crowd, random: inout SplitMix64
  ) -> Calibration.Conversations {
    let brought = draw(count, sizes: sizes, crowd: crowd, random: &random)
    return Calibration.Conversations(count: count, brought: brought.filter { !$0.isEmpty })
  }

  private static func draw(
    _ conversations: Int, sizes: ThreadSizes, crowd: Crowd, random: inout SplitMix64
  ) -> [[UInt64]] {
    var strangers = 0
    return (0..<conversations).map { _ in
      var here: Set<Int> = []
      for _ in 0..<sizes.draw(&random) { here.insert(crowd.draw(&random, strangers: &strangers)) }
      return here.sorted().map { UInt64($0) }
    }
  }
}
