import Foundation
import Mustache
import ReparteeAnalysis
import ReparteeFigures
import ReparteeFormats
import ReparteeGraph
import ReparteeText

/// The briefing as one HTML page: pictures inline, nothing from elsewhere, printable on A4 and US Letter. Its policy lets
/// nothing run but the one script whose hash it names, and the page says the same without it.
struct BriefingPage {
  let briefing: Briefing
  /// The pictures, by the names of their files.
  let drawings: [String: Drawing]
  /// The page that they were drawn on.
  let page: FigurePage
  /// The files for office programs that lie beside the page.
  var downloads: [Briefing.File] = []

  /// - Throws: a mistake in the template, which tests rule out.
  func html() throws -> String {
    MustacheContentTypes.register(PageEscaping(), named: PageEscaping.name)
    var library = MustacheLibrary()
    try library.register(text(PackageResources.page_html), named: "page")
    try library.register(text(PackageResources.section_html), named: "section")
    try library.register(text(PackageResources.table_html), named: "table")
    let (style, script) = (PackageResources.style_css, PackageResources.page_js)
    func sections(_ place: Briefing.PageSection.Place) -> [[String: Any]] {
      briefing.sections.filter { $0.place == place }.map(section)
    }
    return library.render(
      [
        "title": clean(briefing.title), "subtitle": clean(briefing.subtitle), "style": text(style),
        "script": text(script), "styleHash": SHA256Digest.base64(of: style),
        "scriptHash": SHA256Digest.base64(of: script), "first": sections(.firstPage), "second": sections(.secondPage),
        "annex": sections(.annex),
        "downloads": downloads.map { ["path": $0.path, "what": $0.what] },
      ] as [String: Any], withTemplate: "page") ?? ""
  }

  /// A file of `Resources`, which the package manager embeds into the program.
  private func text(_ resource: [UInt8]) -> String { String(decoding: resource, as: UTF8.self) }

  private func section(_ section: Briefing.PageSection) -> [String: Any] {
    // In the annex a picture is the last thing of its section: what is short fills the sheet before it in print.
    let tables = section.tables.map(table)
    let isAnnex = section.place == .annex
    return [
      "id": section.identifier, "title": clean(section.title), "place": section.place.rawValue,
      "paragraphs": section.paragraphs.map(clean), "figures": section.figures.map(figure),
      "tablesFirst": isAnnex ? tables : [], "tables": isAnnex ? [] : tables, "closing": section.closing.map(clean),
    ]
  }

  private func figure(_ picture: Briefing.Picture) -> [String: Any] {
    let drawing = drawings[picture.name]
    return [
      "name": picture.name, "caption": clean(picture.caption), "svg": drawing.map { inline($0, of: picture) } ?? "",
      "data": table(
        Briefing.Table(
          name: picture.name, caption: "\(picture.caption) As a table.",
          table: drawing?.table ?? ResultTable(columns: [], rows: []),
          shown: 200)),
    ]
  }

  /// A document's root element, as it stands within another document: without its title where that is the page's own, and
  /// without an empty foot.
  private func inline(_ drawing: Drawing, of picture: Briefing.Picture) -> String {
    let svg = drawing.cropped(withHeading: picture.figure.title != briefing.title, on: page).drawing.svg
    return svg.range(of: "<svg").map { String(svg[$0.lowerBound...]) } ?? svg
  }

  /// What the page shows of a table: `columns` with headings, `rows` of cells with their text, and what is said of more rows.
  func table(_ table: Briefing.Table) -> [String: Any] {
    var table = table
    if let rule = SmallCounts.current { table.table = rule.shown(table.table) }
    let rows = table.table.rows.prefix(table.shown)
    let columns = (table.columns ?? table.table.columns.map { Briefing.Column(stringLiteral: $0) }).compactMap {
      column in ShownColumn(column, of: table.table)
    }.filter { column in
      // A column without a value in any row says nothing; the file has it.
      rows.isEmpty || rows.contains { row in column.places.contains { row[$0] != .empty } }
    }
    return [
      "name": table.name, "caption": clean(table.caption),
      "columns": columns.map {
        ["column": $0.column.names.joined(separator: "|"), "heading": $0.column.heading, "class": $0.kind]
      },
      "rows": rows.enumerated().map { place, row in
        ["cells": columns.map { cell(of: row, in: $0, evidence: table.evidence[place]) }]
      },
      "isFolded": table.isFolded,
      "hasRows": !rows.isEmpty || table.table.rows.isEmpty,
      "more": more(than: rows.count, of: table.table.rows.count),
    ]
  }

  /// A column with its places in a table, and whether it holds numbers.
  private struct ShownColumn {
    let column: Briefing.Column
    let places: [Int]
    let kind: String

    /// - Returns: nil where the table has no such column.
    init?(_ column: Briefing.Column, of table: ResultTable) {
      let places = column.names.compactMap(table.columns.firstIndex)
      guard places.count == column.names.count else { return nil }
      self.column = column
      self.places = places
      kind = table.rows.contains { row in places.contains { row[$0].isNumber } } ? "number" : "words"
    }
  }

  /// The columns whose figures are people that the evidence lists.
  private static let countedPeople: Set = ["score", "reply_reach", "repliers", "reciprocated", "conversed"]

  /// A cell of the page. A figure leads to the people whom it counts, and an address to where it says.
  private func cell(of row: [TableCell], in column: ShownColumn, evidence: String?) -> [String: Any] {
    let cells = column.places.map { row[$0] }
    var cell: [String: Any] = [
      "text": text(cells, joinedBy: column.column.joint), "value": cells.map(\.plainText).joined(separator: "|"),
      "class": column.kind,
    ]
    if let evidence, let name = column.column.names.first, Self.countedPeople.contains(name), cells.count == 1,
      cells[0] != .empty, cells[0] != .integer(0)
    {
      cell["link"] = "#table-\(evidence)"
    } else if column.column.names == ["link"], case .text(let address) = cells[0], address.hasPrefix("https://") {
      cell["link"] = address
      cell["isOutside"] = true
      cell["text"] = "Open"
    }
    return cell
  }

  /// One cell, or two with what joins them; nothing of either is one dash.
  private func text(_ cells: [TableCell], joinedBy joint: String) -> String {
    cells.allSatisfy { $0 == .empty } ? text(.empty) : cells.map(text).joined(separator: joint)
  }

  /// What is said of rows that the page does not show.
  private func more(than shown: Int, of all: Int) -> String {
    if shown == all { return "" }
    return shown == 0
      ? "All \(NumberFormat.exact(all)) rows are in the file."
      : "The first \(NumberFormat.exact(shown)) of \(NumberFormat.exact(all)) rows in the file."
  }

  private func text(_ cell: TableCell) -> String {
    switch cell {
    case .empty: "–"
    case .text(let text): clean(text)
    case .integer(let number): NumberFormat.exact(number)
    case .decimal(let number, _) where !number.isFinite: "–"
    case .decimal(let number, let places):
      places == 0 ? NumberFormat.whole(number) : NumberFormat.decimal(number)
    case .moment(let time): briefing.days.words(for: time)
    case .hidden(let limit): limit.map { "<\(NumberFormat.exact($0))" } ?? "hidden"
    }
  }

  private func clean(_ text: String) -> String { DisplayText.cleaned(text, limit: 2_000, placeholder: "") }
}

extension TableCell {
  /// Whether it stands in a column of numbers.
  var isNumber: Bool {
    switch self {
    case .integer, .decimal, .hidden: true
    default: false
    }
  }
}
