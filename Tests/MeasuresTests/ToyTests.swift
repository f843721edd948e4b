import Measures
import SocialGraph
import TestNetworks
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
