import Foundation
import GRDB
import Testing

@testable import ReparteeStore

@Suite("An import that fails leaves the store as it was")
struct FailureTests {
  private struct Interruption: Error {}

  private let large = Input(
    name: "large.csv",
    text: "id,author,parent,time\n" + (100..<20_000).map { "\($0),\($0 % 700),\($0 - 1),\($0)\n" }.joined())

  /// Runs `body`, which has to throw, and compares the store before and after it, to the byte.
  private func expectUnchanged(_ body: (Scratch, ConversationStore) throws -> Void) throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: Inputs.all, name: "one.repartee")
    let (bytes, dump) = (scratch.bytes("one.repartee"), try store.dump())
    #expect(throws: (any Error).self) { try body(scratch, store) }
    #expect(scratch.bytes("one.repartee") == bytes)
    #expect(try store.dump() == dump)
    #expect(scratch.names.filter { $0.hasPrefix("one.") } == ["one.repartee"])
    try store.add(Input(name: "after.csv", text: "follower,followed\n1,2\n"), in: scratch)
  }

  @Test("A gzip file that ends too early")
  func truncated() throws {
    try expectUnchanged { scratch, store in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/gzip")
      process.arguments = [try scratch.file(large.name, large.text)]
      try process.run()
      process.waitUntilExit()
      let packed = try #require(scratch.bytes("large.csv.gz"))
      try packed.prefix(packed.count - 20).write(to: URL(fileURLWithPath: scratch.path("large.csv.gz")))
      _ = try store.importFile(scratch.path("large.csv.gz"))
    }
  }

  @Test("An interruption in the middle")
  func interrupted() throws {
    try expectUnchanged { scratch, store in
      _ = try store.importFile(scratch.file(large.name, large.text)) { _, _ in throw Interruption() }
    }
  }

  @Test("A full disk, at many sizes, and undo on it")
  func fullDisk() throws {
    for pages in [1, 3, 10, 40] {
      try expectUnchanged { scratch, store in
        try store.database.write { database in
          let held = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
          try database.execute(sql: "PRAGMA max_page_count = \(held + pages)")
        }
        defer { try? store.database.write { try $0.execute(sql: "PRAGMA max_page_count = 1000000") } }
        do {
          try store.add(large, in: scratch)
        } catch {
          #expect(error as? StoreError == .diskFull(path: store.path))
          throw error
        }
      }
    }
  }

  @Test("With strict, the first row that cannot be read; and a file of which none can")
  func rejected() throws {
    try expectUnchanged { scratch, store in
      _ = try store.importFile(scratch.file("bad.csv", large.text + ",1,,\n"), strict: true)
    }
    try expectUnchanged { scratch, store in
      try store.add(Input(name: "bad.csv", text: "id,author,parent\n,1,\n,2,\n"), in: scratch)
    }
  }

  @Test("Another program that holds the store")
  func locked() throws {
    try expectUnchanged { scratch, store in
      let hasty = try ConversationStore(
        path: store.path, access: .writing, wait: StoreWait(longest: .milliseconds(200)))
      var configuration = Configuration()
      configuration.allowsUnsafeTransactions = true
      let other = try DatabaseQueue(path: store.path, configuration: configuration)
      try other.inDatabase { try $0.execute(sql: "BEGIN EXCLUSIVE") }
      defer { try? other.inDatabase { try $0.execute(sql: "ROLLBACK") } }
      #expect(throws: StoreError.locked(path: store.path, holder: nil)) { try hasty.add(large, in: scratch) }
      throw Interruption()
    }
  }
}
