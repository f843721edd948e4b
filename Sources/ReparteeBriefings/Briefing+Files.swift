import Foundation
import ReparteeFigures
import ReparteeFormats
import ReparteeGraph

extension Briefing {
  /// A file of a briefing: its path within the briefing's folder, and its bytes.
  package struct File: Sendable {
    /// The path, with `/` between.
    package var path: String
    /// The bytes.
    package var bytes: Data
    /// What it is, in a word or two.
    package var what: String

    /// A file of these bytes.
    package init(path: String, bytes: Data, what: String) {
      self.path = path
      self.bytes = bytes
      self.what = what
    }
  }

  /// Everything that is handed over: the page `index.html`, `briefing.json`, every picture under `figures` and every
  /// table under `tables`. The same briefing gives the same bytes.
  /// - Parameter page: how pictures look.
  /// - Throws: `FigureError` where a picture cannot be drawn.
  package func files(page: FigurePage = FigurePage(.landscape)) throws -> [File] {
    var drawings: [String: Drawing] = [:]
    var files: [File] = []
    for picture in sections.flatMap(\.figures) {
      var own = page
      own.identifier = "picture-" + picture.name
      let drawing = try picture.figure.drawing(on: own)
      drawings[picture.name] = drawing
      files.append(File(path: "figures/\(picture.name).svg", bytes: Data(drawing.svg.utf8), what: picture.caption))
      files.append(
        File(
          path: "tables/\(picture.name).csv", bytes: Data(TableFormat.csv.text(of: drawing.table).utf8),
          what: "what is drawn in figures/\(picture.name).svg"))
    }
    for table in sections.flatMap(\.tables) {
      files.append(
        File(
          path: "tables/\(table.name).csv", bytes: Data(TableFormat.csv.text(of: table.table).utf8), what: table.caption
        ))
    }
    let html = try BriefingPage(briefing: self, drawings: drawings).html()
    return [
      File(path: "index.html", bytes: Data(html.utf8), what: "the briefing"),
      File(path: "briefing.json", bytes: Data(try json().utf8), what: "all figures of it"),
    ] + files
  }

  /// Title, window, sentences and whole tables, section by section.
  private func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    func quoted(_ text: String) throws -> String { String(decoding: try encoder.encode(text), as: UTF8.self) }
    let parts = try sections.map { section in
      let paragraphs = try section.paragraphs.map(quoted).joined(separator: ", ")
      let figures = try section.figures.map { try quoted("figures/\($0.name).svg") }.joined(separator: ", ")
      let tables = try section.tables.map {
        try quoted($0.name) + ": " + TableFormat.json.text(of: $0.table).trimmingCharacters(in: .newlines)
      }.joined(separator: ",\n")
      return """
        {"id": \(try quoted(section.identifier)), "title": \(try quoted(section.title)),
        "paragraphs": [\(paragraphs)],
        "figures": [\(figures)],
        "tables": {\(tables)}}
        """
    }
    return """
      {"title": \(try quoted(title)), "subtitle": \(try quoted(subtitle)),
      "sections": [
      \(parts.joined(separator: ",\n"))
      ]}

      """
  }
}
