import ReparteeTestNetworks
import Testing

@testable import ReparteeGraph

@Suite("The rules that hold before any measure")
struct NetworkBuilderTests {
  private typealias Post = NetworkBuilder.Post

  private func build(
    _ posts: [Post], people: Int = 5, quotes: NetworkBuilder.QuoteRule = .newConversations,
    mentions: [(Int64, UInt32)] = []
  ) -> SocialNetwork {
    var builder = NetworkBuilder()
    builder.quoteRule = quotes
    for person in 0..<people { builder.voices.append(platform: "x", id: .number(Int64(person))) }
    let platform = builder.platform(named: "x")
    for post in posts { builder.add(post, platform: platform) }
    for (post, target) in mentions { builder.addMention(of: target, inPost: .number(post), platform: platform) }
    return builder.build()
  }

  private func post(
    _ id: Int64, by author: UInt32?, on parent: Int64? = nil, of parentAuthor: UInt32? = nil, in root: Int64? = nil,
    at minute: Int64? = nil, _ kind: PostKind? = nil
  ) -> Post {
    Post(
      id: .number(id), author: author, parent: parent.map { .number($0) }, parentAuthor: parentAuthor,
      conversation: root.map { .number($0) }, time: minute.map { Timestamp(seconds: $0 * 60) },
      kind: kind ?? (parent == nil ? .post : .reply))
  }

  /// id: author, answered post, root.
  private func lines(_ network: SocialNetwork) -> [String] {
    let (posts, forest) = (network.posts, network.conversations)
    func id(_ post: UInt32) -> String { post == Posts.none ? "-" : posts.ids[Int(post)].description }
    return posts.orderedByID.map(Int.init).map { post in
      let root = forest.root(of: Int(forest.conversation(of: post)))
      let author = posts.authors[post] == Posts.none ? "?" : String(posts.authors[post])
      let stub = posts.flags[post].contains(.stub) ? " stub" : ""
      return
        "\(posts.ids[post]): \(author) answers \(id(posts.answered[post])) in \(posts.ids[root])"
        + stub
    }
  }

  @Test("Posts that are added by the places of their ids are shown by their ids")
  func namesKeptElsewhere() {
    var builder = NetworkBuilder()
    let names = ["a post", "another", "a stub"]
    builder.postNames = { .text(names[Int($0) - 1]) }
    builder.reservePosts(2)
    builder.voices.append(platform: "x", id: .number(0))
    let platform = builder.platform(named: "x")
    builder.add(post(1, by: 0), platform: platform)
    builder.add(post(2, by: 0, on: 3, of: 0), platform: platform)
    let posts = builder.build().posts
    #expect(posts.orderedByID.map { posts.ids[Int($0)].description } == names)
  }

  @Test("A post may be the first to name a root and the author of its parent")
  func laterColumns() {
    let network = build([post(1, by: 0), post(2, by: 1), post(3, by: 2, on: 9, of: 4, in: 1), post(4, by: 3)])
    #expect(
      lines(network) == [
        "1: 0 answers - in 1", "2: 1 answers - in 2", "3: 2 answers 9 in 1", "4: 3 answers - in 4",
        "9: 4 answers - in 1 stub",
      ])
  }

  @Test("A missing parent is a stub by whom its answers name; of several the smallest")
  func stubAuthors() {
    let network = build([post(3, by: 0, on: 9, of: 2), post(4, by: 1, on: 9, of: 1), post(5, by: 1, on: 8)])
    #expect(
      lines(network) == [
        "3: 0 answers 9 in 9", "4: 1 answers 9 in 9", "5: 1 answers 8 in 8", "8: ? answers - in 8 stub",
        "9: 1 answers - in 9 stub",
      ])
    #expect(network.quality.stubs == 2 && network.quality.orphans == 3 && network.quality.replies == 3)
  }

  @Test("A stub is placed under the root that its answers name, the smallest of several, which may be a stub itself")
  func stubRoots() {
    let network = build([
      post(1, by: 0), post(4, by: 1, on: 9, in: 1), post(5, by: 2, on: 9, in: 7), post(6, by: 3, on: 8, in: 2),
      post(10, by: 3, on: 11, in: 11), post(12, by: 3, on: 1, in: 30),
    ])
    #expect(
      lines(network) == [
        "1: 0 answers - in 1", "2: ? answers - in 2 stub", "4: 1 answers 9 in 1", "5: 2 answers 9 in 1",
        "6: 3 answers 8 in 2", "8: ? answers - in 2 stub", "9: ? answers - in 1 stub", "10: 3 answers 11 in 11",
        "11: ? answers - in 11 stub", "12: 3 answers 1 in 1",
      ])
  }

  @Test("An answer without a parent is placed under its root and answers nobody; a post does not")
  func parentless() {
    let network = build([post(1, by: 0), post(2, by: 1, in: 1, .reply), post(3, by: 1, in: 1)])
    #expect(lines(network) == ["1: 0 answers - in 1", "2: 1 answers - in 1", "3: 1 answers - in 3"])
    #expect(network.quality.replies == 0)
  }

  @Test("A quote starts a conversation, or is a reply where asked for")
  func quotes() {
    let posts = [post(1, by: 0), post(2, by: 1, on: 1, in: 1, .quote), post(3, by: 2, on: 7, .quote)]
    #expect(lines(build(posts)) == ["1: 0 answers - in 1", "2: 1 answers - in 2", "3: 2 answers - in 3"])
    #expect(
      lines(build(posts, quotes: .asReplies)) == [
        "1: 0 answers - in 1", "2: 1 answers 1 in 1", "3: 2 answers 7 in 7", "7: ? answers - in 7 stub",
      ])
  }

  @Test("Unknown authors are never one person")
  func unknownAuthors() {
    let network = build([post(1, by: nil), post(2, by: nil, on: 1), post(3, by: 0, on: 2), post(4, by: 0, on: 3)])
    #expect(network.quality.unknownAuthors == 2 && network.quality.selfReplies == 1 && network.voices.count == 5)
    #expect(network.posts.authors == [Posts.none, Posts.none, 0, 0])
  }

  @Test("In a flat branch a mention says whom a comment answers: that person's latest earlier post there")
  func flatMentions() {
    let posts = [
      post(1, by: 0, at: 0), post(2, by: 1, on: 1, at: 1, .comment), post(3, by: 2, on: 2, at: 2, .comment),
      post(4, by: 1, on: 2, at: 3, .comment), post(5, by: 2, on: 2, at: 4, .comment),
      post(6, by: 3, on: 2, at: 9, .comment),
      post(7, by: 3, on: 2, at: 5, .comment), post(8, by: 4, on: 1, at: 6, .comment),
      post(9, by: 0, on: 8, at: 7, .comment),
    ]
    // 4 answers 3; 5 answers 4; 6 mentions two, and 5 spoke last; 7 mentions one who has not spoken; 9 one of another branch.
    let mentions: [(Int64, UInt32)] = [(4, 2), (5, 1), (6, 1), (6, 2), (7, 4), (9, 1)]
    let network = build(posts, mentions: mentions)
    let (ids, order) = (network.posts.ids, network.posts.orderedByID.map(Int.init))
    let answered = order.map { network.posts.answered[$0] }.map { $0 == Posts.none ? "-" : "\(ids[Int($0)])" }
    #expect(answered == ["-", "1", "2", "3", "4", "5", "2", "1", "8"])
    #expect(network.quality.answersByMention == 3)
    #expect(order.filter { network.posts.flags[$0].contains(.answersMention) }.map { "\(ids[$0])" } == ["4", "5", "6"])
    #expect(network.conversations.count == 1)
    let threaded = posts.map {
      post(Int64($0.id.description) ?? 0, by: $0.author, on: $0.parent.flatMap { Int64($0.description) }, at: 1)
    }
    #expect(build(threaded, mentions: mentions).quality.answersByMention == 0)
  }

  @Test("The order in which posts are added does not matter")
  func order() {
    let posts = [
      post(1, by: 0, at: 5), post(2, by: 1, on: 3, of: 4, in: 9, at: 4), post(3, by: 2, on: 2, at: 3),
      post(4, by: 3, on: 8, of: 1, in: 9, at: 1),
      post(5, by: nil, on: 8, of: 0, in: 6, at: 1), post(6, by: 3, on: 6, at: 1), post(7, by: 0, on: 2, in: 1, .quote),
    ]
    let expected = build(posts)
    #expect(expected.quality.cyclesCut == 2)
    for seed in 1...50 as ClosedRange<UInt64> {
      var numbers = SeededNumbers(seed: seed)
      let network = build(posts.shuffled(using: &numbers))
      #expect(lines(network) == lines(expected) && network.quality == expected.quality, "seed \(seed)")
    }
  }

  @Test("Ids meet only within a platform")
  func platforms() {
    var builder = NetworkBuilder()
    for name in ["y", "x"] {
      let platform = builder.platform(named: name)
      builder.add(post(1, by: nil), platform: platform)
      builder.add(post(2, by: nil, on: 1), platform: platform)
    }
    let posts = builder.build().posts
    #expect(posts.orderedByID.map { posts.platform(of: Int($0)) } == ["x", "x", "y", "y"])
    #expect(Array(posts.answered) == [Posts.none, 0, Posts.none, 2])
  }

  @Test("A voice that was not added stops the build, and is named")
  func unknownVoices() async throws {
    let follower = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var builder = NetworkBuilder()
      for id in 0..<2 as Range<Int64> { builder.voices.append(platform: "x", id: .number(id)) }
      builder.followers = Adjacency(offsets: [0, 1, 1], neighbours: [70])
      _ = builder.build()
    }
    #expect(said(follower).contains("follower 70 at place 0 is out of range: there are 2 voices"))
    let lists = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var builder = NetworkBuilder()
      for id in 0..<3 as Range<Int64> { builder.voices.append(platform: "x", id: .number(id)) }
      builder.followers = Adjacency(nodeCount: 2, sources: [0], targets: [1])
      _ = builder.build()
    }
    #expect(said(lists).contains("there are 2 lists for 3 voices"))
    let author = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var builder = NetworkBuilder()
      let platform = builder.platform(named: "x")
      builder.add(NetworkBuilder.Post(id: .number(1), author: nil), platform: platform)
      builder.add(NetworkBuilder.Post(id: .number(2), author: 5), platform: platform)
      _ = builder.build()
    }
    #expect(said(author).contains("author 5 at place 1 is out of range: there are 0 voices"))
    let target = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var builder = NetworkBuilder()
      builder.voices.append(platform: "x", id: .number(1))
      builder.replies.append(actor: 0, target: 1, time: nil)
      _ = builder.build()
    }
    #expect(said(target).contains("target of a reply 1 at place 0 is out of range: there are 1 voices"))
  }

  private func said(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}
