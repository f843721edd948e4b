extension NetworkDiagram {
  /// The page and what may stand on it. Budgets count shapes and arcs, never seconds, so that a picture does not depend
  /// on the machine.
  package struct Options: Sendable {
    /// The page.
    package var page = FigurePage()
    /// How many shapes and dots are drawn at most: voices first, then people tied to several of them, then fans.
    package var nodeBudget = 1_200
    /// How many arcs are drawn at most, spokes of fans included.
    package var arcBudget = 2_400
    /// How many people tied to several voices are drawn at most; more arcs between voices than these bring make a tangle.
    package var bridgeBudget = 200
    /// How many people tied to one voice alone are drawn around it; the others fold into a marker with their count.
    package var fanBudget = 40
    /// How many voices get a label, in their order, as far as there is room.
    package var labelLimit = 60
    /// Where the random generator of the layout starts.
    package var seed: UInt32 = 1

    /// The default budgets on a page, else on A4 landscape.
    package init(page: FigurePage = FigurePage()) { self.page = page }
  }
}
