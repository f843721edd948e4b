import Foundation
import GRDB
import Testing

@testable import ReparteeStore

@Suite("Opening stores, and what is none")
struct OpeningTests {
  private let accesses: [ConversationStore.Access] = [.reading, .writing, .creating]

  private func expect(_ error: (String) -> StoreError, at path: String, for accesses: [ConversationStore.Access]) {
    let before = FileManager.default.contents(atPath: path)
    for access in accesses {
      #expect(throws: error(path)) { try ConversationStore(path: path, access: access) }
      #expect(FileManager.default.contents(atPath: path) == before)
    }
  }

  @Test("A store of a newer version is refused and untouched")
  func newer() throws {
    let scratch = try Scratch()
    try scratch.store(of: [Inputs.posts], name: "new.repartee").execute("INSERT INTO grdb_migrations VALUES ('99')")
    expect({ .newerVersion(path: $0) }, at: scratch.path("new.repartee"), for: accesses)
  }

  @Test("A store of an earlier version is brought up to date by whoever opens it, its saved runs as they were")
  func earlier() throws {
    for access in accesses {
      let scratch = try Scratch()
      let path = scratch.path("old.repartee")
      let database = try DatabaseQueue(path: path)
      try Schema.migrator.migrate(database, upTo: "2")
      try database.write { database in
        try database.execute(
          sql: """
            INSERT INTO source VALUES (1, 'p.csv', 'posts-csv', '', 'ab12', 90, 2, 2, 0, 0, 0);
            INSERT INTO platform VALUES (1, 'local');
            INSERT INTO account (platform, id) VALUES (1, 7), (1, 8);
            INSERT INTO post (platform, id, source, author, parent, time, kind, is_row)
              VALUES (1, 1, 1, 1, NULL, 0, 0, 1), (1, 2, 1, 2, 1, 60000, 3, 1);
            INSERT INTO reply_count (platform, post, source, replies) VALUES (1, 1, 1, 5);
            INSERT INTO run VALUES (1, '2', 'all');
            INSERT INTO score (run, row, section, voice, kind, score, reply_reach, conversed, repliers, reciprocated, basis)
              VALUES (1, 1, 'voices', 'seven', 'person', 2.83, 4, 2, 2, 2, 'threads');
            """)
      }
      try database.close()
      let store = try ConversationStore(path: path, access: access)
      #expect(try store.network().postCount == 2 && store.network().posts.replyCounts.count == 1)
      #expect(try store.rows("SELECT voice, score, coverage FROM scores") == [["seven", "2.83", ""]])
      #expect(try store.rows("SELECT definitions FROM runs") == [["2"]])
      #expect(try store.check().filter { $0.violations > 0 } == [])
    }
  }

  @Test("Files that are no stores are refused and untouched")
  func others() throws {
    let scratch = try Scratch()
    let database = try DatabaseQueue(path: scratch.path("other.sqlite"))
    try database.write { try $0.execute(sql: "CREATE TABLE account (id)") }
    try database.close()
    expect({ .notAStore(path: $0) }, at: scratch.path("other.sqlite"), for: accesses)
    for text in ["x", "hello\n", String(repeating: "some text\n", count: 5000), "SQLite format 3\0 and no more"] {
      expect({ .notAStore(path: $0) }, at: try scratch.file("text", text), for: accesses)
    }
    expect({ .notAStore(path: $0) }, at: try scratch.file("empty", ""), for: [.reading, .writing])
    expect({ .directory(path: $0) }, at: scratch.folder, for: accesses)
    expect({ .missing(path: $0) }, at: scratch.path("missing"), for: [.reading, .writing])
    #expect(throws: StoreError.self) { try ConversationStore(path: scratch.path("no/folder"), access: .creating) }
    #expect(scratch.names == ["empty", "other.sqlite", "text"])
  }

  @Test("An empty file becomes a store")
  func empty() throws {
    let scratch = try Scratch()
    _ = try scratch.file("test.repartee", "")
    try scratch.store().add(Inputs.posts, in: scratch)
    #expect(try ConversationStore(path: scratch.path("test.repartee"), access: .reading).sources().count == 1)
    #expect(try scratch.store().rows("PRAGMA page_size") == [["8192"]])
  }

  @Test("A store whose making was killed is made again; nothing else may be in it")
  func barelyBegun() throws {
    let scratch = try Scratch()
    let database = try DatabaseQueue(path: scratch.path("test.repartee"))
    try database.write { try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)") }
    try database.close()
    expect({ .notAStore(path: $0) }, at: scratch.path("test.repartee"), for: [.reading, .writing])
    #expect(try scratch.store(of: [Inputs.posts], name: "test.repartee").sources().count == 1)

    let other = try DatabaseQueue(path: scratch.path("other.sqlite"))
    try other.write {
      try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY); CREATE TABLE a (b)")
    }
    try other.close()
    expect({ .notAStore(path: $0) }, at: scratch.path("other.sqlite"), for: accesses)
  }

  @Test("What a killed command had begun is reverted at the next opening", arguments: [0, 1, 2])
  func hotJournal(_ access: Int) throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: Inputs.all, name: "one.repartee")
    let (bytes, dump) = (scratch.bytes("one.repartee"), try store.dump())
    try store.database.close()
    // The files as a kill leaves them: in the middle of a transaction that has outgrown its cache.
    let other = try DatabaseQueue(path: scratch.path("one.repartee"))
    try other.inDatabase { database in
      try database.execute(sql: "PRAGMA cache_size = 2")
      try database.execute(sql: "BEGIN")
      try database.execute(sql: "DELETE FROM post")
      for number in 0..<3000 { try database.execute(sql: "INSERT INTO platform (name) VALUES ('\(number)')") }
      for (from, to) in [("one.repartee", "killed.repartee"), ("one.repartee-journal", "killed.repartee-journal")] {
        try FileManager.default.copyItem(atPath: scratch.path(from), toPath: scratch.path(to))
      }
      try database.execute(sql: "ROLLBACK")
    }
    #expect(scratch.bytes("killed.repartee") != bytes)
    let killed = try ConversationStore(path: scratch.path("killed.repartee"), access: accesses[access])
    #expect(scratch.bytes("killed.repartee") == bytes)
    #expect(try killed.dump() == dump)
    #expect(scratch.names.contains { $0.hasSuffix("-journal") || $0.hasSuffix("-wal") } == false)
  }
}
