import Foundation
import Mustache
import ReparteeAnalysis
import ReparteeFigures
import ReparteeFormats
import ReparteeGraph
import ReparteeText

/// The briefing as one HTML page: pictures inline, no script, nothing from elsewhere, printable on A4.
struct BriefingPage {
  let briefing: Briefing
  /// The pictures, by the names of their files.
  let drawings: [String: Drawing]

  /// - Throws: a mistake in the template, which tests rule out.
  func html() throws -> String {
    MustacheContentTypes.register(PageEscaping(), named: PageEscaping.name)
    var library = MustacheLibrary()
    try library.register(text(PackageResources.page_html), named: "page")
    try library.register(text(PackageResources.table_html), named: "table")
    return library.render(
      [
        "title": clean(briefing.title), "subtitle": clean(briefing.subtitle), "style": text(PackageResources.style_css),
        "sections": briefing.sections.map(section),
      ] as [String: Any], withTemplate: "page") ?? ""
  }

  /// A file of `Resources`, which the package manager embeds into the program.
  private func text(_ resource: [UInt8]) -> String { String(decoding: resource, as: UTF8.self) }

  private func section(_ section: Briefing.PageSection) -> [String: Any] {
    [
      "id": section.identifier, "title": clean(section.title), "paragraphs": section.paragraphs.map(clean),
      "figures": section.figures.map(figure), "tables": section.tables.map(table),
    ]
  }

  private func figure(_ picture: Briefing.Picture) -> [String: Any] {
    let drawing = drawings[picture.name]
    return [
      "name": picture.name, "caption": clean(picture.caption), "svg": (drawing?.svg).map(inline) ?? "",
      "data": table(
        Briefing.Table(
          name: picture.name, caption: "\(picture.caption) As a table.",
          table: drawing?.table ?? ResultTable(columns: [], rows: []),
          shown: 200)),
    ]
  }

  /// A document's root element, as it stands within another document.
  private func inline(_ svg: String) -> String {
    svg.range(of: "<svg").map { String(svg[$0.lowerBound...]) } ?? svg
  }

  private func table(_ table: Briefing.Table) -> [String: Any] {
    var table = table
    if let rule = SmallCounts.current { table.table = rule.shown(table.table) }
    let rows = table.table.rows.prefix(table.shown)
    // A column without a value in any row says nothing; the file has it.
    let columns = table.table.columns.indices.filter { column in
      (table.columns?.contains(table.table.columns[column]) ?? true)
        && (rows.isEmpty || rows.contains { $0[column] != .empty })
    }
    func kind(_ column: Int) -> String {
      table.table.rows.contains { $0[column].isNumber } ? "number" : "words"
    }
    let kinds = columns.map(kind)
    return [
      "name": table.name, "caption": clean(table.caption),
      "columns": zip(columns, kinds).map {
        [
          "column": table.table.columns[$0], "heading": ResultTable.heading(ofColumn: table.table.columns[$0]),
          "class": $1,
        ]
      },
      "rows": rows.map { row in
        [
          "cells": zip(columns, kinds).map {
            ["text": text(row[$0]), "value": row[$0].plainText, "class": $1]
          }
        ]
      },
      "hasRows": !rows.isEmpty || table.table.rows.isEmpty,
      "more": more(than: rows.count, of: table.table.rows.count),
    ]
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
    case .moment(let time): time.isoMoment
    case .hidden(let limit): limit.map { "<\(NumberFormat.exact($0))" } ?? "hidden"
    }
  }

  private func clean(_ text: String) -> String { DisplayText.cleaned(text, limit: 2_000, placeholder: "") }
}

extension TableCell {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .decimal, .hidden: true
    default: false
    }
  }
}
