import Foundation
import ReparteeFigures
import ReparteeFormats
import ReparteeText

/// A file for an office program that a briefing may bring along.
package enum OfficeFormat: String, CaseIterable, Sendable {
  /// Every table in a workbook.
  case xlsx
  /// The first two pages as a text document.
  case docx
  /// The pictures as slides.
  case pptx

  /// What it is, in a few words.
  package var what: String {
    switch self {
    case .xlsx: "every table, in one workbook"
    case .docx: "the finding and the ranking, as a text document"
    case .pptx: "the pictures as slides, with their numbers as notes"
    }
  }

  /// Each of these formats once, in the order of the cases.
  package static func inOrder(_ formats: [OfficeFormat]) -> [OfficeFormat] { allCases.filter(formats.contains) }

  /// All names, as messages list them.
  package static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// An office file that cannot be made.
package struct OfficeError: Error, CustomStringConvertible {
  let file: String
  let reason: String

  /// One line: the file, what is wrong and what to do.
  package var description: String { "\(file): \(reason). Leave this format out, or choose a shorter window." }
}

extension Briefing {
  /// The briefing as a file for an office program.
  /// - Parameters:
  ///   - html: the page, by whose rules tables are shown, and whose pictures they are.
  ///   - template: whose masters and layouts slides take.
  /// - Throws: ``OfficeError`` where it would be too large, `FigureError` where a picture cannot be drawn.
  func file(_ format: OfficeFormat, on html: BriefingPage, template: SlideTemplate?) throws -> File {
    let name = "briefing.\(format.rawValue)"
    do {
      let bytes =
        switch format {
        case .xlsx: try Spreadsheet(of: self, drawings: html.drawings).bytes()
        case .docx: try WordDocument(of: self, on: html).bytes()
        case .pptx: try SlideShow(of: self, on: html, template: template).bytes()
        }
      return File(path: name, bytes: bytes, what: format.what)
    } catch let failure as ZipFile.Failure {
      throw OfficeError(file: name, reason: failure.description)
    }
  }
}

extension Spreadsheet {
  /// The tables of a briefing, section by section, with those of its pictures; small counts are hidden as on the page.
  init(of briefing: Briefing, drawings: [String: Drawing]) {
    let rule = SmallCounts.current
    sheets = briefing.sections.flatMap { section in
      section.tables.map { Sheet(name: $0.name, caption: $0.caption, file: "tables/\($0.name).csv", table: $0.table) }
        + section.figures.compactMap { picture in
          drawings[picture.name].map {
            Sheet(
              name: picture.name, caption: "What is drawn in figures/\(picture.name).svg: \(picture.caption)",
              file: "tables/\(picture.name).csv", table: $0.table)
          }
        }
    }.map { sheet in
      var sheet = sheet
      if let rule { sheet.table = rule.shown(sheet.table) }
      return sheet
    }
    definitions = Self.definitions(in: briefing)
    title = SafeText.withoutControls(briefing.title)
    subtitle = SafeText.withoutControls(briefing.subtitle)
  }
}
