import GRDB
import ReparteeFormats

/// Writes the lines of a roster. An account may have several lines that date its roles; of two lines with the same
/// beginning, or none, the first counts.
final class RosterWriter {
  private let database: Database
  private let source: Int64
  /// What the lines say, by whom they name and when.
  private var seen: [[String]: RosterRecord] = [:]
  /// Whether some line says when a role ends.
  private var datesRoles = false
  private var lineNotes: [String] = []
  /// How many notes on single lines are printed; beyond, they are counted.
  private static let mostLineNotes = 20

  /// What there is to say of the lines, a line each.
  var notes: [String] {
    let more = lineNotes.count - Self.mostLineNotes
    return lineNotes.prefix(Self.mostLineNotes) + (more > 0 ? ["and \(more) more notes on single lines"] : [])
      + (datesRoles ? ["“to” is the first moment after a role: the day itself no longer belongs to it"] : [])
  }

  init(_ database: Database, source: Int64) {
    self.database = database
    self.source = source
  }

  /// Writes one line; returns whether the file had not named the account for that time before.
  func write(_ record: RosterRecord) throws -> Bool {
    let folded = record.handle.map(FoldedName.folded)
    let record = cleaned(record)
    let key = [
      record.platform ?? "", record.id.map { "id \($0)" } ?? "handle \(folded ?? "")",
      record.from.map { "\($0.milliseconds)" } ?? "",
    ]
    if let first = seen[key] {
      if saysOtherwise(record, than: first) {
        lineNotes.append(
          "warning: line \(record.line) names the account of line \(first.line) again and says something else; line "
            + "\(first.line) holds")
      }
      return false
    }
    if record.to != nil { datesRoles = true }
    seen[key] = record
    try database.execute(
      sql: """
        INSERT INTO roster (source, line, platform, id, handle, folded_handle, name, kind, organisation, role, voice,
          followers, role_from, role_to, note, evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        source, record.line, record.platform, record.id?.composed.databaseValue, record.handle, folded, record.name,
        record.kind?.rawValue, record.organisation, record.role, record.voice, record.followers,
        record.from?.milliseconds, record.to?.milliseconds, record.note, record.source,
      ])
    return true
  }

  private func saysOtherwise(_ record: RosterRecord, than first: RosterRecord) -> Bool {
    record.handle.map(FoldedName.folded) != first.handle.map(FoldedName.folded) || record.name != first.name
      || record.kind != first.kind || record.organisation != first.organisation || record.role != first.role
      || record.voice != first.voice
  }

  /// The record with names written plainly: one blank between words, composed accents.
  private func cleaned(_ record: RosterRecord) -> RosterRecord {
    var cleaned = record
    cleaned.organisation = record.organisation.map(FoldedName.cleaned)
    cleaned.voice = record.voice.map(FoldedName.cleaned)
    for (name, before, after) in [
      ("organisation", record.organisation, cleaned.organisation), ("voice", record.voice, cleaned.voice),
    ] {
      guard let before, let after, !before.utf8.elementsEqual(after.utf8) else { continue }
      lineNotes.append(
        "line \(record.line): the \(name) “\(after)” is written with odd blanks or accents, and read plainly")
    }
    return cleaned
  }
}
