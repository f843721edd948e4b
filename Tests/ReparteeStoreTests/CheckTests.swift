import Foundation
import Testing

@testable import ReparteeStore

@Suite("check reports every invariant that is broken")
struct CheckTests {
  private static let breaks: [(invariant: String, sql: String)] = [
    ("rows in", "UPDATE source SET kept = kept + 1 WHERE source = 1"),
    ("every rejected row", "DELETE FROM reject"),
    ("every ignored row", "UPDATE ignored SET rows = 7 WHERE source = 3"),
    ("belongs to a source", "DELETE FROM source WHERE source = 3"),
    ("belongs to a source", "UPDATE OR IGNORE post SET source = 99 WHERE id = 1"),
    ("belongs to a source", "UPDATE OR IGNORE interaction SET source = 99"),
    ("belongs to a source", "UPDATE OR IGNORE account_record SET source = 99"),
    ("belongs to a source", "UPDATE roster SET source = 99"),
    ("belongs to a source", "INSERT INTO reject VALUES (99, 1, '')"),
    ("belongs to a source", "INSERT INTO ignored VALUES (99, '', 1)"),
    ("every author", "UPDATE post SET author = 999 WHERE id = 2"),
    ("every author", "UPDATE post SET parent_author = 999 WHERE id = 8"),
    ("every author", "UPDATE interaction SET target = 999"),
    ("every author", "DELETE FROM account WHERE id = 900"),
    ("both sides", "UPDATE account SET platform = 1 + platform % 2 WHERE id = 77"),
    ("known platform", "UPDATE account SET platform = 99 WHERE id = 'zoe'"),
    ("known platform", "UPDATE post SET platform = 99 WHERE id = 4"),
    ("in the order of ids", "UPDATE account_order SET ordered_to = 4"),
    ("roster match", "INSERT INTO roster_match VALUES (999, 1)"),
    ("roster match", "UPDATE roster_match SET roster = 999"),
    (
      "saved score",
      "INSERT INTO score (run, row, section, voice, kind, score, reply_reach, conversed, repliers, "
        + "reciprocated, basis) VALUES (9, 1, '', '', '', 0, 0, 0, 0, 0, '')"
    ),
    ("follow blocks", "DELETE FROM account WHERE id = 2000"),
    ("follow blocks", "UPDATE follow_block SET data = x'00'"),
    ("follow blocks", "UPDATE follow_block SET edges = edges + 1"),
    ("follow blocks", "UPDATE follow_block SET lists = 0"),
    ("follow blocks", "UPDATE follow_block SET data = CAST(data || x'0000' AS BLOB)"),
  ]

  @Test("Each one, broken by hand", arguments: breaks)
  func broken(invariant: String, sql: String) throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: [
      Inputs.posts, Inputs.tweets, Inputs.follows, Inputs.interactions, Inputs.roster,
    ])
    let sound = try store.check()
    #expect(sound.allSatisfy { $0.violations == 0 })
    #expect(sound.count == Set(sound.map(\.invariant)).count)
    #expect(sound.count { $0.invariant.contains(invariant) } == 1)
    try store.execute(sql)
    let findings = try store.check()
    #expect(findings.contains { $0.invariant.contains(invariant) && $0.violations > 0 }, "\(findings)")
  }

  @Test("A store whose posts have other addresses is whole, whatever the release of SQLite reports of such a table")
  func addresses() throws {
    func status(_ number: Int, _ name: String, _ more: String) -> String {
      #"{"id":"\#(number)","uri":"https://a.example/users/\#(name)/statuses/\#(number)","url":"https://a.example/@\#(name)/\#(number)","#
        + #""account":{"id":"1","acct":"\#(name)","username":"\#(name)","url":"https://a.example/@\#(name)"},"#
        + #""created_at":"2024-01-01T10:00:00.000Z","visibility":"public"\#(more)}"#
    }
    let text = "[" + status(5, "ann", "") + "," + status(6, "bea", #","in_reply_to_id":"5""#) + "]"
    let store = try Scratch().store(of: [Input(name: "statuses.json", text: text)])
    #expect(try store.check().allSatisfy { $0.violations == 0 })
  }

  @Test("Damaged pages are reported, wherever they lie, and nothing crashes")
  func sqlite() throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: Inputs.all, name: "one.repartee")
    try store.database.close()
    let bytes = try #require(scratch.bytes("one.repartee"))
    var reported = 0
    let pages = bytes.count / 8192
    for page in 1..<pages {
      var damaged = bytes
      damaged.replaceSubrange(page * 8192..<page * 8192 + 12, with: Data(repeating: 0xA5, count: 12))
      try damaged.write(to: URL(fileURLWithPath: scratch.path("damaged.repartee")))
      do {
        let again = try ConversationStore(path: scratch.path("damaged.repartee"), access: .reading)
        if try again.check().contains(where: { $0.violations > 0 }) { reported += 1 }
      } catch is StoreError {
        reported += 1
      }
    }
    #expect(reported == pages - 1)
  }
}
