import ReparteeText

/// Notes on the headers of a worksheet: what the columns mean.
///
/// A note is text in one part and a box in another, which is VML: programs still place notes by it.
struct HeaderNotes {
  /// The columns that have one, from 0 on, with its text.
  private let notes: [(column: Int, text: String)]

  /// Notes on those of these columns that have a definition.
  init(on columns: [String], definitions: [String: String]) {
    notes = columns.enumerated().compactMap { column, name in definitions[name].map { (column, $0) } }
  }

  /// Adds the notes of a worksheet to a workbook.
  /// - Parameter number: a number that no other worksheet has.
  /// - Returns: the id of the boxes, by which the worksheet's own text refers to them; nil where there are none.
  func add(to package: inout OfficePackage, of sheet: String, number: Int) -> String? {
    if notes.isEmpty { return nil }
    let (texts, boxes) = ("xl/comments\(number).xml", "xl/drawings/vmlDrawing\(number).vml")
    package.add(texts, type: "spreadsheetml.comments+xml", self.texts)
    package.add(boxes, type: "vmlDrawing", self.boxes(number: number))
    package.relate(sheet, to: texts, .comments)
    return package.relate(sheet, to: boxes, .vmlDrawing)
  }

  private var texts: [UInt8] {
    var xml = XMLText()
    xml.element("comments", ["xmlns": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"]) { xml in
      xml.element("authors") { $0.element("author", text: "Repartee") }
      xml.element("commentList") { xml in
        for (column, text) in notes {
          xml.element("comment", ["ref": Spreadsheet.column(column + 1) + "1", "authorId": "0"]) { xml in
            xml.element("text") { $0.element("t", ["xml:space": "preserve"], text: text) }
          }
        }
      }
    }
    return xml.bytes
  }

  private func boxes(number: Int) -> [UInt8] {
    var xml = XMLText()
    xml.element(
      "xml",
      [
        "xmlns:v": "urn:schemas-microsoft-com:vml", "xmlns:o": "urn:schemas-microsoft-com:office:office",
        "xmlns:x": "urn:schemas-microsoft-com:office:excel",
      ]
    ) { xml in
      xml.append(
        markup: """
          <o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="\(number)"/></o:shapelayout>\
          <v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">\
          <v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
          """)
      for (place, (column, text)) in notes.enumerated() {
        // From the next column on, over the width of three or four, and as many rows as the text needs.
        let rows = 2 + text.count / 32
        xml.append(
          markup: """
            <v:shape id="_x0000_s\(number * 1_024 + 1 + place)" type="#_x0000_t202" \
            style="position:absolute;width:220pt;height:\(rows * 15)pt;z-index:\(place + 1);visibility:hidden" \
            fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>\
            <v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>\
            <x:Anchor>\(column + 1), 12, 0, 4, \(column + 4), 12, \(rows), 4</x:Anchor><x:AutoFill>False</x:AutoFill>\
            <x:Row>0</x:Row><x:Column>\(column)</x:Column></x:ClientData></v:shape>
            """)
      }
    }
    return xml.bytes
  }
}

extension Spreadsheet {
  /// Column → what it means, as a briefing's table of definitions says; one of its rows may speak of several columns.
  static func definitions(in briefing: Briefing) -> [String: String] {
    var found: [String: String] = [:]
    for table in briefing.sections.flatMap(\.tables).map(\.table) {
      let places = ["measure", "meaning", "range"].compactMap(table.columns.firstIndex)
      guard places.count == 3 else { continue }
      for row in table.rows {
        guard case .text(let names) = row[places[0]], case .text(let meaning) = row[places[1]],
          case .text(let range) = row[places[2]]
        else { continue }
        let plain = names.replacing(" (of a conversation)", with: "")
        for name in plain.split(whereSeparator: { ",;".contains($0) }) {
          let column = String(name.drop { $0 == " " })
          if found[column] == nil { found[column] = "\(meaning) (\(range))" }
        }
      }
    }
    return found
  }
}
