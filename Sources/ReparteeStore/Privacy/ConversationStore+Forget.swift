import Foundation
import GRDB
import ReparteeGraph

extension ConversationStore {
  /// What forgetting somebody came to.
  package struct Erasure: Sendable {
    /// The accounts, as `PLATFORM:ID`; those that the store did not hold are only kept from coming.
    package var accounts: [String]
    /// How many of them the store held.
    package var held: Int
    /// What was erased.
    package var counts: ErasedCounts
    /// Places of results that jobs wrote earlier, and that still name them.
    package var outputs: [String]
  }

  /// Erases accounts: from every table, packed block, saved run, note and text, and from the unused bytes of the file. Their
  /// posts become tombstones, and no later import brings them back.
  /// - Parameter names: what names the accounts, as `about` takes it; `id=PLATFORM:ID` may name one that is not held.
  /// - Throws: `AccountLookupError` for the first name that means nobody, or several; nothing is erased then.
  /// - Complexity: linear in the store's size; the whole file is written again, which takes as much room again for the time.
  package func forget(accounts names: [String]) throws -> Erasure {
    var erasure = Erasure(accounts: [], held: 0, counts: ErasedCounts(), outputs: [])
    var searched: [String] = []
    try write { database in
      var accounts: [StoredAccount] = []
      for name in names {
        let account = try AccountSelection.account(named: name, in: database)
        if !accounts.contains(account) { accounts.append(account) }
      }
      searched = try accounts.flatMap { try AccountNames($0, in: database).searchable }
      let places = try String.fetchAll(database, sql: "SELECT substr(step, 8) FROM step WHERE step LIKE 'output %'")
      var erasing = try Erasing(Suppression.begun(in: database), database)
      for account in accounts { try erasing.erase(account) }
      try erasing.finish()
      try RosterMatching.refresh(database)
      erasure.accounts = accounts.map(\.exactName)
      erasure.held = accounts.count { $0.row != nil }
      erasure.counts = erasing.counts
      erasure.outputs = places
    }
    try rewriteIfPending()
    try keepNetwork()
    let search = NamesInText(searched)
    erasure.outputs = erasure.outputs.map(path).sorted().flatMap { Self.files(at: $0) }.filter { file in
      FileManager.default.contents(atPath: file).map { search.areIn($0) } ?? false
    }
    return erasure
  }

  /// The files at a place: itself, or those in it.
  private static func files(at place: String) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else { return [] }
    if !isFolder.boolValue { return [place] }
    return ((try? FileManager.default.subpathsOfDirectory(atPath: place)) ?? []).sorted().map { place + "/" + $0 }
      .filter {
        var isInner: ObjCBool = false
        return FileManager.default.fileExists(atPath: $0, isDirectory: &isInner) && !isInner.boolValue
      }
  }

  /// Writes the whole file again where somebody was erased from it since it was last.
  func rewriteIfPending() throws {
    guard try read(PendingRewrite.isMarked) else { return }
    try translatingErrors { try database.writeWithoutTransaction(PageChecksums.rewrite) }
    try write(PendingRewrite.unmark)
  }
}

/// That the whole file is to be written again: pages that were divided or joined may keep copies of erased rows in their unused bytes.
///
/// It is marked in the transaction that erases, so that whoever changes the store next does it where a kill came between.
enum PendingRewrite {
  private static let step = "pending rewrite"

  static func mark(in database: Database) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO step (step, key, result) VALUES (?, '', '')", arguments: [step])
  }

  static func isMarked(_ database: Database) throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM step WHERE step = ?)", arguments: [step]) == true
  }

  static func unmark(_ database: Database) throws {
    try database.execute(sql: "DELETE FROM step WHERE step = ?", arguments: [step])
  }
}
