import ReparteeFormats
import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeStore

@Suite("What several rows or sources say of one thing")
struct MergeTests {
  private let header = "id,author,parent,time,conversation,handle,name\n"

  /// Imported as one file and as two, in both orders; all have to agree.
  private func network(_ rows: [String], sourceLocation: SourceLocation = #_sourceLocation) throws -> SocialNetwork {
    let scratch = try Scratch()
    let network = try scratch.store(of: [Input(name: "all.csv", text: header + rows.joined())]).network()
    let inputs = rows.enumerated().map { Input(name: "\($0).csv", text: header + $1) }
    for order in permutations(inputs) {
      let picture = Picture(try scratch.store(of: order).network())
      #expect(picture.differences(from: Picture(network)) == [], sourceLocation: sourceLocation)
    }
    return network
  }

  @Test("Of parents and roots the smallest, of times the latest")
  func posts() throws {
    let network = try network(["5,a,2,1700000100,3,,\n", "5,a,10,1700000300,4,,\n", "5,,9,1700000200,1,,\n"])
    let posts = network.posts
    let post = try #require(posts.ids.firstIndex(of: .number(5)))
    #expect(posts.time(of: post) == Timestamp(seconds: 1_700_000_300))
    #expect(network.voices.label(of: Int(posts.authors[post])) == "a")
    #expect(posts.ids[Int(posts.answered[post])] == .number(2))
    #expect(Array(posts.ids) == [.number(1), .number(2), .number(5)])
    #expect(network.quality.posts == 1 && network.quality.stubs == 2)
  }

  /// The rule is stated for rows of one source, for the view and for the loader; here each merges the same rows.
  @Test("Rows of one source, the view and the loader merge posts alike", arguments: 0..<20 as Range<UInt64>)
  func mergeRules(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    func pick(_ values: [String]) -> String { values.randomElement(using: &numbers) ?? "" }
    // Rows that name different authors are conflicts, which have tests of their own.
    let authors = ["1": "b", "2": "10", "3": "9", "x": "a"]
    let rows = (0..<60).map { _ in
      let id = pick(["1", "2", "3", "x"])
      return [
        id, pick(["", authors[id] ?? ""]), pick(["", "1", "2", "12", "y"]),
        pick(["", "1700000100", "1700000200", "1700000030"]), pick(["", "1", "3", "z"]),
        pick(["", "post", "reply", "comment", "quote"]),
        pick(["", "here", "there"]),
      ].joined(separator: ",") + "\n"
    }
    let header = "id,author,parent,time,conversation,kind,channel\n"
    let scratch = try Scratch()
    let whole = try scratch.store(of: [Input(name: "all.csv", text: header + rows.joined())])
    let parts = try scratch.store(
      of: rows.enumerated().shuffled(using: &numbers).map { Input(name: "\($0.offset).csv", text: header + $0.element) }
    )
    let query = """
      SELECT platform.name, post.id, typeof(post.id), author.id, post.parent, answered.id, post.conversation, post.time,
          post.kind, post.channel, post.parents_differ
        FROM merged_post AS post JOIN platform USING (platform)
          LEFT JOIN account AS author ON author.account = post.author
          LEFT JOIN account AS answered ON answered.account = post.parent_author
        ORDER BY 1, 2
      """
    let merged = try whole.rows(query)
    #expect(try parts.rows(query) == merged && merged.count == 4)
    #expect(Picture(try parts.network()).differences(from: Picture(try whole.network())) == [])
    // What the loader made of the sources is what the view makes of them.
    let posts = try parts.network().posts
    for row in merged {
      let post = try #require(posts.ids.firstIndex { "\($0)" == row[1] })
      #expect(posts.time(of: post).map { "\($0.milliseconds)" } ?? "" == row[7], "post \(row[1])")
    }
  }

  @Test("What one leaves open another one says")
  func gaps() throws {
    let network = try network(["5,,,,,,\n", "5,a,,1700000100,,,\n", "5,,2,,,,\n"])
    #expect(Array(network.posts.ids) == [.number(2), .number(5)])
    #expect(network.quality.unknownAuthors == 0)
    #expect(network.posts.time(of: 1) == Timestamp(seconds: 1_700_000_100))
  }

  @Test("A later row that leaves the handle open does not date it")
  func openHandle() throws {
    let rows = ["1,a,,1700000010,,old,\n2,a,,1700000030,,,A Name\n", "3,a,,1700000020,,new,\n"]
    #expect(try network(rows).voices.handles == ["new"])
  }

  @Test("Handles and follower counts: the latest value, and of the same moment the smaller handle, the larger count")
  func accounts() throws {
    func tweet(_ id: Int, _ day: Int, _ handle: String, _ followers: Int) -> Input {
      Input(
        name: "\(id).jsonl",
        text: "{\"created_at\":\"Sat Jan 0\(day) 10:00:00 +0000 2026\",\"id_str\":\"\(id)\",\"user\":{\"id_str\":\"9\","
          + "\"screen_name\":\"\(handle)\",\"followers_count\":\(followers)}}\n")
    }
    let scratch = try Scratch()
    let inputs = [tweet(1, 3, "old", 900), tweet(2, 5, "zed", 7), tweet(3, 5, "amy", 5)]
    for order in permutations(inputs) {
      let store = try scratch.store(of: order)
      let voices = try store.network().voices
      #expect(voices.handles == ["amy"] && voices.followerCounts == [7])
      #expect(try store.rows("SELECT handle, followers FROM accounts") == [["amy", "7"]])
    }
  }

  @Test("Events that several sources hold count once, at their largest count; others of the same moment are added")
  func events() throws {
    var numbers = SeededNumbers(seed: 1)
    func rows() -> String {
      "kind,actor,target,time,count\n"
        + (0..<300).map { _ in
          "repost,\(Int.random(in: 1...4, using: &numbers)),\(Int.random(in: 1...4, using: &numbers)),"
            + "\(Int.random(in: 1_700_000_100...1_700_000_103, using: &numbers)),\(Int.random(in: 1...9, using: &numbers))\n"
        }.joined()
    }
    let scratch = try Scratch()
    let store = try scratch.store(of: (0..<3).map { Input(name: "\($0).csv", text: rows()) })
    let reposts = try store.network().reposts
    let found = (0..<reposts.count).map { index in
      [reposts.actors[index], reposts.targets[index]].map { "\($0 + 1)" }
        + ["\(reposts.times[index] / 1_000)", "\(reposts.counts[index])"]
    }
    // The same in SQL.
    let expected = try store.rows(
      """
      SELECT actor.id, target.id, time / 1000, sum(count) FROM (
          SELECT actor, target, time, max(count) AS count FROM interaction GROUP BY actor, target, time, post)
        JOIN account AS actor ON actor.account = actor JOIN account AS target ON target.account = target
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      """)
    #expect(found == expected && expected.count > 30)
  }

  @Test("A mention at the second of a reply to the same account is that reply, in any source")
  func mentionFold() throws {
    let scratch = try Scratch()
    let rows = "1 2 1700000100 MT\n1 2 1700000100 RE\n1 2 1700000101 MT\n2 1 1700000100 MT\n1 3 1700000100 MT\n"
    let store = try scratch.store(of: [Input(name: "all", text: rows)])
    let expected = [["mention", "1", "2"], ["mention", "1", "3"], ["mention", "2", "1"], ["reply", "1", "2"]]
    let query = "SELECT kind, actor, target FROM interactions ORDER BY kind, actor, target"
    #expect(try store.rows(query) == expected)
    let parts = rows.split(separator: "\n").enumerated().map { Input(name: "\($0)", text: $1 + "\n") }
    #expect(try scratch.store(of: parts).rows(query) == expected)
    #expect(try scratch.store(of: parts.reversed()).rows(query) == expected)
  }

  @Test("An edge list's pair is a reply once, however often and wherever it stands")
  func edges() throws {
    let scratch = try Scratch()
    let options = ReadOptions(kind: .reply)
    let store = try scratch.store(of: [
      Input(name: "1", text: "1 2\n1 2\n2 1\n", options: options),
      Input(name: "2", text: "3 1\n1 2\n", options: options),
    ])
    #expect(try store.network().replies.count == 3)
    #expect(try store.rows("SELECT count(*) FROM interactions") == [["3"]])
  }
}
