import Mustache
import ReparteeFormats

/// How the page's template escapes what is put into it: scalar by scalar.
///
/// The library's own rule goes by characters as people see them, and passes a quotation mark that carries a combining
/// accent; an attribute would end there.
struct PageEscaping: MustacheContentType {
  /// The name by which the template asks for it.
  static let name = "BRIEFING"

  func escapeText(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in SafeText.withoutControls(text).unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
