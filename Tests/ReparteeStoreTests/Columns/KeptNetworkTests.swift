import Foundation
import GRDB
import ReparteeFormats
import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeStore

@Suite("The network that a store keeps")
struct KeptNetworkTests {
  /// Everything of a network, in lines.
  private func lines(_ network: SocialNetwork) -> [String] {
    var lines = Picture(network).lines
    for interactions in [network.replies, network.reposts] {
      lines += (0..<interactions.count).map {
        "\(interactions.actors[$0]) \(interactions.targets[$0]) \(interactions.times[$0]) \(interactions.counts[$0])"
      }
    }
    let (voices, counts) = (network.voices, network.posts.replyCounts)
    lines += (0..<voices.count).map {
      "\(voices.names[$0] ?? "-") \(voices.roles[$0] ?? "-") \(voices.organisations[$0])"
    }
    lines += voices.aliases.map { "\($0)" } + voices.organisationNames + network.completeFollows.sorted()
    lines += (0..<counts.count).map { "\(counts[$0])" }
    return lines
  }

  /// The network put together from rows, whatever is kept.
  private func fromRows(
    _ store: ConversationStore, quotes: NetworkBuilder.QuoteRule = .newConversations, window: Window = .all
  ) throws -> [String] {
    let copy = store.path + ".copy"
    try? FileManager.default.removeItem(atPath: copy)
    try FileManager.default.copyItem(atPath: store.path, toPath: copy)
    let other = try ConversationStore(path: copy, access: .writing)
    try other.execute("DELETE FROM network_state")
    #expect(try !other.read(KeptNetwork.isCurrent))
    return lines(try other.network(quotes: quotes, window: window))
  }

  private func isKept(_ store: ConversationStore) throws -> Bool { try store.read(KeptNetwork.isCurrent) }

  private static let comments = Input(
    name: "comments.csv",
    text: """
      id,author,parent,time,conversation,kind,platform,handle,name
      50,900,,2026-02-01T10:00:00Z,,post,x,Ann,
      51,30,50,2026-02-01T10:05:00Z,50,comment,x,,Ben of the long name that fits no small text
      52,41,50,2026-02-01T10:09:00Z,50,comment,x,,
      53,30,1,2026-02-01T10:20:00Z,1,quote,x,,
      at://c,adam,at://b,2026-01-02T10:01:00Z,,reply,mastodon,,Адам
      0,7,-1,,,reply,x,,
      60,7,,,61,reply,x,,

      """)

  @Test("It is what the rows give, after every kind of import", arguments: 0...7)
  func equal(count: Int) throws {
    let scratch = try Scratch()
    let inputs = Array((Inputs.all + [Self.comments]).prefix(count + 1))
    let store = try scratch.store(of: inputs, name: "one.repartee")
    #expect(try isKept(store))
    #expect(try lines(store.network()) == fromRows(store))
    #expect(try lines(store.network(quotes: .asReplies)) == fromRows(store, quotes: .asReplies))
    for source in try store.sources().map(\.number).reversed() {
      _ = try store.undo("\(source)")
      #expect(try isKept(store))
      #expect(try lines(store.network()) == fromRows(store))
    }
  }

  @Test("It is what the rows give of random conversations, of ids of both kinds", arguments: 0..<10 as Range<UInt64>)
  func random(seed: UInt64) throws {
    var numbers = SeededNumbers(seed: seed)
    func id() -> String {
      let number = Int.random(in: 1...400, using: &numbers)
      return number % 5 == 0 ? "p\(number)" : "\(number)"
    }
    var rows = "id,author,parent,time,conversation,kind,platform,handle,name\n"
    var seen: Set<String> = []
    for _ in 0..<300 {
      let post = id()
      guard seen.insert(post).inserted else { continue }
      let author = Int.random(in: 1...40, using: &numbers)
      rows +=
        [
          post, author % 7 == 0 ? "" : "\(author)", Bool.random(using: &numbers) ? id() : "",
          Bool.random(using: &numbers) ? "\(1_700_000_000 + Int.random(in: 0...100_000, using: &numbers))" : "",
          Int.random(in: 0...9, using: &numbers) == 0 ? id() : "",
          ["post", "reply", "comment", "quote"].randomElement(using: &numbers) ?? "", "x",
          author % 3 == 0 ? "handle\(author)" : "", author % 2 == 0 ? "Name of \(author)" : "",
        ].joined(separator: ",") + "\n"
    }
    let scratch = try Scratch()
    let store = try scratch.store(of: [Input(name: "p.csv", text: rows)], name: "one.repartee")
    #expect(try isKept(store))
    #expect(try lines(store.network()) == fromRows(store))
    #expect(try lines(store.network(quotes: .asReplies)) == fromRows(store, quotes: .asReplies))
  }

  @Test("Roles of a window are the roster's own, and voices that it joins otherwise are put together from rows")
  func windows() throws {
    let scratch = try Scratch()
    let dated = Input(
      name: "dated.csv",
      text: """
        platform,id,kind,organisation,voice,from,to
        x,900,person,Old Office,Ann Early,2025-01-01,2026-01-01
        x,900,person,New Office,Ann Both,2026-01-01,
        x,30,person,,Ann Both,,

        """)
    let store = try scratch.store(of: [Inputs.posts, Inputs.tweets, Inputs.follows, dated], name: "one.repartee")
    let early = Window(start: .init(seconds: 1_740_000_000), end: .init(seconds: 1_750_000_000))
    #expect(try isKept(store))
    for window in [.all, early] {
      #expect(try lines(store.network(window: window)) == fromRows(store, window: window))
    }
    #expect(try lines(store.network(window: early)) != lines(store.network()))
  }

  @Test("Any change by any program makes it void; what is no part of it does not")
  func changes() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: Inputs.all, name: "one.repartee")
    #expect(try isKept(store))
    try store.keep(["step": DoneStep(key: "a", result: "b")])
    try store.saveRun(ResultTable(columns: ["voice"], rows: []), definitions: "3", parameters: "all")
    #expect(try isKept(store))
    let before = try #require(scratch.bytes("one.repartee"))
    try store.keepNetwork()
    #expect(scratch.bytes("one.repartee") == before)

    // Another program, which knows nothing of what is kept.
    let other = try DatabaseQueue(path: store.path)
    try other.write { try $0.execute(sql: "UPDATE post SET author = NULL WHERE id = 4") }
    #expect(try !isKept(store))
    #expect(try lines(store.network()) == fromRows(store))
    try store.keepNetwork()
    #expect(try isKept(store))

    // A write-ahead log counts no changes.
    try other.close()
    let unknown = try store.network().quality.unknownAuthors
    let logging = try DatabasePool(path: store.path)
    try logging.write { try $0.execute(sql: "UPDATE post SET author = NULL WHERE id = 3") }
    #expect(try !isKept(store))
    #expect(try store.network().quality.unknownAuthors == unknown + 1)
    try logging.close()
  }

  @Test("A change that is taken back leaves it")
  func rollback() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: Inputs.all, name: "one.repartee")
    struct Interruption: Error {}
    #expect(throws: Interruption.self) {
      try store.write { database in
        try database.execute(sql: "DELETE FROM post")
        throw Interruption()
      }
    }
    #expect(try isKept(store))
    #expect(try lines(store.network()) == fromRows(store))
  }

  @Test("What is undone stands nowhere in the file")
  func undone() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: [Inputs.posts], name: "one.repartee")
    let secret = Input(name: "s.csv", text: "id,author,parent,handle\n1234,77,,Sphinxofblackquartz\n")
    let number = try store.add(secret, in: scratch).source.number
    #expect(try #require(scratch.bytes("one.repartee")).range(of: Data("Sphinxofblackquartz".utf8)) != nil)
    _ = try store.undo("\(number)")
    #expect(try #require(scratch.bytes("one.repartee")).range(of: Data("Sphinxofblackquartz".utf8)) == nil)
  }

  @Test("Where there is no room for it, or no file, nothing is kept, and the import stands")
  func noRoom() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: Inputs.all, name: "one.repartee")
    let expected = try fromRows(store)
    try store.database.writeWithoutTransaction { database in
      try database.execute(sql: "DELETE FROM network_state; DELETE FROM network_block")
      try database.execute(sql: "VACUUM")
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    try store.keepNetwork()
    #expect(try lines(store.network()) == expected)
    let memory = try ConversationStore()
    try memory.add(Inputs.posts, in: scratch)
    #expect(try !isKept(memory))
    #expect(try memory.network().postCount > 0)
  }

  @Test("A change of any byte of any block is found by who reads it and by check, and gives no figure")
  func damage() throws {
    let scratch = try Scratch()
    let store = try scratch.store(
      of: [Inputs.posts, Inputs.tweets, Inputs.interactions, Inputs.roster], name: "one.repartee")
    let sound = try lines(store.network())
    let blocks = try store.read { try Row.fetchAll($0, sql: "SELECT * FROM network_block") }
    #expect(blocks.count > 30)
    func damage(_ sql: String, _ arguments: StatementArguments) throws {
      try store.write(changing: .ofOthers) { try $0.execute(sql: sql, arguments: arguments) }
    }
    for block in blocks {
      let (key, data) = (block["block"] as Int64, block["data"] as Data)
      // The first bytes say what follows; of the others every eleventh.
      for place in data.indices where place < 9 || place % 11 == 0 {
        var damaged = data
        damaged[place] ^= UInt8(truncatingIfNeeded: 1 << (place % 8))
        try damage("UPDATE network_block SET data = ? WHERE block = ?", [damaged, key])
        #expect(throws: StoreError.damaged(path: store.path)) { try store.network() }
        if place == 0 { #expect(try store.check().count { $0.violations > 0 } == 1) }
      }
      for change in ["checksum = checksum + 1", "count = count + 1", "block = block + 1"] {
        try damage("UPDATE network_block SET data = ? WHERE block = ?", [data, key])
        try damage("UPDATE network_block SET \(change) WHERE block = ?", [key])
        #expect(throws: StoreError.damaged(path: store.path), "\(key) \(change)") { try store.network() }
        try damage("DELETE FROM network_block WHERE block IN (?, ? + 1)", [key, key])
        #expect(throws: StoreError.damaged(path: store.path), "\(key)") { try store.network() }
        try damage(
          "INSERT INTO network_block VALUES (?, ?, ?, ?)",
          [key, block["count"] as Int, block["checksum"] as Int64, data])
      }
    }
    #expect(try lines(store.network()) == sound)
  }

  @Test("Results that are kept with it are read back, go with any change, and damage to them is found")
  func results() throws {
    let scratch = try Scratch()
    let columns: [[UInt32]] = [[1, 2, .max], [], Array(0..<40_000)]
    let store = try ConversationStore(
      path: scratch.path("one.repartee"), access: .creating, measuring: { $0.voiceCount > 2 ? columns : nil })
    func kept() throws -> [[UInt32]]? {
      var found: [[UInt32]]?
      _ = try store.networkPart {
        found = $1
        return []
      }
      return found
    }
    try store.add(Inputs.posts, in: scratch)
    #expect(try kept() == columns)
    let blocks = try store.read {
      try Row.fetchAll($0, sql: "SELECT * FROM network_block WHERE block >= 256 * 16777216")
    }
    #expect(blocks.count == 3)
    for block in blocks {
      let (key, data) = (block["block"] as Int64, block["data"] as Data)
      for place in [0, 8, data.count / 2] {
        var damaged = data
        damaged[place] ^= 1
        try store.write(changing: .ofOthers) {
          try $0.execute(sql: "UPDATE network_block SET data = ? WHERE block = ?", arguments: [damaged, key])
        }
        #expect(throws: StoreError.damaged(path: store.path)) { try kept() }
        #expect(try store.check().count { $0.violations > 0 } == 1)
      }
      try store.write(changing: .ofOthers) {
        try $0.execute(sql: "UPDATE network_block SET data = ? WHERE block = ?", arguments: [data, key])
      }
    }
    #expect(try kept() == columns)
    try store.write { try $0.execute(sql: "UPDATE post SET author = NULL WHERE id = 4") }
    #expect(try kept() == nil)
    #expect(try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM network_block") } == 0)
    // Where nothing is worth keeping, the network is kept without.
    let small = try ConversationStore(
      path: scratch.path("two.repartee"), access: .creating, measuring: { _ in nil })
    try small.add(Inputs.posts, in: scratch)
    #expect(try isKept(small) && small.networkPart { _, _ in [] } == nil)
  }
}
