@testable import ReparteeFigures

/// What is wrong with a picture, in words; nothing where all is well.
extension PictureChecker {
  /// Pairs of lines of text whose letters meet. Lines may come as near as lines of a paragraph do.
  var overlappingTexts: [String] {
    let boxes = words.map { $0.box.inset(by: 0.15 * $0.size) }
    return words.indices.flatMap { first in
      words.indices.dropFirst(first + 1).filter { boxes[first].overlaps(boxes[$0]) }.map {
        "“\(words[first].text)” and “\(words[$0].text)”"
      }
    }
  }

  /// Lines of text that lie on a node that is not their own.
  var textsOnNodes: [String] {
    let nodes = shapes.filter { $0.group != nil && !$0.paints.allSatisfy { $0 == "none" } }
    return words.flatMap { line -> [String] in
      let box = line.box.inset(by: 0.12 * line.size)
      return nodes.filter { node in
        node.group != line.group && (node.disc.map { box.overlaps($0) } ?? box.overlaps(node.bounds))
      }.map { _ in "“\(line.text)”" }
    }
  }

  /// Everything that leaves the page.
  var outsideThePage: [String] {
    let room = page.inset(by: -0.01)
    return words.filter { !room.contains($0.box) }.map { "“\($0.text)”" }
      + shapes.filter { !room.contains($0.bounds) }.map { "a shape at \($0.bounds)" }
  }

  /// The smallest text when the page is printed at the width of a portrait A4 sheet, in points.
  var smallestText: Double {
    (words.map(\.size).min() ?? .infinity) * min(1, 595.28 / max(1, page.width))
  }

  /// Colours with too little contrast: text 4.5 to 1, all else 3 to 1, against white and against the tint that some
  /// shapes have as their context.
  var poorContrasts: [String] {
    let backgrounds: Set = ["#FFFFFF", Palette.tint.hex, Theme.printGrey.color(for: Palette.tint.hex)]
    let tints = backgrounds.compactMap(Self.color)
    var poor: Set<String> = []
    for text in Set(words.map(\.color)) {
      guard let own = Self.color(text) else {
        poor.insert("text in \(text)")
        continue
      }
      if tints.contains(where: { Contrast.ratio(own, $0) < 4.5 }) { poor.insert("text in \(text)") }
    }
    for paint in Set(shapes.flatMap(\.paints)) where paint != "none" && !backgrounds.contains(paint) {
      guard let own = Self.color(paint), Contrast.ratio(own, Palette.background) >= 3 else {
        poor.insert("a shape in \(paint)")
        continue
      }
    }
    return poor.sorted()
  }

  private static func color(_ hex: String) -> Color? {
    hex.hasPrefix("#") && hex.count == 7 ? UInt32(hex.dropFirst(), radix: 16).map { Color($0) } : nil
  }

  /// Ids beyond those of the title and the description.
  func strayIDs(_ identifier: String) -> [String] {
    ids.filter { $0 != identifier + "-title" && $0 != identifier + "-desc" }
  }

  /// Elements and attributes that no figure needs.
  var strayMarkup: [String] {
    let elements: Set = [
      "svg", "title", "desc", "g", "rect", "circle", "ellipse", "polygon", "path", "text", "tspan", "a",
    ]
    let own: Set = [
      "xmlns", "width", "height", "viewBox", "role", "aria-labelledby", "font-family", "id", "fill", "stroke",
      "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "fill-opacity", "pointer-events", "x",
      "y", "dx", "cx", "cy", "r", "rx", "ry", "d", "points", "font-size", "font-weight", "text-anchor", "href",
      "target", "rel",
    ]
    return names.subtracting(elements).sorted() + attributes.subtracting(own).sorted()
  }

  /// Everything that is wrong.
  func findings(identifier: String) -> [String] {
    if !isWellFormed { return ["not well-formed"] }
    var all = overlappingTexts.map { "texts overlap: " + $0 } + textsOnNodes.map { "a text on a node: " + $0 }
    all += outsideThePage.map { "off the page: " + $0 } + poorContrasts.map { "poor contrast: " + $0 }
    all += strayIDs(identifier).map { "a stray id: " + $0 } + strayMarkup.map { "stray markup: " + $0 }
    if smallestText < 7 { all.append("text of \(smallestText) points") }
    if spoken.isEmpty { all.append("no description") }
    return all
  }
}
