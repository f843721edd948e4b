import ReparteeGraph

/// Something that can be drawn on a page. A diagram or chart is one file or folder that conforms to this; it is given
/// figures and computes none.
package protocol Figure: Sendable {
  /// The title above the picture.
  var title: String { get }
  /// The figure on a page, the same bytes on every run.
  /// - Throws: ``FigureError`` for a page too small, input that makes no sense, or a failure of Graphviz.
  func drawing(on page: FigurePage) throws -> Drawing
}

extension Figure {
  /// The figure as an SVG document.
  package func svg(on page: FigurePage = FigurePage()) throws -> String { try drawing(on: page).svg }
}

/// A finished picture, and what is drawn in it in other forms: `role="img"` hides the inside of a picture from those
/// who listen to it, so a table of exactly what is drawn belongs beside it.
package struct Drawing: Sendable {
  /// The picture.
  package var svg: String
  /// What is drawn, a row a shape, in the order of rank.
  package var table: ResultTable
  /// The nodes and arcs that are drawn, with their places.
  package var graph: DrawnGraph
  /// How much of the picture, from its upper edge, its title and subtitle fill: 0 where that is not said.
  package var headingHeight = 0.0
  /// How much of the picture, from its lower edge, is empty: 0 where that is not said.
  package var blankBelow = 0.0

  /// A picture, its table and its graph.
  package init(svg: String, table: ResultTable, graph: DrawnGraph = DrawnGraph(), headingHeight: Double = 0) {
    self.svg = svg
    self.table = table
    self.graph = graph
    self.headingHeight = headingHeight
  }
}
