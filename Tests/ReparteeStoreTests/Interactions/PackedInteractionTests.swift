import Foundation
import GRDB
import ReparteeFormats
import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeStore

@Suite("Packed interactions")
struct PackedInteractionTests {
  // MARK: Blocks

  @Test("What is packed comes back, from Swift and from SQL", arguments: 1...12 as ClosedRange<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    let accounts = [3, 200, 70_000, 4_000_000_000][Int(seed % 4)]
    let unit = [1, 1_000, 86_400_000][Int(seed % 3)]
    let most = [1, 2, 1 << 50][Int(seed / 2 % 3)]
    var acts: Set<[Int64]> = []
    for _ in 0..<Int.random(in: 1...20_000, using: &numbers) {
      acts.insert([
        .random(in: 1...Int64(accounts), using: &numbers), .random(in: 1...Int64(accounts), using: &numbers),
        seed % 2 == 0 ? Schema.untimed : .random(in: -9_000...1_000_000, using: &numbers) * Int64(unit),
        .random(in: 1...Int64(most), using: &numbers),
      ])
    }
    let sorted = acts.sorted { $0.lexicographicallyPrecedes($1) }
    var list = ActList()
    for act in sorted {
      list.pairs.append(ActList.pair(UInt32(act[0]), UInt32(act[1])))
      if act[2] != Schema.untimed { list.times.append(act[2]) }
      if most > 1 { list.counts.append(act[3]) }
    }
    let blocks = InteractionBlock.encode(list, kind: 2)
    let store = try ConversationStore()
    try store.write { try InteractionBlock.insert(blocks, into: $0, source: 7, first: 0) }
    #expect(blocks.allSatisfy { $0.isReadable && $0.data.count <= InteractionBlock.mostBytes })
    var read: [[Int64]] = []
    try store.read { database in
      try InteractionBlock.forEach(in: database) { stored in
        stored.block.forEachAct { read.append([$0.actor, $0.target, $0.time, $0.count]) }
      }
    }
    #expect(read == sorted)
    let rows = try store.rows(
      "SELECT actor, target, time, count FROM every_interaction WHERE kind = 2 AND post = '' AND source = 7 ORDER BY 1, 2, 3, 4"
    )
    #expect(rows == sorted.map { $0.map(String.init) })
  }

  @Test("Numbers that no block can hold are rows")
  func tooLarge() throws {
    let scratch = try Scratch()
    var text = "kind,actor,target,time,count\n"
    for row in 1...2_000 {
      text += "reply,\(row % 90 + 1),\(row % 7 + 100),,\(row == 5 ? "9000000000000000000" : "1")\n"
    }
    let store = try scratch.store(of: [Input(name: "i.csv", text: text)])
    #expect(try store.rows("SELECT count(*) FROM interaction_block") == [["0"]])
    #expect(try store.rows("SELECT max(count) >= 9000000000000000000 FROM interactions") == [["1"]])
    #expect(try store.check().filter { $0.violations > 0 } == [])
  }

  @Test("A radix sort sorts as a sort does, and keeps the first of two the first", arguments: [0, 1, 2, 5_000])
  func sort(count: Int) {
    var numbers = SeededNumbers(seed: UInt64(count))
    struct Pair: BitwiseCopyable { var key: UInt64, place: Int }
    var pairs = (0..<count).map { place in
      Pair(key: UInt64.random(in: 0...UInt64.max, using: &numbers) & 0xF00F_0000_8000_0003, place: place)
    }
    let expected = pairs.enumerated().sorted { ($0.1.key, $0.0) < ($1.1.key, $1.0) }.map(\.offset)
    RadixSort.sort(&pairs) { $0.key }
    #expect(pairs.map(\.place) == expected)
  }

  // MARK: Imports

  /// A row of a sheet.
  private struct Act: Hashable {
    var kind: String
    var actor: String
    var target: String
    var time: String
    var count: Int
    var platform: String

    var line: String { "\(kind),\(actor),\(target),\(time),\(count),\(platform)\n" }
    /// Whether another row is another act.
    var isAnyMoment: Bool { !time.contains("T") }
  }

  private static func acts(seed: UInt64, count: Int) -> [Act] {
    var numbers = SeededNumbers(seed: seed)
    return (0..<count).map { _ in
      let account = { (numbers: inout SeededNumbers) -> String in
        let number = Int.random(in: 1...25, using: &numbers)
        return number % 6 == 0 ? "person\(number)" : "\(number)"
      }
      let day = Int.random(in: 1...3, using: &numbers)
      return Act(
        kind: ["reply", "mention", "repost", "quote"].randomElement(using: &numbers) ?? "",
        actor: account(&numbers), target: account(&numbers),
        time: ["", "2026-01-0\(day)", "2026-01-0\(day)T10:00:0\(day)Z", "2026-01-0\(day)T11:30:00Z"].randomElement(
          using: &numbers) ?? "",
        count: Int.random(in: 0...9, using: &numbers) == 0 ? 3 : 1, platform: Bool.random(using: &numbers) ? "x" : "y")
    }
  }

  private static func input(_ acts: [Act], name: String = "i.csv") -> Input {
    Input(name: name, text: "kind,actor,target,time,count,platform\n" + acts.map(\.line).joined())
  }

  /// What a source says, by the rules, in the plainest way: acts with their counts, and how many rows are new.
  private static func plain(_ acts: [Act], elsewhere: Set<Act> = []) -> (acts: [Act: Int], kept: Int) {
    var counts: [Act: Int] = [:]
    var kept = 0
    for act in acts {
      var key = act
      key.count = 0
      if let held = counts[key] {
        if act.isAnyMoment {
          counts[key] = held + act.count
          if !elsewhere.contains(key) { kept += 1 }
        }
      } else {
        counts[key] = act.count
        if !elsewhere.contains(key) { kept += 1 }
      }
    }
    for key in counts.keys where key.kind == "mention" && !key.time.isEmpty {
      var reply = key
      reply.kind = "reply"
      if counts[reply] != nil {
        counts[key] = nil
        if !elsewhere.contains(key) { kept -= 1 }
      }
    }
    return (counts, kept)
  }

  private static func view(_ counts: [Act: Int]) -> [[String]] {
    counts.map { act, count in
      let time = act.time.isEmpty ? "" : act.time.contains("T") ? act.time : act.time + "T00:00:00Z"
      return [act.platform, act.kind, act.actor, act.target, time, "\(count)", ""]
    }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func view(_ store: ConversationStore) throws -> [[String]] {
    try store.rows("SELECT platform, kind, actor, target, time, count, post FROM interactions").sorted {
      $0.lexicographicallyPrecedes($1)
    }
  }

  private func arePacked(_ store: ConversationStore) throws -> Bool {
    try store.rows("SELECT (SELECT count(*) FROM interaction), (SELECT count(*) > 0 FROM interaction_block)")
      == [["0", "1"]]
  }

  @Test(
    "Sheets with repeated and folded rows are what the rules say, and their ledgers too",
    arguments: 1...6 as ClosedRange<UInt64>)
  func sheets(seed: UInt64) throws {
    let scratch = try Scratch()
    let (first, second) = (Self.acts(seed: seed, count: 6_000), Self.acts(seed: seed + 100, count: 5_000))
    let store = try scratch.store("one.repartee")
    let report = try store.add(Self.input(first), in: scratch)
    let expected = Self.plain(first)
    #expect(try arePacked(store))
    #expect(try view(store) == Self.view(expected.acts))
    #expect(report.ledger.kept == expected.kept)
    #expect(report.ledger.kept + report.ledger.duplicates == first.count)

    let other = try store.add(Self.input(second, name: "second.csv"), in: scratch)
    let more = Self.plain(second, elsewhere: Set(expected.acts.keys))
    #expect(other.ledger.kept == more.kept)
    #expect(other.ledger.kept + other.ledger.duplicates == second.count)
    // Few rows are no blocks, and meet those.
    let few = Array(first.prefix(300))
    let third = try store.add(Self.input(few, name: "few.csv"), in: scratch)
    #expect(third.ledger.kept == Self.plain(few, elsewhere: Set(expected.acts.keys).union(more.acts.keys)).kept)
    #expect(try store.rows("SELECT count(*) > 0 FROM interaction") == [["1"]])
    #expect(try store.check().filter { $0.violations > 0 } == [])

    // The order of imports does not show.
    let turned = try scratch.store(of: [
      Self.input(few, name: "few.csv"), Self.input(second, name: "second.csv"), Self.input(first),
    ])
    #expect(try differences(turned.dump(), store.dump()) == [])
    #expect(try lines(turned) == lines(store))
    _ = try store.undo("2")
    _ = try store.undo("3")
    #expect(try view(store) == Self.view(expected.acts))
  }

  /// Everything that commands see of interactions.
  private func lines(_ store: ConversationStore) throws -> [String] {
    let network = try store.network()
    var lines = Picture(network).lines
    for interactions in [network.replies, network.reposts] {
      lines += (0..<interactions.count).map {
        "\(interactions.actors[$0]) \(interactions.targets[$0]) \(interactions.times[$0]) \(interactions.counts[$0])"
      }
    }
    return lines
  }

  /// The same store, with rows for blocks.
  private func unpacked(_ store: ConversationStore, in scratch: Scratch) throws -> ConversationStore {
    let name = UUID().uuidString
    try FileManager.default.copyItem(atPath: store.path, toPath: scratch.path(name))
    let other = try ConversationStore(path: scratch.path(name), access: .writing)
    try other.write { database in
      for source in try Source.all(database) { try InteractionBlock.unpack(source: source.number, in: database) }
    }
    #expect(try other.rows("SELECT count(*) FROM interaction_block") == [["0"]])
    return other
  }

  private static let roster = Input(
    name: "roster.csv", text: "platform,id,kind,voice\nx,1,person,Ann\nx,2,person,Ann\ny,1,,Ben\n")

  /// Changes to a store; what they leave is the same whether interactions are rows or packed.
  private static var changes: [(String, (ConversationStore, Scratch) throws -> Void)] {
    [
      ("nothing", { _, _ in }),
      ("keeping the network", { store, _ in try store.keepNetwork() }),
      ("a roster", { store, scratch in try store.add(roster, in: scratch) }),
      ("posts", { store, scratch in try store.add(Inputs.posts, in: scratch) }),
      ("forgetting accounts", { store, _ in _ = try store.forget(accounts: ["id=x:7", "id=y:person6"]) }),
      ("forgetting a time", { store, _ in _ = try store.forget(before: .init(seconds: 1_767_312_000)) }),
      (
        "deleted accounts",
        { store, scratch in
          try store.write {
            try $0.execute(
              sql: """
                INSERT INTO account_deletion (platform, id, source, time)
                  SELECT platform, id, 1, 1767349801000 FROM account WHERE id IN (3, 'person12')
                """)
            try Deletions.apply(in: $0)
          }
        }
      ),
      (
        "another content of the file",
        { store, scratch in
          let path = try scratch.file("i.csv", input(Array(acts(seed: 1, count: 6_000).dropFirst(400))).text)
          _ = try store.importFile(path, earlierVersions: .history)
        }
      ),
      (
        "a replaced file",
        { store, scratch in
          let path = try scratch.file("i.csv", input(acts(seed: 9, count: 3_000)).text)
          _ = try store.importFile(path, earlierVersions: .replace)
        }
      ),
      (
        "a grown file",
        { store, scratch in try store.add(input(acts(seed: 1, count: 7_000)), in: scratch) }
      ),
    ]
  }

  @Test("After any change a packed store says what one of rows says", arguments: 0..<10)
  func change(place: Int) throws {
    let scratch = try Scratch()
    let store = try scratch.store(
      of: [Self.input(Self.acts(seed: 1, count: 6_000)), Self.input(Self.acts(seed: 2, count: 4_000), name: "b.csv")],
      name: "one.repartee")
    #expect(try arePacked(store))
    let rows = try unpacked(store, in: scratch)
    let (name, change) = Self.changes[place]
    _ = try scratch.file("i.csv", Self.input(Self.acts(seed: 1, count: 6_000)).text)
    try change(store, scratch)
    try change(rows, scratch)
    #expect(try differences(store.dump(), rows.dump()) == [], "\(name)")
    #expect(try view(store) == view(rows))
    #expect(try lines(store) == lines(rows))
    #expect(try store.about("id=x:4").items == rows.about("id=x:4").items)
    #expect(
      try store.exportedGraph().edges.map { "\($0)" }.sorted() == rows.exportedGraph().edges.map { "\($0)" }.sorted())
    #expect(try store.check().filter { $0.violations > 0 } == [])
    // Whether it was kept or not.
    try store.keepNetwork()
    #expect(try lines(store) == lines(rows))
  }

  @Test("A source that grew is what it would be if it were read at once, and stays packed")
  func growth() throws {
    // Of mentions of a day that repeat a reply each reading of the file counts one.
    let acts = Self.acts(seed: 4, count: 6_000).filter {
      $0.kind != "mention" || $0.time.contains("T") || $0.time.isEmpty
    }
    let dates = ISO8601DateFormatter()
    let records = try acts.map { act in
      let date = dates.date(from: act.time.contains("T") ? act.time : act.time + "T00:00:00Z")
      return InteractionRecord(
        kind: try #require(InteractionKind(rawValue: act.kind)), actor: ExternalID(act.actor),
        target: ExternalID(act.target), time: date.map { Timestamp(seconds: Int64($0.timeIntervalSince1970)) },
        count: Int64(act.count))
    }
    func store(_ ends: [Int]) throws -> (store: ConversationStore, kept: Int) {
      let store = try ConversationStore()
      var (start, kept) = (0, 0)
      for end in ends {
        try store.write { database in
          let accounts = try AccountNumbers(database)
          let collector = InteractionCollector(database, source: 1, isGrowing: start > 0, accounts: accounts)
          collector.add(Array(records[start..<end]), platform: try accounts.platform(named: "x"))
          kept += try collector.finish().kept
        }
        start = end
      }
      return (store, kept)
    }
    let (grown, whole) = (try store([500, 900, 2_000, records.count]), try store([records.count]))
    #expect(try arePacked(grown.store))
    #expect(try view(grown.store) == view(whole.store))
    #expect(grown.kept == whole.kept)
  }

  @Test("A large edge list is read by columns where its lines are plain, and gives what rows give")
  func edgeList() throws {
    var numbers = SeededNumbers(seed: 5)
    var text = "# a comment\n"
    var pairs: [String: Int] = [:]
    for row in 0..<40_000 {
      let (actor, target) = (Int.random(in: 1...900, using: &numbers), Int.random(in: 1...900, using: &numbers))
      let isCounted = row % 977 == 0
      let name = row % 5_003 == 77 ? "someone" : "\(actor)"
      text += "\(name)\t\(target)\(isCounted ? "\t4" : "")\n"
      pairs["\(name) \(target)", default: 0] += isCounted ? 4 : 1
    }
    text += "17\n"
    let scratch = try Scratch()
    let store = try scratch.store("e.repartee")
    let report = try store.add(
      Input(name: "edges.txt", text: text, options: ReadOptions(kind: .reply, platform: "x")), in: scratch)
    #expect(report.ledger.kept == 40_000 && report.ledger.rejected == 1)
    #expect(try store.rejects().map(\.line) == [40_002])
    #expect(try arePacked(store))
    let rows = try store.rows("SELECT actor || ' ' || target, count FROM interactions WHERE kind = 'reply'")
    #expect(Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Int($0[1]) ?? 0) }) == pairs)
    let network = try store.network()
    #expect(network.replies.count == pairs.count)
    #expect(network.replies.counts.reduce(0) { $0 + Int($1) } == pairs.values.reduce(0, +))
  }

  // MARK: Damage

  @Test("Each flip in a block is found out by whoever reads it, and salvage leaves its source behind")
  func flips() throws {
    let scratch = try Scratch()
    let store = try scratch.store(
      of: [
        Inputs.posts, Self.input(Self.acts(seed: 1, count: 4_000)),
        Self.input(Self.acts(seed: 2, count: 4_000), name: "b.csv"),
      ])
    for kind in [0, 2] {
      let number = try #require(
        try Int.fetchOne(in: store, "SELECT min(block) FROM interaction_block WHERE source = 2 AND kind = \(kind)"))
      let columns = [
        "data = CAST(substr(data, 1, 9) || x'FF' || substr(data, 11) AS BLOB)", "data = CAST(data || x'00' AS BLOB)",
        "actor = actor + 1", "target_bits = target_bits + 1", "time = time + 1", "rows = rows - 1",
        "checksum = checksum + 1",
      ]
      for column in columns {
        let before = try #require(scratch.bytes(URL(fileURLWithPath: store.path).lastPathComponent))
        try store.execute("UPDATE interaction_block SET \(column) WHERE source = 2 AND block = \(number)")
        #expect(throws: StoreError.damaged(path: store.path)) { try store.network() }
        #expect(throws: StoreError.damaged(path: store.path)) {
          try store.keepNetwork(); _ = try store.network()
        }
        #expect(throws: StoreError.damaged(path: store.path)) { try store.about("900") }
        #expect(try store.check().contains { $0.invariant.contains("blocks of interactions") && $0.violations == 1 })
        let new = scratch.path("new-\(UUID().uuidString)")
        let sources = try store.salvage(into: new)
        #expect(sources.filter { $0.loss != nil }.map(\.source.number) == [2])
        #expect(try ConversationStore(path: new, access: .reading).check().filter { $0.violations > 0 } == [])
        try store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA shrink_memory") }
        try before.write(to: URL(fileURLWithPath: store.path))
      }
    }
  }

  @Test("A store of the version before keeps its rows, and says the same")
  func earlier() throws {
    let scratch = try Scratch()
    let text = Self.input(Self.acts(seed: 3, count: 2_000))
    let rows = try unpacked(scratch.store(of: [text, Inputs.posts], name: "new.repartee"), in: scratch)
    let expected = (try view(rows), try lines(rows))
    try rows.write { database in
      try database.execute(
        sql: """
          DROP VIEW interactions; DROP VIEW every_interaction; DROP TABLE interaction_block;
          DELETE FROM grdb_migrations WHERE identifier = 'packed interactions';
          CREATE VIEW interactions AS SELECT 1;
          """)
    }
    try rows.database.close()
    let store = try ConversationStore(path: rows.path, access: .reading)
    #expect(try view(store) == expected.0)
    #expect(try lines(store) == expected.1)
    #expect(try store.check().filter { $0.violations > 0 } == [])
  }
}

extension Int {
  fileprivate static func fetchOne(in store: ConversationStore, _ sql: String) throws -> Int? {
    try store.read { try Int.fetchOne($0, sql: sql) }
  }
}
