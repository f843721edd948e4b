import Formats
import Foundation
import Yams

/// Texts as YAML writes them.
enum YAMLText {
  /// A YAML text of one line, within braces too.
  static func quoted(_ text: String) -> String {
    let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/".contains($0)) }
    if isPlain, !text.hasPrefix("-") { return text }
    let isOneLine = SafeText.withoutControls(text) == text
    let node = Node.scalar(.init(text, .implicit, isOneLine ? .singleQuoted : .doubleQuoted))
    let yaml = try? Yams.serialize(node: node, width: -1, allowUnicode: true)
    return yaml?.trimmingCharacters(in: .newlines) ?? "''"
  }
}
