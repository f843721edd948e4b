import ReparteeGenerator
import ReparteeGraph
import Testing

/// The text of every file, by name.
func sheets(_ network: SyntheticNetwork, threads: Int? = nil) throws -> [String: [UInt8]] {
  var files: [String: [UInt8]] = [:]
  for sheet in network.sheets {
    files[sheet.name] = []
    try Cores.$threadLimit.withValue(threads) {
      try SheetStream.write(sheet) { files[sheet.name]?.append(contentsOf: $0) }
    }
  }
  return files
}

func rows(_ bytes: [UInt8]?) -> [[Substring]] {
  String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n").map {
    $0.split(omittingEmptySubsequences: false) { $0 == "," || $0 == " " }
  }
}

@Suite struct SyntheticNetworkTests {
  /// More than one block of each, and a last one that is not full.
  @Test(arguments: FollowGraphModel.allCases) func theSameSeedGivesTheSameBytes(model: FollowGraphModel) throws {
    func network(seed: UInt64) throws -> SyntheticNetwork {
      let others = model == .rmat ? 66_000 : 0
      return try SyntheticNetwork(
        accounts: 3000, posts: others, follows: 66_000, reposts: others, seed: seed, followModel: model)
    }
    let one = try sheets(network(seed: 7), threads: 1)
    #expect(try sheets(network(seed: 7), threads: 2) == one)
    #expect(try sheets(network(seed: 7), threads: 8) == one)
    let other = try sheets(network(seed: 8))
    for (name, bytes) in one where bytes.count > 1000 { #expect(other[name] != bytes, "\(name)") }
  }

  /// The first bytes of each file, as a guard against a seed that comes to mean something else.
  @Test func aSeedMeansTheSameForEver() throws {
    let files = try sheets(SyntheticNetwork(accounts: 1000, posts: 300, follows: 300, reposts: 300, seed: 1))
    func digest(_ name: String) -> UInt64 {
      (files[name] ?? []).reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0100_0000_01B3 }
    }
    #expect(digest("posts.csv") == 12_800_565_913_335_633_952)
    #expect(digest("follows.txt") == 13_534_460_974_437_565_422)
    #expect(digest("interactions.csv") == 761_797_900_920_932_395)
    #expect(digest("roster.csv") == 11_797_388_235_583_528_422)
  }

  @Test(arguments: [
    (accounts: 1, posts: 0, follows: 0), (1, 1, 0), (1, 500, 0), (2, 3, 40), (3, 1, 1), (37, 900, 65_537),
    (1025, 65_536, 3),
  ])
  func countsAreAsAsked(size: (accounts: Int, posts: Int, follows: Int)) throws {
    for model in FollowGraphModel.allCases {
      let files = try sheets(
        SyntheticNetwork(
          accounts: size.accounts, posts: size.posts, follows: size.follows, reposts: size.posts, seed: 3,
          followModel: model))
      let accounts = 1...size.accounts
      let posts = rows(files["posts.csv"]).dropFirst()
      #expect(posts.count == size.posts)
      #expect(posts.allSatisfy { row in Int(row[1]).map(accounts.contains) ?? false })
      let follows = rows(files["follows.txt"])
      #expect(follows.count == size.follows)
      #expect(follows.allSatisfy { row in row.count == 2 && row[0] != row[1] })
      #expect(follows.joined().allSatisfy { Int($0).map(accounts.contains) ?? false })
      #expect(rows(files["interactions.csv"]).count == size.posts + 1)
      #expect(rows(files["roster.csv"]).count - 1 == min(size.accounts, max(10, size.accounts / 100)))
    }
  }

  @Test(arguments: SyntheticNetwork.Shape.allCases) func parentsStandBefore(shape: SyntheticNetwork.Shape) throws {
    let files = try sheets(SyntheticNetwork(accounts: 500, posts: 66_000, follows: 0, seed: 5, shape: shape))
    var times: [Int] = []
    // An expectation a row would take seconds.
    var wrong: [Int] = []
    for (index, row) in rows(files["posts.csv"]).dropFirst().enumerated() {
      let (id, parent, time) = (Int(row[0]), Int(row[2]), Int(row[3]) ?? 0)
      let isRight =
        switch (shape, parent) {
        case (.chain, _): parent == (index == 0 ? nil : index)
        case (.star, _): parent == (index == 0 ? nil : 1)
        case (.ordinary, nil): row[2].isEmpty
        case (.ordinary, let parent?): (1...max(1, index)).contains(parent) && index > 0
        }
      if id != index + 1 || !isRight || parent.map({ times[$0 - 1] >= time }) ?? false { wrong.append(index) }
      times.append(time)
    }
    #expect(times.count == 66_000)
    #expect(wrong == [])
  }

  /// Asking for more of one file leaves the others as they were.
  @Test func filesDrawApart() throws {
    let small = try sheets(SyntheticNetwork(accounts: 90, posts: 100, follows: 0, seed: 2))
    let large = try sheets(SyntheticNetwork(accounts: 90, posts: 100, follows: 1000, reposts: 70, seed: 2))
    #expect(small["posts.csv"] == large["posts.csv"] && small["roster.csv"] == large["roster.csv"])
  }

  @Test func impossibleNetworksAreRefused() {
    #expect(throws: SyntheticNetworkError.noAccounts) {
      try SyntheticNetwork(accounts: 0, posts: 0, follows: 0, seed: 1)
    }
    #expect(throws: SyntheticNetworkError.nobodyToFollow) {
      try SyntheticNetwork(accounts: 1, posts: 0, follows: 1, seed: 1)
    }
    #expect(throws: SyntheticNetworkError.count(name: "posts", -1)) {
      try SyntheticNetwork(accounts: 1, posts: -1, follows: 0, seed: 1)
    }
  }

  struct Full: Error {}

  @Test func nothingIsPassedOnAfterAFailure() throws {
    let network = try SyntheticNetwork(accounts: 10, posts: 200_000, follows: 0, seed: 1, shape: .star)
    var calls = 0
    #expect(throws: Full.self) {
      try SheetStream.write(network.sheets[0]) { _ in
        calls += 1
        if calls == 3 { throw Full() }
      }
    }
    #expect(calls == 3)
  }
}
