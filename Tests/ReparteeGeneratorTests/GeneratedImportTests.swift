import Foundation
import ReparteeFormats
import ReparteeGenerator
import ReparteeGraph
import ReparteeJobs
import ReparteeStore
import Testing

/// The command's files, read by the command's readers.
@Suite struct GeneratedImportTests {
  @Test(arguments: SyntheticNetwork.Shape.allCases) func everyRowIsRead(shape: SyntheticNetwork.Shape) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("network-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let network = try SyntheticNetwork(accounts: 300, posts: 1000, follows: 2000, reposts: 500, seed: 3, shape: shape)
    let store = try ConversationStore(path: folder.appendingPathComponent("n.repartee").path, access: .creating)
    for sheet in network.sheets {
      let path = folder.appendingPathComponent(sheet.name).path
      let file = try StreamedFile(path)
      try SheetStream.write(sheet) { try file.write($0) }
      try file.finish()
      let kind: EdgeKind? = sheet.name == "follows.txt" ? .follow : nil
      let report = try store.importFile(path, options: ReadOptions(kind: kind))
      #expect(report.source.rowsIn == Int64(sheet.rowCount), "\(sheet.name)")
      #expect(report.ledger.rejected == 0 && report.ledger.ignored == 0, "\(sheet.name)")
      if sheet.name != "follows.txt" { #expect(report.ledger.duplicates == 0, "\(sheet.name)") }
    }
    #expect(try store.check().allSatisfy { $0.violations == 0 })
    let read = try store.network()
    #expect(read.posts.count == 1000)
  }

  @Test func aFileThatIsNotFinishedLeavesWhatWasThere() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("streamed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("file").path
    for (text, finishes) in [("one", true), ("two", false), ("three", true)] {
      let file = try StreamedFile(path)
      try Array(text.utf8).withUnsafeBytes { try file.write($0) }
      if finishes { try file.finish() }
      _ = consume file
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names == ["file"])
      #expect(try String(contentsOfFile: path, encoding: .utf8) == (finishes ? text : "one"))
    }
    #expect(throws: OutputError.self) { try StreamedFile(folder.path) }
  }
}
