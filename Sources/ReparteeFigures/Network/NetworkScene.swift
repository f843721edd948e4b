/// A network diagram with every shape, line and text at its place: what is drawn, and what a program can check.
struct NetworkScene {
  /// A voice.
  struct Mark {
    var voice: Int
    /// The disc of the same area as the shape.
    var disc: Disc
    /// The disc around the whole shape.
    var outline: Disc
  }

  /// A person, or several folded into one count.
  struct Dot {
    var disc: Disc
    /// The voices they talk with, and whether both answered.
    var spokes: [NetworkReduction.Spoke]
  }

  /// An arc; thick where both answered, else from thick to thin where it is known who spoke.
  struct Line {
    /// From who spoke, where that is known.
    var segment: Segment
    var mutual: Bool
    var isDirected = false

    /// A line between a voice and a person.
    init(voice: Point, person: Point, spoke: NetworkReduction.Spoke) {
      let isVoices = spoke.speaker == .voice
      segment = isVoices ? Segment(from: voice, to: person) : Segment(from: person, to: voice)
      mutual = spoke.mutual
      isDirected = !spoke.mutual && spoke.speaker != .unknown
    }

    init(segment: Segment, mutual: Bool, isDirected: Bool = false) {
      (self.segment, self.mutual, self.isDirected) = (segment, mutual, isDirected)
    }
  }

  /// People of one fan beyond the budget, folded into a marker that says how many.
  struct Fold {
    var voice: Int
    var count: Int
    var mutual: Int
    var text: String
    var box: Box
    var line: Segment
  }

  let diagram: NetworkDiagram
  let reduced: NetworkReduction
  let options: NetworkDiagram.Options
  let frame: PageFrame

  var marks: [Mark] = []
  var bridges: [Dot] = []
  var fans: [Dot] = []
  /// Arcs between voices and from voices to people between them.
  var arcs: [Line] = []
  /// Arcs from voices to their fans.
  var spokes: [Line] = []
  var folds: [Fold] = []
  var labels: [VoiceLabel] = []
  /// People of fans for whom there was neither a place nor a marker.
  var crowdedOut = 0
  /// How the measures of the design were scaled to fill the page.
  var scale = 1.0
  /// The reply reach that a disc of radius 1 stands for.
  var reachOfUnitDisc = 1.0

  init(diagram: NetworkDiagram, reduced: NetworkReduction, options: NetworkDiagram.Options) throws {
    self.diagram = diagram
    self.reduced = reduced
    self.options = options
    let known = diagram.leftOut.map { DisplayText.cleaned($0, limit: 1_000) } + reduced.notes
    frame = PageFrame(
      page: options.page, title: DisplayText.cleaned(diagram.title, limit: 300, placeholder: "Network"),
      subtitle: diagram.subtitle, notes: known.joined(separator: " "))
    guard reduced.voiceCount > 0 else { return }
    try layOut()
    placeLabels()
    placeFans()
  }

  /// What a voice is called in labels and tooltips.
  func name(of voice: Int) -> String { diagram.voices[voice].name }
}
