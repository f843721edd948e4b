import ReparteeGraph

/// What is drawn, in other forms.
extension NetworkScene {
  /// A row a voice, in the order of rank.
  var table: ResultTable {
    ResultTable(
      columns: [
        "rank", "section", "voice", "kind", "reply_reach", "conversed", "repliers", "followers", "people_drawn",
        "people_folded", "x", "y",
      ],
      rows: marks.map { mark in
        let voice = diagram.voices[mark.voice]
        let between = bridges.count { $0.spokes.contains { $0.voice == mark.voice } }
        let fan = fans.count { $0.spokes.first?.voice == mark.voice }
        return [
          .integer(voice.rank), .text(voice.section.rawValue), .text(voice.name), .text(voice.kind.rawValue),
          .integer(voice.replyReach), .integer(voice.conversed), .integer(voice.repliers), .integer(voice.followers),
          .integer(between + fan), .integer(folds.first { $0.voice == mark.voice }?.count ?? 0),
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
