import Foundation

@testable import ReparteeFigures

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads a picture as a program that shows it would, and measures what can be measured: overlaps, what leaves the page,
/// the smallest text, contrast, ids. It knows nothing of how the picture was made.
final class PictureChecker: NSObject, XMLParserDelegate {
  struct Words {
    var text: String
    var box: Box
    var size: Double
    var color: String
    /// The group with a tooltip that they stand in, or nil.
    var group: Int?
  }

  struct Shape {
    var bounds: Box
    /// The shape as a disc, where it is one.
    var disc: Disc?
    /// The group with a tooltip that it stands in, or nil: then it is no node.
    var group: Int?
    var paints: [String]
  }

  private(set) var words: [Words] = []
  private(set) var shapes: [Shape] = []
  private(set) var ids: [String] = []
  private(set) var names: Set<String> = []
  private(set) var attributes: Set<String> = []
  private(set) var page = Box()
  private(set) var spoken = ""
  private(set) var isWellFormed = false

  private struct Open {
    var name: String
    var attributes: [String: String]
    var words: String = ""
    var shape: Int?
    var group: Int?
  }
  private var open: [Open] = []
  private var groups = 0

  init(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    isWellFormed = parser.parse() && open.isEmpty && !svg.contains("<!--")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes own: [String: String]
  ) {
    names.insert(name)
    attributes.formUnion(own.keys)
    if let id = own["id"] { ids.append(id) }
    if name == "svg", let view = own["viewBox"]?.split(separator: " ").compactMap({ Double($0) }), view.count == 4 {
      page = Box(x: view[0], y: view[1], width: view[2], height: view[3])
    }
    var inherited = open.last?.attributes ?? [:]
    for key in ["id", "x", "y", "dx", "d", "points", "cx", "cy", "r", "rx", "ry", "width", "height"] {
      inherited[key] = nil
    }
    let all = inherited.merging(own) { $1 }
    var element = Open(name: name, attributes: all, group: open.last?.group)
    if name == "title", open.count > 1 {
      // The element around the tooltip, and all in it, is one node.
      groups += 1
      open[open.count - 1].group = groups
      if open.last?.name != "path", let shape = open.last?.shape { shapes[shape].group = groups }
    }
    if let shape = shape(name, all, group: element.group) {
      element.shape = shapes.count
      shapes.append(shape)
    }
    open.append(element)
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    guard let last = open.last else { return }
    if last.name == "desc" { spoken += text }
    if last.name == "text" || last.name == "tspan", let place = open.lastIndex(where: { $0.name == "text" }) {
      open[place].words += text
    }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    let element = open.removeLast()
    guard name == "text" else { return }
    let (own, size) = (element.attributes, number(element.attributes["font-size"]))
    // Bold throughout is the widest any part of the line may be.
    let isBold = own["font-weight"] == "bold"
    let width = TextMetrics.width(of: element.words, size: size, bold: isBold)
    let left =
      switch own["text-anchor"] {
      case "middle": number(own["x"]) - width / 2
      case "end": number(own["x"]) - width
      default: number(own["x"])
      }
    words.append(
      Words(
        text: element.words,
        box: Box(
          x: left, y: number(own["y"]) - TextMetrics.ascent * size, width: width,
          height: (TextMetrics.ascent + TextMetrics.descent) * size), size: size, color: own["fill"] ?? "#000000",
        group: element.group))
  }

  private func number(_ text: String?) -> Double { text.flatMap { Double($0) } ?? 0 }

  private func shape(_ name: String, _ own: [String: String], group: Int?) -> Shape? {
    let paints = [own["fill"] ?? (name == "path" ? "none" : "#000000"), own["stroke"] ?? "none"]
    switch name {
    case "circle":
      let disc = Disc(center: Point(x: number(own["cx"]), y: number(own["cy"])), radius: number(own["r"]))
      return Shape(bounds: disc.bounds, disc: disc, group: group, paints: paints)
    case "ellipse":
      let (a, b) = (number(own["rx"]), number(own["ry"]))
      return Shape(
        bounds: Box(x: number(own["cx"]) - a, y: number(own["cy"]) - b, width: 2 * a, height: 2 * b), group: group,
        paints: paints)
    case "rect":
      return Shape(
        bounds: Box(
          x: number(own["x"]), y: number(own["y"]), width: number(own["width"]), height: number(own["height"])),
        group: group, paints: paints)
    case "polygon":
      let numbers = (own["points"] ?? "").split { $0 == " " || $0 == "," }.compactMap { Double($0) }
      let points = stride(from: 0, to: numbers.count - 1, by: 2).map { Point(x: numbers[$0], y: numbers[$0 + 1]) }
      return Shape(bounds: PointCloud(points).bounds, group: group, paints: paints)
    case "path":
      return Shape(bounds: page.inset(by: 1), group: nil, paints: paints)
    default: return nil
    }
  }
}
