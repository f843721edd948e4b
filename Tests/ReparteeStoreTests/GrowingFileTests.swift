import Foundation
import GRDB
import GRDBSQLite
import ReparteeFormats
import Testing

@testable import ReparteeStore

@Suite("Files that only grew")
struct GrowingFileTests {
  /// An event of a stream: a post, which may answer one of ann's and mention somebody.
  private func post(
    _ key: Int, by name: String, answering parent: Int? = nil, mentioning mentioned: String? = nil
  ) -> String {
    let uri = parent.map { "at://did:plc:ann/app.bsky.feed.post/\($0)" }
    let reply = uri.map { #","reply":{"parent":{"uri":"\#($0)"},"root":{"uri":"\#($0)"}}"# } ?? ""
    let facets = mentioned.map { #","facets":[{"features":[{"did":"did:plc:\#($0)"}]}]"# } ?? ""
    return commit(
      "app.bsky.feed.post", key, by: name,
      #"{"createdAt":"2024-01-01T10:0\#(key):00Z"\#(reply)\#(facets)}"#)
  }

  private func follow(_ key: Int, by name: String, of other: String) -> String {
    commit("app.bsky.graph.follow", key, by: name, #"{"subject":"did:plc:\#(other)"}"#)
  }

  private func commit(_ collection: String, _ key: Int, by name: String, _ record: String) -> String {
    #"{"did":"did:plc:\#(name)","time_us":17041033600000\#(10 + key),"kind":"commit","commit":{"operation":"create","#
      + #""collection":"\#(collection)","rkey":"\#(key)","record":\#(record)}}"# + "\n"
  }

  private var lines: [String] {
    [
      post(1, by: "ann"), post(2, by: "ben", answering: 1, mentioning: "cat"), follow(1, by: "ben", of: "ann"),
      "nothing\n", follow(2, by: "cat", of: "ann"), post(3, by: "cat", answering: 1), post(2, by: "ben", answering: 1),
      follow(1, by: "ben", of: "ann"), follow(3, by: "ann", of: "dee"), "no event\n", "{\"did\":\"did:plc:ann\"}\n",
      post(4, by: "ann", mentioning: "ben"),
    ]
  }

  @Test("However often a file grew, the store is that of the whole file, and one source says so")
  func grown() throws {
    let scratch = try Scratch()
    let whole = try scratch.store(of: [Input(name: "whole.jsonl", text: lines.joined())])
    let store = try scratch.store()
    var notes: [String] = []
    for end in [1, 4, 5, 8, lines.count] {
      let text = lines[..<end].joined()
      notes += try store.add(Input(name: "stream.jsonl", text: text), in: scratch).notes.filter {
        $0.contains("only grew")
      }
    }
    #expect(notes.count == 4 && notes[0].contains("source 1"))
    #expect(Picture(try store.network()).differences(from: Picture(try whole.network())) == [])
    let counted = "SELECT sha256, bytes, rows_in, kept, duplicates, ignored, rejected FROM source"
    #expect(try store.rows(counted) == whole.rows(counted))
    let rejects = "SELECT line, reason FROM reject ORDER BY line"
    #expect(try store.rows(rejects) == whole.rows(rejects))
    let ignored = "SELECT reason, rows FROM ignored ORDER BY reason"
    #expect(try store.rows(ignored) == whole.rows(ignored))
    #expect(try store.check().filter { $0.violations > 0 } == [])
    _ = try store.undo("1")
    #expect(try store.rows("SELECT count(*) FROM post") == [["0"]])
    #expect(try store.rows("SELECT count(*) FROM follow_block") == [["0"]])
  }

  /// What a stream says of a post or an account that is no more, and of a post that changed.
  private func gone(_ key: Int, by name: String) -> String {
    #"{"did":"did:plc:\#(name)","time_us":1704103400000000,"kind":"commit","commit":{"operation":"delete","#
      + #""collection":"app.bsky.feed.post","rkey":"\#(key)"}}"# + "\n"
  }

  private func gone(_ name: String) -> String {
    #"{"did":"did:plc:\#(name)","time_us":1704103700000000,"kind":"account","account":{"active":false,"status":"deleted"}}"#
      + "\n"
  }

  private func changed(_ key: Int, by name: String, answering parent: Int?) -> String {
    post(key, by: name, answering: parent).replacing("create", with: "update")
  }

  @Test("So it is where the stream deletes and changes posts and accounts, in any part of it")
  func grownWithDeletions() throws {
    let scratch = try Scratch()
    let rows = [
      post(1, by: "ann"), post(2, by: "ben", answering: 1, mentioning: "cat"), follow(1, by: "ben", of: "ann"),
      gone(2, by: "ben"), changed(1, by: "ann", answering: nil), post(3, by: "cat", answering: 1, mentioning: "ann"),
      follow(2, by: "cat", of: "ann"), gone("cat"), gone(5, by: "dee"), post(5, by: "dee", answering: 1),
      post(2, by: "ben", answering: 1, mentioning: "dee"), changed(6, by: "dee", answering: 4), post(6, by: "dee"),
      post(4, by: "cat", answering: 1), follow(4, by: "cat", of: "dee"),
      post(7, by: "dee", answering: 1, mentioning: "ben"),
      gone("ben"), post(8, by: "ben", answering: 1), follow(5, by: "dee", of: "ben"), gone(7, by: "dee"),
    ]
    let whole = try scratch.store(of: [Input(name: "whole.jsonl", text: rows.joined())])
    for step in [1, 2, 3, 7] {
      let store = try scratch.store(UUID().uuidString)
      for end in stride(from: step, to: rows.count, by: step) + [rows.count] {
        try store.add(Input(name: "\(step).jsonl", text: rows[..<end].joined()), in: scratch)
      }
      #expect(Picture(try store.network()).differences(from: Picture(try whole.network())) == [], "step \(step)")
      for table in [
        "interaction JOIN account ON account.account = actor", "post", "account_record JOIN account USING (account)",
      ] {
        let query = "SELECT id, count(*) FROM \(table) GROUP BY id ORDER BY id"
        #expect(try store.rows(query) == whole.rows(query), "step \(step), \(table)")
      }
      #expect(try store.check().filter { $0.violations > 0 } == [])
    }
  }

  @Test("What a growth costs does not depend on how much is held, where the stream ever deleted anything")
  func work() throws {
    func line(_ number: Int) -> String {
      let reply = "at://did:plc:p\(number % 7)/app.bsky.feed.post/\(number - 1)"
      return
        #"{"did":"did:plc:p\#((number + 1) % 7)","time_us":\#(1_704_103_360_000_000 + number),"kind":"commit","commit":"#
        + #"{"operation":"create","collection":"app.bsky.feed.post","rkey":"\#(number)","record":{"createdAt":"#
        + #""2024-01-01T10:00:00Z","reply":{"parent":{"uri":"\#(reply)"},"root":{"uri":"\#(reply)"}}}}}"# + "\n"
    }
    func pages(holding count: Int) throws -> Int {
      let scratch = try Scratch()
      let store = try scratch.store()
      let text =
        (1...count).map(line).joined() + gone(3, by: "p4") + gone("p9") + changed(8, by: "p2", answering: nil)
      try store.add(Input(name: "s.jsonl", text: text), in: scratch)
      let before = try store.pagesAsked()
      let more = (count + 1...count + 20).map(line).joined() + gone(5, by: "p6")
      try store.add(Input(name: "s.jsonl", text: text + more), in: scratch)
      return try store.pagesAsked() - before
    }
    let (few, many) = (try pages(holding: 500), try pages(holding: 32_000))
    // A tree of pages is deeper by a level or two; a pass over the posts would take fifty times as many.
    #expect(many < 3 * few, "\(few), \(many)")
  }

  @Test("What is not the old file with more behind it is read as a whole")
  func notGrown() throws {
    let scratch = try Scratch()
    let beginning = lines[..<3].joined()
    let changed = beginning.replacingOccurrences(of: "10:01", with: "10:05") + lines[5]
    let cut = String(beginning.dropLast(20))
    // The first bytes, and the whole that follows them.
    for (earlier, later) in [(beginning, changed), (cut, beginning), (beginning + lines[5], beginning)] {
      let store = try scratch.store(UUID().uuidString)
      try store.add(Input(name: "s.jsonl", text: earlier), in: scratch)
      let report = try store.add(Input(name: "s.jsonl", text: later), in: scratch)
      #expect(report.source.number == 2 && !report.notes.contains { $0.contains("only grew") })
      #expect(report.ledger.rowsIn == later.split(separator: "\n").count)
    }
  }

  @Test("A file whose last line had no end may go on with one")
  func withoutLineEnd() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    try store.add(Input(name: "s.jsonl", text: String(lines[..<3].joined().dropLast())), in: scratch)
    let report = try store.add(Input(name: "s.jsonl", text: lines[..<5].joined()), in: scratch)
    #expect(report.source.number == 1 && report.ledger.rowsIn == 2 && report.source.rowsIn == 5)
    #expect(try store.rows("SELECT line FROM reject") == [["4"]])
  }

  @Test("A grown file that another place holds already as a whole changes nothing")
  func heldElsewhere() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    try store.add(Input(name: "a.jsonl", text: lines[..<3].joined()), in: scratch)
    try store.add(Input(name: "b.jsonl", text: lines.joined()), in: scratch)
    let report = try store.add(Input(name: "a.jsonl", text: lines.joined()), in: scratch)
    #expect(report.wasAlreadyImported && report.source.number == 2)
    #expect(try store.check().filter { $0.violations > 0 } == [])
  }

  @Test("A failure in the new part leaves the source as it was")
  func strict() throws {
    let scratch = try Scratch()
    let store = try scratch.store()
    try store.add(Input(name: "s.jsonl", text: lines[..<3].joined()), in: scratch)
    let before = scratch.bytes("test.repartee")
    let path = try scratch.file("s.jsonl", lines[..<4].joined())
    #expect(throws: StrictError.self) { try store.importFile(path, strict: true) }
    #expect(scratch.bytes("test.repartee") == before)
  }
}

extension ConversationStore {
  /// How many pages the connection asked SQLite's cache for so far.
  fileprivate func pagesAsked() throws -> Int {
    try database.read { database in
      [SQLITE_DBSTATUS_CACHE_HIT, SQLITE_DBSTATUS_CACHE_MISS].reduce(0) { sum, counter in
        var (current, highest): (Int32, Int32) = (0, 0)
        sqlite3_db_status(database.sqliteConnection, counter, &current, &highest, 0)
        return sum + Int(current)
      }
    }
  }
}
