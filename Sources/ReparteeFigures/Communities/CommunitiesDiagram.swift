import ReparteeGraph

/// A large network as its communities and the exchanges between them, each with its leading voices.
package struct CommunitiesDiagram: Sendable {
  /// A group whose members talk with each other more than with the rest.
  package struct Community: Sendable {
    /// Its name: its number, say.
    package var label: String
    /// How many people are in it: the area it is drawn with.
    package var people: Int
    /// Replies between two of its people.
    package var repliesInside: Int
    /// All replies that one of its people wrote or got.
    package var replies: Int
    /// Its first voices, the best first.
    package var leaders: [DrawnVoice]

    /// A community.
    package init(label: String, people: Int, repliesInside: Int, replies: Int, leaders: [DrawnVoice]) {
      self.label = label
      self.people = people
      self.repliesInside = repliesInside
      self.replies = replies
      self.leaders = leaders
    }
  }

  /// Replies of one community's people to another's.
  package struct Exchange: Hashable, Sendable {
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
  /// The communities, the largest first: where something has to give, the first ones are kept.
  package var communities: [Community]
  /// Who replies to whom, in any order.
  package var exchanges: [Exchange]
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
    title: String, subtitle: String = "", communities: [Community], exchanges: [Exchange], leftOut: [String] = [],
    summary: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.communities = communities
    self.exchanges = exchanges
    self.leftOut = leftOut
    self.summary = summary
  }
}

extension CommunitiesDiagram: Figure {
  /// The diagram on a page.
  package func drawing(on page: FigurePage) throws -> Drawing {
    try page.validate()
    for (position, exchange) in exchanges.enumerated() {
      guard communities.indices.contains(exchange.from), communities.indices.contains(exchange.to),
        exchange.from != exchange.to
      else { throw FigureError.badExchange(position: position) }
    }
    let scene = try CommunitiesScene(self, page: page)
    return Drawing(svg: scene.svg(), table: scene.table, graph: scene.graph)
  }
}
