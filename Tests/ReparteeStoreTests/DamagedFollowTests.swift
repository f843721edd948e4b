import Foundation
import GRDB
import ReparteeGraph
import Testing

@testable import ReparteeStore

@Suite("Damaged follow blocks")
struct DamagedFollowTests {
  /// All single damages of some bytes: every byte changed in a few ways, every cut, and a byte too many.
  private func damages(of data: [UInt8]) -> [[UInt8]] {
    var all: [[UInt8]] = []
    for index in data.indices {
      for change in [0x01, 0x80, 0xFF, data[index], data[index] ^ 0x03] as [UInt8] where change != 0 {
        var damaged = data
        damaged[index] ^= change
        all.append(damaged)
      }
    }
    all += (0..<data.count).map { Array(data[..<$0]) }
    all += [data + [0], data + [1, 1, 1, 1], Array(repeating: 0xFF, count: 40)]
    return all
  }

  @Test("Nothing is read outside a block, whatever its bytes")
  func reading() {
    let follows = RandomFollows(seed: 3, nodes: 12, edges: 30, largestGap: 300)
    let nodes = [UInt32](repeating: 0, count: 4000)
    for block in follows.blocks() {
      for data in damages(of: block.data) {
        let damaged = StoredFollowBlock(source: 1, lists: block.lists, edges: block.edges, data: data)
        damaged.forEachList { _, followers in #expect(followers.count <= data.count) }
        for numbering: FollowLoader.Numbering in [.rowOrder(count: 4000), .rowOrder(count: 3), .table(nodes, count: 1)]
        {
          let found = FollowLoader.followers(of: [damaged, block, damaged], numbering: numbering)
          #expect(found?.neighbours.allSatisfy { $0 < UInt32(numbering.nodeCount) } != false)
        }
      }
    }
  }

  @Test("check reports every damage, save one that leaves another sound list; loading never crashes")
  func check() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    // Fewer accounts than a byte can name, so that most damages lead to accounts that are missing.
    let text = (0..<40).map { "\(($0 * 7) % 11 + 100),\($0 % 5 + 100)\n" }.joined()
    try store.add(Input(name: "f.csv", text: "follower,followed\n" + text), in: scratch)
    let sound = try store.read { try FollowLoader.blocks(of: $0) }
    #expect(sound.count == 1)
    var missed = 0
    let all = damages(of: sound[0].data)
    for data in all {
      try store.write { try $0.execute(sql: "UPDATE follow_block SET data = ?", arguments: [Data(data)]) }
      let broken = try store.check().reduce(0) { $0 + $1.violations }
      if broken == 0 {
        missed += 1
        let other = StoredFollowBlock(source: 1, lists: sound[0].lists, edges: sound[0].edges, data: data)
        #expect([other].lists.allSatisfy { list in zip(list.dropFirst(), list.dropFirst(2)).allSatisfy(<) })
      }
      do {
        _ = try Picture(store.network())
      } catch let error as StoreError {
        #expect(broken > 0 && error.description.contains("damaged"))
        #expect(throws: StoreError.self) {
          try store.add(Input(name: "g.csv", text: "follower,followed\n1,2\n"), in: scratch)
        }
      }
    }
    #expect(missed * 10 < all.count, "\(missed) of \(all.count)")
  }

  @Test("Blocks that overlap are read one after the other")
  func overlapping() throws {
    let follows = RandomFollows(seed: 5, nodes: 50, edges: 400, largestGap: 1)
    let blocks = follows.blocks()
    for _ in 0..<50 {
      let found = try #require(
        FollowLoader.followers(of: Array(repeating: blocks[0], count: 8), numbering: .rowOrder(count: 50)))
      #expect(found == follows.followers)
    }
  }
}
