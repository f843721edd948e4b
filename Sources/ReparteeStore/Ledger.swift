/// What became of every row of a source: rowsIn = kept + duplicates + ignored + rejected.
package struct Ledger: Sendable, Equatable {
  /// Rows that said something new.
  package var kept = 0
  /// Rows that said again what the same file or an earlier source had said.
  package var duplicates = 0
  /// Rows understood and left out on purpose, by reason.
  package var ignoredByReason: [String: Int] = [:]
  /// Rows that could not be read.
  package var rejected = 0

  /// Nothing read yet.
  package init() {}

  /// Rows left out on purpose.
  package var ignored: Int { ignoredByReason.values.reduce(0, +) }

  /// All rows of the source.
  package var rowsIn: Int { kept + duplicates + ignored + rejected }
}

/// A file that was imported.
package struct Source: Sendable, Equatable {
  /// Its number in the store: what `undo` takes.
  package var number: Int64
  /// Where it was read from.
  package var path: String
  /// The format's name.
  package var format: String
  /// The digest of its bytes as they lay on disk, in hexadecimal.
  package var sha256: String
  /// Its rows.
  package var rowsIn: Int
  /// Rows that said something new.
  package var kept: Int
  /// Rows that said nothing new.
  package var duplicates: Int
  /// Rows left out on purpose.
  package var ignored: Int
  /// Rows that could not be read.
  package var rejected: Int
}
