import ReparteeAnalysis
import ReparteeFormats
import ReparteeText

/// An explanation for people, at a terminal.
struct ExplanationText {
  let explanation: Explanation
  /// How many names and conversations are shown at most; nil for all.
  let shownNames: Int?

  init(_ explanation: Explanation, shownNames: Int?) {
    self.explanation = explanation
    self.shownNames = shownNames
  }

  /// The whole text.
  var text: String {
    let parts = [
      [heading], block("Keep in mind", explanation.flags), block("What the figures come from", explanation.grounds),
      block("Who is behind them", explanation.figures.filter { $0.value > 0 }.map(line)),
      block("Its conversations", conversations), block("What would change them", explanation.changes),
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var heading: String {
    let place =
      explanation.rank.map { "rank \(NumberFormat.text($0)) among the voices" } ?? "in section \(explanation.section)"
    let who = [explanation.kind, explanation.role, explanation.organisation].compactMap(\.self).joined(separator: ", ")
    return SafeText.withoutControls(
      "\(explanation.voice.voice) (\(who); \(explanation.voice.platform) \(explanation.voice.id)): \(place)")
  }

  private func block(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : [title] + lines.map { "  " + SafeText.withoutControls($0) }
  }

  private func line(_ figure: Explanation.Figure) -> String {
    let shown = figure.people.prefix(shownNames ?? figure.people.count)
    let more = figure.people.count - shown.count
    return "\(figure.name) \(NumberFormat.text(figure.value)): \(shown.map(\.voice).joined(separator: ", "))"
      + (more > 0 ? " … and \(NumberFormat.text(more)) more (--all)" : "")
  }

  private var conversations: [String] {
    let shown = explanation.conversations.prefix(shownNames ?? explanation.conversations.count)
    let more = explanation.conversations.count - shown.count
    return shown.map { conversation in
      let begun = [
        conversation.author.map { "by \($0)" } ?? "by somebody unknown",
        conversation.started ?? (conversation.author == nil ? "its first post is not held" : nil),
      ].compactMap(\.self)
      return
        "\(conversation.conversation) \(begun.joined(separator: ", ")): \(NumberFormat.text(conversation.people, "person", "people")), "
        + "\(NumberFormat.text(conversation.onlyThere)) of them nowhere else"
    } + (more > 0 ? ["… and \(NumberFormat.text(more)) more (--all)"] : [])
  }
}
