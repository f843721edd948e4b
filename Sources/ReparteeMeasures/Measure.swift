import ReparteeGraph

/// A measure of the catalogue: what it is called, what it means, and how it is computed.
///
/// A new measure is one file (its computation, ending in `extension Measure { static let … }`) and one line in
/// `MeasureCatalogue.all`; the commands, their help and `repartee measures` follow.
public struct Measure: Sendable {
  /// What one value of a measure speaks of.
  public enum Subject: String, CaseIterable, Sendable {
    /// One voice: a further column of the ranking.
    case voice
    /// One conversation: a column of `conversations`.
    case conversation
    /// All of it: a row of `network`.
    case network
  }

  /// The name of its column, in words with underscores.
  public let name: String
  /// What one value speaks of.
  public let subject: Subject
  /// What it is, in one line.
  public let summary: String
  /// The values it can take, and their unit.
  public let range: String
  /// Where the definition comes from.
  public let source: String
  /// The version of the definitions since which it has been what it is today.
  public var since: Int { Definitions.since(name) }
  /// Its values: one a voice, one a conversation, or one in all, by `subject`; empty where it is not defined.
  package let cells: @Sendable (MeasuredNetwork) -> [TableCell]

  /// A measure of this name and meaning.
  package init(
    _ name: String, of subject: Subject, _ summary: String, range: String, source: String,
    cells: @escaping @Sendable (MeasuredNetwork) -> [TableCell]
  ) {
    self.name = name
    self.subject = subject
    self.summary = summary
    self.range = range
    self.source = source
    self.cells = cells
  }
}
