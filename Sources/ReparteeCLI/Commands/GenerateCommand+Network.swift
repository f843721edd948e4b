import Foundation
import ReparteeAnalysis
import ReparteeGenerator
import ReparteeJobs

extension GenerateCommand {
  /// Writes the files of a network, unless there are files in their places.
  func write(_ network: SyntheticNetwork, to folder: URL) throws {
    let sheets = network.sheets.map { (sheet: $0, path: folder.appendingPathComponent($0.name).path) }
    let held = sheets.map(\.path).filter(FileManager.default.fileExists)
    if !replace, !held.isEmpty { throw GenerateError.held(held) }
    // A place that cannot be written to is told before hours of work.
    for (_, path) in sheets { _ = try OutputFile(path) }
    let bar = ProgressBar(isQuiet: quiet)
    defer { bar.clear() }
    for (sheet, path) in sheets {
      let file = try StreamedFile(path)
      var bytes = 0
      try SheetStream.write(sheet) { block in
        try file.write(block)
        bytes += block.count
      } progress: { rows in
        // The bytes to come are estimated from the rows so far.
        bar.update(path: path, done: bytes, total: Int(Double(bytes) / Double(rows) * Double(sheet.rowCount)))
      }
      try file.finish()
      bar.begin()
      if !quiet {
        StandardError.print("\(path): \(NumberFormat.text(sheet.rowCount)) rows, \(NumberFormat.text(bytes)) bytes")
      }
    }
  }
}
