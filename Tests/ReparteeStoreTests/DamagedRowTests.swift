import GRDB
import Testing

@testable import ReparteeStore

/// Values that no sound store has: each is found out, and gives no figure.
@Suite struct DamagedRowTests {
  @Test(arguments: [
    "UPDATE post SET author = 4000000000 WHERE id = (SELECT min(id) FROM post)",
    "UPDATE post SET author = -3 WHERE id = (SELECT min(id) FROM post)",
    "UPDATE post SET parent_author = 9999 WHERE id = (SELECT min(id) FROM post)",
    "UPDATE post SET kind = 99 WHERE id = (SELECT min(id) FROM post)",
    "UPDATE OR REPLACE interaction SET actor = 9223372036854775807",
    "UPDATE account SET account = -7 WHERE account = 1",
    "UPDATE account SET account = 4611686018427387904 WHERE account = 1",
    "UPDATE OR REPLACE account_record SET account = -1",
  ])
  func isFoundOut(damage: String) throws {
    let scratch = try Scratch()
    let store = try scratch.store(of: Inputs.all, name: "one.repartee")
    _ = try store.network()
    try store.database.write { try $0.execute(sql: damage) }
    #expect(throws: StoreError.damaged(path: store.path)) { try store.network() }
  }
}
