import Foundation
import ReparteeData

/// Reads an export into a store in memory, scores it, and writes the rows as JSON.
let export = FileManager.default.temporaryDirectory.appendingPathComponent("forum-\(UUID().uuidString).csv")
try Data(
  "id,author,parent,time\n1,ann,,900000000\n2,bob,1,900000060\n3,ann,2,900000120\n4,bob,3,900000180\nbroken\n".utf8
).write(to: export)
defer { try? FileManager.default.removeItem(at: export) }

let store = try ConversationStore()
var bytesRead = 0
let report = try store.importFile(export) { bytesRead = $0.bytesRead }
precondition(report.ledger.kept == 4 && report.ledger.rejected == 1 && bytesRead > 0, "four rows are kept, one is not")
for row in try store.rejects() { print("line \(row.line): \(row.reason)") }

let scored = try store.scored()
let encoder = JSONEncoder()
encoder.outputFormatting = [.sortedKeys]
let rows = try encoder.encode(scored.rows)
let decoded = try JSONDecoder().decode([ScoredRow].self, from: rows)
precondition(decoded == scored.rows, "rows are read back as they were written")
print(String(decoding: rows, as: UTF8.self))
print(scored.finding.sentence)

do {
  try store.importFile(URL(fileURLWithPath: "/nowhere.csv"))
} catch let error as FormatError {
  print(error)
}
