import ReparteeGenerator
import Testing

/// Conversations have the shapes that the guide GeneratedNetworks states.
@Suite struct GeneratedShapesTests {
  struct Post {
    let author: Int
    let parent: Int?
    let time: Int
    let first: Int
    let depth: Int
  }

  static func posts() throws -> [Post] {
    // Within one block, whose last conversation alone is cut.
    let files = try sheets(SyntheticNetwork(accounts: 200_000, posts: 60_000, follows: 0, reposts: 0, seed: 11))
    var posts: [Post] = []
    for (index, row) in rows(files["posts.csv"]).dropFirst().enumerated() {
      let parent = Int(row[2]).map { $0 - 1 }
      posts.append(
        Post(
          author: Int(row[1]) ?? 0, parent: parent, time: Int(row[3]) ?? 0,
          first: parent.map { posts[$0].first } ?? index, depth: parent.map { posts[$0].depth + 1 } ?? 0))
    }
    return posts
  }

  @Test func shapesAreTheOnesStated() throws {
    let posts = try Self.posts()
    let conversations = Dictionary(grouping: posts, by: \.first).values
    let answered = conversations.filter { $0.count > 1 }
    func share(_ count: Int, _ total: Int) -> Double { Double(count) / Double(total) }
    func median(_ numbers: [Int]) -> Int { numbers.sorted()[numbers.count / 2] }

    #expect(abs(share(conversations.count - answered.count, conversations.count) - 0.57) < 0.03)
    #expect((12...16).contains(median(answered.map(\.count))))
    #expect((2...3).contains(median(answered.map { $0.map(\.depth).max() ?? 0 })))
    #expect(abs(share(answered.count { $0.count > 29 }, answered.count) - 0.1) < 0.03)
    let people = answered.reduce(0.0) { $0 + share(Set($1.map(\.author)).count, $1.count) } / Double(answered.count)
    #expect(abs(people - 0.83) < 0.04)

    let replies = posts.filter { $0.parent != nil }
    #expect(abs(share(replies.count { $0.depth == 1 }, replies.count) - 0.6) < 0.08)
    let byThemselves = replies.count { reply in reply.parent.map { posts[$0].author == reply.author } ?? false }
    #expect(abs(share(byThemselves, replies.count) - 0.02) < 0.01)
    let delays = replies.compactMap { reply in reply.parent.map { reply.time - posts[$0].time } }
    #expect((400...720).contains(median(delays)))
    let arcs = Set(
      replies.compactMap { reply in
        reply.parent.flatMap { posts[$0].author == reply.author ? nil : [reply.author, posts[$0].author] }
      })
    #expect(abs(share(arcs.count { arcs.contains([$0[1], $0[0]]) }, arcs.count) - 0.165) < 0.05)
  }
}
