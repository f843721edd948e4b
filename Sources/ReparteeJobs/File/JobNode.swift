import Foundation
import ReparteeAnalysis
import ReparteeBriefings
import ReparteeFormats
import ReparteeGraph
import Yams

/// A place in a job file, which knows its line and says what was expected there.
struct JobNode {
  let node: Node
  /// The file that it stands in.
  let path: String
  private let folder: String
  let name: String

  init(_ node: Node, path: String, folder: String, name: String) {
    self.node = node
    self.path = path
    self.folder = folder
    self.name = name
  }

  var isScalar: Bool { node.scalar != nil }
  /// Whether it is a list.
  var isList: Bool { node.sequence != nil }

  /// The place as YAML: equal values give equal text.
  var yaml: String { (try? Yams.serialize(node: node)) ?? "" }

  /// Another value at this place.
  func with(_ node: Node, named name: String) -> JobNode { JobNode(node, path: path, folder: folder, name: name) }

  /// A mistake at this place.
  func error(_ message: String) -> JobError {
    JobError(path: path, line: node.mark?.line, column: node.mark?.column, message: message)
  }

  private func child(_ node: Node, _ name: String) -> JobNode {
    JobNode(node, path: path, folder: folder, name: name)
  }

  /// The place as a mapping that has no other keys than `keys`.
  func mapping(keys: [String]) throws -> Fields {
    guard let mapping = node.mapping else { throw error("\(name) has to be a mapping of \(list(keys))") }
    var fields: [String: JobNode] = [:]
    for (key, value) in mapping {
      let text = key.string ?? ""
      guard keys.contains(text) else {
        throw child(key, text).error(
          "\(name) has no key \(text); expected one of \(list(keys))" + near(text, keys))
      }
      fields[text] = child(value, text)
    }
    return Fields(fields: fields, owner: self)
  }

  /// The fields of a mapping.
  struct Fields {
    let fields: [String: JobNode]
    let owner: JobNode

    subscript(key: String) -> JobNode? { fields[key] }

    func required(_ key: String) throws -> JobNode {
      guard let field = fields[key] else { throw owner.error("\(owner.name) needs the key \(key)") }
      return field
    }
  }

  /// The place as a list.
  func list() throws -> [JobNode] {
    guard let sequence = node.sequence else {
      throw error(node.null == nil ? "\(name) has to be a list" : "\(name) is empty; expected a list")
    }
    return sequence.map { child($0, name) }
  }

  /// The place as a list, or its one value.
  func listOrOne() throws -> [JobNode] { node.sequence == nil ? [self] : try list() }

  /// The place as a text.
  func text() throws -> String {
    guard let text = node.scalar?.string, !text.isEmpty else { throw error("\(name) has to be a text") }
    return text
  }

  /// The place as a mapping of texts.
  func texts() throws -> [String: String] {
    guard let mapping = node.mapping else { throw error("\(name) has to be a mapping") }
    var texts: [String: String] = [:]
    for (key, value) in mapping { texts[key.string ?? ""] = try child(value, name).text() }
    return texts
  }

  /// The place as a path, relative to the job file's folder.
  /// A variable of the environment may stand in it: `${NAME}`.
  func file() throws -> String {
    let text = try withVariables(text())
    // The system takes a path to end there, and another file would be meant.
    if text.contains("\0") { throw error("\(name) is a path with the character NUL, which no file's name has") }
    return text.hasPrefix("/") || folder.isEmpty ? text : folder + "/" + text
  }

  /// A text with the values of the variables in it.
  private func withVariables(_ text: String) throws -> String {
    var (value, rest) = ("", text[...])
    while let start = rest.range(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
      let variable = String(rest[start.upperBound..<end])
      guard let found = ProcessInfo.processInfo.environment[variable], !found.isEmpty else {
        throw error("\(name) names the variable \(variable), which the environment has not; set it, or write the path")
      }
      value += rest[..<start.lowerBound] + found
      rest = rest[rest.index(after: end)...]
    }
    return value + rest
  }

  /// The largest number that a job may give.
  static let largestNumber = 1_000_000_000

  /// The place as a whole number that is not below `least`.
  func number(from least: Int) throws -> Int {
    guard let number = Int(try text()), number >= least, number <= Self.largestNumber else {
      throw error("\(name) is \(try text()); expected a whole number from \(least) to \(Self.largestNumber)")
    }
    return number
  }

  /// The place as yes or no.
  func flag() throws -> Bool {
    switch try text().lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: throw error("\(name) is \(try text()); expected true or false")
    }
  }

  /// The place as a moment: a date is the beginning of that day.
  /// - Parameter zone: whose day it is; nil is UTC's.
  func time(in zone: TimeZone? = nil) throws -> Timestamp {
    let text = try text()
    guard let time = Timestamp(text: text) else {
      throw error("\(name) is \(text); expected a date such as 2026-01-31, or an ISO 8601 time")
    }
    guard let zone, !text.contains("T"), !text.contains(" ") else { return time }
    return zone.start(ofDay: time.daysSince1970)
  }

  /// The place as one of the values of an enumeration.
  func choice<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) throws -> Choice
  where Choice.RawValue == String {
    guard let choice = Choice(rawValue: try text()) else {
      let known = Choice.allCases.map(\.rawValue)
      throw error(
        "\(name) is \(try text()); expected one of \(list(known))" + near(try text(), known))
    }
    return choice
  }

  private func list(_ names: [String]) -> String { names.joined(separator: ", ") }

  private func near(_ word: String, _ names: [String]) -> String {
    let suggestion = Suggestions.suggestion(for: word, among: names)
    return suggestion.isEmpty ? "" : "." + suggestion
  }
}

/// A mistake in a job file or a mapping.
public struct JobError: Error, Equatable, CustomStringConvertible, Sendable {
  /// The file.
  public let path: String
  /// The line, counted from 1; nil where the mistake is in what was said instead of the file's values.
  public let line: Int?
  /// The column, counted from 1; nil where the line is.
  public let column: Int?
  /// What is wrong, or what was expected.
  public let message: String

  /// One line: the file, the line and column, what was expected.
  public var description: String {
    let place = line.map { "line \($0), column \(column ?? 1)" } ?? "in what is said instead of its values"
    return "\(path), \(place): \(message)" + (message.hasSuffix("?") ? "" : ".")
  }

  init(path: String, line: Int?, column: Int?, message: String) {
    self.path = path
    self.line = line
    self.column = column
    self.message = message
  }

  /// A text that is no YAML.
  init(_ error: YamlError, path: String) {
    self.path = path
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (line, column) = (mark.line, mark.column)
      message = "no YAML: \(problem)"
    default:
      (line, column) = (1, 1)
      // Some descriptions go on with an excerpt of the file.
      let text = "\(error)".prefix { !$0.isNewline }
      message = "no YAML: \(text.last == "." || text.last == ":" ? text.dropLast() : text)"
    }
  }
}
