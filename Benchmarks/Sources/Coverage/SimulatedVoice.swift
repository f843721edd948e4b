import Repartee

/// A voice whose conversations are drawn from a known distribution.
struct SimulatedVoice {
  /// R.
  let reach: Int
  /// For each conversation, the people seen in it and nowhere else.
  let onlyThere: [Int]
  /// For each conversation, all its people.
  let met: [Int]
  /// How many people were seen in exactly two conversations.
  let seenTwice: Int

  init(conversations: Int, sizes: ThreadSizes, crowd: Crowd, random: inout SplitMix64) {
    var seen: [Int: [Int]] = [:]
    var met: [Int] = []
    var strangers = 0
    for conversation in 0..<conversations {
      var here: Set<Int> = []
      for _ in 0..<sizes.draw(&random) { here.insert(crowd.draw(&random, strangers: &strangers)) }
      for person in here { seen[person, default: []].append(conversation) }
      met.append(here.count)
    }
    var onlyThere = [Int](repeating: 0, count: conversations)
    for places in seen.values where places.count == 1 { onlyThere[places[0]] += 1 }
    reach = seen.count
    self.onlyThere = onlyThere
    self.met = met
    seenTwice = seen.values.count { $0.count == 2 }
  }
}
