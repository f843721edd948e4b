import Testing

@testable import ReparteeFigures

/// Two windows drawn side by side: who stays, stays where they were.
@Suite struct PositionsTests {
  @Test func peopleOfAnEgoDiagramStay() throws {
    let old = Self.ego()
    var new = old
    // Everybody said something else since, and a third of them left.
    new.people = new.people.enumerated().filter { $0.offset % 3 != 0 }.map(\.element).reversed()
    let page = try pinnedPage(to: old)
    let (before, after) = (EgoScene(old, page: FigurePage()), EgoScene(new, page: page))
    let free = EgoScene(new, page: FigurePage())
    #expect(Self.movement(from: before, to: after) < 0.5 * Self.movement(from: before, to: free))
    #expect(PictureChecker(try new.svg(on: page)).findings(identifier: "ego") == [])
  }

  @Test func anEgoDiagramOfTheSamePeopleIsTheSame() throws {
    let diagram = Self.ego()
    #expect(try diagram.svg(on: pinnedPage(to: diagram)) == diagram.svg())
  }

  @Test func communitiesStayWithTheirVoices() throws {
    var old = SampleFigures.communities(8)
    for number in old.communities.indices {
      old.communities[number].leaders = (1...2).map {
        DrawnVoice(label: "Voice \(number).\($0)", kind: .person, replyReach: 9)
      }
    }
    var new = old
    new.communities.reverse()
    new.edges = new.edges.map { .init(from: 7 - $0.from, to: 7 - $0.to, replies: $0.replies) }
    let page = try pinnedPage(to: old)
    let (before, after) = (try CommunitiesScene(old, page: FigurePage()), try CommunitiesScene(new, page: page))
    for island in before.islands {
      let same = try #require(after.islands.first { $0.community == 7 - island.community })
      #expect(same.disc.center.distance(to: island.disc.center) < 1)
    }
    #expect(PictureChecker(try new.svg(on: page)).findings(identifier: "communities") == [])
  }

  /// Forty people whose names differ.
  private static func ego() -> EgoDiagram {
    var diagram = SampleFigures.ego(people: 40)
    for number in diagram.people.indices { diagram.people[number].label = "Person \(number)" }
    return diagram
  }

  private func pinnedPage(to figure: any Figure) throws -> FigurePage {
    var page = FigurePage()
    page.positions = DrawnPositions(svg: try figure.svg())
    return page
  }

  /// How far people moved, on average.
  private static func movement(from old: EgoScene, to new: EgoScene) -> Double {
    var places: [String: Point] = [:]
    for dot in old.dots { places[old.diagram.people[dot.person].label] = dot.disc.center }
    let moves = new.dots.compactMap { places[new.diagram.people[$0.person].label]?.distance(to: $0.disc.center) }
    return moves.reduce(0, +) / Double(max(1, moves.count))
  }
}
