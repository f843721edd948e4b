import Foundation
import ReparteeFigures

/// What a picture is written as: its file's ending says it.
package enum PictureFormat: String, CaseIterable, Sendable {
  case svg, pdf, png, dot, gexf

  /// The format that a path's ending names, or nil; without an ending, SVG.
  package init?(path: String) {
    let ending = URL(fileURLWithPath: path).pathExtension.lowercased()
    guard let format = ending.isEmpty ? .svg : ending == "gv" ? .dot : PictureFormat(rawValue: ending) else {
      return nil
    }
    self = format
  }

  /// What is to be said of a picture whose letters no font of this machine has: they are boxes, where they are drawn here.
  package func fontNote(of drawing: Drawing, page: FigurePage, path: String) -> String? {
    let isDrawnHere = self == .png || self == .pdf || self == .svg && page.lettering == .paths
    guard isDrawnHere else { return nil }
    let scripts = drawing.scriptsWithoutFont(family: page.fontFamily).map { code in
      code == "Zyyy" ? "emoji or signs" : Locale(identifier: "en").localizedString(forScriptCode: code) ?? code
    }
    if scripts.isEmpty { return nil }
    return
      "\(path): no font of this machine has letters of \(scripts.joined(separator: ", ")), which are boxes in the picture; "
      + "install one (Debian: fonts-noto), or write SVG"
  }

  /// The picture's bytes.
  /// - Throws: `FigureError` where it cannot be turned into this format.
  package func bytes(of drawing: Drawing, page: FigurePage, title: String, dotsPerInch: Int = 200) throws -> Data {
    switch self {
    case .svg: Data(drawing.svg.utf8)
    case .pdf: Data(try drawing.pdf(page: page, title: title))
    case .png: Data(try drawing.png(page: page, dotsPerInch: dotsPerInch))
    case .dot: Data(drawing.graph.dot.utf8)
    case .gexf: Data(drawing.graph.gexf.utf8)
    }
  }
}
