import Foundation
import GRDB
import Testing

@testable import ReparteeStore

/// What of a damaged store can be kept is kept, and the rest is listed.
@Suite struct SalvageTests {
  /// Flips a byte of every page that holds rows of a table, and returns the damaged store's path.
  private func damage(_ table: String, in scratch: Scratch) throws -> String {
    let store = try scratch.store(of: Inputs.all, name: "whole.repartee")
    let root = try store.read { database in
      try Int.fetchOne(database, sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?", arguments: [table])
    }
    try store.database.close()
    var bytes = try #require(scratch.bytes("whole.repartee"))
    bytes[try #require(root) * 8192 - 100] ^= 0x10
    try bytes.write(to: URL(fileURLWithPath: scratch.path("damaged.repartee")))
    return scratch.path("damaged.repartee")
  }

  @Test("Rosters and follows are kept where posts cannot be read, and the new store is sound")
  func posts() throws {
    let scratch = try Scratch()
    let damaged = try ConversationStore(path: damage("post", in: scratch), access: .reading)
    // What is kept of the network is whole; the posts' own rows are not.
    #expect(throws: StoreError.damaged(path: damaged.path)) { try damaged.rows("SELECT * FROM posts") }
    #expect(try damaged.network().postCount > 0 && damaged.check().contains { $0.violations > 0 })
    let sources = try damaged.salvage(into: scratch.path("new.repartee"))
    #expect(sources.count == Inputs.all.count)
    let kept = sources.filter { $0.loss == nil }.map { URL(fileURLWithPath: $0.source.path).lastPathComponent }
    #expect(kept == ["follows.csv", "more.csv", "roster.csv"])
    #expect(sources.first { $0.loss != nil }?.loss == "post cannot be read")
    let new = try ConversationStore(path: scratch.path("new.repartee"), access: .reading)
    #expect(try new.check().filter { $0.violations > 0 } == [])
    #expect(try new.sources().map(\.number) == sources.filter { $0.loss == nil }.map(\.source.number))
    #expect(try new.rows("SELECT count(*) FROM post") == [["0"]])
    #expect(try new.rows("SELECT sum(edges) FROM follow_block") == [["10"]])
    // The files of the others are imported again.
    let whole = try ConversationStore(path: scratch.path("new.repartee"), access: .writing)
    for input in Inputs.all { try whole.add(input, in: scratch) }
    #expect(try whole.dump() == ConversationStore(path: scratch.path("whole.repartee"), access: .reading).dump())
  }

  @Test("Of follow lists the sources alone are lost whose blocks are damaged")
  func follows() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: Inputs.all, name: "s.repartee")
    try store.execute("UPDATE follow_block SET data = CAST(data || x'00' AS BLOB) WHERE source = 4")
    let sources = try store.salvage(into: scratch.path("new.repartee"))
    #expect(sources.filter { $0.loss != nil }.map(\.source.number) == [4])
    #expect(sources.first { $0.loss != nil }?.loss == "its follow blocks are damaged")
    #expect(try ConversationStore(path: scratch.path("new.repartee"), access: .reading).sources().count == 6)
  }

  @Test(
    "Where accounts cannot be read nothing is kept, and nothing stands at the new place; nor is anything written over")
  func nothing() throws {
    let scratch = try Scratch()
    let damaged = try ConversationStore(path: damage("account", in: scratch), access: .reading)
    #expect(throws: StoreError.damaged(path: damaged.path)) { try damaged.salvage(into: scratch.path("new.repartee")) }
    #expect(!scratch.names.contains("new.repartee"))
    let taken = try scratch.file("taken", "dear")
    #expect(throws: StoreError.taken(path: taken)) { try damaged.salvage(into: taken) }
    #expect(scratch.bytes("taken") == Data("dear".utf8))
  }
}
