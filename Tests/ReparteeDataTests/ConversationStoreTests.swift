import Foundation
import ReparteeData
import Testing

/// The public face of files and the store.
@Suite struct ConversationStoreTests {
  private func file(rows: Int = 4) throws -> URL {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("posts-\(UUID().uuidString).csv")
    var text = "id,author,parent,time\n1,ann,,1\n2,bob,1,60\n3,ann,2,120\n4,bob,3,180\n"
    for row in stride(from: 5, through: rows, by: 1) { text += "\(row),user\(row % 100),\(row - 1),\(row * 60)\n" }
    try Data(text.utf8).write(to: file)
    return file
  }

  @Test func aStoreInMemory() throws {
    let file = try file()
    defer { try? FileManager.default.removeItem(at: file) }
    let store = try ConversationStore()
    var reported: [ImportProgress] = []
    let report = try store.importFile(file) { reported.append($0) }
    #expect(report.ledger.kept == 4 && !report.wasAlreadyImported)
    #expect(reported.last?.bytesRead == reported.last?.bytesInAll)
    #expect(try store.importFile(file).wasAlreadyImported)
    #expect(try store.scored().ranking.map(\.label) == ["ann"])
    _ = try store.undo("1")
    #expect(try store.network().postCount == 0 && store.sources().isEmpty)
    // Two of them are two.
    #expect(try ConversationStore().network().postCount == 0)
  }

  @Test func anImportStopsWhereItsTaskIsCancelled() async throws {
    let file = try file(rows: 200_000)
    defer { try? FileManager.default.removeItem(at: file) }
    let store = try ConversationStore()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try store.importFile(file)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try store.network().postCount == 0 && store.sources().isEmpty)
  }

  @Test func aBadFileLeavesNothing() throws {
    let store = try ConversationStore()
    #expect(throws: FormatError.self) { try store.importFile(URL(fileURLWithPath: "/no/such/file.csv")) }
    #expect(try store.sources().isEmpty)
  }
}
