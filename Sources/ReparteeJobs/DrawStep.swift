import ReparteeAnalysis
import ReparteeBriefings
import ReparteeFigures
import ReparteeGraph
import ReparteeMeasures

/// Draws one of the diagrams of a scored network.
package struct DrawStep: Sendable {
  /// What can be drawn.
  package enum Diagram: String, CaseIterable, Sendable {
    case network, ego, conversation, communities, followers

    /// What it is called in a sentence.
    package var title: String {
      switch self {
      case .network: "the network diagram"
      case .ego: "the diagram of one voice"
      case .conversation: "the conversation"
      case .communities: "the communities"
      case .followers: "followers against conversation"
      }
    }
  }

  /// What to draw.
  package var diagram: Diagram
  /// The voice of an ego diagram; a post of a conversation, of which nil takes that of most people.
  package var subject: String?
  /// How many ranked voices a network diagram draws.
  package var top = 20
  /// What the area of a network diagram's shapes follows.
  package var size = NetworkDiagram.Size.score

  /// A diagram of the default size.
  package init(_ diagram: Diagram, of subject: String? = nil) {
    self.diagram = diagram
    self.subject = subject
  }

  /// Checks that the subject fits the diagram.
  /// - Throws: `SubjectError`.
  package func validate() throws(SubjectError) {
    if diagram == .ego, subject == nil { throw SubjectError(description: "ego takes the voice to draw") }
    if let subject, diagram != .ego, diagram != .conversation {
      throw SubjectError(
        description: "\(diagram.rawValue) takes no voice or post (\(subject)); ego and conversation do")
    }
  }

  /// A diagram without the subject that it needs, or with one that it has no use for.
  package struct SubjectError: Error, CustomStringConvertible, Sendable {
    /// What is wrong, as a clause.
    package let description: String
  }

  /// Scores a network, while what else the picture needs of it is measured on another thread.
  package func score(_ measured: MeasuredNetwork, by step: ScoreStep) throws -> ScoreStep.Result {
    guard diagram == .communities else { return step.score(measured) }
    return try Cores.join({ step.score(measured) }, { _ = measured.leiden }).here
  }

  /// Whose conversations the picture of a ranking needs: of those whom it draws, and of those whom its heading compares.
  package func voices(of rows: [ScoredRow], in network: MeasuredNetwork) -> [Int] {
    NetworkDiagram.shown(of: rows, choice: choice).map(\.voice) + Finding.voices(of: rows, in: network)
  }

  private var choice: NetworkDiagram.Choice {
    var choice = NetworkDiagram.Choice()
    choice.voices = top
    return choice
  }

  /// The picture, with its table and its graph.
  /// - Throws: `VoiceLookup.Failure`, `PostLookupError`, `NoConversation`, `FigureError`.
  package func drawing(of result: ScoreStep.Result, on context: DiagramContext, page: FigurePage) throws -> Drawing {
    switch diagram {
    case .network:
      var options = NetworkDiagram.Options(page: page)
      // Voices that are asked for are drawn, with room for the people around them.
      options.nodeBudget = max(options.nodeBudget, top + 600)
      return try NetworkDiagram(on: context, choice: choice, size: size).drawing(options: options)
    case .ego:
      let row = try result.row(named: subject ?? "", lookup: .init(result.measured))
      let named = context.rows.first { $0.voice == row.voice } ?? row
      return try EgoDiagram(of: named, on: context).drawing(on: page)
    case .conversation:
      let conversation =
        try subject.map { try ConversationDiagram.conversation(withPost: $0, in: result.measured) }
        ?? ConversationDiagram.best(in: result.measured)
      guard let conversation else { throw NoConversation() }
      return try ConversationDiagram(of: conversation, on: context).drawing(on: page)
    case .communities: return try CommunitiesDiagram(on: context).drawing(on: page)
    case .followers: return try FollowersDiagram(on: context).drawing(on: page)
    }
  }
}

extension DrawStep {
  /// The same, but a picture of silence where the window holds nothing of what is asked for: a job that runs every week
  /// does not fail in a week when somebody is away.
  /// - Throws: as ``drawing(of:on:page:)``, but for `VoiceWithoutRow` and `NoConversation`.
  func drawingOrSilence(of result: ScoreStep.Result, on context: DiagramContext, page: FigurePage) throws -> Drawing {
    do {
      return try drawing(of: result, on: context, page: page)
    } catch is VoiceWithoutRow {
      let name = context.hidesNames ? "The voice" : subject ?? ""
      let voice = DrawnVoice(label: name, section: .others, replyReach: 0)
      return try EgoDiagram(title: context.title ?? "\(name) is silent in this window", voice: voice, people: [])
        .drawing(on: page)
    } catch is NoConversation {
      return try ConversationDiagram(
        title: context.title ?? "No conversation begins in these data, or in their window", subtitle: "", posts: [],
        voices: []
      ).drawing(on: page)
    }
  }
}

/// A store, or a window, without a conversation.
public struct NoConversation: Error, CustomStringConvertible, Sendable {
  /// One line: what is wrong and what to do.
  public var description: String {
    "No post begins a conversation: these data hold none that does, or none in the window. Import posts with their parents, "
      + "or widen the window where there is one."
  }
}
