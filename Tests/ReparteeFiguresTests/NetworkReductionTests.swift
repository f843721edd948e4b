import Testing

@testable import ReparteeFigures

@Suite struct NetworkReductionTests {
  typealias Tie = NetworkDiagram.Tie

  static func voices(_ count: Int) -> [NetworkDiagram.Voice] {
    (0..<count).map { NetworkDiagram.Voice(label: "V\($0)", replyReach: 1) }
  }

  @Test func fansAreFoldedBeyondTheBudgetMutualFirst() throws {
    let ties = (0..<1_190).map { Tie(first: 0, second: 1 + $0, mutual: $0 % 100 == 99) }
    let diagram = NetworkDiagram(title: "", voices: Self.voices(1), peopleCount: 1_190, ties: ties)
    let reduced = try NetworkReduction(diagram, options: NetworkDiagram.Options())
    #expect(reduced.fans[0].drawn.count == 40)
    #expect(reduced.fans[0].drawn.prefix(11).map(\.mutual) == Array(repeating: true, count: 11))
    #expect(reduced.fans[0].drawn.dropFirst(11).allSatisfy { !$0.mutual })
    #expect(reduced.fans[0].folded == 1_150)
    #expect(reduced.fans[0].foldedMutual == 0)
  }

  @Test func bridgesCoverEverySetOfVoicesBeforeASecondOfAny() throws {
    var ties: [Tie] = []
    for person in 0..<6 {  // 0–4 between voices 0 and 1, 5 between 1 and 2
      let pair = person < 5 ? (0, 1) : (1, 2)
      ties += [
        Tie(first: pair.0, second: 3 + person, mutual: person < 5),
        Tie(first: pair.1, second: 3 + person, mutual: false),
      ]
    }
    var options = NetworkDiagram.Options()
    options.bridgeBudget = 2
    let diagram = NetworkDiagram(title: "", voices: Self.voices(3), peopleCount: 6, ties: ties)
    let reduced = try NetworkReduction(diagram, options: options)
    #expect(reduced.bridges.map(\.person) == [0, 5])
    #expect(reduced.bridgesLeft == 4)
    #expect(reduced.tiesLeft == 8)
  }

  @Test func aPairGivenTwiceIsOneTie() throws {
    let ties = [
      Tie(first: 0, second: 1, mutual: false), Tie(first: 1, second: 0, mutual: true),
      Tie(first: 2, second: 0, mutual: false), Tie(first: 0, second: 2, mutual: false),
    ]
    let diagram = NetworkDiagram(title: "", voices: Self.voices(2), peopleCount: 1, ties: ties)
    let reduced = try NetworkReduction(diagram, options: NetworkDiagram.Options())
    #expect(reduced.arcs == [NetworkReduction.Arc(first: 0, second: 1, mutual: true)])
    #expect(reduced.fans[0].drawn.map(\.mutual) == [false])
  }

  @Test(arguments: [(0, 0), (-1, 1), (1, 2), (0, 4), (2, 3)])
  func aTieThatMakesNoSenseIsNamed(first: Int, second: Int) {
    let ties = [Tie(first: 0, second: 1, mutual: true), Tie(first: first, second: second, mutual: true)]
    let diagram = NetworkDiagram(title: "", voices: Self.voices(1), peopleCount: 3, ties: ties)
    #expect(throws: FigureError.badTie(position: 1, first: first, second: second)) { try diagram.svg() }
  }

  @Test func budgetsHold() throws {
    let diagram = SampleDiagrams.random(voices: 30, people: 900, seed: 11)
    for (nodes, arcs, fan, bridges) in [
      (100, 80, 5, 20), (1, 0, 0, 0), (30, 10, 40, 5), (400, 2_000, 40, 200), (0, -5, -1, -1),
    ] {
      var options = NetworkDiagram.Options()
      options.nodeBudget = nodes
      options.arcBudget = arcs
      options.fanBudget = fan
      options.bridgeBudget = bridges
      let scene = try diagram.scene(options: options)
      #expect(scene.marks.count + scene.bridges.count + scene.fans.count <= max(1, nodes))
      #expect(scene.arcs.count + scene.spokes.count <= max(0, arcs))
      #expect(scene.bridges.count <= max(0, bridges))
      expectEverybodyCounted(diagram, scene)
    }
  }
}

/// Everybody given is drawn, folded, or left out with a count; so is every tie.
func expectEverybodyCounted(_ diagram: NetworkDiagram, _ scene: NetworkScene) {
  let reduced = scene.reduced
  #expect(scene.marks.count + reduced.voicesLeft == diagram.voices.count)
  let away = scene.folded + scene.crowdedOut
  let people = scene.bridges.count + scene.fans.count + away + reduced.bridgesLeft + reduced.looseLeft
  #expect(people == diagram.peopleCount)
  let pairs = Set(diagram.ties.map { [min($0.first, $0.second), max($0.first, $0.second)] })
  let ties = scene.arcs.count + scene.spokes.count + away + reduced.arcsLeft + reduced.tiesLeft
  #expect(ties == pairs.count)
}
