import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// One-conversation dependence and the signs of a pile-on.
@Suite struct WarningSignTests {
  @Test func theToyHangsOnOneConversation() {
    let reach = ReplyReach.compute(in: ScopedNetwork(Toy.network()))
    #expect(reach.withoutLargest(of: Toy.voice("A")) == 0)
    #expect(reach.dependsOnOneConversation(Toy.voice("A")))
    // B is answered by C in 1, by nobody in 21; E by B in 21.
    #expect(reach.withoutLargest(of: Toy.voice("F")) == 0 && !reach.dependsOnOneConversation(Toy.voice("F")))
    #expect(reach.withoutLargest(of: Toy.voice("g1")) == nil)
  }

  @Test func twoEqualConversationsAreNoDependence() {
    let network = CertaintyCase.network(of: [(1, 0, nil), (2, 1, 1), (3, 0, nil), (4, 2, 3)])
    let reach = ReplyReach.compute(in: network)
    #expect(reach.withoutLargest(of: 0) == 1 && !reach.dependsOnOneConversation(0))
  }

  @Test func everySignPassesItsVerifier() {
    for seed in UInt64(1)...150 {
      for raw in [RandomNetwork(seed: seed), RandomNetwork.ofManyConversations(seed: seed)] {
        let network = CertaintyCase.scoped(raw, shuffledBy: seed)
        let signs = PileOn.compute(in: network, repliers: Repliers.compute(in: network))
        #expect(PileOn.discrepancy(of: signs, in: network) == nil, "seed \(seed)")
      }
    }
  }

  /// Voice 0's post draws twelve people: eleven within the first hour who also reply to voice 1, one of them twice.
  @Test func aPileOnByHand() {
    var builder = NetworkBuilder()
    for voice in 0..<14 { builder.voices.append(platform: "local", id: .number(Int64(voice))) }
    let platform = builder.platform(named: "local")
    func add(_ id: Int64, _ author: UInt32, _ parent: Int64?, minute: Int64) {
      builder.add(
        .init(
          id: .number(id), author: author, parent: parent.map { .number($0) }, time: Timestamp(seconds: minute * 60),
          kind: parent == nil ? .post : .reply), platform: platform)
    }
    add(1, 0, nil, minute: 0)
    add(2, 1, nil, minute: 0)
    for person in 0..<11 {
      add(10 + Int64(person), UInt32(2 + person), 1, minute: 5 * Int64(person))
      add(40 + Int64(person), UInt32(2 + person), 2, minute: 600 * Int64(person))
    }
    add(30, 2, 1, minute: 60)
    add(31, 13, 1, minute: 500)
    let network = ScopedNetwork(builder.build())
    let signs = PileOn.compute(in: network, repliers: Repliers.compute(in: network))
    #expect(signs[0].repliers == 12 && signs[0].oneOff == 11 && signs[0].shared == 11)
    // From minute 0 to 50 eleven; the one at minute 60 is no longer within the hour of the first, but of the second.
    #expect(signs[0].timed == 13 && signs[0].withinOneHour == 11)
    #expect(signs[0].isFlagged == true)
    #expect(signs[1].repliers == 11 && signs[1].withinOneHour == 1 && signs[1].oneOff == 11 && signs[1].shared == 11)
    #expect(signs[1].isFlagged == true, "one-off repliers who also reply to another")
    #expect(signs[2].isFlagged == nil)
    #expect(PileOn.discrepancy(of: signs, in: network) == nil)
    #expect(PileOn.discrepancy(of: signs.reversed(), in: network) != nil)
  }

  @Test func families() {
    for network in CertaintyCase.families {
      let signs = PileOn.compute(in: network, repliers: Repliers.compute(in: network))
      #expect(PileOn.discrepancy(of: signs, in: network) == nil)
      #expect(signs.allSatisfy { $0.isFlagged == nil })
    }
  }
}
