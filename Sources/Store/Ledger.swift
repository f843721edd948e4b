/// What became of every row of a source: rowsIn = kept + duplicates + ignored + rejected.
public struct Ledger: Sendable, Equatable {
  /// Rows that said something new.
  public var kept = 0
  /// Rows that said again what the same file or an earlier source had said.
  public var duplicates = 0
  /// Rows understood and left out on purpose, by reason.
  public var ignoredByReason: [String: Int] = [:]
  /// Rows that could not be read.
  public var rejected = 0

  public init() {}

  /// Rows left out on purpose.
  public var ignored: Int { ignoredByReason.values.reduce(0, +) }

  /// All rows of the source.
  public var rowsIn: Int { kept + duplicates + ignored + rejected }
}

/// A file that was imported.
public struct Source: Sendable, Equatable {
  /// Its number in the store: what `undo` takes.
  public var number: Int64
  public var path: String
  public var format: String
  public var sha256: String
  public var rowsIn: Int
  public var kept: Int
  public var duplicates: Int
  public var ignored: Int
  public var rejected: Int
}
