import ReparteeBriefings
import ReparteeFigures
import ReparteeFormats
import ReparteeGraph

extension JobFile {
  /// The files a job writes.
  package struct Outputs: Sendable {
    /// The ranking as CSV; nil writes none.
    package var csv: String?
    /// The ranking as JSON; nil writes none.
    package var json: String?
    /// The diagrams, each with its file.
    package var diagrams: [Diagram] = []
    /// The files of the whole network for other tools, each with the ending of a graph format.
    package var exports: [String] = []
    /// The folder that holds a folder for each day's briefing; nil writes none.
    package var briefings: String?
    /// What the job says of the briefing, as YAML.
    var briefingFingerprint = ""
    /// The briefing's own settings.
    package var brief = BriefStep()
    /// What the folder of this briefing is called.
    package var day = "all"
    /// Whose days pages and pictures show.
    package var days = LocalDays.utc
    /// The style of pictures.
    package var page = FigurePage(.landscape)
    /// What names are replaced by; nil writes handles.
    package var pseudonyms: Pseudonyms?
    /// The file of their key, where the job names one.
    var pseudonymKey: String?
    /// Whether shapes lead to profiles.
    package var links = DiagramContext.LinkRule.none

    /// A diagram and where it goes.
    package struct Diagram: Sendable {
      /// What to draw.
      package var step: DrawStep
      /// Its file, whose ending is that of a picture.
      package var path: String
      /// Its title; nil states the finding.
      package var title: String?
      /// Its style.
      package var page: FigurePage
      /// What the job says of it, as YAML.
      var fingerprint = ""
    }
  }
}

extension JobFile.Outputs {
  init(_ top: JobNode.Fields, window: JobWindow) throws {
    day = window.day ?? "all"
    if let fields = try top["look"]?.mapping(keys: [
      "page", "theme", "lettering", "pseudonyms", "pseudonym_key", "links",
    ]) {
      try look(fields)
    }
    if let fields = try top["outputs"]?.mapping(keys: ["csv", "json", "diagram", "title"]) {
      csv = try fields["csv"]?.file()
      json = try fields["json"]?.file()
      if let diagram = fields["diagram"] {
        diagrams.append(
          Diagram(
            step: DrawStep(.network), path: try diagram.picture(), title: try fields["title"]?.text(), page: page,
            fingerprint: fields["title"]?.yaml ?? "")
        )
      }
    }
    diagrams += try top["diagrams"]?.list().map { try self.diagram($0) } ?? []
    let exact = pseudonyms != nil ? "look.pseudonyms" : top["small_counts"].map { _ in "small_counts" }
    exports = try top["exports"]?.listOrOne().map { try $0.graph(besides: exact) } ?? []
    if top["small_counts"] != nil { try refusePeopleOneByOne(top["diagrams"]) }
    if let node = top["briefing"] { try briefing(node, previous: window.previous) }
  }

  private mutating func look(_ fields: JobNode.Fields) throws {
    page = FigurePage(
      try fields["page"]?.choice(FigurePage.Format.self) ?? .landscape,
      theme: try fields["theme"]?.choice(Theme.self) ?? .light)
    if try fields["lettering"]?.choice(Lettering.self) == .outlines { page.lettering = .paths }
    let key = fields["pseudonym_key"]
    if try fields["pseudonyms"]?.flag() ?? (key != nil) {
      do {
        pseudonyms = try key.map { try PseudonymKey.pseudonyms(readingFile: $0.file()) } ?? PseudonymKey.ownPseudonyms()
      } catch let error as PseudonymKeyError {
        throw (key ?? fields.owner).error("\(error)")
      }
      pseudonymKey = try key?.file()
    }
    guard let node = fields["links"], try node.flag() else { return }
    if pseudonyms != nil { throw node.error("links would reveal who the pseudonyms are; leave one out") }
    links = .profiles
    page.hasLinks = true
  }

  /// - Throws: `JobError` where a diagram draws people one by one, which small counts hide.
  private func refusePeopleOneByOne(_ node: JobNode?) throws {
    for node in try node?.list() ?? [] {
      guard let shown = try node.mapping(keys: Self.diagramKeys)["show"],
        ["ego", "conversation"].contains(try shown.text())
      else { continue }
      throw shown.error("\(try shown.text()) draws people one by one, whom small_counts hides; leave one out")
    }
  }

  private static let diagramKeys = ["file", "show", "of", "top", "title", "page", "theme"]

  /// What sets notes that were made without names apart from those made with them; empty where names are shown.
  var namesMark: String { pseudonyms.map { " by \($0.fingerprint)" } ?? "" }

  enum Lettering: String, CaseIterable { case text, outlines }

  private func diagram(_ node: JobNode) throws -> Diagram {
    let fields = try node.mapping(keys: Self.diagramKeys)
    let shown = try fields["show"]?.choice(DrawStep.Diagram.self) ?? .network
    var step = DrawStep(shown, of: try fields["of"]?.text())
    do {
      try step.validate()
    } catch { throw (fields["of"] ?? node).error("\(error) (key: of)") }
    if let top = fields["top"] { step.top = try top.number(from: 1) }
    var page = page
    if let format = try fields["page"]?.choice(FigurePage.Format.self) {
      let sized = FigurePage(format)
      (page.width, page.height) = (sized.width, sized.height)
    }
    if let theme = try fields["theme"]?.choice(Theme.self) { page.theme = theme }
    return Diagram(
      step: step, path: try fields.required("file").picture(), title: try fields["title"]?.text(), page: page,
      fingerprint: node.yaml)
  }

  private mutating func briefing(_ node: JobNode, previous: Window?) throws {
    brief.page = page
    brief.pseudonyms = pseudonyms
    brief.links = links
    brief.previous = previous
    briefingFingerprint = node.yaml
    if node.isScalar {
      briefings = try node.file()
      return
    }
    let fields = try node.mapping(keys: ["folder", "title", "voices", "picks", "changes", "office", "bom", "template"])
    briefings = try fields.required("folder").file()
    brief.title = try fields["title"]?.text()
    if let voices = fields["voices"] { brief.voices = try voices.number(from: 1) }
    if let picks = fields["picks"] { brief.picks = try picks.number(from: 1) }
    if try fields["changes"]?.flag() == false { brief.comparison = .none }
    if try fields["bom"]?.flag() == true { brief.mark = .present }
    brief.office = OfficeFormat.inOrder(
      try fields["office"]?.listOrOne().map { try $0.choice(OfficeFormat.self) } ?? [])
    if let node = fields["template"] {
      if !brief.office.contains(.pptx) { throw node.error("template is of slides, and office does not ask for pptx") }
      try template(node)
    }
  }
}

extension JobFile.Outputs {
  /// Takes slides' masters from the presentation that a place names; another content of it makes another briefing.
  private mutating func template(_ node: JobNode) throws {
    let path = try node.file()
    do {
      brief.template = try SlideTemplate(readingFile: path)
      briefingFingerprint += try SHA256Digest.ofFile(at: path)
    } catch { throw node.error("\(error)") }
  }
}

extension JobNode {
  /// The place as the path of a picture.
  fileprivate func picture() throws -> String {
    let path = try file()
    guard PictureFormat(path: path) != nil else {
      let known = PictureFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
      throw error("pictures are written as \(known); \(try text()) is none of them")
    }
    return path
  }

  /// The place as the path of a graph.
  /// - Parameter key: the key that hides what an export shows; nil where none does.
  fileprivate func graph(besides key: String?) throws -> String {
    let path = try file()
    if let key { throw error("exports are exact and name everybody; leave out exports or \(key)") }
    guard GraphFormat(path: path) != nil else {
      let known = GraphFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
      throw error("graphs are written as \(known); \(try text()) is none of them")
    }
    return path
  }
}
