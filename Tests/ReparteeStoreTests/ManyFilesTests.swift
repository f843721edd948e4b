import Foundation
import GRDB
import ReparteeFormats
import ReparteeTestNetworks
import Testing

@testable import ReparteeStore

@Suite("Many files in one import")
struct ManyFilesTests {
  private func add(
    _ inputs: [Input], to store: ConversationStore, in scratch: Scratch, report: (ImportReport) -> Void = { _ in }
  ) throws {
    try store.importFiles(
      try inputs.map { ImportFile(path: try scratch.file($0.name, $0.text), options: $0.options) }, report: report)
  }

  @Test("They make the store that they make one by one, whatever their order")
  func oneByOne() throws {
    let scratch = try Scratch()
    var numbers = SeededNumbers(seed: 20)
    for round in 0..<20 {
      let inputs = Inputs.all.shuffled(using: &numbers)
      let single = try scratch.store(of: inputs, name: "single\(round).repartee")
      let many = try scratch.store("many\(round).repartee")
      var reports: [ImportReport] = []
      try add(inputs, to: many, in: scratch) { reports.append($0) }
      #expect(try many.dump() == single.dump(), "\(inputs)")
      #expect(try Picture(many.network()) == Picture(single.network()))
      #expect(try many.check().allSatisfy { $0.violations == 0 })
      #expect(reports.map(\.path) == inputs.map { scratch.path($0.name) })
      let (ledgers, singles) = (try many.sources(), try single.sources())
      #expect(ledgers.map(\.kept) == singles.map(\.kept) && ledgers.map(\.duplicates) == singles.map(\.duplicates))
    }
  }

  @Test("A file that cannot be read leaves those before it stored and reported, and those after it unread")
  func broken() throws {
    let scratch = try Scratch()
    let store = try scratch.store("many.repartee")
    let bad = Input(name: "bad.csv", text: "id,author,parent\n,1,\n,2,\n")
    var reports: [ImportReport] = []
    #expect(throws: NothingReadError.self) {
      try add([Inputs.posts, Inputs.follows, bad, Inputs.interactions], to: store, in: scratch) { reports.append($0) }
    }
    #expect(reports.map(\.path) == [scratch.path("posts.csv"), scratch.path("follows.csv")])
    #expect(try store.dump() == scratch.store(of: [Inputs.posts, Inputs.follows]).dump())
  }

  @Test("A file that is held, by its name or only by its content, is passed over")
  func held() throws {
    let scratch = try Scratch()
    let store = try scratch.store("many.repartee")
    var twin = Inputs.posts
    twin.name = "twin.csv"
    var held: [Bool] = []
    try add([Inputs.posts, Inputs.follows], to: store, in: scratch) { held.append($0.wasAlreadyImported) }
    try add([Inputs.interactions, twin, Inputs.follows, Inputs.overlapping], to: store, in: scratch) {
      held.append($0.wasAlreadyImported)
    }
    #expect(held == [false, false, false, true, true, false])
    let expected = try scratch.store(of: [Inputs.posts, Inputs.follows, Inputs.interactions, Inputs.overlapping])
    #expect(try store.dump() == expected.dump())
  }

  @Test("A pipe between small files is opened once, and neither lost nor read twice")
  func pipe() throws {
    let scratch = try Scratch()
    let store = try scratch.store("many.repartee")
    let path = scratch.path("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    let text = Inputs.posts.text
    let writer = Thread { try? FileHandle(forWritingAtPath: path)?.write(contentsOf: Data(text.utf8)) }
    writer.start()
    var reports: [ImportReport] = []
    try store.importFiles(
      [
        ImportFile(path: scratch.file("follows.csv", Inputs.follows.text), options: Inputs.follows.options),
        ImportFile(path: path, options: Inputs.posts.options),
        ImportFile(
          path: scratch.file("interactions.csv", Inputs.interactions.text), options: Inputs.interactions.options),
      ], report: { reports.append($0) })
    #expect(reports.map(\.wasAlreadyImported) == [false, false, false])
    let expected = try scratch.store(of: [Inputs.follows, Inputs.posts, Inputs.interactions])
    #expect(try store.dump() == expected.dump())
  }

  @Test("A file that is opened, or opened and closed, before its turn is read as it is when its turn comes")
  func openedBefore() throws {
    let scratch = try Scratch()
    for (round, isClosed) in [false, true].enumerated() {
      let store = try scratch.store("opened\(round).repartee")
      var kept = ImportFile(path: try scratch.file("kept\(round).csv", Inputs.posts.text))
      var changed = ImportFile(path: try scratch.file("changed\(round).csv", Inputs.posts.text))
      for reader in [try kept.open(), try changed.open()] where isClosed { reader.close() }
      _ = try scratch.file("changed\(round).csv", "follower,followed\n1,2\n")
      var formats: [String] = []
      try store.importFiles([kept, changed], report: { formats.append($0.source.format) })
      #expect(formats == ["posts-csv", "follows-csv"])
    }
  }

  @Test("On a full disk what is reported is stored, to the file")
  func fullDisk() throws {
    let scratch = try Scratch()
    let large = (0..<6).map { number in
      let rows = (0..<3_000).map { "\(number * 3_000 + $0),\($0 % 700),,\(1_700_000_000 + $0)\n" }.joined()
      return Input(name: "\(number).csv", text: "id,author,parent,time\n" + rows)
    }
    for pages in [2, 10, 25, 40] {
      let store = try scratch.store("full\(pages).repartee")
      try store.database.write { database in
        let held = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
        try database.execute(sql: "PRAGMA max_page_count = \(held + pages)")
      }
      var reported = 0
      #expect(throws: StoreError.diskFull(path: store.path)) {
        try add(large, to: store, in: scratch) { _ in reported += 1 }
      }
      #expect(try store.sources().count == reported)
      try store.database.write { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
      #expect(try store.dump() == scratch.store(of: Array(large[..<reported])).dump())
      try add(large, to: store, in: scratch)
      #expect(try store.dump() == scratch.store(of: large).dump())
    }
  }

  @Test("Progress says how many bytes of which file are read")
  func progress() throws {
    let scratch = try Scratch()
    let store = try scratch.store("many.repartee")
    var last: [Int: Int] = [:]
    let inputs = [Inputs.posts, Inputs.follows, Inputs.interactions]
    try store.importFiles(
      inputs.map { ImportFile(path: try scratch.file($0.name, $0.text), options: $0.options) },
      progress: { file, done, _ in last[file] = done }, report: { _ in })
    #expect((0..<3).map { last[$0] } == inputs.map(\.text.utf8.count))
  }
}
