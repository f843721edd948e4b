import ArgumentParser
import Foundation
import Repartee

/// Reply reach of every voice, on generated conversations of a shape or those of a store; they can be written out for a
/// peer, and so can the answers.
struct ReachTiming: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "reach")

  @Option(help: "ordinary, chain or star.") var shape = Shape.ordinary
  @Option(help: "How many posts.") var posts = 1_000_000
  @Option(help: "How many accounts, where the shape leaves that open.") var accounts = 100_000
  @Option(help: "How many runs.") var runs = 5
  @Flag(help: "Count alone, without what intervals need.") var withoutJackknife = false
  @Option(help: "Instead of generated conversations, those of this store.") var store: String?
  @Option(help: "Write the forest to this file, for the peers.") var dump: String?
  @Option(help: "Write voice and reply reach to this file.") var answers: String?

  enum Shape: String, ExpressibleByArgument {
    /// Conversations of many sizes, authors by Zipf's law.
    case ordinary
    /// One conversation in which each post answers the last one, each by somebody else.
    case chain
    /// One conversation in which everybody answers the first post.
    case star
  }

  func run() throws {
    let network = ScopedNetwork(try held() ?? (shape == .ordinary ? ordinary() : single()))
    if let dump { try write(network, to: dump) }
    var all: [Double] = []
    var reach: [UInt32] = []
    for _ in 0..<runs {
      let (result, duration) = seconds {
        withoutJackknife ? ReplyReach.counts(in: network) : ReplyReach.compute(in: network).reach
      }
      reach = result
      all.append(duration)
    }
    if let answers { try write(reach, of: network, to: answers) }
    let total = reach.reduce(0) { $0 + Int($1) }
    let count = network.network.posts.count
    print(#"{"shape": "\#(shape.rawValue)", "posts": \#(count), "sum": \#(total), "seconds": \#(all)}"#)
  }

  private func held() throws -> SocialNetwork? {
    try store.map { try ConversationStore(path: $0, access: .reading).network() }
  }

  private func write(_ reach: [UInt32], of network: ScopedNetwork, to path: String) throws {
    var text = "id,reach\n"
    for (voice, reach) in reach.enumerated() where reach > 0 {
      text += "\(network.network.voices.ids[voice]),\(reach)\n"
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private func single() -> SocialNetwork {
    build(authors: Array(0..<UInt32(posts)), parents: (0..<posts).map { $0 == 0 ? -1 : shape == .star ? 0 : $0 - 1 })
  }

  /// One post in eight begins a conversation; an answer goes to one of the last posts of its conversation, most often to
  /// a late one.
  private func ordinary() -> SocialNetwork {
    var random = SplitMix64(seed: 7)
    var (parents, authors): ([Int], [UInt32]) = ([], [])
    parents.reserveCapacity(posts)
    authors.reserveCapacity(posts)
    let scale = log(Double(accounts))
    var (root, size) = (0, 0)
    for post in 0..<posts {
      // The inverse of Zipf's law with exponent 1, by its continuous form.
      let draw = Double(random.next() >> 11) * 0x1p-53
      authors.append(UInt32(min(accounts - 1, Int(exp(draw * scale)) - 1)))
      if size == 0 {
        root = post
        // Sizes with a heavy tail: 1 / u, up to 100,000.
        size = min(100_000, Int(2 / max(1e-5, Double(random.next() >> 11) * 0x1p-53)))
        parents.append(-1)
      } else {
        let window = min(post - root, 1 + random.below(12))
        parents.append(random.chance(15) ? root : post - 1 - random.below(window))
      }
      size -= 1
    }
    return build(authors: authors, parents: parents)
  }

  private func build(authors: [UInt32], parents: [Int]) -> SocialNetwork {
    var builder = NetworkBuilder()
    for account in 0...Int(authors.max() ?? 0) {
      builder.voices.append(platform: "local", id: .number(Int64(account)))
    }
    let platform = builder.platform(named: "local")
    for post in authors.indices {
      builder.add(
        .init(
          id: .number(Int64(post)), author: authors[post],
          parent: parents[post] < 0 ? nil : .number(Int64(parents[post])), time: Timestamp(seconds: Int64(post)),
          kind: parents[post] < 0 ? .post : .reply), platform: platform)
    }
    return builder.build()
  }

  /// Posts, voices; then by place in preorder: author, the end of what is below, and the parent.
  private func write(_ network: ScopedNetwork, to path: String) throws {
    let forest = network.network.conversations
    var data = Data()
    func append(_ numbers: [UInt32]) { numbers.withUnsafeBytes { data.append(contentsOf: $0) } }
    append([UInt32(forest.postCount), UInt32(network.network.voices.count)])
    append(network.network.posts.authors)
    append(forest.subtreeEnds)
    append(forest.parents)
    try data.write(to: URL(fileURLWithPath: path))
  }
}
