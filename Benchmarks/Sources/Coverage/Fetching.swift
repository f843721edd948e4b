import ArgumentParser
import Foundation
import RealConversations
import Repartee

/// What is won by fetching missing replies in the order of `repartee coverage`, against any order and the largest first.
///
/// Of real conversations half of the replies are taken away at random. Conversations are fetched whole, in one of three
/// orders, until a budget of replies is spent; then the ranking by score is held against that of the whole data: NDCG@20,
/// the gains being the whole data's scores, and how many of its first twenty are among the first twenty.
struct Fetching: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Rankings after fetching some of the missing replies, by three orders.")

  @Option(help: "Where the random numbers begin.") var seed: UInt64 = 31
  @Option(help: "The folder of real data.") var data = "../shared/data"
  @Option(help: "How many times replies are taken away.") var draws = 5

  private enum Order: String, CaseIterable { case plan, largest, random }

  private static let widths = [22, 8, 10, 10, 10, 10, 12, 12, 12]

  func run() throws {
    print(
      Line.text(
        ["set", "budget", "none", "plan", "largest", "random", "20: plan", "20: largest", "20: random"],
        widths: Self.widths))
    for set in try RealData.all(in: data) where set.measured.pool.count >= 20 {
      for budget in [10, 25, 50] { print(row(set, budget)) }
    }
  }

  private func row(_ set: RealData, _ percent: Int) -> String {
    let network = set.measured.scoped.network
    let truth = set.measured.rankedScores
    var (before, gains, first): (Double, [Order: Double], [Order: Double]) = (0, [:], [:])
    for draw in 0..<draws {
      var random = SplitMix64(seed: seed, part: draw)
      let lost = network.replies(percent: 50, with: &random)
      let thinned = MeasuredNetwork(ScopedNetwork(network.losing(lost)))
      before += NDCG.at(20, ranking: thinned.rankedScores, gains: truth) ?? 0
      let budget = lost.count { $0 } * percent / 100
      for order in Order.allCases {
        let fetched = fetched(by: order, of: thinned, lost: lost, budget: budget, in: network, &random)
        let after = MeasuredNetwork(ScopedNetwork(network.losing(fetched))).rankedScores
        gains[order, default: 0] += NDCG.at(20, ranking: after, gains: truth) ?? 0
        first[order, default: 0] += Double(Self.first(after).intersection(Self.first(truth)).count)
      }
    }
    let mean = { (sum: Double?) in String(format: "%.3f", (sum ?? 0) / Double(draws)) }
    return Line.text(
      [set.name, "\(percent)%", mean(before)] + Order.allCases.map { mean(gains[$0]) }
        + Order.allCases.map { String(format: "%.1f", (first[$0] ?? 0) / Double(draws)) }, widths: Self.widths)
  }

  /// Which replies are lost still, once the budget is spent.
  private func fetched(
    by order: Order, of thinned: MeasuredNetwork, lost: [Bool], budget: Int, in network: SocialNetwork,
    _ random: inout SplitMix64
  ) -> [Bool] {
    var items = FetchPlan(thinned).items
    switch order {
    case .plan: break
    case .largest: items.sort { ($0.missing, $1.conversation) > ($1.missing, $0.conversation) }
    case .random:
      for place in items.indices.dropFirst() { items.swapAt(place, random.below(place + 1)) }
    }
    // Conversations have other numbers in the thinned network, and the same first posts.
    var conversations: [ExternalID: Int] = [:]
    for number in 0..<network.conversations.count {
      conversations[network.posts.ids[network.conversations.root(of: number)]] = number
    }
    let forest = thinned.scoped.network
    var (isLost, left) = (lost, budget)
    for item in items where left > 0 {
      guard let number = conversations[forest.posts.ids[forest.conversations.root(of: item.conversation)]] else {
        continue
      }
      for post in network.conversations.posts(ofConversation: number) where isLost[post] && left > 0 {
        isLost[post] = false
        left -= 1
      }
    }
    return isLost
  }

  /// The first twenty, ties by number.
  private static func first(_ scores: [Double]) -> Set<Int> {
    Set(scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }.prefix(20))
  }
}

extension MeasuredNetwork {
  /// Voice → its score where it is ranked, else 0.
  fileprivate var rankedScores: [Double] {
    zip(scores, sections).map { $1 == .voices ? Double($0) : 0 }
  }
}
