import ArgumentParser
import Figures
import Jobs
import Store

struct DrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "Draws the ranked voices and the people around them, as SVG.",
    discussion: """
      A voice is a shape sized by reply reach; a person who talks with it is a dot; a thick arc means that both \
      answered, a thin one that only one side spoke. The same store gives the same bytes on every run.

        repartee draw campaign.repartee network --output network.svg
      """)

  /// What can be drawn.
  enum Diagram: String, CaseIterable, ExpressibleByArgument {
    case network
  }

  @Argument(help: "The store.")
  var store: String

  @Argument(help: "What to draw: network.")
  var diagram: Diagram

  @Option(help: ArgumentHelp("Where to write the SVG; - is standard output.", valueName: "file.svg"))
  var output: String

  @OptionGroup var ranking: RankingOptions

  @OptionGroup var scope: ScopeOptions

  @Option(help: "How many ranked voices to draw.")
  var top = 20

  @Option(help: "The title above the picture.")
  var title: String?

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  func validate() throws {
    if top < 1 { throw ValidationError("--top takes a number of voices, from 1.") }
  }

  func run() throws {
    let file = try OutputFile(output, apartFrom: [store])
    let result = try scope.step(rankBy: ranking.rankBy).run(on: ConversationStore(path: store, access: .reading))
    var choice = NetworkDiagram.Choice()
    choice.voices = top
    let diagram = NetworkDiagram(rows: result.rows, network: result.network, title: title, choice: choice)
    try file.write(diagram.svg())
    if !quiet { StandardError.print("\(output): the network diagram") }
  }
}
