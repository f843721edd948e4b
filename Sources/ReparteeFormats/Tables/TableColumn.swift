/// A column of a flat table that other programs read: its name, and what each of its cells holds unless it is empty.
package struct TableColumn: Sendable {
  /// What a cell holds.
  package enum Kind: Sendable {
    case text, integer
    /// A time in milliseconds, in UTC.
    case moment
  }

  /// Its name, which no other column of the table has.
  package let name: String
  /// What its cells hold.
  package let kind: Kind

  /// A column.
  package init(_ name: String, _ kind: Kind) { (self.name, self.kind) = (name, kind) }
}
