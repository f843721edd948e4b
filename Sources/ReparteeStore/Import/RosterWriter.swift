import GRDB
import ReparteeFormats

/// Writes the lines of a roster. An account may have several lines that date its roles; of two lines with the same
/// beginning, or none, the first counts.
final class RosterWriter {
  private let database: Database
  private let source: Int64
  private var seen: Set<[String]> = []

  init(_ database: Database, source: Int64) {
    self.database = database
    self.source = source
  }

  /// Writes one line; returns whether the file had not named the account for that time before.
  func write(_ record: RosterRecord) throws -> Bool {
    let folded = record.handle?.lowercased()
    let key = [
      record.platform ?? "", record.id.map { "id \($0)" } ?? "handle \(folded ?? "")",
      record.from.map { "\($0.milliseconds)" } ?? "",
    ]
    guard seen.insert(key).inserted else { return false }
    try database.execute(
      sql: """
        INSERT INTO roster (source, line, platform, id, handle, folded_handle, name, kind, organisation, role, voice,
          followers, role_from, role_to, note, evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        source, record.line, record.platform, record.id?.databaseValue, record.handle, folded, record.name,
        record.kind?.rawValue, record.organisation, record.role, record.voice, record.followers,
        record.from?.milliseconds, record.to?.milliseconds, record.note, record.source,
      ])
    return true
  }
}
