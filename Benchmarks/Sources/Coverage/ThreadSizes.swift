import Foundation
import RealConversations
import Repartee

/// How many posts a conversation draws.
struct ThreadSizes: Sendable {
  /// What the distribution is called.
  let name: String
  /// Whether every conversation is as large as the next.
  var isFixed: Bool { name == "fixed" }
  private let size: @Sendable (inout SplitMix64) -> Int

  /// The size of one conversation.
  func draw(_ random: inout SplitMix64) -> Int { size(&random) }

  /// The most posts of a heavy-tailed conversation.
  static let cap = 2000

  /// Those of a formula, with a mean of about six, and those of real conversations, where they are at hand.
  static func all(data: String) throws -> [ThreadSizes] {
    [
      ThreadSizes(name: "fixed") { _ in 6 },
      ThreadSizes(name: "poisson") { $0.poisson(mean: 6) },
      ThreadSizes(name: "geometric") { $0.geometric(mean: 6) },
    ] + (try real(data: data)) + [
      ThreadSizes(name: "lognormal") { min(cap, Int(exp(1.07 + 1.2 * $0.normal()))) },
      ThreadSizes(name: "pareto2.5") { min(cap, Int(3.6 * pow($0.unit(), -1 / 2.5))) },
      ThreadSizes(name: "pareto1.5") { min(cap, Int(2 * pow($0.unit(), -1 / 1.5))) },
      // Small talk, and one time in 25 a giant.
      ThreadSizes(name: "giants") { $0.unit() < 0.04 ? 120 : $0.geometric(mean: 4) },
    ]
  }

  /// The sizes of real conversations, in people besides who began them: of two events on X, and of the threads, one of the
  /// sets as likely as the next.
  private static func real(data: String) throws -> [ThreadSizes] {
    let sets = try RealData.all(in: data).map { (set: $0, sizes: $0.sizes) }
    let groups = [("pheme", sets.filter { $0.set.isPHEME }), ("threads", sets.filter { !$0.set.isPHEME })]
    return groups.filter { !$0.1.isEmpty }.map { name, sets in
      let sizes = sets.map(\.sizes)
      return ThreadSizes(name: name) { random in
        let own = sizes[random.below(sizes.count)]
        return own[random.below(own.count)]
      }
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

  /// A standard normal number, by Box and Muller.
  mutating func normal() -> Double { (-2 * log(unit())).squareRoot() * cos(2 * Double.pi * unit()) }

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
