import ReparteeGraph

/// An ego diagram with everything at its place: rings around the voice, a ring a standing.
struct EgoScene {
  /// Somebody drawn.
  struct Dot {
    var person: Int
    var disc: Disc
  }

  /// One standing's ring.
  struct Band {
    var standing: EgoDiagram.Standing
    var count: Int
    /// The half axes of its outer edge.
    var width: Double
    var height: Double
    /// The words at its top.
    var title: TextLine
    /// People beyond the budget: how many, and where that is written.
    var fold: (count: Int, box: Box)?
  }

  let diagram: EgoDiagram
  let page: FigurePage
  let frame: PageFrame
  var bands: [Band] = []
  var dots: [Dot] = []
  var labels: [VoiceLabel] = []
  let center: Point
  let mark: Disc
  var name = TextLine(text: "", x: 0, baseline: 0, size: 0)
  /// The words on the outermost ring: who follows and does not talk.
  var rim: TextLine?

  init(_ diagram: EgoDiagram, page: FigurePage) {
    self.diagram = diagram
    self.page = page
    let known = diagram.leftOut.map { DisplayText.cleaned($0, limit: 1_000, placeholder: "") }
    frame = PageFrame(
      page: page, title: DisplayText.cleaned(diagram.title, limit: 300, placeholder: "Ego network"),
      subtitle: diagram.subtitle, notes: known.joined(separator: " "))
    center = frame.picture.center
    mark = Disc(center: center, radius: 1.5 * frame.text)
    placeName()
    placeBands()
  }

  var outline: Disc { Disc(center: center, radius: mark.radius * diagram.voice.kind.outlineRadius) }

  private mutating func placeName() {
    let text = TextMetrics.truncated(diagram.voice.name, toWidth: 15 * frame.text, size: 1.1 * frame.text, bold: true)
    name = TextLine(
      text: text, x: center.x, baseline: outline.center.y + outline.radius + 1.3 * frame.text, size: 1.1 * frame.text,
      bold: true, anchor: .middle)
  }
}
