import Mustache
import ReparteeFormats
import ReparteeText

/// How the page's template escapes what is put into it: scalar by scalar.
///
/// The library's own rule goes by characters as people see them, and passes a quotation mark that carries a combining
/// accent; an attribute would end there.
struct PageEscaping: MustacheContentType {
  /// The name by which the template asks for it.
  static let name = "BRIEFING"

  /// Apostrophes too, so that an attribute in either kind of quotes is safe.
  func escapeText(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in Markup.escaped(SafeText.withoutControls(text)).unicodeScalars {
      if scalar == "'" { escaped.append(contentsOf: "&#39;".unicodeScalars) } else { escaped.append(scalar) }
    }
    return String(escaped)
  }
}
