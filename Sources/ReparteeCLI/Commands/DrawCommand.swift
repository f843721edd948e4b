import ArgumentParser
import ReparteeBriefings
import ReparteeFigures
import ReparteeJobs
import ReparteeMeasures
import ReparteeStore

struct DrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "Draws the network, one voice, a conversation, the communities, or followers against conversation.",
    discussion: """
      network: the ranked voices and the people around them. ego: one voice, and who came back, who only replies, who \
      follows. conversation: one thread as a tree, by any of its posts; without one, the conversation of most people. \
      communities: which groups talk with each other. followers: followers against conversation, voice by voice.

      The file extension of the output chooses the format: .svg, .pdf, .png, .dot or .gexf. The same store gives the same \
      bytes on every run.

        repartee draw campaign.repartee network --output network.svg --table network.csv
        repartee draw campaign.repartee ego MarianOakhollowDPW --output marian.svg
        repartee draw campaign.repartee conversation --output conversation.pdf --page portrait
      """)

  @OptionGroup var store: StoreOptions

  @Argument(help: "What to draw: \(DrawStep.Diagram.allCases.map(\.rawValue).joined(separator: ", ")).")
  var diagram: DrawStep.Diagram

  @Argument(help: ArgumentHelp("The voice of an ego diagram, or a post of a conversation.", valueName: "voice|post"))
  var subject: String?

  @OptionGroup var picture: PictureOptions

  @OptionGroup var ranking: RankingOptions

  @OptionGroup var scope: ScopeOptions

  @Option(help: "How many ranked voices a network diagram draws.")
  var top = 20

  @Option(
    help:
      "What the area of a network diagram's shapes follows: score, with reply reach as a ring, or reply-reach alone.")
  var sizeBy = NetworkDiagram.Size.score

  @Option(help: "The title above the picture.")
  var title: String?

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  func validate() throws {
    try OptionList.check(top, "--top", "voices", from: 1)
    do {
      try DrawStep(diagram, of: subject).validate()
    } catch { throw ValidationError("\(error): repartee draw STORE ego VOICE --output FILE.svg.") }
    if sizeBy != .score, diagram != .network {
      throw ValidationError("--size-by is for network; \(diagram.rawValue) has no shapes whose area it would set.")
    }
    if picture.positionsFrom != nil, diagram == .conversation || diagram == .followers {
      throw ValidationError(
        "--positions-from is for network, ego and communities; the places of \(diagram.rawValue) follow from its figures."
      )
    }
  }

  func run() throws {
    let output = try PictureOutput(picture, apartFrom: [store.path])
    let page = try picture.figurePage()
    let step = try scope.step(rankBy: ranking.rankBy)
    var draw = DrawStep(diagram, of: subject)
    draw.top = top
    draw.size = sizeBy
    let names = try picture.look.names(for: store.path)
    let store = try store.open()
    let result =
      diagram == .network
      ? try step.run(on: store) { network, rows in draw.voices(of: rows, in: network) }
      : try draw.score(step.load(store), by: step)
    var context = DiagramContext(
      measured: result.measured, rows: result.rows, title: title, pseudonyms: names,
      links: picture.look.links ? .profiles : .none)
    if diagram == .communities, !context.hidesNames {
      context.hashtags = try store.topics(.hashtag, among: result.network.network.voices, window: step.scope.window)
    }
    let drawing = try draw.drawing(of: result, on: context, page: page)
    try output.write(drawing, on: page, title: title ?? diagram.title)
    if !quiet { StandardError.print("\(picture.output): \(diagram.title)") }
  }
}

extension DrawStep.Diagram: ExpressibleByArgument {}
extension NetworkDiagram.Size: ExpressibleByArgument {}
