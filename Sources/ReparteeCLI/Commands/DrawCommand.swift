import ArgumentParser
import Figures
import Jobs
import Measures
import Store

struct DrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "Draws the network, one voice, a conversation, the communities, or followers against conversation.",
    discussion: """
      network: the ranked voices and the people around them. ego: one voice, and who came back, who only replies, who \
      follows. conversation: one thread as a tree, by any of its posts; without one, the conversation of most people. \
      communities: who talks with whom in the large. followers: who is followed against who converses.

      The ending of the output says what is written: .svg, .pdf, .png, .dot or .gexf. The same store gives the same \
      bytes on every run.

        repartee draw campaign.repartee network --output network.svg --table network.csv
        repartee draw campaign.repartee ego MarianOakhollowDPW --output marian.svg
        repartee draw campaign.repartee conversation --output conversation.pdf --page portrait
      """)

  /// What can be drawn.
  enum Diagram: String, CaseIterable, ExpressibleByArgument {
    case network, ego, conversation, communities, followers

    var words: String {
      switch self {
      case .network: "the network diagram"
      case .ego: "the diagram of one voice"
      case .conversation: "the conversation"
      case .communities: "the communities"
      case .followers: "followers against conversation"
      }
    }
  }

  @Argument(help: "The store.")
  var store: String

  @Argument(help: "What to draw: \(Diagram.allCases.map(\.rawValue).joined(separator: ", ")).")
  var diagram: Diagram

  @Argument(help: ArgumentHelp("The voice of an ego diagram, or a post of a conversation.", valueName: "voice|post"))
  var subject: String?

  @OptionGroup var picture: PictureOptions

  @OptionGroup var ranking: RankingOptions

  @OptionGroup var scope: ScopeOptions

  @Option(help: "How many ranked voices a network diagram draws.")
  var top = 20

  @Option(help: "The title above the picture.")
  var title: String?

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  func validate() throws {
    if top < 1 { throw ValidationError("--top takes a number of voices, from 1.") }
    if diagram == .ego, subject == nil {
      throw ValidationError("ego takes the voice to draw: repartee draw STORE ego VOICE --output FILE.svg.")
    }
    if let subject, diagram != .ego, diagram != .conversation {
      throw ValidationError("\(diagram.rawValue) takes no voice or post (\(subject)); ego and conversation do.")
    }
    if picture.positionsFrom != nil, diagram == .conversation || diagram == .followers {
      throw ValidationError(
        "--positions-from is for network, ego and communities; the places of \(diagram.rawValue) follow from its figures."
      )
    }
  }

  func run() throws {
    let output = try PictureOutput(picture, apartFrom: [store])
    let page = try picture.figurePage()
    var step = try scope.step(rankBy: ranking.rankBy)
    // Pictures show no audiences, so none is measured, unless it ranks.
    step.top = 0
    let result = try step.run(on: ConversationStore(path: store, access: .reading))
    let ground = DiagramGround(
      measured: result.measured, rows: result.rows, title: title, pseudonyms: picture.names,
      links: picture.links ? .profiles : .none)
    try output.write(try drawing(of: result, on: ground, page: page), on: page, title: title ?? diagram.words)
    if !quiet { StandardError.print("\(picture.output): \(diagram.words)") }
  }

  private func drawing(of result: ScoreStep.Result, on ground: DiagramGround, page: FigurePage) throws -> Drawing {
    switch diagram {
    case .network:
      var choice = NetworkDiagram.Choice()
      choice.voices = top
      var options = NetworkDiagram.Options(page: page)
      // Voices that are asked for are drawn, with room for the people around them.
      options.nodeBudget = max(options.nodeBudget, top + 600)
      return try NetworkDiagram(on: ground, choice: choice).drawing(options: options)
    case .ego:
      let row = try result.row(named: subject ?? "", lookup: .init(result.network.network.voices))
      let named = ground.rows.first { $0.voice == row.voice } ?? row
      return try EgoDiagram(of: named, on: ground).drawing(on: page)
    case .conversation:
      let conversation =
        try subject.map { try ConversationDiagram.conversation(withPost: $0, in: result.measured) }
        ?? ConversationDiagram.best(in: result.measured)
      guard let conversation else { throw NoConversation() }
      return try ConversationDiagram(of: conversation, on: ground).drawing(on: page)
    case .communities: return try CommunitiesDiagram(on: ground).drawing(on: page)
    case .followers: return try FollowersDiagram(on: ground).drawing(on: page)
    }
  }
}

/// A store, or a window, without a conversation.
struct NoConversation: Error, CustomStringConvertible {
  var description: String {
    "No post of these data begins a conversation in this window. Import posts with their parents, or widen --from and --to."
  }
}
