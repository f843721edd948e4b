import ArgumentParser
import Repartee

/// Drawing, by its steps: the store into memory, the scores, and each diagram of them with what it alone needs.
struct DiagramTiming: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "diagrams")

  @Argument(help: "The store.") var store: String
  @Option(help: "How many ranked voices the network diagram shows.") var top = 150
  @Option(help: "How many runs of each diagram.") var runs = 3

  func run() throws {
    let step = ScoreStep()
    let (loaded, loading) = try seconds { try step.load(ConversationStore(path: store, access: .reading)) }
    let (result, scoring) = seconds { step.score(loaded) }
    var lines: [String] = []
    for diagram in [DrawStep.Diagram.communities, .network, .conversation, .followers] {
      var draw = DrawStep(diagram)
      draw.top = top
      let all = try (0..<runs).map { _ in
        // A network of which nothing is remembered: communities are found again in every run.
        let ground = DiagramContext(measured: step.scoring.measured(loaded.scoped), rows: result.rows)
        return try seconds { try draw.drawing(of: result, on: ground, page: FigurePage(.landscape)) }.1
      }
      lines.append(#""\#(diagram.rawValue)": \#(all)"#)
    }
    let network = loaded.scoped.network
    print(
      #"{"accounts": \#(network.voices.count), "posts": \#(network.posts.count), "load": [\#(loading)], "#
        + #""score": [\#(scoring)], \#(lines.joined(separator: ", "))}"#)
  }
}
