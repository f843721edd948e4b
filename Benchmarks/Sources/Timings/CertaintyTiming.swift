import ArgumentParser
import Foundation
import Repartee

/// What it costs to say how sure the figures are, on generated conversations.
struct CertaintyTiming: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "certainty")

  @Option(help: "How many posts.") var posts = 1_000_000
  @Option(help: "How many accounts.") var accounts = 100_000
  @Option(help: "Where the random numbers begin.") var seed: UInt64 = 1

  func run() throws {
    let measured = MeasuredNetwork(ScopedNetwork(network()))
    func time(_ name: String, _ body: () -> Void) {
      let clock = ContinuousClock()
      let duration = clock.measure(body)
      print(#"{"posts": \#(posts), "measure": "\#(name)", "seconds": \#(duration / .seconds(1))}"#)
    }
    time("reply_reach, conversed, repliers, reciprocated") {
      _ = (measured.replyReach, measured.conversed, measured.repliers, measured.reciprocated)
    }
    let count = measured.pool.count
    print(#"{"voices": \#(measured.voices.count), "pool": \#(count)}"#)
    time("intervals of the score") { _ = measured.scoreIntervals }
    time("intervals of the funnel") { _ = measured.funnelIntervals }
    time("rank bands") { _ = measured.rankBands }
    time("null model") { _ = measured.conversedByChance }
    time("signs of a pile-on") { _ = measured.pileOns }
    time("reply rank") { _ = measured.replyRank }
    time("panel") { _ = measured.panel }
    time("lost replies") { _ = measured.lostReplies }
  }

  /// Conversations of geometric size, started by few and joined by many, in which people come back to whoever answered.
  private func network() -> SocialNetwork {
    var random = SplitMix64(seed: seed)
    var builder = NetworkBuilder()
    for account in 0..<accounts { builder.voices.append(platform: "local", id: .number(Int64(account))) }
    let platform = builder.platform(named: "local")
    // A product of two even draws: some accounts are far more active than others.
    func author() -> UInt32 { UInt32(random.below(1 + random.below(accounts))) }
    var (parents, authors): ([Int], [UInt32]) = ([], [])
    var root = 0
    for post in 0..<posts {
      if post == 0 || random.chance(5) {
        root = post
        parents.append(-1)
        authors.append(author())
      } else {
        let parent = root + random.below(post - root)
        let above = parents[parent]
        parents.append(parent)
        authors.append(above >= 0 && random.chance(40) ? authors[above] : author())
      }
      builder.add(
        .init(
          id: .number(Int64(post)), author: authors[post],
          parent: parents[post] < 0 ? nil : .number(Int64(parents[post])),
          time: Timestamp(seconds: Int64(post) * 60), kind: parents[post] < 0 ? .post : .reply), platform: platform)
    }
    return builder.build()
  }
}
