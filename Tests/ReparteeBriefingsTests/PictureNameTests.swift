import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import Testing

@testable import ReparteeBriefings
@testable import ReparteeFigures

/// Who is named in a picture, what communities are called, and when.
@Suite struct PictureNameTests {
  /// Posts by a few voices, each answered by those named after it, who are answered and come back where `returns`.
  private func context(
    followers: [Int64?], conversations: [(author: Int, repliers: Range<Int>, returns: Bool)], orphans: Int = 0
  ) -> DiagramContext {
    var builder = NetworkBuilder()
    let platform = builder.platform(named: "local")
    let voices = followers.indices.map {
      builder.voices.append(platform: "local", id: .number(Int64($0)), handle: "v\($0)", followers: followers[$0])
    }
    var id: Int64 = 0
    func add(_ author: Int, parent: Int64?) -> Int64 {
      id += 1
      builder.add(
        .init(
          id: .number(id), author: voices[author], parent: parent.map { .number($0) },
          time: Timestamp(seconds: 1_767_225_600 + 60 * id), kind: parent == nil ? .post : .reply),
        platform: platform)
      return id
    }
    for (author, repliers, returns) in conversations {
      let root = add(author, parent: nil)
      for replier in repliers {
        let reply = add(replier, parent: root)
        if returns { _ = add(replier, parent: add(author, parent: reply)) }
      }
    }
    for orphan in 0..<orphans { _ = add(0, parent: 1_000_000 + Int64(orphan)) }
    let measured = MeasuredNetwork(ScopedNetwork(builder.build()))
    return DiagramContext(measured: measured, rows: Scoring().rows(of: measured))
  }

  @Test func nobodyIsShownWithoutAReturnForWantOfReplies() {
    // The first is followed most; twelve reply to it and none is answered. Three come back to the second.
    let followers: [Int64?] = [9_000, 50] + Array(repeating: nil, count: 12)
    let talk: [(author: Int, repliers: Range<Int>, returns: Bool)] = [(0, 2..<14, false), (1, 2..<5, true)]
    func named(_ context: DiagramContext) -> (hidden: [String], unreturned: [String]) {
      let diagram = FollowersDiagram(on: context)
      return (diagram.hidden.map { diagram.voices[$0].label }, diagram.unreturned.map { diagram.voices[$0].label })
    }
    #expect(named(context(followers: followers, conversations: talk)) == (["v1"], ["v0"]))
    // A few repliers, or posts whose parents nobody holds, are no evidence that nobody came back.
    #expect(named(context(followers: followers, conversations: [(0, 2..<6, false)])) == ([], []))
    #expect(named(context(followers: followers, conversations: talk, orphans: 9)) == (["v1"], []))
    // Two returns are too few to be named for them.
    #expect(named(context(followers: followers, conversations: [(1, 2..<4, true)])).hidden.isEmpty)
  }

  @Test func fewFollowersAndManyDoNotOverlap() {
    // Five conversations of the second, so that the finding names it; the third has a fiftieth of the first's followers.
    let followers: [Int64?] = [9_000, 50, 180] + Array(repeating: nil, count: 30)
    let talk: [(author: Int, repliers: Range<Int>, returns: Bool)] =
      [
        (0, 3..<15, false), (2, 3..<15, false), (0, 3..<4, false), (0, 4..<5, false), (0, 5..<6, false),
        (0, 6..<7, false),
      ]
      + (0..<6).map { (1, (15 + 3 * $0)..<(18 + 3 * $0), true) }
    let context = context(followers: followers, conversations: talk)
    #expect(context.finding.verdict == .holds)
    let diagram = FollowersDiagram(on: context)
    #expect(diagram.fewFollowers == 900)
    // Nobody came back to the third either, but few follow it.
    #expect(diagram.unreturned.map { diagram.voices[$0].label } == ["v0"])
    #expect(diagram.hidden.map { diagram.voices[$0].label } == ["v1"])
    // Where these data carry no finding nothing is boxed.
    #expect(FollowersDiagram(on: self.context(followers: followers, conversations: [talk[0]])).fewFollowers == 0)
  }

  @Test func aCommunityIsCalledByTheHashtagThatMostOfItUsed() {
    // Six people, of whom each two have a conversation of their own: no conversation has more than half of them.
    let pairs = (0..<6).flatMap { left in (left + 1..<6).map { (author: left, repliers: $0..<($0 + 1), returns: true) }
    }
    var context = context(followers: Array(repeating: nil, count: 6), conversations: pairs)
    #expect(CommunityNames(context).label(of: 0) == "Community 1")
    context.hashtags = Dictionary(
      uniqueKeysWithValues: (0..<4).map { ($0, [(text: "care", posts: 2), (text: "v\($0)", posts: 1)]) })
    #expect(CommunityNames(context).label(of: 0) == "Community 1: #care")
    context.hashtags[3] = nil
    #expect(CommunityNames(context).label(of: 0) == "Community 1")
  }
}
