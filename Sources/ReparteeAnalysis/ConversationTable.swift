import ReparteeGraph
import ReparteeMeasures

/// Conversations as rows: every one whose root lies in the window, ranked by one of its measures.
package struct ConversationTable: Sendable {
  /// The measures of a conversation, in the order of their columns.
  package static let measures = MeasureCatalogue.measures(of: .conversation)

  /// What it is ranked by: the name of one of the measures.
  package let ranking: String
  /// Conversation numbers, best first.
  package let conversations: [Int]

  /// Their competition ranks: equal values are equal ranks.
  private let ranks: [Int]
  private let network: MeasuredNetwork
  private let cells: [[TableCell]]

  /// Ranks the conversations by a measure, larger first; ties by people, then posts, then in id order.
  /// - Parameter ranking: the name of a measure of a conversation; nil is returned for any other.
  package init?(_ network: MeasuredNetwork, rankedBy ranking: String = "people") {
    guard let measure = Self.measures.firstIndex(where: { $0.name == ranking }) else { return nil }
    self.network = network
    self.ranking = ranking
    let cells = Self.measures.map { $0.cells(network) }
    self.cells = cells
    let ties = [measure] + ["people", "posts"].compactMap { name in Self.measures.firstIndex { $0.name == name } }
    let sorted = network.shownConversations.sorted { left, right in
      for tie in ties {
        let (first, second) = (cells[tie][left].number, cells[tie][right].number)
        if first != second { return first > second }
      }
      return left < right
    }
    var ranks: [Int] = []
    for (index, conversation) in sorted.enumerated() {
      let isTie = index > 0 && cells[measure][sorted[index - 1]].number == cells[measure][conversation].number
      ranks.append(isTie ? ranks[index - 1] : index + 1)
    }
    conversations = sorted
    self.ranks = ranks
  }

  /// How many people posted in the first of them.
  package var mostPeople: Int {
    guard let first = conversations.first, let people = Self.measures.firstIndex(where: { $0.name == "people" })
    else { return 0 }
    return Int(cells[people][first].number)
  }

  /// How many share the first rank.
  package var firstCount: Int { ranks.count { $0 == 1 } }

  /// The first `top` rows (nil: all) as a table.
  package func table(top: Int? = nil) -> ResultTable {
    let labels = VoiceLabels(network.voices)
    return table(top: top) { labels[$0] }
  }

  /// The same with voices called as `label` says.
  package func table(top: Int?, label: (Int) -> String) -> ResultTable {
    let graph = network.scoped.network
    let shown = top.map { conversations.prefix($0) } ?? conversations[...]
    let rows = shown.enumerated().map { index, conversation -> [TableCell] in
      let root = graph.conversations.root(of: conversation)
      let author = graph.posts.authors[root]
      return [
        .integer(ranks[index]), .text("\(graph.posts.ids[root])"),
        .text(graph.posts.platform(of: root)),
        author == Posts.none ? .empty : .text(label(Int(author))), .moment(graph.posts.time(of: root)),
      ] + cells.map { $0[conversation] }
    }
    return ResultTable(
      columns: ["rank", "conversation", "platform", "author", "started"] + Self.measures.map(\.name), rows: rows)
  }
}
