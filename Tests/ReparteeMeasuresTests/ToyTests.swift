import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// Every value of the worked example, derived by hand.
@Suite struct ToyTests {
  let network = ScopedNetwork(Toy.network())

  func values(_ measure: (Int) -> Int) -> [Int] { ["A", "B", "C", "D", "E", "F", "X"].map { measure(Toy.voice($0)) } }

  @Test func repliers() {
    let sets = Repliers.compute(in: network)
    #expect(values(sets.count(of:)) == [2, 2, 2, 3, 1, 0, 0])
  }

  @Test func reciprocated() {
    let sets = Reciprocated.compute(in: network)
    #expect(values(sets.count(of:)) == [2, 1, 1, 0, 0, 0, 0])
  }

  @Test func conversed() {
    let sets = Conversed.compute(in: network)
    #expect(values(sets.count(of:)) == [2, 0, 0, 0, 0, 0, 0])
  }

  @Test func replyReach() {
    let reach = ReplyReach.compute(in: network)
    #expect(values { Int(reach.reach[$0]) } == [4, 2, 2, 3, 1, 0, 0])
    #expect(reach.largestConversationShare(of: Toy.voice("A")) == 1)
    #expect(reach.largestConversationShare(of: Toy.voice("F")) == nil)
    #expect(values { Int(reach.conversations[$0]) } == [1, 2, 1, 1, 2, 1, 1])
  }

  @Test func audienceReach() {
    let audience = AudienceReach.compute(in: network)
    #expect(audience[Toy.voice("A")]?.people == 8)
    #expect(audience[Toy.voice("A")]?.added == 5)
    #expect(audience[Toy.voice("D")]?.people == 10)
    #expect(audience[Toy.voice("D")]?.added == 1)
    #expect(audience[Toy.voice("F")] == nil)
  }

  @Test func responseRate() {
    let counts = MeasuredNetwork(network).responseRates
    #expect(counts[Toy.voice("A")].incoming == 5 && counts[Toy.voice("A")].answered == 2)
    #expect(counts[Toy.voice("D")].incoming == 4 && counts[Toy.voice("D")].answered == 0)
    #expect(counts[Toy.voice("F")].rate == nil)
    #expect(counts[Toy.voice("A")].people == 2 && counts[Toy.voice("A")].peopleAnswered == 2)
    #expect(counts[Toy.voice("D")].people == 3 && counts[Toy.voice("D")].peopleAnswered == 0)
  }

  @Test func responseTime() {
    let times = MeasuredNetwork(network).responseTimes
    let sevenMinutes = 420_000.0
    #expect(times[Toy.voice("A")].answered == sevenMinutes)
    // Answered after 4 and 10 minutes; the others wait 0, 140 and 180 minutes to the last post. The first of these is
    // out before any answer, so 3/4 and then 3/4 · 2/3 = 1/2 still wait.
    let tenMinutes = 600_000.0
    #expect(times[Toy.voice("A")].estimated == tenMinutes)
    #expect(times[Toy.voice("D")].answered == nil && times[Toy.voice("D")].estimated == nil)
  }

  @Test func conversationIndex() {
    let index = ConversationIndex.compute(in: network)
    #expect(index[Toy.voice("A")] == 2 && index[Toy.voice("D")] == 1)
  }

  @Test func habits() {
    let measured = MeasuredNetwork(network)
    #expect(values { measured.partnerWeeks[$0].active } == [1, 0, 0, 0, 0, 0, 0])
    #expect(measured.partnerWeeks[Toy.voice("A")].retention == nil, "the last week has no next one")
    #expect(measured.conversationRates.allSatisfy { $0 == nil }, "nobody has ten posts")
    #expect(OutsideReach.compute(in: network).allSatisfy { $0 == nil }, "held follow edges are no whole list")
    // A's people are B, C, E and F, of whom B and C follow A; D's are B, X and E, who all do.
    let outside = OutsideReach.compute(in: ScopedNetwork(Toy.network(completeFollows: ["local"])))
    #expect(outside[Toy.voice("A")] == 0.5 && outside[Toy.voice("D")] == 0 && outside[Toy.voice("F")] == nil)
  }

  @Test func outsideReachOfAVoiceWithoutFollowersNeedsNobodysList() {
    var builder = NetworkBuilder()
    builder.voices.append(platform: "local", id: .text("a"), followers: 0)
    builder.voices.append(platform: "local", id: .text("b"), followers: 1)
    let platform = builder.platform(named: "local")
    builder.add(.init(id: .number(1), author: 0), platform: platform)
    builder.add(.init(id: .number(2), author: 1, parent: .number(1), kind: .reply), platform: platform)
    builder.add(.init(id: .number(3), author: 0, parent: .number(2), kind: .reply), platform: platform)
    #expect(OutsideReach.compute(in: ScopedNetwork(builder.build())) == [1, nil])
  }

  @Test func shapesOfConversations() throws {
    let measured = MeasuredNetwork(network)
    let levels = measured.conversationLevels
    #expect(levels.map(\.depth) == [4, 2])
    #expect(levels.map(\.width) == [4, 4] && levels.map(\.threadIndex) == [2, 1])
    #expect(StructuralVirality.compute(in: network.network) == [174.0 / 55, 28.0 / 15])
    let gini = try measured.speakers.map { try #require($0.gini) }
    #expect(abs(gini[0] - 0.2909) < 0.00005 && abs(gini[1] - 0.1667) < 0.00005)
    #expect(measured.speakers.map(\.people) == [5, 4])
  }

  @Test func replyRank() {
    let ranks = ReplyRank.compute(in: network)
    let expected = [0.2583, 0.1940, 0.1889, 0.1756, 0.0977, 0.0428, 0.0428]
    for (name, value) in zip(Toy.names, expected) {
      #expect(abs((ranks[Toy.voice(name)] ?? 0) - value) < 0.00005, "\(name)")
    }
    #expect(ranks[Toy.voice("g1")] == nil)
  }
}
