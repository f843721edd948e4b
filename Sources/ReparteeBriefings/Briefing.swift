import ReparteeFigures
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
  /// The sections that have something to say, in the catalogue's order.
  package var sections: [PageSection]

  /// One section.
  package struct PageSection: Sendable {
    /// Letters and hyphens: its place in links.
    package var identifier: String
    /// Its heading.
    package var title: String
    /// Sentences, a paragraph each.
    package var paragraphs: [String] = []
    /// Pictures, each with what is drawn in it as a table.
    package var figures: [Picture] = []
    /// Tables.
    package var tables: [Table] = []

    /// A section of nothing yet.
    package init(_ identifier: String, title: String) {
      self.identifier = identifier
      self.title = title
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
    package var columns: [String]?
  }

  /// The briefing on a input.
  /// - Throws: `FigureError` where a diagram cannot be made.
  package init(on input: BriefingInput) throws {
    title = input.title
    subtitle = input.diagrams.subtitle
    sections = try BriefingCatalogue.sections.compactMap { try $0.section(on: input) }
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
    FindingSection(), VoicesSection(), ChannelsSection(), FollowersSection(), NetworkSection(), ConversationsSection(),
    EngageSection(), ChangesSection(), CertaintySection(), MethodSection(),
  ]
}
