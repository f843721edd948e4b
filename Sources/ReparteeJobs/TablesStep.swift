import Foundation
import ReparteeFormats
import ReparteeGraph
import ReparteeStore

/// Writes what a store holds as flat tables, one file each.
package struct TablesStep {
  /// How the tables are written.
  package enum Format: String, CaseIterable, Sendable {
    /// For programs: DuckDB, pandas, polars, Spark.
    case parquet
    /// For programs and spreadsheets.
    case csv
  }

  /// The folder, made where it is missing.
  package let folder: String
  private let format: Format
  /// How texts of ``Format/csv`` are written.
  package var texts = GraphTables.Texts.guarded

  /// - Throws: `OutputError` where one of the files cannot be written.
  package init(folder: String, format: Format, apartFrom inputs: [String]) throws {
    (self.folder, self.format) = (folder, format)
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue {
      for table in StoredTable.allCases { _ = try OutputFile(path(of: table), apartFrom: inputs) }
    } else {
      _ = try OutputFile(folder, apartFrom: inputs)
    }
  }

  /// Where a table goes.
  package func path(of table: StoredTable) -> String {
    URL(fileURLWithPath: folder).appendingPathComponent("\(table.rawValue).\(format.rawValue)").relativePath
  }

  /// Writes the tables; a table without rows has its columns alone. All are whole before any is put in its place.
  /// - Returns: how many rows each has. Throws: what the store throws, and `OutputError`.
  package func run(on store: ConversationStore) throws -> [(table: StoredTable, rows: Int)] {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch { throw OutputError.unwritable(path: folder) }
    var written: [(table: StoredTable, rows: Int)] = []
    var files: [StreamedFile] = []
    for table in StoredTable.allCases {
      let file = try StreamedFile(path(of: table))
      let rows =
        switch format {
        case .parquet: try writeParquet(table, of: store, to: file)
        case .csv: try writeCSV(table, of: store, to: file)
        }
      written.append((table, rows))
      files.append(file)
    }
    for file in files { try file.finish() }
    return written
  }

  private func writeParquet(_ table: StoredTable, of store: ConversationStore, to file: StreamedFile) throws -> Int {
    var writer = try ParquetWriter(columns: table.columns) { try file.write($0) }
    var rows = 0
    try store.forEachRow(of: table) { row in
      try writer.append(row)
      rows += 1
    }
    try writer.finish()
    return rows
  }

  private func writeCSV(_ table: StoredTable, of store: ConversationStore, to file: StreamedFile) throws -> Int {
    var text = table.columns.map(\.name).joined(separator: ",") + "\n"
    var rows = 0
    func flush() throws {
      try text.withUTF8 { try file.write(UnsafeRawBufferPointer($0)) }
      text.removeAll(keepingCapacity: true)
    }
    try store.forEachRow(of: table) { row in
      text += GraphTables.line(of: row, texts)
      rows += 1
      if text.utf8.count > 1 << 20 { try flush() }
    }
    try flush()
    return rows
  }
}
