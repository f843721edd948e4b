import Foundation
import ReparteeFormats
import Yams

/// YAML as it is read and written.
enum YAMLText {
  /// The text of the file at `path`.
  /// - Throws: `FormatError` where there is none, or it cannot be read.
  static func ofFile(at path: String) throws -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw FormatError.missing(path: path)
    }
    if isFolder.boolValue { throw FormatError.directory(path: path) }
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved(path)) else {
      throw FormatError.unreadable(path: path, reason: "no permission")
    }
    // A pipe would be waited for, and a device never ends.
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw FormatError.unreadable(path: path, reason: "a pipe or a device, where a file of YAML was expected")
    }
    if let bytes = attributes[.size] as? Int, bytes > largestFile {
      throw FormatError.unreadable(
        path: path, reason: "\(bytes) bytes of YAML; expected \(largestFile) at most, so this is another kind of file")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FormatError.unreadable(path: path, reason: "no permission")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// A job, or a mapping, of more bytes is refused.
  static let largestFile = 4 << 20

  private static func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

  /// More aliases than this are refused.
  private static let mostAliases = 20

  /// The text as a tree with the line of every key; nil where it is empty.
  /// - Throws: `JobError` with the line, where it is no YAML.
  static func tree(_ yaml: String, path: String) throws -> Node? {
    // Aliases of aliases grow without end: a page of them is more than any memory holds.
    let aliases = yaml.matches(of: /(?:^|[\s\[{,?:-])\*[A-Za-z0-9_-]+(?=[\s,\]}:]|$)/)
    if aliases.count > mostAliases, let over = aliases.dropFirst(mostAliases).first {
      let line = yaml[..<over.range.lowerBound].count { $0.isNewline } + 1
      throw JobError(
        path: path, line: line, column: 1,
        message: "more than \(mostAliases) aliases (*name): write out what they stand for")
    }
    do {
      return try Yams.compose(yaml: yaml)
    } catch let error as YamlError {
      throw JobError(error, path: path)
    }
  }

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
