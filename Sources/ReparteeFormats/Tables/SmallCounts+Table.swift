import ReparteeGraph
import ReparteeText

extension SmallCounts {
  /// The name of the column that says which others are hidden.
  package static let column = "suppressed"

  /// The table without its small counts and what tells them, every row still listed. A table that counts anything ends in a
  /// column of the names of what is hidden in the row.
  /// Complexity: O(cells).
  package func published(_ table: ResultTable) -> ResultTable {
    guard counts(in: table) else { return table }
    var published = shown(table)
    published.columns.append(Self.column)
    for row in published.rows.indices {
      let names = zip(table.columns, published.rows[row]).compactMap { name, cell in
        if case .hidden = cell { name } else { nil as String? }
      }
      published.rows[row].append(names.isEmpty ? .empty : .text(names.joined(separator: " ")))
    }
    return published
  }

  /// The same for people, who see in each cell that it is hidden.
  package func shown(_ table: ResultTable) -> ResultTable {
    var shown = table
    if let (names, values) = Self.ledger(table) {
      hideLedger(&shown, names, values)
      return shown
    }
    for row in shown.rows.indices { hide(&shown.rows[row], of: table.columns) }
    for (total, parts) in Self.runningTotals {
      guard let place = table.columns.firstIndex(of: total) else { continue }
      let isStepHidden = shown.rows.contains { row in
        zip(table.columns, row).contains { name, cell in
          if case .hidden = cell { parts.contains(name) } else { false }
        }
      }
      guard isStepHidden else { continue }
      for row in shown.rows.indices {
        if case .integer = shown.rows[row][place] { shown.rows[row][place] = .hidden(below: nil) }
      }
    }
    return shown
  }

  /// Whether anything in the table may be hidden.
  private func counts(in table: ResultTable) -> Bool {
    table.rows.contains { row in
      zip(table.columns, row).contains { name, cell in
        switch cell {
        case .integer, .decimal: !Self.isOpen(name)
        default: false
        }
      }
    }
  }

  /// Hides the cells of a row.
  private func hide(_ row: inout [TableCell], of columns: [String]) {
    var counts: [String: Int64] = [:]
    for (name, cell) in zip(columns, row) { if case .integer(let count) = cell { counts[name] = count } }
    let hidden = hidden(counts)
    for place in row.indices {
      let name = columns[place]
      switch row[place] {
      case .integer(let count) where hidden.contains(name):
        row[place] = .hidden(below: hides(count) && Self.isMarked(name) ? below : nil)
      case .decimal(let number, let places) where !Self.isOpen(name):
        let isTelling =
          name.hasSuffix("_share")
          && ["reply_reach", "repliers"].contains { counts[$0].map { hides(share: number, of: $0) } ?? false }
        // A whole number of an axis is a count, too.
        if !hidden.isEmpty || isTelling
          || places == 0 && number.isFinite && number.magnitude < 1e15
            && hides(Int64(number.rounded()))
        {
          row[place] = .hidden(below: nil)
        }
      // Two people at most came back to whoever is thin.
      case .text where name == "thin" && hidden.contains("conversed"): row[place] = .hidden(below: nil)
      default: break
      }
    }
  }
}

/// A table of one figure a row: their names stand in a column, too.
extension SmallCounts {
  private static func ledger(_ table: ResultTable) -> (names: Int, values: Int)? {
    guard let names = table.columns.firstIndex(of: "figure"), let values = table.columns.firstIndex(of: "value") else {
      return nil
    }
    return (names, values)
  }

  /// Share → the two figures that it is the quotient of, where both are in the table.
  private static let quotients = ["orphan_share": ("orphans", "replies")]

  private func hideLedger(_ table: inout ResultTable, _ names: Int, _ values: Int) {
    var counts: [String: Int64] = [:]
    for row in table.rows {
      if case .text(let name) = row[names], case .integer(let count) = row[values] { counts[name] = count }
    }
    for row in table.rows.indices {
      guard case .text(let name) = table.rows[row][names], !Self.isOpen(name) else { continue }
      switch table.rows[row][values] {
      case .integer(let count) where hides(count): table.rows[row][values] = .hidden(below: below)
      case .decimal(let share, _):
        let whole =
          Self.quotients[name].flatMap { counts[$0.1] } ?? (name == "reply_coverage" ? counts["replies_counted"] : nil)
        if let whole, hides(share: share, of: whole) || hides(whole) { table.rows[row][values] = .hidden(below: nil) }
      default: break
      }
    }
  }
}
