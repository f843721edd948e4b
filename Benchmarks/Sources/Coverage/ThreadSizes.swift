import Foundation
import Repartee

/// How many posts a conversation draws.
enum ThreadSizes: String, CaseIterable {
  case fixed, poisson, geometric
  /// Heavy tails, with finite variance and without.
  case pareto25 = "pareto2.5"
  case pareto15 = "pareto1.5"
  /// Small talk, and one time in 25 a giant.
  case giants

  /// The most posts of a heavy-tailed conversation.
  static let cap = 2000

  /// The size of one conversation, with a mean of about six.
  func draw(_ random: inout SplitMix64) -> Int {
    switch self {
    case .fixed: 6
    case .poisson: random.poisson(mean: 6)
    case .geometric: random.geometric(mean: 6)
    case .pareto25: min(Self.cap, Int(3.6 * pow(random.unit(), -1 / 2.5)))
    case .pareto15: min(Self.cap, Int(2 * pow(random.unit(), -1 / 1.5)))
    case .giants: random.unit() < 0.04 ? 120 : random.geometric(mean: 4)
    }
  }
}

/// Who writes the posts.
enum Crowd: String, CaseIterable {
  /// Nobody comes twice.
  case strangers
  /// Four hundred people, each as likely as the others.
  case community
  /// Three thousand people by Zipf's law: a few regulars, many passers-by.
  case regulars

  private static let popularity: [Double] = {
    var sum = 0.0
    return (1...3000).map { rank in
      sum += 1 / Double(rank)
      return sum
    }
  }()

  /// The author of one post; `strangers` counts those there have been.
  func draw(_ random: inout SplitMix64, strangers: inout Int) -> Int {
    switch self {
    case .strangers:
      strangers += 1
      return strangers
    case .community: return random.below(400)
    case .regulars:
      let sums = Self.popularity
      let goal = random.unit() * (sums.last ?? 0)
      var (low, high) = (0, sums.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if sums[middle] < goal { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }
}

extension SplitMix64 {
  /// A number strictly between 0 and 1.
  mutating func unit() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  /// A Poisson count, by Knuth's product of uniforms.
  mutating func poisson(mean: Double) -> Int {
    let limit = exp(-mean)
    var (count, product) = (0, unit())
    while product > limit {
      count += 1
      product *= unit()
    }
    return count
  }

  /// A geometric count from 0 up.
  mutating func geometric(mean: Double) -> Int { Int(log(unit()) / log(mean / (mean + 1))) }
}
