import Foundation
import ReparteeFigures
import ReparteeFormats
import ReparteeGraph

/// A briefing: what a network of conversations comes to, section by section, with every figure and table behind it.
///
/// It shows what was scored and scores nothing; ``files(page:)`` are the one HTML page and all that goes with it. The same
/// input gives the same bytes.
package struct Briefing: Sendable {
  /// The title.
  package var title: String
  /// The window and what was counted in it.
  package var subtitle: String
  /// Whose days the page shows.
  package var days: LocalDays
  /// The sections that have something to say, in the catalogue's order.
  package var sections: [PageSection]

  /// One section.
  package struct PageSection: Sendable {
    /// Letters and hyphens: its place in links.
    package var identifier: String
    /// Its heading.
    package var title: String
    /// Where it stands.
    package var place = Place.annex
    /// Sentences, a paragraph each.
    package var paragraphs: [String] = []
    /// Pictures, each with what is drawn in it as a table.
    package var figures: [Picture] = []
    /// Tables.
    package var tables: [Table] = []
    /// Sentences below pictures and tables, a paragraph each.
    package var closing: [String] = []

    /// The parts of a briefing: a page to decide by, a page with the ranking, and what both rest on.
    package enum Place: String, Sendable {
      case firstPage = "first"
      case secondPage = "second"
      case annex
    }

    /// A section of nothing yet.
    package init(_ identifier: String, title: String, place: Place = .annex) {
      self.identifier = identifier
      self.title = title
      self.place = place
    }
  }

  /// A picture with its file's name.
  package struct Picture: Sendable {
    /// The name of its file, without the ending.
    package var name: String
    /// What it shows, in one sentence.
    package var caption: String
    /// What is drawn.
    package var figure: any Figure
  }

  /// A table with its file's name.
  package struct Table: Sendable {
    /// The name of its file, without the ending.
    package var name: String
    /// What it shows, in one sentence.
    package var caption: String
    /// All of its rows; the page shows the first ones.
    package var table: ResultTable
    /// How many rows the page shows.
    package var shown: Int = 20
    /// Which columns the page shows; nil is all.
    package var columns: [Column]?
    /// Whether the page shows it only to those who open it.
    package var isFolded = false
    /// Row → the table that lists the people whom its figures count.
    package var evidence: [Int: String] = [:]
  }

  /// A column as the page shows it: one of the table's, or the two ends of a range.
  package struct Column: Sendable, ExpressibleByStringLiteral {
    /// The names of the table's columns: one, or the lower and the upper end.
    package var names: [String]
    /// The heading in words.
    package var heading: String
    /// What stands between the two ends.
    package var joint = " to "

    /// A column under the heading that its name has on every page.
    package init(stringLiteral name: String) {
      names = [name]
      heading = PageWords.heading(ofColumn: name)
    }

    /// A range under a heading of its own.
    package static func range(_ low: String, _ high: String, heading: String, joint: String = " to ") -> Column {
      var column = Column(stringLiteral: low)
      (column.names, column.heading, column.joint) = ([low, high], heading, joint)
      return column
    }

    /// A figure of the window before and of this one.
    package static func change(_ name: String) -> Column {
      range(
        name + "_before", name + "_after", heading: PageWords.heading(ofColumn: name) + ", before → now", joint: " → ")
    }
  }

  /// The briefing on an input.
  /// - Throws: `FigureError` where a diagram cannot be made.
  package init(on input: BriefingInput) throws {
    title = input.title
    subtitle = input.diagrams.subtitle
    days = input.diagrams.days
    sections = try BriefingCatalogue.sections.compactMap { try $0.section(on: input) }
    if input.diagrams.hidesNames {
      for section in sections.indices {
        for table in sections[section].tables.indices {
          sections[section].tables[table].table.cutTimes(to: input.diagrams.days)
        }
      }
    }
  }
}

/// A section of the briefing: one file that conforms to this, and one line in the catalogue.
protocol BriefingSection: Sendable {
  /// The section, or nil where the data have nothing to say.
  func section(on input: BriefingInput) throws -> Briefing.PageSection?
}

/// The sections, in the order in which they are read.
enum BriefingCatalogue {
  static let sections: [any BriefingSection] = [
    FindingSection(), VoicesSection(), CautionsSection(), ChangesSection(), ChannelsSection(), NetworkSection(),
    ChoiceSection(), CommunitiesSection(), ConversationsSection(), PlatformsSection(), TopicsSection(),
    EvidenceSection(), CertaintySection(),
    MethodSection(),
  ]
}

extension ResultTable {
  /// Leaves of moments their day: an exact one leads to a post, and to its author.
  fileprivate mutating func cutTimes(to days: LocalDays) {
    for row in rows.indices {
      for place in rows[row].indices {
        if case .moment(let moment) = rows[row][place] { rows[row][place] = .text(days.day(of: moment)) }
      }
    }
  }
}

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
  /// - Parameters:
  ///   - page: how pictures look.
  ///   - office: which files for office programs come with it.
  ///   - template: whose masters and layouts slides take; nil takes ones of our own.
  ///   - mark: whether CSV files begin with a byte order mark.
  /// - Throws: `FigureError` where a picture cannot be drawn, ``OfficeError`` where an office file cannot be made.
  package func files(
    page: FigurePage = FigurePage(.landscape), office: [OfficeFormat] = [], template: SlideTemplate? = nil,
    mark: TableFormat.ByteOrderMark = .absent
  ) throws -> [File] {
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
          path: "tables/\(picture.name).csv", bytes: TableFormat.csv.bytes(of: drawing.table, mark: mark),
          what: "what is drawn in figures/\(picture.name).svg"))
    }
    for table in sections.flatMap(\.tables) {
      files.append(
        File(
          path: "tables/\(table.name).csv", bytes: TableFormat.csv.bytes(of: table.table, mark: mark),
          what: table.caption
        ))
    }
    var html = BriefingPage(briefing: self, drawings: drawings, page: page)
    html.downloads = try office.map { try file($0, on: html, template: template) }
    return [
      File(path: "index.html", bytes: Data(try html.html().utf8), what: "the briefing"),
      File(path: "briefing.json", bytes: Data(try json().utf8), what: "all figures of it"),
    ] + html.downloads + files
  }

  /// Title, window, sentences and whole tables, section by section.
  private func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    func quoted(_ text: String) throws -> String {
      String(decoding: try encoder.encode(SafeText.withoutControls(text)), as: UTF8.self)
    }
    let parts = try sections.map { section in
      let paragraphs = try (section.paragraphs + section.closing).map(quoted).joined(separator: ", ")
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
