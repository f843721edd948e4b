import ReparteeFormats
import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeStore

@Suite("One post, two authors")
struct ConflictTests {
  private let header = "id,author,parent,time\n"

  private func input(_ name: String, _ rows: String...) -> Input {
    Input(name: name + ".csv", text: header + rows.map { $0 + "\n" }.joined())
  }

  @Test("In one file the row of the smaller author id stays, and the other is rejected with both lines, in any order")
  func oneFile() throws {
    let rows = ["1,b,,2026-01-01", "1,a,7,2026-01-02", "2,c,1,2026-01-03"]
    for order in permutations(rows) {
      let scratch = try Scratch()
      let store = try scratch.store("one.repartee")
      let report = try store.add(Input(name: "p.csv", text: header + order.map { $0 + "\n" }.joined()), in: scratch)
      #expect(
        [report.ledger.rowsIn, report.ledger.kept, report.ledger.duplicates, report.ledger.rejected] == [3, 2, 0, 1])
      #expect(try store.rows("SELECT author, parent FROM posts WHERE id = '1'") == [["a", "7"]])
      let (lost, stays) = (
        order.firstIndex(of: rows[0]).map { $0 + 2 } ?? 0, order.firstIndex(of: rows[1]).map { $0 + 2 } ?? 0
      )
      let rejects = try store.rejects()
      #expect(rejects.map(\.line) == [lost])
      #expect(rejects.first?.reason.hasPrefix("id: post 1 is by b here and by a on line \(stays);") == true)
    }
  }

  @Test("Retention that takes one of two rows brings the other one back, and leaves no author's id behind")
  func retention() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: [
      input("old", "1,a,,2026-01-01"), input("new", "1,b,,2026-03-01", "2,c,1,2026-03-02"),
    ])
    #expect(try store.rows("SELECT author FROM posts WHERE id = '1'") == [["a"]])
    _ = try store.forget(before: Timestamp(seconds: 1_769_904_000))
    #expect(try store.rows("SELECT author FROM posts WHERE id = '1'") == [["b"]])
    #expect(try store.rows("SELECT author, other_author FROM post_conflict").isEmpty)
    #expect(try store.check().filter { $0.violations > 0 } == [])
  }

  @Test("Of several files the smallest stays, whatever the order; undoing it brings the next one back")
  func severalFiles() throws {
    let inputs = [
      input("first", "1,b,,2026-01-01", "2,z,1,2026-01-01"), input("second", "1,c,,2026-01-02"),
      input("third", "9,a,,", "1,a,9,"),
    ]
    for order in permutations(inputs) {
      let scratch = try Scratch()
      let store = try scratch.store(of: order)
      #expect(try store.rows("SELECT author, parent FROM posts WHERE id = '1'") == [["a", "9"]])
      let posts = try store.network().posts
      let post = try #require(posts.ids.firstIndex(of: .number(1)))
      #expect(posts.answered[post] != Posts.none)
      let sources = try store.sources()
      #expect(
        sources.map(\.rejected).reduce(0, +) == 2
          && sources.allSatisfy { $0.rowsIn == $0.kept + $0.duplicates + $0.ignored + $0.rejected })
      let rejects = try store.rejects()
      #expect(rejects.count == 2)
      for reject in rejects {
        #expect(reject.line == 2 && reject.reason.contains("by a on line 3 of ") && reject.reason.contains("third.csv"))
      }
      _ = try store.undo(scratch.path("third.csv"))
      #expect(try store.rows("SELECT author FROM posts WHERE id = '1'") == [["b"]])
      #expect(try store.rejects().map { $0.path.hasSuffix("second.csv") } == [true])
      #expect(try store.sources().map(\.rejected).reduce(0, +) == 1)
    }
  }

  @Test("An account that one file calls by its id and the other by its handle is one person")
  func handle() throws {
    let scratch = try Scratch()
    let byID = Input(name: "id.csv", text: "id,author,parent,time,handle\n1,97,,2026-01-01,Ann\n")
    let byHandle = Input(name: "handle.csv", text: header + "1,ann,,2026-01-01\n")
    for order in permutations([byID, byHandle]) {
      let store = try scratch.store(of: order)
      #expect(try store.rejects().isEmpty)
      #expect(try store.rows("SELECT author FROM posts") == [["97"]])
    }
  }

  @Test("A conflict is a warning of the import, and the rejects file names both lines")
  func said() throws {
    let scratch = try Scratch()
    let store = try scratch.store("one.repartee")
    try store.add(input("first", "1,b,,"), in: scratch)
    let rejects = try RejectsFile(path: scratch.path("rejects.csv"))
    let report = try store.importFile(
      scratch.file("second.csv", header + "1,a,,\n"), rejects: rejects)
    try rejects.close(isKept: true)
    #expect(report.notes.contains { $0.contains("0 of its rows, and 1 of earlier files") })
    let text = String(decoding: try #require(scratch.bytes("rejects.csv")), as: UTF8.self)
    #expect(text.contains("first.csv,2,") && text.contains("line 2 of "))
  }

  @Test("A parent called 0 or -1 is none, unless a post has that id, in whichever file")
  func nobody() throws {
    let scratch = try Scratch()
    let rows = input("rows", "1,ann,0,2026-01-01", "2,ben,-1,2026-01-02", "3,cat,1,2026-01-03", "4,-1,1,2026-01-04")
    let store = try scratch.store(of: [rows])
    let posts = try store.network().posts
    #expect(posts.count == 4 && (0..<posts.count).count { posts.answered[$0] == Posts.none } == 2)
    #expect(
      try store.rows("SELECT id, parent FROM posts ORDER BY id") == [["1", ""], ["2", ""], ["3", "1"], ["4", "1"]])
    #expect(try store.rows("SELECT count(*) FROM posts WHERE author IS NULL") == [["1"]])
    for order in permutations([rows, input("zero", "0,dan,,2026-01-01")]) {
      let both = try scratch.store(of: order)
      #expect(
        try both.rows("SELECT id, parent FROM posts WHERE id IN ('0', '1') ORDER BY id") == [["0", ""], ["1", "0"]])
      #expect(try both.network().posts.ids.contains(.number(0)))
    }
  }

  @Test("A parent that many rows name and no row is, is said")
  func frequentParent() throws {
    let scratch = try Scratch()
    let store = try scratch.store("one.repartee")
    let rows = (1...8).map { "\($0),a\($0),start,2026-01-01" }
    let report = try store.add(Input(name: "p.csv", text: header + rows.map { $0 + "\n" }.joined()), in: scratch)
    #expect(report.notes.contains { $0.contains("8 of 8 rows answer “start”") })
    let thread = ["0,x,,2026-01-01"] + (1...8).map { "\($0),a\($0),0,2026-01-01" }
    let held = try scratch.store("two.repartee")
      .add(Input(name: "t.csv", text: header + thread.map { $0 + "\n" }.joined()), in: scratch)
    #expect(held.notes.isEmpty)
  }

  @Test("Edges of no known moment add up, and names stand where there is no handle")
  func edges() throws {
    let scratch = try Scratch()
    let sheet = Input(name: "e.csv", text: "actor,target,kind\nb,a,reply\nb,a,reply\na,b,reply\n")
    let store = try scratch.store(of: [sheet])
    #expect(try store.rows("SELECT actor, count FROM interactions ORDER BY actor") == [["a", "1"], ["b", "2"]])
    #expect(try store.sources().map(\.kept) == [3])
    let graph = Input(
      name: "g.gexf",
      text: "<gexf><graph><nodes><node id=\"1\" label=\"Iron Fern\"/><node id=\"2\" label=\"Moss\"/></nodes><edges>"
        + "<edge source=\"1\" target=\"2\" kind=\"reply\"/></edges></graph></gexf>")
    let voices = try scratch.store(of: [graph]).network().voices
    #expect((0..<voices.count).map { voices.label(of: $0) } == ["Iron Fern", "Moss"])
    #expect(voices.handles == [nil, nil])
  }

  @Test("Statuses one a line, or in several files, find their parents by number")
  func aliases() throws {
    func status(_ id: Int, by name: String, answering parent: Int? = nil) -> String {
      let account =
        "{\"id\":\"9\(name)\",\"username\":\"\(name)\",\"acct\":\"\(name)\",\"url\":\"https://t.example/@\(name)\"}"
      return "{\"id\":\"\(id)\",\"created_at\":\"2024-01-01T10:0\(id).000Z\",\"visibility\":\"public\","
        + "\"uri\":\"https://t.example/@\(name)/\(id)\",\"in_reply_to_id\":\(parent.map { "\"\($0)\"" } ?? "null"),"
        + "\"account\":\(account),\"mentions\":[],\"reblog\":null}\n"
    }
    let texts = [status(1, by: "ann"), status(2, by: "bob", answering: 1), status(3, by: "ann", answering: 2)]
      .map { $0.replacing("10:0", with: "10:00:0") }
    let scratch = try Scratch()
    let whole = Input(name: "all.ndjson", text: texts.joined())
    let parts = texts.enumerated().map { Input(name: "\($0.offset).ndjson", text: $0.element) }
    for inputs in [[whole]] + permutations(parts) {
      let store = try scratch.store(of: inputs)
      #expect(
        try store.rows("SELECT id, parent FROM posts ORDER BY id") == [
          ["https://t.example/@ann/1", ""], ["https://t.example/@ann/3", "https://t.example/@bob/2"],
          ["https://t.example/@bob/2", "https://t.example/@ann/1"],
        ])
    }
  }

  @Test("Parents are found by number among the files before one that cannot be read")
  func aliasesBeforeFailure() throws {
    let scratch = try Scratch()
    func status(_ id: Int, answering parent: String) -> String {
      "{\"id\":\"\(id)\",\"created_at\":\"2024-01-01T10:00:0\(id).000Z\",\"visibility\":\"public\","
        + "\"uri\":\"https://t.example/@ann/\(id)\",\"in_reply_to_id\":\(parent),\"account\":{\"id\":\"9\","
        + "\"username\":\"ann\",\"acct\":\"ann\",\"url\":\"https://t.example/@ann\"},\"mentions\":[],\"reblog\":null}\n"
    }
    let files = try [
      ("1.ndjson", status(1, answering: "null")), ("2.ndjson", status(2, answering: "\"1\"")), ("3.csv", "a\n"),
    ]
    .map { ImportFile(path: try scratch.file($0.0, $0.1)) }
    let store = try scratch.store()
    #expect(throws: FormatError.self) { try store.importFiles(files, report: { _ in }) }
    #expect(
      try store.rows("SELECT id, parent FROM posts ORDER BY id") == [
        ["https://t.example/@ann/1", ""], ["https://t.example/@ann/2", "https://t.example/@ann/1"],
      ])
  }

  @Test("Follows are said to meet nobody only once all who post were looked at")
  func followsThatMeetNobody() throws {
    func warning(posts: String, follows: String, platform: String) throws -> String? {
      let scratch = try Scratch()
      let store = try scratch.store()
      let posts = ImportFile(path: try scratch.file("posts.csv", "id,author,parent,time\n" + posts))
      var follow = ReadOptions()
      (follow.kind, follow.platform) = (.follow, platform)
      let follows = ImportFile(path: try scratch.file("follows.csv", "follower,followed\n" + follows), options: follow)
      try store.importFiles([posts, follows], report: { _ in })
      return try store.followsThatMeetNobody(sampledRows: 1)
    }
    let posts = "1,ann,,2024-01-01T10:00:00Z\n2,bob,1,2024-01-01T11:00:00Z\n"
    #expect(try warning(posts: posts, follows: "cat,bob\n", platform: "local") == nil)
    let other = try #require(try warning(posts: posts, follows: "cat,bob\n", platform: "x"))
    #expect(other.hasSuffix("undo the follows and import them as of the platform local"))
    let same = try #require(try warning(posts: posts, follows: "17,18\n", platform: "local"))
    #expect(same.contains("different ids") && !same.contains("--platform"))
  }
}
