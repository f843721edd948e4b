import Foundation
import ReparteeBriefings
import ReparteeCore
import ReparteeData
import ReparteeFigures
import ReparteeFormats
import ReparteeGraph
import ReparteeJobs

/// A finished picture of a scored network. The same network and style give the same bytes.
public struct Picture: Sendable {
  /// What is drawn.
  public enum Subject: Sendable, Equatable {
    /// The first voices of the ranking and the people around them.
    case network(voices: Int = 20)
    /// One voice: who came back, who only replied, who follows.
    case ego(VoiceID)
    /// A conversation as a tree, by the id of any of its posts; nil draws the one with the most people.
    case conversation(post: String? = nil)
    /// A large network as communities and the replies between them.
    case communities
    /// Followers against conversation.
    case followers
  }

  /// How a picture looks.
  public struct Style: Sendable {
    /// The size of the page.
    public var page = PageSize.landscape
    /// Whether it is drawn in greys, for printers without colour.
    public var isGrey = false
    /// The title; nil states what was found.
    public var title: String?
    /// A secret of 32 bytes or more with which pseudonyms are made; nil shows names. Drawing with a shorter one fails.
    public var pseudonymKey: String?

    /// Names, in colour, on A4 landscape.
    public init() {}
  }

  /// The size of a page, in points of 1/72 inch.
  public enum PageSize: String, CaseIterable, Sendable {
    /// A4 landscape, 842 by 595.
    case landscape
    /// A4 portrait, 595 by 842.
    case portrait
    /// 700 by 700.
    case square
    /// A slide of 16 to 9, 960 by 540.
    case slide
  }

  /// The picture as an SVG document.
  public var svg: String { drawing.svg }

  /// What is drawn, as CSV with a header: a row a shape.
  public var csv: String { TableFormat.csv.text(of: drawing.table) }

  private let drawing: Drawing
  private let page: FigurePage
  private let title: String

  fileprivate init(_ drawing: Drawing, on page: FigurePage, title: String) {
    self.drawing = drawing
    self.page = page
    self.title = title
  }

  /// The picture as a PDF of one page.
  /// - Throws: `FigureError` where librsvg cannot draw it.
  public func pdf() throws -> Data { Data(try drawing.pdf(page: page, title: title)) }

  /// The picture as a PNG.
  /// - Parameter dotsPerInch: its resolution, 36 to 1,200.
  /// - Throws: `FigureError` where the picture would have no pixels or more than 30,000 a side.
  public func png(dotsPerInch: Int = 200) throws -> Data {
    Data(try drawing.png(page: page, dotsPerInch: dotsPerInch))
  }
}

extension ScoredNetwork {
  /// Draws a picture.
  ///
  /// Graphviz lays out one picture at a time: a second call waits for the first.
  /// - Throws: `FigureError` where Graphviz fails; `PostLookupError`, `NoConversation` and `VoiceWithoutRow` where the
  ///   subject is not in the network.
  public func draw(_ subject: Picture.Subject, style: Picture.Style = Picture.Style()) throws -> Picture {
    let step = DrawStep(subject)
    let result = ScoreStep.Result(measured: measured, rows: rows, table: ResultTable(columns: [], rows: []))
    let context = DiagramContext(
      measured: measured, rows: rows, title: style.title, pseudonyms: try style.pseudonyms())
    let page = style.figurePage
    let drawing =
      if case .ego(let voice) = subject {
        // By its id: a name may be another voice's as well.
        try EgoDiagram(of: row(of: voice, in: context.rows), on: context).drawing(on: page)
      } else {
        try step.drawing(of: result, on: context, page: page)
      }
    return Picture(drawing, on: page, title: style.title ?? step.diagram.title)
  }
}

extension ScoredNetwork {
  private func row(of voice: VoiceID, in rows: [ScoredRow]) throws -> ScoredRow {
    guard let row = rows.first(where: { $0.id == voice }) else { throw VoiceWithoutRow(name: label(of: voice)) }
    return row
  }
}

extension Picture.Style {
  var figurePage: FigurePage { FigurePage(FigurePage.Format(page), theme: isGrey ? .printGrey : .light) }

  func pseudonyms() throws -> Pseudonyms? { try pseudonymKey.map { try Pseudonyms(key: Array($0.utf8)) } }
}

extension DrawStep {
  fileprivate init(_ subject: Picture.Subject) {
    switch subject {
    case .network(let voices):
      self.init(.network)
      top = voices
    case .ego: self.init(.ego)
    case .conversation(let post): self.init(.conversation, of: post)
    case .communities: self.init(.communities)
    case .followers: self.init(.followers)
    }
  }
}

extension FigurePage.Format {
  fileprivate init(_ size: Picture.PageSize) {
    self =
      switch size {
      case .landscape: .landscape
      case .portrait: .portrait
      case .square: .square
      case .slide: .slide
      }
  }
}
