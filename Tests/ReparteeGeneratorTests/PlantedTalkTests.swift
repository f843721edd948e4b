import ReparteeGenerator
import Testing

/// Planted puppets, rings and pile-ons: what they are said to be, and that they change nothing else.
@Suite struct PlantedTalkTests {
  private func planted(puppets: Int, pileOns: Int, threads: Int? = nil) throws -> [String: [UInt8]] {
    try sheets(
      SyntheticNetwork(accounts: 900, posts: 2000, follows: 10, seed: 4, puppets: puppets, pileOns: pileOns),
      threads: threads)
  }

  @Test func nothingElseChanges() throws {
    let without = try sheets(SyntheticNetwork(accounts: 900, posts: 2000, follows: 10, seed: 4))
    let with = try planted(puppets: 6, pileOns: 4, threads: 2)
    for (name, bytes) in without { #expect(with[name] == bytes, "\(name)") }
    #expect(without["planted.csv"] == nil && with.count == without.count + 2)
    #expect(try planted(puppets: 6, pileOns: 4, threads: 1) == with)
    // More groups leave those before as they were.
    let more = try planted(puppets: 7, pileOns: 0)
    let fewer = try planted(puppets: 6, pileOns: 0)
    #expect(more["planted_posts.csv"]?.starts(with: fewer["planted_posts.csv"] ?? []) == true)
  }

  @Test func whoIsWho() throws {
    let files = try planted(puppets: 12, pileOns: 9)
    let roles = rows(files["planted.csv"]).dropFirst()
    func numbers(_ role: String) -> Set<Int> { Set(roles.filter { $0[1] == role }.compactMap { Int($0[0]) }) }
    #expect(numbers("puppet-master").count == 8)
    // Groups 1, 2, 4, 5, 7, 8, 10, 11 have 3, 5, 20, 3, 10, 20, 5, 10 puppets.
    #expect(numbers("puppet").count == 76)
    // Groups 3, 6, 9, 12 are rings of 10, 5, 3, 10.
    #expect(numbers("ring").count == 28)
    #expect(numbers("pile-on-target").isSubset(of: Set(1...900)))
    let fresh = numbers("puppet-master").union(numbers("puppet")).union(numbers("ring")).union(numbers("pile-on-crowd"))
    #expect(fresh.allSatisfy { $0 > 900 } && fresh.count == fresh.max().map { $0 - 900 })

    let posts = Array(rows(files["planted_posts.csv"]).dropFirst())
    var authors: [Int: Int] = [:]
    for (index, post) in posts.enumerated() {
      #expect(Int(post[0]) == 2001 + index)
      authors[2001 + index] = Int(post[1])
      if let parent = Int(post[2]) {
        #expect(parent > 2000 && parent < 2001 + index, "a parent stands before")
        #expect(Int(posts[parent - 2001][3]) ?? .max <= Int(post[3]) ?? 0)
      }
    }
    // Puppets talk to their own group alone.
    let groups = Dictionary(
      uniqueKeysWithValues: roles.compactMap { row -> (Int, Int)? in
        guard row[1] == "puppet" || row[1] == "puppet-master" || row[1] == "ring" else { return nil }
        return Int(row[0]).flatMap { number in Int(row[2]).map { (number, $0) } }
      })
    for post in posts {
      guard let author = Int(post[1]), let group = groups[author], let parent = Int(post[2]).flatMap({ authors[$0] })
      else { continue }
      #expect(groups[parent] == group)
    }
  }

  @Test func aPileOnIsOneHourOfReplies() throws {
    let posts = Array(rows(try planted(puppets: 0, pileOns: 9)["planted_posts.csv"]).dropFirst())
    let roots = posts.filter { $0[2].isEmpty }
    #expect(roots.count == 9)
    for root in roots {
      let replies = posts.filter { $0[2] == root[0] }
      #expect((30...100).contains(replies.count) && Set(replies.map { $0[1] }).count == replies.count)
      #expect(replies.allSatisfy { (Int($0[3]) ?? 0) - (Int(root[3]) ?? 0) < 3600 })
    }
  }

  @Test func whatCannotBePlanted() {
    #expect(throws: SyntheticNetworkError.planted(name: "puppets", -1)) {
      try SyntheticNetwork(accounts: 5, posts: 5, follows: 0, seed: 1, puppets: -1)
    }
    #expect(throws: SyntheticNetworkError.planted(name: "pile-on", 10_001)) {
      try SyntheticNetwork(accounts: 5, posts: 5, follows: 0, seed: 1, pileOns: 10_001)
    }
    #expect(throws: SyntheticNetworkError.plantedIntoShape(.star)) {
      try SyntheticNetwork(accounts: 5, posts: 5, follows: 0, seed: 1, shape: .star, pileOns: 1)
    }
    #expect(throws: Never.self) {
      try sheets(SyntheticNetwork(accounts: 1, posts: 0, follows: 0, seed: 1, puppets: 3, pileOns: 3))
    }
  }
}
