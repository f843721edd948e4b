import GRDB
import ReparteeFormats
import ReparteeGraph

/// What one import has to do with deletions and newer versions: what its file says is deleted or changed, and those of its rows of
/// which an earlier file, or an earlier part of the same, said so.
///
/// A row is looked up as it is written, by its key, and only where the store held deletions before: so that a stream that ever
/// deleted anything costs what is new of it, and not what is held, each time that it grew.
final class DeletionChanges {
  /// A post, or the id of an account, on a platform.
  struct Key: Hashable {
    var platform: Int64
    var id: ExternalID
  }

  /// Beyond so many, a pass over the store costs no more than looking up each of them.
  static let most = 1 << 14

  /// Posts that are deleted, with whoever else acted by them in this file.
  private(set) var posts: [Key: Set<Int64>] = [:]
  /// Posts that have a newer version.
  private(set) var versions: Set<Key> = []
  /// Accounts that the file says are deleted.
  private(set) var accounts: Set<Key> = []
  /// Accounts that were deleted before, and of which the file holds rows.
  private(set) var returning: Set<Int64> = []
  /// Whether interactions without a post were written, which are packed, and whose accounts are not looked up one by one.
  private(set) var wroteActs = false

  private let isDeleted: BulkStatement?
  private let hasVersion: BulkStatement?
  private let isGone: BulkStatement?
  init(_ database: Database) throws {
    func statement(ifAnyIn table: String, _ sql: String) throws -> BulkStatement? {
      try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM \(table))") == true
        ? BulkStatement(database, sql) : nil
    }
    isDeleted = try statement(ifAnyIn: "deletion", "SELECT 1 FROM deletion WHERE platform = ? AND post = ? LIMIT 1")
    hasVersion = try statement(
      ifAnyIn: "post_version", "SELECT 1 FROM post_version WHERE platform = ? AND post = ? LIMIT 1")
    isGone = try statement(
      ifAnyIn: "account_deletion",
      "SELECT 1 FROM account JOIN account_deletion USING (platform, id) WHERE account.account = ? LIMIT 1")
  }

  /// Whether there is more than to be looked up one by one.
  var areMany: Bool {
    posts.count + versions.count + accounts.count + returning.count > Self.most || wroteActs && isGone != nil
  }

  /// Takes a post of which a row was written.
  /// - Parameter actor: who acted by it, where the row is an act.
  func add(post id: ExternalID, platform: Int64, actor: Int64? = nil) throws {
    if areMany { return }
    if let isDeleted {
      isDeleted.bind(1, platform)
      isDeleted.bind(2, id)
      try isDeleted.forEachRow {
        posts[Key(platform: platform, id: id), default: []].formUnion(actor.map { [$0] } ?? [])
      }
    }
    if let hasVersion {
      hasVersion.bind(1, platform)
      hasVersion.bind(2, id)
      try hasVersion.forEachRow { versions.insert(Key(platform: platform, id: id)) }
    }
  }

  /// Takes an account of which a row was written.
  func add(account: Int64?) throws {
    guard let isGone, let account, !areMany else { return }
    isGone.bind(1, account)
    try isGone.forEachRow { returning.insert(account) }
  }

  /// Takes what a batch says is deleted or newer.
  func add(_ records: RecordBatch.Platform, platform: Int64) throws {
    if records.edges.count > 0 || records.interactions.contains(where: { $0.post == nil }) { wroteActs = true }
    if areMany { return }
    for id in records.deletions { posts[Key(platform: platform, id: id), default: []].formUnion([]) }
    for record in records.accountDeletions { accounts.insert(Key(platform: platform, id: record.account)) }
    for version in records.versions {
      versions.insert(Key(platform: platform, id: version.post.id))
      try add(post: version.post.id, platform: platform)
    }
    for count in records.replyCounts { try add(post: count.post, platform: platform) }
  }

  /// Takes the follows of accounts that were deleted before out of the blocks that the import wrote.
  func removeFollows(in database: Database, source: Int64, firstBlock: Int64) throws {
    guard let isGone else { return }
    var known: [UInt32: Bool] = [:]
    var problem: (any Error)?
    try FollowBlock.removeEdges(
      in: database, where: "source = \(source) AND block >= \(firstBlock)",
      isFollowerGone: { follower in
        if let known = known[follower] { return known }
        var isFound = false
        isGone.bind(1, Int64(follower))
        do { try isGone.forEachRow { isFound = true } } catch { problem = error }
        known[follower] = isFound
        return isFound
      })
    if let problem { throw problem }
  }
}
