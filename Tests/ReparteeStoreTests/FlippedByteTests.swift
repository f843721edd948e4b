import Foundation
import GRDB
import Testing

@testable import ReparteeStore

/// A byte of a store's file that is not what was written: found out, or without effect.
@Suite struct FlippedByteTests {
  /// How many bytes apart the flips are that a test tries; `REPARTEE_FLIP_STEP=1` tries them all.
  private static let step = ProcessInfo.processInfo.environment["REPARTEE_FLIP_STEP"].flatMap { Int($0) } ?? 1511

  @Test("Each flip is found out, or the network, runs and ledger are what they were")
  func flips() throws {
    let scratch = try Scratch()
    let sound = try scratch.store(of: Inputs.all, name: "sound.repartee")
    try sound.execute(
      """
      INSERT INTO run VALUES (1, '3', 'all');
      INSERT INTO score (run, row, section, voice, kind, score, reply_reach, conversed, repliers, reciprocated, basis)
        VALUES (1, 1, 'voices', 'ben', 'person', 3, 4, 2, 2, 2, 'threads');
      INSERT INTO reply_count (platform, post, source, replies) VALUES (1, 1, 1, 5);
      """)
    func all(_ store: ConversationStore) throws -> [String] {
      try Picture(store.network()).lines + store.dump() + store.sources().map { "\($0)" }
    }
    let expected = try all(sound)
    try sound.database.close()
    let bytes = try #require(scratch.bytes("sound.repartee"))
    let place = scratch.path("flipped.repartee")
    var (found, without) = (0, 0)
    for byte in stride(from: 0, to: bytes.count, by: Self.step) {
      var flipped = bytes
      flipped[byte] ^= UInt8(1 << (byte / Self.step % 8))
      try flipped.write(to: URL(fileURLWithPath: place))
      do {
        let read = try all(ConversationStore(path: place, access: .reading))
        without += 1
        #expect(read == expected, "byte \(byte)")
      } catch let error as StoreError {
        found += 1
        switch error {
        case .damaged, .notAStore: break
        default: Issue.record("byte \(byte): \(error)")
        }
      }
    }
    // Pages that are read whole are most of the file; indices and the journal's bytes are the rest.
    #expect(found > without, "\(found) found, \(without) without effect")
  }

  @Test("Each flip in a follow block is found out by whoever reads it, whatever else the page says")
  func followBlocks() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: [Inputs.posts, Inputs.follows, Inputs.moreFollows])
    for block in try store.read({ try FollowLoader.blocks(of: $0) }) {
      for byte in block.data.indices {
        var data = block.data
        data[byte] ^= 1
        try store.write {
          try $0.execute(
            sql: "UPDATE follow_block SET data = ? WHERE source = ? AND block = ?",
            arguments: [Data(data), block.source, block.number])
        }
        #expect(throws: StoreError.damaged(path: store.path)) { try store.network() }
        #expect(throws: StoreError.damaged(path: store.path)) { try store.followers() }
        #expect(throws: StoreError.damaged(path: store.path)) { try store.about("900") }
        #expect(try store.check().contains { $0.invariant.contains("follow blocks") && $0.violations == 1 })
      }
      try store.write {
        try $0.execute(
          sql: "UPDATE follow_block SET data = ? WHERE source = ? AND block = ?",
          arguments: [Data(block.data), block.source, block.number])
      }
    }
    _ = try store.network()
  }

  @Test("A store of an earlier version gets checksums, and a block of it that is damaged gets none")
  func earlier() throws {
    let scratch = try Scratch()
    let place = scratch.path("old.repartee")
    let database = try DatabaseQueue(path: place)
    try Schema.migrator.migrate(database, upTo: "rosters over time")
    try database.write { database in
      try database.execute(
        sql: """
          INSERT INTO source VALUES (1, 'f.csv', 'follows-csv', '', 'ab12', 90, 3, 3, 0, 0, 0, NULL);
          INSERT INTO platform VALUES (1, 'x');
          INSERT INTO account (platform, id) VALUES (1, 7), (1, 8), (1, 9);
          INSERT INTO follow_block VALUES (1, 0, 1, 2, x'0102010201'), (1, 1, 1, 1, x'02010109');
          """)
    }
    // The list of account 1 has two followers, 2 and 3; that of account 2 has one that is not there.
    #expect(try database.read { try Int.fetchOne($0, sql: "PRAGMA page_size") } == 4096)
    try database.close()
    let store = try ConversationStore(path: place, access: .reading)
    #expect(
      try store.rows("SELECT block, checksum IS NULL FROM follow_block ORDER BY block") == [["0", "0"], ["1", "1"]])
    #expect(throws: StoreError.damaged(path: place)) { try store.network() }
    // The twentieth byte of a database's header says how many bytes of each page are reserved.
    #expect(scratch.bytes("old.repartee")?[20] == 8)
  }

  @Test("Nobody else may read a new store")
  func mode() throws {
    let scratch = try Scratch()
    _ = try scratch.store(of: [Inputs.posts], name: "one.repartee")
    let mode = try FileManager.default.attributesOfItem(atPath: scratch.path("one.repartee"))[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }
}
