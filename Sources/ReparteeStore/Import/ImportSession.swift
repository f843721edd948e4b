import GRDB
import ReparteeFormats
import ReparteeGraph

/// The writing side of one import: takes batches, keeps the ledger.
final class ImportSession {
  private let database: Database
  private let source: Int64
  private let defaultPlatform: String
  private let accounts: AccountNumbers
  private let posts: PostWriter
  private let interactions: InteractionWriter
  private let edges: InteractionCollector
  private let accountRecords: AccountRecordWriter
  private let details: PostDetailWriter
  private let deletions: DeletionChanges
  private let roster: RosterWriter
  private var follows: [(platform: Int64, collector: FollowCollector)] = []
  /// Whether the source is held already, and grows by what is added.
  private let isGrowing: Bool
  /// How many rejected rows of the source are kept in the store.
  private var keptRejects = 0
  private var ledger = Ledger()
  private var rounded = RoundedIDs()
  private var reposts: [(record: RepostRecord, actor: Int64, platform: Int64)] = []
  private var parents: [Int64: FrequentParents] = [:]
  /// Rows that are rejected since another row of the file about the same post stays.
  private(set) var conflicts: [Reject] = []
  /// What there is to say of the file besides its ledger.
  private(set) var notes: [String] = []
  /// Whether the file was a roster.
  private(set) var hasRoster = false
  /// Whether it says anything of accounts.
  private(set) var hasAccounts = false
  private let composedBefore: Int
  private(set) var firstReject: Reject?
  /// How many rows are posts, how many of these have no time, and how many answer something.
  private(set) var postRows = PostRows()

  /// How many rejected rows of a file are kept in the store, with line and reason.
  static let mostRejectsKept = 10_000

  init(
    _ database: Database, source: Int64, isGrowing: Bool = false, platform: String, accounts: AccountNumbers
  ) throws {
    self.database = database
    self.source = source
    self.isGrowing = isGrowing
    if isGrowing {
      keptRejects =
        try Int.fetchOne(database, sql: "SELECT count(*) FROM reject WHERE source = ?", arguments: [source]) ?? 0
    }
    defaultPlatform = platform
    self.accounts = accounts
    composedBefore = accounts.composedIDs.count
    posts = try PostWriter(database, source: source)
    interactions = try InteractionWriter(database, source: source)
    edges = InteractionCollector(database, source: source, isGrowing: isGrowing, accounts: accounts)
    accountRecords = try AccountRecordWriter(database, source: source)
    details = try PostDetailWriter(database, source: source)
    deletions = try DeletionChanges(database)
    roster = RosterWriter(database, source: source)
  }

  /// Writes the records of one batch.
  func add(_ batch: RecordBatch) throws {
    rounded.add(batch)
    if !batch.notes.isEmpty { ledger.notes.merge(batch.notes, uniquingKeysWith: +) }
    for records in batch.platforms where !records.isEmpty {
      let platform = try accounts.platform(named: records.name ?? defaultPlatform)
      if !records.accounts.isEmpty { hasAccounts = true }
      for record in records.accounts {
        let account = try accounts.account(record.id, platform: platform)
        try deletions.add(account: account)
        try accountRecords.write(record, account: account)
      }
      for (place, record) in records.posts.enumerated() {
        try add(record, line: place < records.postLines.count ? Int(records.postLines[place]) : 0, platform: platform)
        if record.isRow {
          postRows.posts += 1
          if record.time == nil { postRows.undated += 1 }
          if record.parent != nil { postRows.answers += 1 }
        }
        if record.isRow { parents[platform, default: FrequentParents()].add(record.parent) }
      }
      for record in records.interactions where record.post != nil { try add(record, platform: platform) }
      edges.add(records.interactions, platform: platform)
      edges.add(records.edges, platform: platform)
      for record in records.reposts {
        let actor = try accounts.account(record.actor, platform: platform)
        try deletions.add(account: actor)
        reposts.append((record, actor, platform))
      }
      try details.write(records, platform: platform)
      try deletions.add(records, platform: platform)
      for version in records.versions {
        let parentAuthor = try version.post.parentAuthor.map { try accounts.account($0, platform: platform) }
        try details.write(version, parentAuthor: parentAuthor, platform: platform)
      }
      if records.follows.count > 0 { collector(of: platform).add(records.follows) }
    }
    for line in batch.roster {
      let isNew = try roster.write(line)
      guard line.isRow else { continue }
      hasRoster = true
      count(isNew: isNew)
    }
    for (reason, rows) in batch.ignored { ledger.ignoredByReason[reason, default: 0] += rows }
    try add(batch.rejects)
  }

  private func add(_ record: PostRecord, line: Int, platform: Int64) throws {
    let author = try record.author.map { try accounts.account($0, platform: platform) }
    let parentAuthor = try record.parentAuthor.map { try accounts.account($0, platform: platform) }
    try deletions.add(post: record.id, platform: platform)
    try deletions.add(account: author)
    try posts.write(record, line: line, author: author, parentAuthor: parentAuthor, platform: platform)
  }

  private func add(_ record: InteractionRecord, platform: Int64) throws {
    let actor = try accounts.account(record.actor, platform: platform)
    let target = try accounts.account(record.target, platform: platform)
    if let post = record.post, record.kind != .repost {
      try deletions.add(post: post, platform: platform, actor: actor)
    }
    try deletions.add(account: actor)
    try interactions.write(record, actor: actor, target: target)
  }

  private func add(_ rejects: [Reject]) throws {
    guard !rejects.isEmpty else { return }
    firstReject = firstReject ?? rejects.first
    ledger.rejected += rejects.count
    // A small file may hold millions of bad rows; beyond the limit they are counted, and the file of rejects has them all.
    for reject in rejects.prefix(max(0, Self.mostRejectsKept - keptRejects)) {
      keptRejects += 1
      try database.execute(
        sql: "INSERT INTO reject (source, line, reason) VALUES (?, ?, ?)",
        arguments: [source, reject.line, reject.reason])
    }
  }

  /// What is said of parents that very many rows name and no row is.
  private func frequentParents() throws -> [String] {
    try parents.sorted { $0.key < $1.key }.flatMap { platform, found in
      try found.frequent.compactMap { parent, rows, all in
        let isHeld = try Bool.fetchOne(
          database, sql: "SELECT EXISTS (SELECT 1 FROM post WHERE platform = ? AND id = ?)",
          arguments: [platform, parent.databaseValue])
        if isHeld == true || NobodyID.isOne(parent) { return nil }
        return
          "warning: \(rows) of \(all) rows answer “\(parent)”, which no row is: if it is a post, a video or a "
          + "submission of another file, import that, too; if it stands for nothing, say so by “nulls” in a mapping"
      }
    }
  }

  /// Makes interactions of reposts whose posts the file holds, now that all of it is read. Other files are not asked, so that
  /// the order of imports does not matter.
  private func resolveReposts() throws {
    let find = try BulkStatement(
      database,
      """
      SELECT author, account.id FROM post JOIN account ON account.account = post.author
        WHERE post.platform = ? AND post.id = ? AND post.source = \(source) ORDER BY account.id LIMIT 1
      """)
    for (record, actor, platform) in reposts {
      find.bind(1, platform)
      find.bind(2, record.post)
      var target: (account: Int64, id: ExternalID)?
      try find.forEachRow {
        if let account = find.integer(0), let id = find.id(1) { target = (account, id) }
      }
      guard let target else {
        ledger.ignoredByReason[RepostRecord.ofUnknownAuthor, default: 0] += 1
        continue
      }
      try interactions.write(
        InteractionRecord(kind: .repost, actor: record.actor, target: target.id, time: record.time, post: record.post),
        actor: actor, target: target.account)
    }
    reposts = []
  }

  private func count(isNew: Bool) {
    if isNew { ledger.kept += 1 } else { ledger.duplicates += 1 }
  }

  private func collector(of platform: Int64) -> FollowCollector {
    if let known = follows.first(where: { $0.platform == platform }) { return known.collector }
    let collector = FollowCollector()
    follows.append((platform, collector))
    return collector
  }

  /// Writes what had to wait for the end of the file, and closes the ledger.
  func finish() throws -> Ledger {
    try accountRecords.finish()
    if accountRecords.cutNames > 0 {
      ledger.notes[
        "handles and names of more than \(AccountRecordWriter.longestName) characters, which end in …", default: 0] +=
        accountRecords.cutNames
    }
    let written = try posts.finish()
    try resolveReposts()
    for rows in try [written, interactions.finish(), edges.finish()] {
      ledger.kept += rows.kept
      ledger.duplicates += rows.duplicates
    }
    conflicts = posts.conflicts.rejects
    try add(conflicts)
    if posts.conflicts.lost + posts.conflicts.won > 0 {
      notes.append(
        "warning: \(posts.conflicts.lost) of its rows, and \(posts.conflicts.won) of earlier files, give posts other authors than "
          + "rows that are kept; the rejects name them")
    }
    func nextFollowBlock() throws -> Int64 {
      try Int64.fetchOne(
        database, sql: "SELECT max(block) + 1 FROM follow_block WHERE source = ?", arguments: [source]) ?? 0
    }
    let firstFollowBlock = try nextFollowBlock()
    for (platform, collector) in follows {
      let block = try nextFollowBlock()
      let outcome = try collector.write(
        to: database, source: source, isGrowing: isGrowing, platform: platform, accounts: accounts, firstBlock: block)
      ledger.kept += outcome.kept
      ledger.duplicates += outcome.duplicates
      if outcome.selfFollows > 0 {
        ledger.ignoredByReason["an account that follows itself", default: 0] += outcome.selfFollows
      }
    }
    try Deletions.apply(deletions, in: database, source: source, firstFollowBlock: firstFollowBlock)
    try PostAliases.markPending(in: database)
    let composed = accounts.composedIDs.count - composedBefore
    if composed > 0 {
      notes.append(
        "\(composed) × accounts whose names are written with accents apart; taken for those of composed letters")
    }
    try notes +=
      ledger.notes.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" } + rounded.warnings
      + frequentParents() + roster.notes
    for (reason, rows) in ledger.ignoredByReason {
      try database.execute(
        sql: """
          INSERT INTO ignored (source, reason, rows) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET rows = rows + excluded.rows
          """, arguments: [source, reason, rows])
    }
    return ledger
  }
}

extension RecordBatch.Platform {
  fileprivate var isEmpty: Bool {
    accounts.isEmpty && posts.isEmpty && interactions.isEmpty && deletions.isEmpty && aliases.isEmpty && reposts.isEmpty
      && accountDeletions.isEmpty && follows.count == 0 && edges.count == 0
  }
}
