/// The nodes and arcs of a picture with their places: what other programs read of it.
public struct DrawnGraph: Sendable, Equatable {
  /// A shape of the picture.
  public struct Node: Sendable, Equatable {
    /// Its name as it is drawn; empty for people without one.
    public var label: String
    /// What sort of thing it is: a section, a standing, a community.
    public var group: String
    /// Where its middle lies, in points from the upper left corner.
    public var x: Double
    /// Where its middle lies, in points downwards.
    public var y: Double
    /// The radius of the disc of the same area, in points.
    public var radius: Double
    /// The colour it is filled with, as `#RRGGBB`.
    public var color: String

    init(label: String, group: String, disc: Disc, color: Color) {
      self.label = label
      self.group = group
      (x, y, radius) = (disc.center.x, disc.center.y, disc.radius)
      self.color = color.hex
    }
  }

  /// A line of the picture.
  public struct Arc: Sendable, Equatable {
    /// The node it begins at, by position.
    public var from: Int
    /// The node it ends at.
    public var to: Int
    /// How much it carries; at least 1.
    public var weight: Int
    /// Whether it runs one way only.
    public var isDirected: Bool
  }

  /// The shapes.
  public var nodes: [Node] = []
  /// The lines between them.
  public var arcs: [Arc] = []

  /// Nothing.
  public init() {}
}
