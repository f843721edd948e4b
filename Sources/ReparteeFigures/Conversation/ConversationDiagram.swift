import ReparteeGraph

/// One conversation as a tree: a row a post, time across, branches downwards. Long ones are folded: the posts with most
/// below them are drawn, the others counted below the posts that they answer.
package struct ConversationDiagram: Sendable {
  /// A post of the conversation.
  package struct Post: Sendable {
    /// The position of the post that it replies to; nil for the first post. Always an earlier position.
    package var parent: Int?
    /// The position of its author among the voices; nil where that is unknown.
    package var author: Int?
    /// When it was published, in milliseconds since 1970; nil where that is unknown.
    package var time: Int64?
    /// Whether no file held it and only answers name it.
    package var isMissing: Bool

    /// A post at its place in the tree.
    package init(parent: Int?, author: Int?, time: Int64?, isMissing: Bool = false) {
      self.parent = parent
      self.author = author
      self.time = time
      self.isMissing = isMissing
    }
  }

  /// The title above the picture.
  package var title: String
  /// The line below the title: when, and how much.
  package var subtitle: String
  /// The posts in preorder: the first one, then each answer followed by everything below it.
  package var posts: [Post]
  /// Who takes part.
  package var voices: [DrawnVoice]
  /// Sentences about what was left out.
  package var leftOut: [String]
  /// The finding as text.
  package var summary: String?
  /// How many rows are drawn at most, whatever the page.
  package var rowBudget = 80

  /// A conversation.
  package init(
    title: String, subtitle: String = "", posts: [Post], voices: [DrawnVoice], leftOut: [String] = [],
    summary: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.posts = posts
    self.voices = voices
    self.leftOut = leftOut
    self.summary = summary
  }
}

extension ConversationDiagram: Figure {
  /// The diagram on a page. Complexity: O(n log n) for n posts.
  /// - Throws: ``FigureError/badPost(position:)`` where a post's parent does not stand before it or its author is nobody.
  package func drawing(on page: FigurePage) throws -> Drawing {
    try page.validate()
    for (position, post) in posts.enumerated() {
      let isRoot = position == 0
      guard isRoot ? post.parent == nil : post.parent.map({ $0 >= 0 && $0 < position }) == true,
        post.author.map({ voices.indices.contains($0) }) != false
      else { throw FigureError.badPost(position: position) }
    }
    let scene = ConversationScene(self, page: page)
    return Drawing(svg: scene.svg(), table: scene.table, graph: scene.graph, headingHeight: scene.frame.headingHeight)
  }
}
