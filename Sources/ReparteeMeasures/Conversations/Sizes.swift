import ReparteeGraph

extension Measure {
  static let voices = Measure(
    "voices", of: .network, "everyone in the network, followers included", range: "0 and up, voices",
    source: "what is held"
  ) { network in [.integer(network.voices.count)] }

  static let posts = Measure(
    "posts", of: .network, "posts held in the window", range: "0 and up, posts", source: "what is held"
  ) { network in [.integer(network.scoped.isInWindow.count { $0 })] }

  static let conversations = Measure(
    "conversations", of: .network, "conversations whose root lies in the window", range: "0 and up, conversations",
    source: "the reply trees"
  ) { network in [.integer(network.shownConversations.count)] }

  static let followEdges = Measure(
    "follow_edges", of: .network, "distinct follow edges held; empty where none is", range: "1 and up, edges",
    source: "what is held"
  ) { network in [.integer(network.scoped.network.followers?.edgeCount)] }
}

extension MeasuredNetwork {
  /// The conversations whose root lies in the window; a root that no file held has no time, so it lies only in the
  /// unbounded window.
  package var shownConversations: [Int] {
    let network = scoped.network
    return (0..<network.conversations.count).filter { conversation in
      let root = network.conversations.root(of: conversation)
      return scoped.scope.window.contains(network.posts.time(of: root))
    }
  }
}
