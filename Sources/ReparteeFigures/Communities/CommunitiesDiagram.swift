import ReparteeGraph

/// A large network as its communities and the replies between them, each with its leading voices.
package struct CommunitiesDiagram: Sendable {
  /// A group whose members talk with each other more than with the rest.
  package struct Community: Sendable {
    /// Its name: its number, say.
    package var label: String
    /// How many people are in it: the area it is drawn with.
    package var people: Int
    /// Replies between two of its people; nil where they are not shown.
    package var repliesInside: Int?
    /// All replies that one of its people wrote or got; nil where they are not shown.
    package var replies: Int?
    /// Its first voices, the best first.
    package var leaders: [DrawnVoice]

    /// A community.
    package init(label: String, people: Int, repliesInside: Int?, replies: Int?, leaders: [DrawnVoice]) {
      self.label = label
      self.people = people
      self.repliesInside = repliesInside
      self.replies = replies
      self.leaders = leaders
    }
  }

  /// Replies of one community's people to another's.
  package struct Edge: Hashable, Sendable {
    /// The position of the community whose people reply.
    package var from: Int
    /// The position of the community that is replied to.
    package var to: Int
    /// How many replies; 1 and up.
    package var replies: Int

    /// Replies of one community's people to another's.
    package init(from: Int, to: Int, replies: Int) {
      self.from = from
      self.to = to
      self.replies = replies
    }
  }

  /// The title above the picture.
  package var title: String
  /// The line below the title: the window and the counts.
  package var subtitle: String
  /// The communities, the largest first: where there is no room for all, the first ones are kept.
  package var communities: [Community]
  /// Who replies to whom, in any order.
  package var edges: [Edge]
  /// Sentences about what was left out.
  package var leftOut: [String]
  /// The finding as text.
  package var summary: String?
  /// How many arcs are drawn at most.
  package var arcBudget = 40
  /// Where the random generator of the layout starts.
  package var seed: UInt32 = 1

  /// A picture of these communities.
  package init(
    title: String, subtitle: String = "", communities: [Community], edges: [Edge], leftOut: [String] = [],
    summary: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.communities = communities
    self.edges = edges
    self.leftOut = leftOut
    self.summary = summary
  }
}

extension CommunitiesDiagram: Figure {
  /// The diagram on a page.
  package func drawing(on page: FigurePage) throws -> Drawing {
    try page.validate()
    for (position, edge) in edges.enumerated() {
      guard communities.indices.contains(edge.from), communities.indices.contains(edge.to),
        edge.from != edge.to
      else { throw FigureError.badEdge(position: position) }
    }
    let scene = try CommunitiesScene(self, page: page)
    return Drawing(svg: scene.svg(), table: scene.table, graph: scene.graph, headingHeight: scene.frame.headingHeight)
  }
}

/// Which edges between communities are drawn: those that stand out of what each side has in all (the disparity
/// filter: Serrano, Boguñá, Vespignani, "Extracting the multiscale backbone of complex weighted networks", PNAS 106
/// (2009), https://doi.org/10.1073/pnas.0808904106), the strongest first.
struct EdgeBackbone {
  typealias Edge = CommunitiesDiagram.Edge

  private(set) var kept: [Edge] = []
  private(set) var leftReplies = 0
  private(set) var leftCount = 0

  /// Edges between the first `count` communities, `budget` of them at most.
  init(_ edges: [Edge], communities count: Int, budget: Int) {
    var sums: [[Int]: Int] = [:]
    for edge in edges where edge.from < count && edge.to < count && edge.replies > 0 {
      sums[[edge.from, edge.to], default: 0] += edge.replies
    }
    let all = sums.map { Edge(from: $0.key[0], to: $0.key[1], replies: $0.value) }
    var strength = [Int](repeating: 0, count: count)
    var degree = [Int](repeating: 0, count: count)
    for edge in all {
      for end in [edge.from, edge.to] {
        strength[end] += edge.replies
        degree[end] += 1
      }
    }
    /// How likely chance alone would give the edge that share of an end's replies: the less, the more it stands out.
    func chance(_ edge: Edge) -> Double {
      [edge.from, edge.to].map { end in
        let share = Double(edge.replies) / Double(max(1, strength[end]))
        return degree[end] <= 1 ? 0 : power(max(0, 1 - share), Double(degree[end] - 1))
      }.min() ?? 1
    }
    let ordered = all.map { (chance: chance($0), edge: $0) }.sorted {
      ($0.chance, -$0.edge.replies, $0.edge.from, $0.edge.to)
        < ($1.chance, -$1.edge.replies, $1.edge.from, $1.edge.to)
    }
    kept = ordered.prefix(max(0, budget)).map(\.edge).sorted {
      ($1.replies, $0.from, $0.to) < ($0.replies, $1.from, $1.to)
    }
    let left = ordered.dropFirst(max(0, budget)).map(\.edge)
    leftCount = left.count
    leftReplies = left.reduce(0) { $0 + $1.replies }
  }
}
