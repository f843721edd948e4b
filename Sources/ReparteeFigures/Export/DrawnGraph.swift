/// The nodes and arcs of a picture with their places: what other programs read of it.
package struct DrawnGraph: Sendable, Equatable {
  /// A shape of the picture.
  package struct Node: Sendable, Equatable {
    /// Its name as it is drawn; empty for people without one.
    package var label: String
    /// What sort of thing it is: a section, a standing, a community.
    package var group: String
    /// Where its middle lies, in points from the upper left corner.
    package var x: Double
    /// Where its middle lies, in points downwards.
    package var y: Double
    /// The radius of the disc of the same area, in points.
    package var radius: Double
    /// The colour it is filled with, as `#RRGGBB`.
    package var color: String

    init(label: String, group: String, disc: Disc, color: Color) {
      self.label = label
      self.group = group
      (x, y, radius) = (disc.center.x, disc.center.y, disc.radius)
      self.color = color.hex
    }
  }

  /// A line of the picture.
  package struct Arc: Sendable, Equatable {
    /// The node it begins at, by position.
    package var from: Int
    /// The node it ends at.
    package var to: Int
    /// How much it carries; at least 1.
    package var weight: Int
    /// Whether it runs one way only.
    package var isDirected: Bool
  }

  /// The shapes.
  package var nodes: [Node] = []
  /// The lines between them.
  package var arcs: [Arc] = []

  /// Nothing.
  package init() {}
}
