/// The network of a ranking, drawn: the voices and the people around them.
///
/// Voices are shapes whose area follows their score, and a ring around or within a shape has the area of the voice's reply reach
/// on the same scale: a large empty ring is somebody below whose posts many talk and who answers few. Every person who talks with them is a small dot; a thick arc
/// joins two who both answered, a hair-thin one two of whom only one replied. Broadcasters show as fans of thin spokes,
/// conversers by their thick ties, and the dots between two voices bind the picture.
package struct NetworkDiagram: Sendable {
  /// One voice, drawn as a shape with a label.
  package typealias Voice = DrawnVoice

  /// What the area of shapes follows.
  package enum Size: String, CaseIterable, Sendable {
    /// The score, with reply reach as a ring.
    case score
    /// Reply reach alone.
    case replyReach = "reply-reach"
  }

  /// Two who talk: a voice and another voice, or a voice and a person.
  package struct Tie: Hashable, Sendable {
    /// A node: a voice by its position, or a person by the number of voices plus the person's position.
    package var first: Int
    /// The other node, numbered in the same way.
    package var second: Int
    /// Whether both answered; otherwise only one side spoke.
    package var mutual: Bool
    /// Which of the two spoke, where only one did and it is known.
    package var speaker: Int?

    /// A tie between two nodes; which one comes first does not matter.
    package init(first: Int, second: Int, mutual: Bool, speaker: Int? = nil) {
      self.first = first
      self.second = second
      self.mutual = mutual
      self.speaker = speaker
    }
  }

  /// The title above the picture.
  package var title: String
  /// The line below the title: the window and the counts.
  package var subtitle: String
  /// The voices, the most important first: where there is no room for all, the first ones are kept.
  package var voices: [Voice]
  /// How many people the ties number after the voices. They are never labelled.
  package var peopleCount: Int
  /// Who talks with whom; a pair given twice counts once, mutual if either says so.
  package var ties: [Tie]
  /// What the area of shapes follows.
  package var size = Size.score
  /// Voice, by its position → what is written behind its name: what the picture's title claims of it.
  package var remarks: [Int: String] = [:]
  /// Sentences about what the caller left out, drawn before the diagram's own.
  package var leftOut: [String]
  /// The finding as text, for readers who do not see the picture.
  package var summary: String?
  /// Where the random generator of the layout starts.
  package var seed: UInt32 = 1

  /// A diagram of these voices and people.
  package init(
    title: String, subtitle: String = "", voices: [Voice], peopleCount: Int, ties: [Tie], leftOut: [String] = [],
    summary: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.voices = voices
    self.peopleCount = peopleCount
    self.ties = ties
    self.leftOut = leftOut
    self.summary = summary
  }

  /// The diagram as an SVG document, the same bytes on every run.
  ///
  /// - Throws: ``FigureError`` for a tie that joins no voice, a page too small, or a failure of Graphviz.
  package func svg(options: Options = Options()) throws -> String {
    try scene(options: options).svg()
  }

  /// The diagram with these budgets: picture, table and graph.
  /// - Throws: as ``svg(options:)``.
  package func drawing(options: Options) throws -> Drawing {
    let scene = try scene(options: options)
    return Drawing(svg: scene.svg(), table: scene.table, graph: scene.graph, headingHeight: scene.frame.headingHeight)
  }

  /// Everything the picture shows, with its place.
  func scene(options: Options) throws -> NetworkScene {
    try options.page.validate()
    let reduced = try NetworkReduction(self, options: options)
    return try NetworkScene(diagram: self, reduced: reduced, options: options)
  }
}

extension NetworkDiagram: Figure {
  /// The diagram on a page, with the default budgets.
  package func drawing(on page: FigurePage) throws -> Drawing { try drawing(options: Options(page: page)) }
}

extension NetworkDiagram {
  /// The page and what may stand on it. Budgets count shapes and arcs, never seconds, so that a picture does not depend
  /// on the machine.
  package struct Options: Sendable {
    /// The page.
    package var page = FigurePage()
    /// How many shapes and dots are drawn at most: voices first, then people tied to several of them, then fans.
    package var nodeBudget = 1_200
    /// How many arcs are drawn at most, spokes of fans included.
    package var arcBudget = 2_400
    /// How many people tied to several voices are drawn at most; more arcs between voices than these bring make a tangle.
    package var bridgeBudget = 200
    /// How many people tied to one voice alone are drawn around it; the others fold into a marker with their count.
    package var fanBudget = 40
    /// How many voices get a label, in their order, as far as there is room.
    package var labelLimit = 60

    /// The default budgets on a page, else on A4 landscape.
    package init(page: FigurePage = FigurePage()) { self.page = page }
  }
}
