import Foundation

/// What a run noticed: said in its log, on its page and in its status.
package struct RunNotice: Codable, Sendable, Equatable {
  /// What it is about.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    /// Nothing lies in the window.
    case noData = "no data"
    /// The job has forgotten a part of its window.
    case retention
    /// A source is not there, or has no row.
    case missing = "missing source"
    /// Less than half as many posts as usual.
    case fewer = "fewer posts"
    /// A smaller part of the counted replies is held than in the window before.
    case coverage
    /// An export is laid out otherwise than those before it.
    case schema
    /// The data begin or end within the window.
    case reach
    /// Times that lie in the future.
    case future
    /// Rows that a file no longer holds, or holds otherwise; accounts that are renamed.
    case history
    /// The rules by which figures are made are others than when a window was published.
    case rules = "changed rules"
    /// The window before would be published otherwise today.
    case revised = "changed finding"
    /// Figures were published before of other data, or by other rules.
    case published

    /// Whether a person should look at it, so that the run ends with ``RunNotice/exitCode``.
    package var needsAttention: Bool {
      switch self {
      case .noData, .retention, .missing, .fewer, .coverage, .schema, .rules, .revised: true
      case .reach, .future, .history, .published: false
      }
    }
  }

  /// What it is about.
  package let kind: Kind
  /// What was noticed, as a sentence without a full stop.
  package let text: String

  package init(_ kind: Kind, _ text: String) { (self.kind, self.text) = (kind, text) }

  /// What `run` ends with where everything was done and something needs attention: none of the codes of shells and of
  /// sysexits.h.
  package static let exitCode: Int32 = 10

  /// Notices as JSON.
  static func text(_ notices: [RunNotice]) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(notices)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }

  /// Notices of JSON; none where it is something else.
  static func list(_ text: String) -> [RunNotice] {
    (try? JSONDecoder().decode([RunNotice].self, from: Data(text.utf8))) ?? []
  }
}
