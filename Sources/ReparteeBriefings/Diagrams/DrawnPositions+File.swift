import Foundation
import ReparteeFigures

extension DrawnPositions {
  /// The places in an earlier network diagram, or in its table on a page of this size.
  /// - Throws: `FigureError.noPositions` where the file is neither, or cannot be read.
  package init(readingFile path: String, page: FigurePage) throws {
    guard let bytes = FileManager.default.contents(atPath: path) else { throw FigureError.noPositions(file: path) }
    let text = String(decoding: bytes, as: UTF8.self)
    self = path.lowercased().hasSuffix(".csv") ? DrawnPositions(csv: text, page: page) : DrawnPositions(svg: text)
    if count == 0 { throw FigureError.noPositions(file: path) }
  }
}
