/// The founding picture: followers against conversation. Follower counts pick those at the right; people come back to
/// those at the top, and the two are not the same.
package struct FollowersDiagram: Sendable {
  /// The title above the picture.
  package var title: String
  /// The line below the title: the window and the counts.
  package var subtitle: String
  /// The voices, in the order in which names find their place; those without a follower count, or of whom
  /// nothing says who came back, are left out by the caller.
  package var voices: [DrawnVoice]
  /// Positions of voices that few follow and many come back to.
  package var hidden: [Int]
  /// Positions of voices that many follow and nobody is seen coming back to.
  package var unreturned: [Int]
  /// Hidden voices have fewer followers than this, those without a return no fewer; 0 draws no boxes around either.
  package var fewFollowers: Int64
  /// Positions of further voices whose names are written.
  package var named: [Int]
  /// Sentences about what was left out.
  package var leftOut: [String]
  /// The finding as text.
  package var summary: String?

  /// A picture of these voices.
  package init(
    title: String, subtitle: String = "", voices: [DrawnVoice], hidden: [Int] = [], unreturned: [Int] = [],
    fewFollowers: Int64 = 0, named: [Int] = [], leftOut: [String] = [], summary: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.voices = voices
    self.hidden = hidden
    self.unreturned = unreturned
    self.fewFollowers = fewFollowers
    self.named = named
    self.leftOut = leftOut
    self.summary = summary
  }
}

extension FollowersDiagram: Figure {
  /// The picture on a page.
  package func drawing(on page: FigurePage) throws -> Drawing {
    let names = Set(hidden + unreturned + named)
    var remarks: [ScatterChart.Remark] = []
    if !hidden.isEmpty, fewFollowers > 0 {
      remarks.append(
        .init(
          title: "Few followers", text: "To those named in the dashed box people came back after an answer",
          corner: .upperLeft,
          xLimit: Double(fewFollowers)))
    }
    if !unreturned.isEmpty, fewFollowers > 0 {
      remarks.append(
        .init(
          title: "Many followers", text: "To those named in the dashed box nobody is seen coming back in these data",
          corner: .lowerRight, xLimit: Double(fewFollowers)))
    }
    var chart = ScatterChart(
      title: title, subtitle: subtitle,
      items: voices.enumerated().map { position, voice in
        ScatterChart.Item(
          voice: voice, x: Double(voice.followers ?? 0), y: Double(voice.conversed ?? 0),
          isNamed: names.contains(position))
      },
      xTitle: "Followers →", yTitle: "↑ People who came back after an answer", remarks: remarks, leftOut: leftOut,
      summary: summary)
    chart.identifier = "followers"
    var drawing = try chart.drawing(on: page)
    drawing.table.columns[4...5] = ["followers", "conversed"]
    return drawing
  }
}
