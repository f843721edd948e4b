import ReparteeGraph
import ReparteeText

extension Drawing {
  /// The table as a piece of HTML to put beside the picture: a caption, headers that name their columns, nothing that
  /// needs a style sheet or a script.
  package func htmlTable(caption: String) -> String {
    func escaped(_ text: String) -> String { Markup.escaped(DisplayText.cleaned(text, placeholder: "")) }
    var text = "<table>\n <caption>\(escaped(caption))</caption>\n <thead>\n  <tr>"
    for column in table.columns { text += "<th scope=\"col\">\(escaped(ResultTable.heading(ofColumn: column)))</th>" }
    text += "</tr>\n </thead>\n <tbody>\n"
    for row in table.rows {
      text += "  <tr>" + row.map { "<td>\(escaped(Self.text($0)))</td>" }.joined() + "</tr>\n"
    }
    return text + " </tbody>\n</table>\n"
  }

  private static func text(_ cell: TableCell) -> String {
    switch cell {
    case .empty: ""
    case .text(let text): text
    case .integer(let number): NumberFormat.exact(number)
    case .decimal(let number, _): NumberFormat.short(number)
    case .moment(let time): time.isoMoment
    case .hidden(let limit): limit.map { "<\(NumberFormat.exact($0))" } ?? "hidden"
    }
  }
}
