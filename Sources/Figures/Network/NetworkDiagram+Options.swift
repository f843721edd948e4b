extension NetworkDiagram {
  /// The page and what may stand on it. Budgets count shapes and arcs, never seconds, so that a picture does not depend
  /// on the machine.
  public struct Options: Sendable {
    /// The width of the page in points.
    public var width = 842.0
    /// The height of the page in points.
    public var height = 595.0
    /// How many shapes and dots are drawn at most: voices first, then people tied to several of them, then fans.
    public var nodeBudget = 1_200
    /// How many arcs are drawn at most, spokes of fans included.
    public var arcBudget = 2_400
    /// How many people tied to several voices are drawn at most; more arcs between voices than these bring make a tangle.
    public var bridgeBudget = 200
    /// How many people tied to one voice alone are drawn around it; the others fold into a marker with their count.
    public var fanBudget = 40
    /// How many voices get a label, in their order, as far as there is room.
    public var labelLimit = 60
    /// The font family named in the SVG.
    public var fontFamily = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
    /// Where the random generator of the layout starts.
    public var seed: UInt32 = 1
    /// What the ids in the document begin with: give each figure of one page its own.
    public var identifier = "network"

    /// An A4 page, landscape, with the default budgets.
    public init() {}

    /// The smallest text: 7 points when the page is printed at the width of an upright A4 sheet.
    var textSize: Double { 7.1 * max(1, width / 595.28) }

    func validate() throws {
      guard width.isFinite, height.isFinite, width >= 400, height >= max(360, 0.56 * width),
        max(width, height) <= 20_000
      else {
        throw FigureError.badPage(width: width, height: height)
      }
    }
  }
}
