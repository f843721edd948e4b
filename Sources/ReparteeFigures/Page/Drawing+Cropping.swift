import ReparteeText

extension Drawing {
  /// The picture without what is empty at its foot, and without title and subtitle where they stand above it already.
  /// - Parameter page: the page that it was drawn on.
  /// - Returns: the picture, and a page of its size.
  package func cropped(withHeading: Bool, on page: FigurePage) -> (drawing: Drawing, page: FigurePage) {
    let top = withHeading ? 0 : headingHeight
    guard top + blankBelow > 0, let sizes = svg.firstMatch(of: /height="[0-9.]+pt" viewBox="0 0 ([0-9.]+) [0-9.]+"/)
    else { return (self, page) }
    var (rest, area) = (self, page)
    area.height -= top + blankBelow
    let height = NumberFormat.short(area.height)
    rest.svg.replace(
      sizes.output.0,
      with: "height=\"\(height)pt\" viewBox=\"0 \(NumberFormat.short(top)) \(sizes.output.1) \(height)\"",
      maxReplacements: 1)
    return (rest, area)
  }
}
