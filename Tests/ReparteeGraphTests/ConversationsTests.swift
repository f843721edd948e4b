import ReparteeTestNetworks
import Testing

@testable import ReparteeGraph

@Suite("The reply forest")
struct ConversationsTests {
  private let none = Conversations.none

  /// Everything below each post, found by walking upwards from every other one.
  private func below(_ parents: [UInt32]) -> [Set<UInt32>] {
    var below = Array(repeating: Set<UInt32>(), count: parents.count)
    for post in parents.indices {
      var above = parents[post]
      while above != none {
        below[Int(above)].insert(UInt32(post))
        above = parents[Int(above)]
      }
    }
    return below
  }

  /// - Parameter order: post → the number by which `parents` knows it.
  private func expectSound(
    _ forest: Conversations, _ order: [UInt32], _ parents: [UInt32], _ comment: Comment
  ) {
    let below = below(parents)
    #expect(order.sorted().elementsEqual(0..<UInt32(parents.count)), comment)
    var root = 0
    for post in 0..<forest.postCount {
      let range = forest.posts(below: post)
      let number = Int(order[post])
      #expect(Set(range.map { order[$0] }) == below[number] && range.count == below[number].count, comment)
      let parent = forest.parents[post]
      #expect((parent == none ? none : order[Int(parent)]) == parents[number], comment)
      if parent == none { root = post }
      let conversation = Int(forest.conversation(of: post))
      #expect(forest.root(of: conversation) == root, comment)
      #expect(forest.posts(ofConversation: conversation).contains(post), comment)
    }
    // Roots and siblings stand in id order.
    let roots = (0..<forest.count).map { order[forest.root(of: $0)] }
    #expect(roots == roots.sorted() && roots.count == parents.count { $0 == none }, comment)
    let answers = (0..<forest.postCount).filter { forest.parents[$0] != none }
    for siblings in Dictionary(grouping: answers, by: { forest.parents[$0] }).values {
      #expect(siblings.map { order[$0] } == siblings.map { order[$0] }.sorted(), comment)
    }
  }

  @Test("Random forests, against a walk upwards", arguments: 1...60 as ClosedRange<UInt64>)
  func random(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let count = Int.random(in: 0...60, using: &numbers)
    // Parents may have larger ids than their answers: a shuffled order decides who comes first.
    let order = (0..<count).shuffled(using: &numbers)
    var parents = [UInt32](repeating: none, count: count)
    for place in 1..<max(1, count) where Int.random(in: 0..<100, using: &numbers) < 85 {
      parents[order[place]] = UInt32(order[Int.random(in: 0..<place, using: &numbers)])
    }
    let (forest, places) = Conversations.layout(parents: parents)
    expectSound(forest, places, parents, "seed \(seed)")
  }

  @Test("A chain and a star of 200,000 posts")
  func large() {
    let count = 200_000
    let (chain, chainOrder) = Conversations.layout(parents: (0..<count).map { $0 == 0 ? none : UInt32($0 - 1) })
    #expect(chain.count == 1 && chainOrder == (0..<UInt32(count)).map { $0 })
    #expect(chain.subtreeEnds.allSatisfy { $0 == UInt32(count) })
    let (star, starOrder) = Conversations.layout(
      parents: (0..<count).map { $0 == count - 1 ? none : UInt32(count - 1) })
    #expect(star.count == 1 && starOrder[0] == UInt32(count - 1) && star.subtreeEnds[0] == UInt32(count))
    #expect(starOrder.dropFirst().elementsEqual(0..<UInt32(count - 1)))
  }

  @Test(
    "Each cycle is cut at its earliest post, ties at the smallest, untimed ones last",
    arguments: 1...60 as ClosedRange<UInt64>)
  func cycles(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let count = Int.random(in: 1...40, using: &numbers)
    let parents = (0..<count).map { _ in
      Int.random(in: 0..<100, using: &numbers) < 12 ? none : UInt32.random(in: 0..<UInt32(count), using: &numbers)
    }
    let times = (0..<count).map { _ in Int.random(in: 0..<8, using: &numbers) }
    // Seven stands for no time: the latest.
    var expected: Set<UInt32> = []
    for post in 0..<count {
      var trail: [UInt32] = []
      var current = UInt32(post)
      while current != none, !trail.contains(current) {
        trail.append(current)
        current = parents[Int(current)]
      }
      guard let start = trail.firstIndex(of: current) else { continue }
      expected.insert(trail[start...].min { (times[Int($0)], $0) < (times[Int($1)], $1) } ?? none)
    }
    var cut = parents
    let found = Conversations.cutCycles(in: &cut) { times[$0] < times[$1] }
    #expect(found == expected.sorted(), "seed \(seed)")
    for post in 0..<count {
      #expect(cut[post] == (expected.contains(UInt32(post)) ? none : parents[post]), "seed \(seed)")
    }
    let (forest, order) = Conversations.layout(parents: cut)
    expectSound(forest, order, cut, "seed \(seed)")
  }
}
