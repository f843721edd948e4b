import ReparteeText

/// Where an earlier diagram has its voices, so that two pictures can be laid side by side.
package struct DrawnPositions: Sendable, Equatable {
  /// Names to places, as shares of the page's width and height.
  private var places: [String: Point] = [:]

  /// How many voices have a place.
  package var count: Int { places.count }

  /// The places in a diagram, as this package writes it: the middle of each shape in a group whose tooltip
  /// begins with the voice's name.
  package init(svg: String) {
    var (width, height) = (0.0, 0.0)
    var name: String?
    for tag in svg.split(separator: "<") {
      if tag.hasPrefix("svg "), let size = Self.attribute("viewBox", in: tag) {
        let numbers = size.split(separator: " ").compactMap { Double($0) }
        if numbers.count == 4 { (width, height) = (numbers[2], numbers[3]) }
      } else if tag.hasPrefix("g>") || tag.hasPrefix("g ") {
        name = nil
      } else if tag.hasPrefix("title>") {
        let parts = tag.dropFirst("title>".count)
        // A voice's tooltip has further lines; those of people and counts have one.
        name = parts.contains("\n") ? Markup.unescaped(parts.prefix { $0 != "\n" }) : nil
      } else if let own = name, let center = Self.center(of: tag) {
        name = nil
        guard width > 0, height > 0, places[own] == nil else { continue }
        places[own] = Point(x: center.x / width, y: center.y / height)
      }
    }
  }

  /// The places in a network diagram's table, written as comma-separated values, on a page of this size.
  package init(csv: String, page: FigurePage) {
    var rows = csv.split(separator: "\n").map(Self.cells)
    guard let header = rows.first, let name = header.firstIndex(of: "voice"), let x = header.firstIndex(of: "x"),
      let y = header.firstIndex(of: "y")
    else { return }
    rows.removeFirst()
    for row in rows where row.count == header.count {
      guard let across = Double(row[x]), let down = Double(row[y]) else { continue }
      // A cell that a sheet could take for a formula has an apostrophe in front.
      let own = row[name].hasPrefix("'") ? String(row[name].dropFirst()) : row[name]
      places[own] = Point(x: across / page.width, y: down / page.height)
    }
  }

  /// Where a voice of this name stands on a page, or nil.
  func place(of name: String, on page: Box) -> Point? {
    places[name].map { Point(x: $0.x * page.width, y: $0.y * page.height) }
  }

  /// The middle of a circle or a polygon.
  private static func center(of tag: Substring) -> Point? {
    if tag.hasPrefix("circle "), let x = attribute("cx", in: tag).flatMap({ Double($0) }),
      let y = attribute("cy", in: tag).flatMap({ Double($0) })
    {
      return Point(x: x, y: y)
    }
    guard tag.hasPrefix("polygon "), let points = attribute("points", in: tag) else { return nil }
    let numbers = points.split { $0 == " " || $0 == "," }.compactMap { Double($0) }
    guard numbers.count >= 6, numbers.count.isMultiple(of: 2) else { return nil }
    let count = Double(numbers.count / 2)
    return Point(
      x: stride(from: 0, to: numbers.count, by: 2).reduce(0) { $0 + numbers[$1] } / count,
      y: stride(from: 1, to: numbers.count, by: 2).reduce(0) { $0 + numbers[$1] } / count)
  }

  private static func attribute(_ name: String, in tag: Substring) -> Substring? {
    let parts = tag.split(separator: "\"", omittingEmptySubsequences: false)
    for (key, value) in zip(parts, parts.dropFirst()) where key.hasSuffix(" \(name)=") { return value }
    return nil
  }

  /// One line of comma-separated values.
  private static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    var previous: Character?
    for character in line {
      switch character {
      case "\"":
        isQuoted.toggle()
        if isQuoted, previous == "\"" { cells[cells.count - 1].append("\"") }
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
      previous = character
    }
    return cells
  }
}
