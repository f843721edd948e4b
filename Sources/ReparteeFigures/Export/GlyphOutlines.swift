import CReparteePango
import ReparteeText

/// A line of text as outlines, shaped by Pango: scripts that join or run from right to left come out as they are read.
///
/// The font is the first of the family's list that the machine has. Pictures made of letters are drawn in colours that
/// outlines do not have, so emoji come out as the font's plain shapes or as boxes.
struct GlyphOutlines {
  private enum Piece {
    case move(Point), line(Point), curve(Point, Point, Point), close
  }

  /// How far the line runs, in font sizes.
  let advance: Double
  /// In font sizes, the baseline at 0, 0.
  private let pieces: [Piece]

  init(_ text: String, family: String, bold: Bool) {
    if text.isEmpty {
      (advance, pieces) = (0, [])
      return
    }
    final class Target { var pieces: [Piece] = [] }
    let target = Target()
    // In bounds: a move or a line comes with one point, a curve with three.
    let names = Self.names(of: family)
    let bytes = Array(text.utf8)
    advance =
      bytes.withUnsafeBufferPointer { bytes in
        bytes.withMemoryRebound(to: CChar.self) { bytes in
          figures_outlines(
            bytes.baseAddress, Int32(bytes.count), names, bold ? 1 : 0,
            { target, kind, points in
              guard let target, let points else { return }
              let own = Unmanaged<Target>.fromOpaque(target).takeUnretainedValue()
              func point(_ place: Int) -> Point { Point(x: points[2 * place] / 100, y: points[2 * place + 1] / 100) }
              switch kind {
              case 0: own.pieces.append(.move(point(0)))
              case 1: own.pieces.append(.line(point(0)))
              case 2: own.pieces.append(.curve(point(0), point(1), point(2)))
              default: own.pieces.append(.close)
              }
            }, Unmanaged.passUnretained(target).toOpaque())
        }
      } / 100
    pieces = target.pieces
  }

  /// A family as Pango takes it, a plain list of names; SVG's has quotes.
  static func names(of family: String) -> String {
    String(family.unicodeScalars.filter { $0 != "'" && $0 != "\"" }.map(Character.init))
  }

  /// The data of a path for the line at a place: steps from point to point, in hundredths, so that it stays short and
  /// nothing adds up.
  func path(x: Double, baseline: Double, size: Double) -> String {
    var data = ""
    var (here, start) = (Point(), Point())
    func place(_ point: Point) -> Point {
      Point(
        x: ((x + point.x * size) * 100).rounded() / 100, y: ((baseline + point.y * size) * 100).rounded() / 100)
    }
    func step(_ points: Point...) {
      for (number, point) in points.enumerated() {
        let numbers = [point.x - here.x, point.y - here.y].map(NumberFormat.short)
        data += (number == 0 ? "" : " ") + numbers[0] + (numbers[1].hasPrefix("-") ? "" : " ") + numbers[1]
      }
      here = points.last ?? here
    }
    for piece in pieces {
      switch piece {
      case .move(let point):
        data += data.isEmpty ? "M" : "m"
        step(place(point))
        start = here
      case .line(let point):
        data += "l"
        step(place(point))
      case .curve(let first, let second, let end):
        data += "c"
        step(place(first), place(second), place(end))
      case .close:
        data += "z"
        here = start
      }
    }
    return data
  }
}
