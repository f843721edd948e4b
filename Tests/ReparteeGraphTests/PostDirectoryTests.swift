import ReparteeTestNetworks
import Testing

@testable import ReparteeGraph

/// Looking posts up by id, against a search through all of them.
@Suite struct PostDirectoryTests {
  @Test(
    "Numbers near and far, texts, and ids that nobody has, on several platforms",
    arguments: 1...40 as ClosedRange<UInt64>)
  func random(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    var keys = PostKeys()
    let platforms = ["b", "c", "a"].map { keys.platform(named: $0) }
    // Even ones, a cluster, extremes, negative ones and texts.
    var pool: [ExternalID] = [.number(.max), .number(.max - 1), .number(-7)]
    for place in 0..<60 { pool.append(.number(Int64(place) << Int64.random(in: 0...40, using: &numbers))) }
    for place in 0..<20 { pool.append(.number(5_000_000 + Int64(place))) }
    for place in 0..<15 { pool.append(.text("t\(place)")) }
    var posts: [(platform: UInt32, key: Int64)] = []
    for platform in platforms {
      for id in Set(pool) where Int.random(in: 0..<3, using: &numbers) > 0 {
        posts.append((UInt32(platform), keys.key(of: id, platform: platform)))
      }
    }
    posts.sort { keys.precedes($0, $1) }
    let directory = PostDirectory(keys: posts.map(\.key), platforms: posts.map(\.platform), in: keys)
    for platform in platforms {
      for id in pool + [.number(3), .number(4_999_999), .number(5_000_020)] {
        // An id that is new by now was not held either.
        let before = keys.texts.count
        let key = keys.key(of: id, platform: platform)
        guard keys.texts.count == before else { continue }
        let expected = posts.firstIndex { $0.platform == UInt32(platform) && $0.key == key }.map(UInt32.init)
        #expect(directory.post(key, platform: UInt32(platform)) == expected ?? Posts.none, "\(id), seed \(seed)")
      }
    }
  }

  @Test("A sheet may name any number of platforms") func manyPlatforms() {
    var builder = NetworkBuilder()
    for number in 0..<70_000 {
      let platform = builder.platform(named: "p\(number)")
      builder.add(.init(id: .number(1), author: nil, time: Timestamp(seconds: Int64(number))), platform: platform)
    }
    let posts = builder.build().posts
    #expect(posts.count == 70_000 && posts.platform(of: 0) == "p0" && posts.platform(of: 69_999) == "p9999")
  }
}
