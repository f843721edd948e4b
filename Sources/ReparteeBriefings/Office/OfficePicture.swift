import ReparteeFigures
import ReparteeText

/// A picture as office files embed it: SVG, with a PNG before it for programs that draw none.
struct OfficePicture {
  /// What the parts are called, without their endings.
  var name: String
  /// What it shows, for those who do not see it.
  var description: String
  var svg: [UInt8]
  var png: [UInt8]
  /// Its proportions.
  var width, height: Double

  /// - Parameters:
  ///   - picture: its name, title and caption.
  ///   - drawing: what is drawn.
  ///   - page: the page that it was drawn on.
  ///   - hasHeading: whether it is shown with title and subtitle; else they stand above it.
  /// - Throws: `FigureError` where it cannot be turned into pixels.
  init(_ picture: Briefing.Picture, _ drawing: Drawing, page: FigurePage, hasHeading: Bool) throws {
    name = picture.name
    let parts = [picture.figure.title, picture.caption].filter { !$0.isEmpty }
    description = DisplayText.cleaned(parts.joined(separator: ". "), limit: 2_000, placeholder: name)
    let (shown, area) = drawing.cropped(withHeading: hasHeading, on: page)
    (width, height) = (area.width, area.height)
    svg = Array(shown.svg.utf8)
    png = try shown.png(page: area, dotsPerInch: Self.dotsPerInch)
  }

  /// Enough for print.
  private static let dotsPerInch = 150

  /// The size that fills a box as far as the proportions allow.
  func size(within box: (width: Double, height: Double)) -> (width: Double, height: Double) {
    let factor = min(box.width / width, box.height / height)
    return (width * factor, height * factor)
  }

  /// Adds both forms to a file, and lets a part refer to them.
  /// - Parameter folder: where they go.
  /// - Returns: what the part fills its shape with.
  func fill(_ package: inout OfficePackage, folder: String, of part: String, element: String) -> String {
    let places = ["png": png, "svg": svg].sorted { $0.key < $1.key }.map { ending, bytes in
      let path = "\(folder)/\(name).\(ending)"
      package.add(path, type: ending == "png" ? "image/png" : "image/svg+xml", bytes)
      return package.relate(part, to: path, .image)
    }
    return """
      <\(element):blipFill><a:blip r:embed="\(places[0])"><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">\
      <asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="\(places[1])"/></a:ext>\
      </a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></\(element):blipFill>
      """
  }
}
