import Foundation
import ReparteeCore
import Testing

/// The public face of the core, used as a program outside uses it: the toy of the guide, by hand-derived figures.
@Suite struct ConversationBuilderTests {
  /// Post, author, parent, minutes.
  private static let posts: [(id: Int, author: String, parent: Int?, minutes: Double)] = [
    (1, "A", nil, 0), (2, "B", 1, 5), (3, "A", 2, 9), (4, "B", 3, 20), (5, "E", 2, 30), (6, "C", 1, 15),
    (7, "A", 6, 25), (8, "C", 7, 60), (9, "F", 8, 90), (10, "A", 1, 2), (11, "C", 10, 200),
    (21, "D", nil, 0), (22, "B", 21, 1), (23, "X", 21, 2), (24, "X", 21, 3), (25, "E", 21, 4), (26, "B", 25, 5),
  ]
  private static let followers = [
    "A": ["B", "C", "g1"], "B": ["A", "g1", "g2"], "C": ["A", "g3"],
    "D": ["B", "E", "X", "g1", "g2", "g3", "g4", "g5", "g6"], "E": ["g4"],
  ]

  private static func toy(shuffledBy generator: inout some RandomNumberGenerator) -> SocialNetwork {
    var builder = ConversationBuilder(platform: "toy")
    for post in posts.shuffled(using: &generator) {
      builder.addPost(
        "\(post.id)", author: post.author, replyTo: post.parent.map(String.init),
        time: Date(timeIntervalSince1970: post.minutes * 60))
    }
    for (followed, names) in followers {
      for name in names { builder.addFollow(follower: name, followed: followed) }
    }
    return builder.build()
  }

  @Test func theToyByHand() throws {
    var random = SystemRandomNumberGenerator()
    let scored = ScoredNetwork(Self.toy(shuffledBy: &random))
    func row(_ name: String) throws -> ScoredRow { try scored.row(named: name) }
    #expect(try ["A", "B", "C", "D", "E", "F", "X"].map { try row($0).replyReach } == [4, 2, 2, 3, 1, 0, 0])
    #expect(try ["A", "B", "C", "D", "E"].map { try row($0).repliers } == [2, 2, 2, 3, 1])
    #expect(try ["A", "B", "C", "D", "E"].map { try row($0).reciprocated } == [2, 1, 1, 0, 0])
    #expect(try row("A").audienceReach == 8 && row("D").audienceReach == 10)
    #expect(scored.ranking.map(\.label) == ["A"])
    let people = try scored.people(.conversed, of: row("@a").id).map { scored.label(of: $0) }
    #expect(people == ["B", "C"])
    #expect(try scored.people(.replyReach, of: row("A").id).map { scored.label(of: $0) } == ["B", "C", "E", "F"])
    #expect(try scored.values(of: "conversation_index").count == scored.rows.count)
    #expect(throws: MeasureNameError.self) { try scored.values(of: "fame") }
    #expect(throws: VoiceLookup.Failure.self) { try scored.row(named: "nobody") }
    #expect(throws: VoiceWithoutRow.self) { try scored.row(named: "g1") }
  }

  @Test("The order of calls does not show", arguments: 0..<20)
  func order(round: Int) {
    var random = SystemRandomNumberGenerator()
    #expect(
      ScoredNetwork(Self.toy(shuffledBy: &random)).rows == ScoredNetwork(Self.toy(shuffledBy: &random)).rows)
  }

  @Test func aWindowHasBothEnds() throws {
    var random = SystemRandomNumberGenerator()
    let network = Self.toy(shuffledBy: &random)
    let end = Date(timeIntervalSince1970: 20 * 60)
    var options = ScoringOptions.last(days: 1, before: end)
    options.from = Date(timeIntervalSince1970: 5 * 60)
    let scored = ScoredNetwork(network, options: options)
    // Of A's people only B (5) and C (15) replied in [5, 20): B's second reply came at 20.
    #expect(try scored.row(named: "A").replyReach == 2)
    #expect(scored.ranking.isEmpty)
  }

  @Test func rowsAreReadBackAsTheyWereWritten() throws {
    var random = SystemRandomNumberGenerator()
    let scored = ScoredNetwork(Self.toy(shuffledBy: &random))
    let rows = try JSONDecoder().decode([ScoredRow].self, from: JSONEncoder().encode(scored.rows))
    #expect(rows == scored.rows)
    let finding = try JSONDecoder().decode(Finding.self, from: JSONEncoder().encode(scored.finding))
    #expect(finding.sentence == scored.finding.sentence)
    _ = try JSONEncoder().encode(scored.explanation(of: scored.row(named: "A")))
  }

  @Test func nobodyAtAll() {
    let scored = ScoredNetwork(ConversationBuilder().build())
    #expect(scored.rows.isEmpty && scored.ranking.isEmpty)
    #expect(scored.network.postCount == 0 && scored.network.voiceCount == 0)
  }

  @Test func accountsFlatCommentsAndReplies() throws {
    var builder = ConversationBuilder(platform: "video")
    builder.addAccount("c1", handle: "Channel", kind: .channel, organisation: "Department", followers: 1_000)
    builder.addPost("v", author: "c1")
    builder.addPost("k", author: "ann", replyTo: "v", time: Date(timeIntervalSince1970: 1), isFlatComment: true)
    builder.addPost("l", author: "bob", replyTo: "k", time: Date(timeIntervalSince1970: 2), isFlatComment: true)
    builder.addPost("m", author: "ann", replyTo: "k", time: Date(timeIntervalSince1970: 3), isFlatComment: true)
    builder.addPost("n", author: "bob", replyTo: "k", time: Date(timeIntervalSince1970: 4), isFlatComment: true)
    builder.addReply(actor: "dan", target: "ann", time: Date(timeIntervalSince1970: 5))
    let scored = ScoredNetwork(builder.build())
    #expect(try scored.row(named: "Channel").followers == 1_000)
    #expect(try scored.row(named: "Channel").section == .excluded)
    #expect(try scored.row(named: "ann").conversed == 1 && scored.row(named: "ann").repliers == 2)
  }
}
