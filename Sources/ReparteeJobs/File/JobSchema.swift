import Foundation
import ReparteeAnalysis
import ReparteeBriefings
import ReparteeFigures
import ReparteeFormats
import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// What a job may say, as a JSON Schema (2020-12): editors complete keys by it and mark mistakes while one types.
///
/// `JobFile` reads jobs; a test holds the keys of both against each other.
package enum JobSchema {
  /// The schema's text, keys sorted: the same on every machine.
  package static func text() throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: job, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
  }

  private typealias Schema = [String: Any]

  private static var job: Schema {
    var job = mapping(
      "A job: what to read, how to score, what to write. Paths are relative to the file.",
      [
        "version": ["const": 1, "description": "The version of what a job may say: 1."],
        "include": oneOrMore(path("A job whose keys hold where this one has none.")),
        "store": path("Everything that was read, in one SQLite file."),
        "sources": list("What to read, in order.", ["anyOf": [path("A file, a folder or a pattern."), source]]),
        "roster": oneOrMore([
          "anyOf": [path("What people know and no export says: kinds, organisations, roles, voices."), roster]
        ]),
        "replaced": choice(
          "What becomes of rows that a file no longer holds: keep them, or take them back.", JobFile.ReplacedRule.self),
        "text": oneOrMore([
          "type": "string", "pattern": "^(none|hashtags|domains)( *, *(none|hashtags|domains))*$",
          "description":
            "What is kept of what posts say: \(TextPolicy.names.joined(separator: ", ")); the text itself never is.",
        ]),
        "window": window, "ranking": ranking, "look": look, "outputs": outputs,
        "diagrams": list("Pictures, a file each.", diagram), "briefing": briefing,
        "limits": mapping(
          "What sources may be at most, where they are meant to be more than any export is.",
          Dictionary(
            uniqueKeysWithValues: InputLimits.all.map { limit in
              (
                limit.key,
                [
                  "type": "integer", "minimum": 1, "maximum": limit.most,
                  "default": InputLimits()[keyPath: limit.value],
                  "description": "The most " + limit.what + ".",
                ]
              )
            })),
        "small_counts": [
          "type": "integer", "minimum": SmallCounts.limits.lowerBound, "maximum": SmallCounts.limits.upperBound,
          "description": "Counts below it are hidden in what is published, with what would tell them; none by default.",
        ],
        "exports": oneOrMore(path("The whole network for other tools: \(endings(GraphFormat.self)).")),
        "retention": mapping(
          "How long to keep what was read and written.",
          [
            "days": number("What is older leaves the store: posts, replies and other acts."),
            "months": number("The same as days, in calendar months."),
            "briefings": number("How many dated briefings stay."),
          ]),
      ], required: ["store", "sources"])
    job["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    job["title"] = "A job of Repartee"
    return job
  }

  private static var source: Schema {
    mapping(
      "A file with what its content does not say.",
      [
        "file": path("A file, a folder or a pattern."),
        "format": choice("Its format; detected from the content by default.", FormatCatalogue.formats.map { $0.name }),
        "kind": choice("What an edge A B of it means: A follows B, replies to B, …", EdgeKind.self),
        "platform": text("The platform of its ids."),
        "columns": columns,
        "owner": text("Whose list or archive it is."),
        "list": choice("Which of its owner's lists the file is.", AccountList.self),
        "complete": flag("Its follow lists are whole, so that the followers held are counted ones."),
        "mapping": text("A mapping file, or a shipped mapping's name (repartee formats)."),
      ], required: ["file"])
  }

  private static var roster: Schema {
    mapping(
      "A roster whose columns are called otherwise.",
      ["file": path("The sheet."), "columns": columns, "platform": text("The platform of its ids and handles.")],
      required: ["file"])
  }

  private static var columns: Schema {
    [
      "type": "object", "additionalProperties": ["type": "string"],
      "description": "What the sheet calls each column, as NAME: ITS NAME.",
    ]
  }

  private static var window: Schema {
    mapping(
      "Which time counts; the end does not belong to it.",
      [
        "from": time("The first moment; a date is its beginning."), "to": time("The first moment after it."),
        "last": choice("The last whole one before --as-of, or now.", CalendarSpan.self),
        "time_zone": text("Whose days these are, such as Europe/London; UTC's by default."),
      ])
  }

  private static var ranking: Schema {
    mapping(
      "What voices are ranked by, and which.",
      [
        "by": choice("What voices are ranked by; the score by default.", Ranking.self),
        "kinds": list("Which kinds are ranked; person and unknown by default.", choice("A kind.", VoiceKind.self)),
        "colleagues": choice(
          "Whether people of one organisation count for each other; they do by default.", Scope.ColleagueRule.self),
        "bots": choice("Whether bots count as people; they do not by default.", Scope.BotRule.self),
        "quotes": choice(
          "What a quote with a parent is; a new conversation by default.", NetworkBuilder.QuoteRule.self),
        "columns": list("Measures to add (repartee measures).", text("A measure.")),
        "seed": ["type": "integer", "minimum": 0, "description": "Random seed; 1 by default."],
      ])
  }

  private static var look: Schema {
    mapping(
      "The style of pictures, and whether anybody is named.",
      [
        "page": page, "theme": theme,
        "lettering": choice("Text as text, or as outlines for machines without fonts.", JobFile.Outputs.Lettering.self),
        "pseudonyms": flag("Replace names by stable labels."),
        "pseudonym_key": path("The file, of mode 0600, with the key that the labels are made with."),
        "links": flag("Let shapes lead to profiles."),
      ])
  }

  private static var outputs: Schema {
    mapping(
      "The ranking as tables.",
      [
        "csv": path("The ranking as CSV."), "json": path("The ranking as JSON."),
        "diagram": path("The network as a picture."), "title": text("That picture's title."),
      ])
  }

  private static var diagram: Schema {
    mapping(
      "A picture.",
      [
        "file": path("Where it goes: \(endings(PictureFormat.self))."),
        "show": choice("What it shows; the network by default.", DrawStep.Diagram.self),
        "of": text("The voice of an ego diagram, or a post of a conversation."),
        "top": number("How many ranked voices a network shows."), "title": text("Its title; the finding by default."),
        "page": page, "theme": theme,
      ], required: ["file"])
  }

  private static var briefing: Schema {
    [
      "anyOf": [
        path("The folder that gets a folder a day."),
        mapping(
          "A briefing.",
          [
            "folder": path("The folder that gets a folder a day."), "title": text("Its title; the finding by default."),
            "voices": number("How many voices its tables show."),
            "picks": number("How many voices to engage it proposes."),
            "changes": flag("Whether to compare with the window before; yes by default."),
            "template": path("A presentation (.pptx or .potx) whose masters and layouts its slides take."),
            "bom": flag("Whether its CSV files begin with a byte order mark, by which Excel knows UTF-8."),
            "office": oneOrMore(choice("Files for office programs that come with it.", OfficeFormat.self)),
          ], required: ["folder"]),
      ]
    ]
  }

  private static var page: Schema { choice("The shape of the page; landscape by default.", FigurePage.Format.self) }
  private static var theme: Schema { choice("The colours; light by default.", Theme.self) }
}

/// The parts that the schema is made of.
extension JobSchema {
  private static func mapping(_ about: String, _ properties: Schema, required: [String] = []) -> Schema {
    [
      "type": "object", "description": about, "properties": properties, "required": required,
      "additionalProperties": false,
    ]
  }

  private static func list(_ about: String, _ items: Schema) -> Schema {
    ["type": "array", "description": about, "items": items]
  }

  private static func oneOrMore(_ item: Schema) -> Schema { ["anyOf": [item, ["type": "array", "items": item]]] }

  private static func text(_ about: String) -> Schema { ["type": ["string", "number"], "description": about] }

  private static func path(_ about: String) -> Schema { ["type": "string", "minLength": 1, "description": about] }

  private static func time(_ about: String) -> Schema {
    ["type": ["string", "number"], "description": about + " A date such as 2026-01-31, or an ISO 8601 time."]
  }

  private static func number(_ about: String) -> Schema { ["type": "integer", "minimum": 1, "description": about] }

  private static func flag(_ about: String) -> Schema { ["type": "boolean", "description": about] }

  private static func choice<Choice: RawRepresentable & CaseIterable>(_ about: String, _: Choice.Type) -> Schema
  where Choice.RawValue == String {
    choice(about, Choice.allCases.map(\.rawValue))
  }

  private static func choice(_ about: String, _ values: [String]) -> Schema { ["enum": values, "description": about] }

  private static func endings<Format: RawRepresentable & CaseIterable>(_: Format.Type) -> String
  where Format.RawValue == String {
    Format.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
  }
}
