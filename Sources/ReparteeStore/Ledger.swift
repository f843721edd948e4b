/// What became of every row of a source: rowsIn = kept + duplicates + ignored + rejected.
public struct Ledger: Sendable, Equatable {
  /// Rows that said something new.
  public package(set) var kept = 0
  /// Rows that said again what the same file or an earlier source had said.
  public package(set) var duplicates = 0
  /// Rows understood and left out on purpose, by reason.
  public var ignoredByReason: [String: Int] = [:]
  /// Rows that could not be read.
  public package(set) var rejected = 0

  /// What was noticed and cost no row, by what it is: ids that were repaired, weights that were rounded.
  public package(set) var notes: [String: Int] = [:]

  /// Nothing read yet.
  package init() {}

  /// Rows left out on purpose.
  public var ignored: Int { ignoredByReason.values.reduce(0, +) }

  /// All rows of the source.
  public var rowsIn: Int { kept + duplicates + ignored + rejected }
}

/// A file that was imported.
public struct Source: Sendable, Equatable {
  /// Its number in the store: what `undo` takes.
  public package(set) var number: Int64
  /// Where it was read from.
  public package(set) var path: String
  /// The format's name.
  public package(set) var format: String
  /// The digest of its bytes as they lay on disk, in hexadecimal.
  public package(set) var sha256: String
  /// Its rows.
  public var rowsIn: Int
  /// Rows that said something new.
  public package(set) var kept: Int
  /// Rows that said nothing new.
  public package(set) var duplicates: Int
  /// Rows left out on purpose.
  public var ignored: Int
  /// Rows that could not be read.
  public package(set) var rejected: Int
}
