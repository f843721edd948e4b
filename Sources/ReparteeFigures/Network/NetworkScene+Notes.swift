import ReparteeGraph
import ReparteeText

/// What the picture does not show, as text.
extension NetworkScene {
  /// How many voices stand without their names.
  var unlabelled: Int { marks.count - labels.count }

  /// People folded into markers.
  var folded: Int { folds.reduce(0) { $0 + $1.count } }

  /// The caller's sentences, then the diagram's own: everything that was folded or left out, with its count.
  var notes: [String] {
    var sentences = diagram.leftOut.map { DisplayText.cleaned($0, limit: 1_000, placeholder: "") }
    sentences.removeAll(where: \.isEmpty)
    if folded > 0 {
      sentences.append("Folded into markers: " + NumberFormat.text(folded, "person", "people") + ".")
    }
    var own = reduced.notes
    if crowdedOut > 0 {
      own.append(NumberFormat.text(crowdedOut, "person", "people") + " around one voice, for want of room")
    }
    if unlabelled > 0 { own.append(NumberFormat.text(unlabelled, "name of a voice", "names of voices")) }
    if !own.isEmpty { sentences.append("Left out: " + own.joined(separator: "; ") + ".") }
    return sentences
  }

  /// The notes as lines at the foot of the page.
  var noteLines: [TextLine] { frame.lines(ofNotes: notes) }

  /// The picture as text, for who does not see it.
  var description: String {
    var sentences: [String] = []
    if let summary = diagram.summary { sentences.append(DisplayText.cleaned(summary, limit: 2_000, placeholder: "")) }
    if marks.isEmpty {
      sentences.append("A network diagram without voices: there was nobody to draw.")
    } else {
      let drawn = bridges.count + fans.count
      sentences.append(
        "A network diagram of " + NumberFormat.text(marks.count, "voice", "voices") + " and "
          + NumberFormat.text(drawn, "person", "people") + " who "
          + "replied to them or got a reply from them"
          + (bridges.isEmpty ? "." : ", " + NumberFormat.text(bridges.count) + " of them with several."))
      sentences.append(
        "The voices in order: " + marks.prefix(10).map { sentence(of: $0.voice) }.joined(separator: "; ") + ".")
    }
    sentences += notes
    return sentences.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func sentence(of voice: Int) -> String {
    DisplayText.cleaned(name(of: voice), limit: 60)
      + (diagram.size == .score ? ", score " + NumberFormat.text(diagram.voices[voice].score) : "") + ", reply reach "
      + NumberFormat.text(diagram.voices[voice].replyReach)
  }

  private static func summary(of spoke: NetworkReduction.Spoke) -> String {
    if spoke.mutual { return " (replies both ways)" }
    switch spoke.speaker {
    case .person: return " (who replied, no answer counted)"
    case .voice: return " (who spoke to them)"
    case .unknown: return " (no answer seen)"
    }
  }

  /// What a pointer over a person's dot shows: never who they are.
  func tooltip(of dot: Dot) -> String {
    let names = dot.spokes.prefix(5).map { spoke in
      DisplayText.cleaned(name(of: spoke.voice), limit: 60) + Self.summary(of: spoke)
    }
    let more = dot.spokes.count > 5 ? " and " + NumberFormat.text(dot.spokes.count - 5, "more", "more") : ""
    return "A person around " + names.joined(separator: ", ") + more
  }
}

extension NetworkReduction {
  /// What the budgets left out, each with its count.
  var notes: [String] {
    [
      (voicesLeft, "voice beyond the budget", "voices beyond the budget"),
      (bridgesLeft, "person around several voices", "people around several voices"),
      (looseLeft, "person without a tie to a voice drawn", "people without a tie to a voice drawn"),
      (arcsLeft, "arc between voices", "arcs between voices"),
      (tiesLeft, "arc of those left out", "arcs of those left out"),
    ].filter { $0.0 > 0 }.map { NumberFormat.text($0.0, $0.1, $0.2) }
  }
}

/// What is drawn, in other forms.
extension NetworkScene {
  /// A row a voice, in the order of rank.
  var table: ResultTable {
    ResultTable(
      columns: [
        "rank", "section", "voice", "kind", "score", "reply_reach", "conversed", "repliers", "followers",
        "people_drawn", "people_folded", "x", "y",
      ],
      rows: marks.map { mark in
        let voice = diagram.voices[mark.voice]
        let between = bridges.count { $0.spokes.contains { $0.voice == mark.voice } }
        let fan = fans.count { $0.spokes.first?.voice == mark.voice }
        return [
          .integer(voice.rank), .text(voice.section.rawValue), .text(voice.name), .text(voice.kind.rawValue),
          .integer(voice.score), .integer(voice.replyReach), .integer(voice.conversed), .integer(voice.repliers),
          .integer(voice.followers), .integer(between + fan),
          .integer(folds.first { $0.voice == mark.voice }?.count ?? 0),
          .decimal(mark.disc.center.x, places: 2), .decimal(mark.disc.center.y, places: 2),
        ]
      })
  }

  /// Voices, then people without names, and the arcs between them.
  var graph: DrawnGraph {
    var graph = DrawnGraph()
    graph.nodes = marks.map { mark in
      let voice = diagram.voices[mark.voice]
      return DrawnGraph.Node(
        label: voice.name, group: voice.section.rawValue, disc: mark.disc, color: voice.section.color)
    }
    for dot in bridges + fans {
      for spoke in dot.spokes {
        let isVoices = spoke.speaker == .voice
        graph.arcs.append(
          DrawnGraph.Arc(
            from: isVoices ? spoke.voice : graph.nodes.count, to: isVoices ? graph.nodes.count : spoke.voice,
            weight: spoke.mutual ? 2 : 1, isDirected: !spoke.mutual && spoke.speaker != .unknown))
      }
      graph.nodes.append(
        DrawnGraph.Node(
          label: "", group: "person", disc: dot.disc, color: dot.isMutual ? Palette.strongDot : Palette.thinLine))
    }
    graph.arcs += reduced.arcs.map { arc in
      let (from, to) = arc.speaker == arc.second ? (arc.second, arc.first) : (arc.first, arc.second)
      return DrawnGraph.Arc(from: from, to: to, weight: arc.mutual ? 2 : 1, isDirected: arc.speaker != nil)
    }
    return graph
  }
}
