import ArgumentParser
import Foundation
import RealConversations
import Repartee

/// How often the null model calls chance what is chance.
///
/// Of real conversations every reply that the model may move is given another parent, once, by a rule that knows nobody: as far
/// back as replies reach in these data (the model's own), evenly among all earlier posts, or the post before. Who wrote what, when and
/// where stays. Then the model is asked, with its weights fitted again: among voices that answered somebody, the share with
/// p ≤ .05, and with q ≤ .05; beside it the same of the conversations as they are.
struct RandomTalk: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chance", abstract: "How often the null model calls random talk beyond chance.")

  @Option(help: "Where the random numbers begin.") var seed: UInt64 = 37
  @Option(help: "The folder of real data.") var data = "../shared/data"
  @Option(help: "No sets with more posts.") var posts = 120_000

  private static let widths = [22, 14, 8, 10, 10, 10]

  private enum Rule: String, CaseIterable {
    case real = "as found"
    case own = "as far back"
    case even = "evenly"
    case last = "post before"
  }

  func run() throws {
    print(Line.text(["set", "parents", "voices", "p ≤ .05", "q ≤ .05", "C ≥ 1"], widths: Self.widths))
    for set in try RealData.all(in: data) where set.measured.scoped.network.posts.count <= posts {
      for rule in Rule.allCases {
        let measured = rule == .real ? set.measured : MeasuredNetwork(ScopedNetwork(talk(set.measured.scoped, rule)))
        let chance = measured.conversedByChance
        let tested = chance.q.indices.filter { chance.q[$0] != nil }
        func share(_ values: [Double?]) -> String {
          String(format: "%.3f", Double(tested.count { (values[$0] ?? 1) <= 0.05 }) / Double(max(1, tested.count)))
        }
        print(
          Line.text(
            [
              set.name, rule.rawValue, "\(tested.count)", share(chance.p), share(chance.q),
              "\(tested.count { measured.conversed.count(of: $0) > 0 })",
            ], widths: Self.widths))
      }
    }
  }

  /// The same posts with parents drawn by a rule.
  private func talk(_ scoped: ScopedNetwork, _ rule: Rule) -> SocialNetwork {
    let network = scoped.network
    let (posts, forest) = (network.posts, network.conversations)
    var random = SplitMix64(seed: seed)
    let redrawn = ConversedByChance.randomParents(in: scoped, random: &random) { choices, random in
      switch rule {
      case .real, .own: nil
      case .even: 1 + random.below(choices)
      case .last: 1
      }
    }
    var builder = NetworkBuilder()
    for voice in network.voices.kinds.indices {
      builder.voices.append(platform: network.voices.platforms[voice], id: network.voices.ids[voice])
    }
    for post in posts.orderedByID.map(Int.init) where !posts.flags[post].contains(.stub) {
      let parent = redrawn[post]
      let author = posts.authors[post]
      let parentAuthor = parent == Posts.none ? Posts.none : posts.authors[Int(parent)]
      let root = forest.root(of: Int(forest.conversation(of: post)))
      builder.add(
        .init(
          id: posts.ids[post], author: author == Posts.none ? nil : author,
          parent: parent == Posts.none ? nil : posts.ids[Int(parent)],
          parentAuthor: parentAuthor == Posts.none ? nil : parentAuthor, conversation: posts.ids[root],
          time: posts.time(of: post), kind: parent == Posts.none ? .post : .reply),
        platform: builder.platform(named: posts.platform(of: post)))
    }
    return builder.build()
  }
}
