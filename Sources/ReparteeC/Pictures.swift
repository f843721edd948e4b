import ReparteeAnalysis
import ReparteeBriefings
import ReparteeFigures
import ReparteeGraph
import ReparteeJobs
import ReparteeMeasures
import ReparteeText

/// A picture that was drawn, and can be written to files.
struct DrawnPicture: Sendable {
  let drawing: Drawing
  let page: FigurePage
  let title: String
  /// The files that it was made from, in whose place it is never written.
  let inputs: [String]

  /// Writes the picture; the ending of the path chooses the format.
  /// - Parameter dotsPerInch: the resolution of a PNG.
  /// - Returns: what there is to say of it, such as letters without a font; or nothing.
  /// - Throws: `OutputError`, `FigureError`, `MissingLibraries`, `TableError`.
  func write(to path: String, dotsPerInch: Int) throws -> String? {
    guard path != "-", let format = PictureFormat(path: path) else {
      let known = PictureFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
      throw TableError("\(path): expected a name that ends in one of \(known).")
    }
    let file = try OutputFile(path, apartFrom: inputs)
    if format == .pdf || format == .png { try DrawingLibraries.load(.all) }
    let bytes = try format.bytes(of: drawing, page: page, title: title, dotsPerInch: dotsPerInch)
    let note = format.fontNote(of: drawing, page: page, path: path)
    try file.write(bytes)
    return note
  }
}

extension LoadedNetwork {
  /// Draws a diagram, as the command does.
  /// - Throws: `TableError`, `MissingLibraries`, `FigureError`, `VoiceLookup.Failure`, `PostLookupError`, `NoConversation`.
  func draw(_ options: Options, _ work: Work?) throws -> Answer {
    guard let name = options.text("diagram") else { throw TableError("expected what to draw, found nothing.") }
    var draw = DrawStep(try options.choice("diagram", name), of: options.text("subject"))
    do {
      try draw.validate()
    } catch { throw TableError("\(error).") }
    draw.top = try options.number("top", 1...1_000_000_000).map(Int.init) ?? draw.top
    draw.size = try options.text("size_by").map { try options.choice("size_by", $0) } ?? draw.size
    if draw.size != .score, draw.diagram != .network {
      throw TableError("size_by is for network; \(name) has no shapes whose area it would set.")
    }
    if options.text("positions_from") != nil, draw.diagram == .conversation || draw.diagram == .followers {
      throw TableError(
        "positions_from is for network, ego and communities; the places of \(name) follow from its figures.")
    }
    let page = try options.page()
    let names = try options.pseudonyms()
    try DrawingLibraries.load(page.lettering == .paths ? .all : .layout)
    let result = try result(by: options.rules(), work)
    var context = DiagramContext(
      measured: result.measured, rows: result.rows, title: options.text("title"), pseudonyms: names,
      links: options.links)
    if draw.diagram == .communities, !context.hidesNames, case .store(let store) = origin {
      try store.check()
      context.hashtags = try store.store.topics(
        .hashtag, among: result.network.network.voices, window: result.network.scope.window)
    }
    try work?.check()
    let drawing = try draw.drawing(of: result, on: context, page: page)
    try work?.reach(1)
    var inputs = options.all("positions_from")
    if case .store(let store) = origin { inputs.append(store.store.path) }
    let picture = DrawnPicture(
      drawing: drawing, page: page, title: options.text("title") ?? draw.diagram.title, inputs: inputs)
    return Answer(
      tables: ["rows": ArrowExport(drawing.table)], texts: ["svg": drawing.svg, "name": draw.diagram.title],
      picture: picture)
  }

  /// Writes the briefing, as the command does.
  /// - Throws: as ``draw(_:_:)``, and `OutputError` and `SlideTemplate.Failure`.
  func brief(_ options: Options, _ work: Work?) throws -> Answer {
    guard let path = options.text("folder") else { throw TableError("expected a folder to write to, found none.") }
    let folder = try OutputFolder(path)
    var brief = BriefStep()
    brief.title = options.text("title")
    brief.page = try options.page()
    brief.pseudonyms = try options.pseudonyms()
    brief.links = options.links
    brief.office = OfficeFormat.inOrder(try options.all("office").map { try options.choice("office", $0) })
    if options.text("template") != nil, !brief.office.contains(.pptx) {
      throw TableError("template is of slides: use it with the office format pptx.")
    }
    brief.template = try options.text("template").map { try SlideTemplate(readingFile: $0) }
    brief.mark = options.isOn("bom") ? .present : .absent
    brief.voices = try options.number("voices", 1...1_000_000_000).map(Int.init) ?? brief.voices
    brief.picks = try options.number("picks", 1...1_000_000_000).map(Int.init) ?? brief.picks
    let before = try options.window("before_from", "before_to")
    brief.previous = before == .all ? nil : before
    brief.comparison = options.isOn("without_changes") ? .none : .withWindowBefore
    if brief.previous != nil, brief.comparison == .none {
      throw TableError("before and without_changes exclude each other.")
    }
    let drawsLetters = brief.page.lettering == .paths || !brief.office.isEmpty
    try DrawingLibraries.load(drawsLetters ? .all : .layout)
    let rules = try options.rules()
    let result = try result(by: rules, work)
    var step = ScoreStep()
    (step.scope, step.scoring, step.top) = (rules.scope, rules.scoring, 0)
    step.quotes = quotes
    try work?.check()
    let files = try SmallCounts.$current.withValue(try options.smallCounts(rules) ?? SmallCounts.current) {
      switch origin {
      case .tables(let counts): return try brief.files(of: result, by: step, rows: counts.rows)
      case .store(let store):
        try store.check()
        return try brief.files(of: result, by: step, from: store.store)
      }
    }
    try work?.check()
    try folder.write(files)
    try work?.reach(1)
    return Answer(tables: [
      "files": ArrowExport([("path", .texts(files.map(\.path))), ("what", .texts(files.map(\.what)))])
    ])
  }

  private func result(by rules: Rules, _ work: Work?) throws -> ScoreStep.Result {
    let scored = try scored(by: rules, work)
    return ScoreStep.Result(
      measured: scored.measured, rows: scored.rowsWithoutAudiences, table: ResultTable(columns: [], rows: []))
  }
}

extension Options {
  /// The page of pictures.
  fileprivate func page() throws -> FigurePage {
    var page = FigurePage(
      try text("page").map { try choice("page", $0) } ?? .landscape,
      theme: try text("theme").map { try choice("theme", $0) } ?? .light)
    if isOn("text_as_paths") { page.lettering = .paths }
    page.hasLinks = isOn("links")
    page.positions = try text("positions_from").map { try DrawnPositions(readingFile: $0, page: page) }
    return page
  }

  /// What replaces names, if anything does.
  fileprivate func pseudonyms() throws -> Pseudonyms? {
    if isOn("links"), isOn("pseudonyms") || text("pseudonym_key") != nil {
      throw TableError("links would reveal who the pseudonyms are; use one of them.")
    }
    if let key = text("pseudonym_key") { return try PseudonymKey.pseudonyms(readingFile: key) }
    return isOn("pseudonyms") ? try PseudonymKey.ownPseudonyms() : nil
  }

  /// Which counts are hidden.
  fileprivate func smallCounts(_ rules: LoadedNetwork.Rules) throws -> SmallCounts? {
    guard
      let limit = try number(
        "small_counts", Int64(SmallCounts.limits.lowerBound)...Int64(SmallCounts.limits.upperBound))
    else { return nil }
    if rules.ranking == .reciprocated {
      throw TableError("small_counts hides what a ranking by reciprocated shows by its order; rank by score.")
    }
    return SmallCounts(below: Int(limit))
  }

  fileprivate var links: DiagramContext.LinkRule { isOn("links") ? .profiles : .none }
}
