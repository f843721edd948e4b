import GRDB

/// The tables of a store, version by version. A store of a newer version than the last one here is refused.
///
/// External ids stand as the platform writes them: canonical decimals as integers, anything else as text, so their
/// order is `ExternalID`'s. `account.account` is the row id that other tables and the follow blocks speak of. Posts,
/// interactions and account records keep one row a source, so that taking a source back needs no bookkeeping; the
/// `merged_post` view makes one post of them.
enum Schema {
  /// Marks an SQLite file as a store: "RPRT".
  static let applicationID: Int32 = 0x5250_5254

  /// The stored time of what has none; also `Posts.untimed`.
  static let untimed = Int64.min

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: tables)
      try database.execute(sql: views)
    }
    // What was done already, so that a job that runs again does not do it again; what platforms deleted, and how many replies
    // they counted below a post; hashtags, where a job asks for them.
    migrator.registerMigration("2") { database in
      try database.execute(
        sql: """
          CREATE TABLE step (step TEXT PRIMARY KEY, key TEXT NOT NULL, result TEXT NOT NULL);
          CREATE TABLE deletion (
            platform INTEGER NOT NULL,
            post NOT NULL,
            source INTEGER NOT NULL,
            PRIMARY KEY (platform, post, source)
          ) WITHOUT ROWID;
          CREATE TABLE reply_count (
            platform INTEGER NOT NULL,
            post NOT NULL,
            source INTEGER NOT NULL,
            replies INTEGER NOT NULL,
            PRIMARY KEY (platform, post, source)
          ) WITHOUT ROWID;
          CREATE TABLE hashtag (
            platform INTEGER NOT NULL,
            post NOT NULL,
            hashtag TEXT NOT NULL,
            source INTEGER NOT NULL,
            PRIMARY KEY (platform, post, hashtag, source)
          ) WITHOUT ROWID;
          """)
    }
    // The score is a whole number with an interval, C can be unknown, and coverage stands beside them; platforms whose
    // follow lists are declared complete. Runs saved before keep their rows and the version of their definitions.
    migrator.registerMigration("3") { database in
      try database.execute(
        sql: """
          -- By a copy: renaming a table reads every view, and views of a later version speak of tables still to come.
          CREATE TEMPORARY TABLE earlier_score AS SELECT * FROM score;
          DROP TABLE score;
          \(scoreTable);
          INSERT INTO score (\(earlierScoreColumns)) SELECT \(earlierScoreColumns) FROM earlier_score;
          DROP TABLE earlier_score;
          CREATE TABLE complete_follow (
            platform INTEGER NOT NULL,
            source INTEGER NOT NULL,
            PRIMARY KEY (platform, source)
          ) WITHOUT ROWID;
          """)
    }
    // Of each post the line of its row, so that a conflict names both; the other addresses of posts; views that take a
    // parent called 0 or -1 for none where no post has that id.
    migrator.registerMigration("4") { database in
      try database.execute(
        sql: """
          ALTER TABLE post ADD COLUMN line INTEGER;
          -- Whether all posts below are counted, or only direct replies.
          ALTER TABLE reply_count ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;
          CREATE TABLE post_alias (
            platform INTEGER NOT NULL,
            alias NOT NULL,
            post NOT NULL,
            source INTEGER NOT NULL,
            PRIMARY KEY (platform, alias, source)
          ) WITHOUT ROWID;
          -- Rows about posts that give way to a row of another source, which names another author.
          CREATE TABLE post_conflict (
            source INTEGER NOT NULL,
            platform INTEGER NOT NULL,
            post NOT NULL,
            line INTEGER,
            author NOT NULL,
            other_source INTEGER NOT NULL,
            other_line INTEGER,
            other_author NOT NULL,
            PRIMARY KEY (source, platform, post, other_source)
          ) WITHOUT ROWID;
          """)
      for view in [
        "scores", "runs", "rejects", "sources", "interactions", "posts", "voices", "accounts", "merged_account",
        "missing_post", "merged_post",
      ] {
        try database.execute(sql: "DROP VIEW \(view)")
      }
      try database.execute(sql: views)
    }
    // The domains that posts link to, where a job asks for them.
    migrator.registerMigration("5") { database in
      try database.execute(
        sql: """
          CREATE TABLE link_domain (
            platform INTEGER NOT NULL,
            post NOT NULL,
            domain TEXT NOT NULL,
            source INTEGER NOT NULL,
            PRIMARY KEY (platform, post, domain, source)
          ) WITHOUT ROWID;
          """)
    }
    // Where the file of a source lies, whatever path named it: so that a file is known from any working directory.
    migrator.registerMigration("places of sources") { database in
      try database.execute(sql: "ALTER TABLE source ADD COLUMN place TEXT")
    }
    // Of each roster line the account that it means, and what has to be said of it; what lines matched before, by the handle
    // that they give.
    migrator.registerMigration("rosters over time") { database in
      try database.execute(
        sql: """
          CREATE TABLE roster_line (
            roster INTEGER PRIMARY KEY,
            account INTEGER,
            note TEXT
          );
          -- Handles that a file gives an account before its last one.
          CREATE TABLE account_handle (
            account INTEGER NOT NULL,
            source INTEGER NOT NULL,
            handle TEXT NOT NULL,
            handle_seen INTEGER NOT NULL,
            PRIMARY KEY (account, source, handle)
          ) WITHOUT ROWID;
          CREATE TABLE roster_bond (
            platform TEXT NOT NULL,
            handle TEXT NOT NULL,
            on_platform TEXT NOT NULL,
            id NOT NULL,
            PRIMARY KEY (platform, handle)
          ) WITHOUT ROWID;
          -- What lines have matched so far.
          INSERT OR IGNORE INTO roster_bond (platform, handle, on_platform, id)
            SELECT coalesce(roster.platform, ''), roster.folded_handle, platform.name, account.id
              FROM roster_match JOIN roster USING (roster) JOIN account ON account.account = roster_match.account
              JOIN platform ON platform.platform = account.platform
              WHERE roster.folded_handle IS NOT NULL AND roster.id IS NULL AND role_from IS NULL AND role_to IS NULL;
          """)
    }
    // Accounts that streams say are deleted, and posts as they are after a change.
    migrator.registerMigration("deleted accounts, versions of posts") { database in
      try database.execute(
        sql: """
          CREATE TABLE account_deletion (
            platform INTEGER NOT NULL,
            id NOT NULL,
            source INTEGER NOT NULL,
            time INTEGER NOT NULL,
            PRIMARY KEY (platform, id, source)
          ) WITHOUT ROWID;
          CREATE TABLE post_version (
            platform INTEGER NOT NULL,
            post NOT NULL,
            source INTEGER NOT NULL,
            written INTEGER NOT NULL,
            parent,
            parent_author INTEGER,
            conversation,
            time INTEGER,
            kind INTEGER NOT NULL,
            PRIMARY KEY (platform, post, source)
          ) WITHOUT ROWID;
          """)
    }
    // A checksum with each follow block. Blocks that are damaged get none, so that nobody reads them.
    migrator.registerMigration("checksums of follow blocks") { database in
      try database.execute(sql: "ALTER TABLE follow_block ADD COLUMN checksum INTEGER")
      try addChecksums(database)
    }
    // Who was forgotten, by codes of a key: see `Suppression`.
    migrator.registerMigration("forgotten accounts") { database in
      try database.execute(
        sql: """
          CREATE TABLE suppression_key (key TEXT NOT NULL);
          CREATE TABLE suppressed_account (code TEXT PRIMARY KEY) WITHOUT ROWID;
          CREATE TABLE suppressed_post (tombstone TEXT PRIMARY KEY) WITHOUT ROWID;
          """)
    }
    // The network as columns, so that commands need not put it together from rows.
    migrator.registerMigration("kept network") { database in
      try database.execute(sql: KeptNetwork.schema)
    }
    // Interactions that belong to no post in packed blocks; the view of all reads both these and the rows.
    migrator.registerMigration("packed interactions") { database in
      try database.execute(
        sql: "\(InteractionBlock.schema) \(InteractionBlock.view) DROP VIEW interactions; \(interactionsView)")
    }
    // Where files lie, from the store's folder and no longer from the root, which named home folders.
    migrator.registerMigration("places from the store's folder") { database in
      try database.execute(sql: "PRAGMA secure_delete = ON")
      try SourcePlace.migrate(database)
    }
    return migrator
  }

  private static func addChecksums(_ database: Database) throws {
    let last = try Int.fetchOne(database, sql: "SELECT coalesce(max(account), 0) FROM account") ?? 0
    guard last >= 0, last < Int(UInt32.max) else { return }
    var isAccount = [Bool](repeating: false, count: last + 1)
    let accounts = try BulkStatement(database, "SELECT account FROM account WHERE account > 0")
    try accounts.forEachRow { isAccount[Int(accounts.integer(0) ?? 0)] = true }
    let update = try BulkStatement(database, "UPDATE follow_block SET checksum = ? WHERE source = ? AND block = ?")
    var sound: [(source: Int64, number: Int64, checksum: Int64)] = []
    try FollowLoader.forEachBlock(of: database, damage: .ignore) { block in
      if block.isSound(isAccount: { isAccount.indices.contains($0) && isAccount[$0] }) {
        sound.append((block.source, block.number, block.checksum))
      }
    }
    for block in sound {
      update.bind(1, block.checksum)
      update.bind(2, block.source)
      update.bind(3, block.number)
      try update.run()
    }
  }

  /// The tables that say something of posts, which their column `post` names.
  static let detailsOfPosts = ["hashtag", "link_domain", "reply_count", "post_alias", "post_version"]

  /// The tables whose rows are those of one source, which their column `source` names. Rows of `post_conflict` are of two.
  static let rowsOfSources =
    ["post"] + detailsOfPosts + [
      "deletion", "account_deletion", "interaction", "interaction_block", "account_record", "account_handle",
      "follow_block",
      "complete_follow", "roster", "reject", "ignored",
    ]

  /// Since version 3.
  private static let scoreTable = """
    CREATE TABLE score (
      run INTEGER NOT NULL,
      row INTEGER NOT NULL,
      rank INTEGER,
      section TEXT NOT NULL,
      voice TEXT NOT NULL,
      kind TEXT NOT NULL,
      organisation TEXT,
      score NUMERIC NOT NULL,
      score_low REAL,
      score_high REAL,
      reply_reach INTEGER NOT NULL,
      reply_reach_low REAL,
      reply_reach_high REAL,
      conversed INTEGER,
      repliers INTEGER NOT NULL,
      reciprocated INTEGER NOT NULL,
      audience_reach INTEGER,
      followers INTEGER,
      conversations INTEGER,
      posts INTEGER,
      response_rate REAL,
      largest_conversation_share REAL,
      basis TEXT NOT NULL,
      coverage REAL,
      PRIMARY KEY (run, row)
    ) WITHOUT ROWID
    """

  private static let earlierScoreColumns = """
    run, row, rank, section, voice, kind, organisation, score, reply_reach, reply_reach_low, reply_reach_high,
    conversed, repliers, reciprocated, audience_reach, followers, conversations, posts, response_rate,
    largest_conversation_share, basis
    """

  private static let tables = """
    CREATE TABLE platform (
      platform INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    );
    CREATE TABLE source (
      source INTEGER PRIMARY KEY,
      path TEXT NOT NULL,
      format TEXT NOT NULL,
      options TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      rows_in INTEGER NOT NULL,
      kept INTEGER NOT NULL,
      duplicates INTEGER NOT NULL,
      ignored INTEGER NOT NULL,
      rejected INTEGER NOT NULL,
      UNIQUE (sha256, options)
    );
    CREATE TABLE reject (
      source INTEGER NOT NULL,
      line INTEGER NOT NULL,
      reason TEXT NOT NULL
    );
    CREATE TABLE ignored (
      source INTEGER NOT NULL,
      reason TEXT NOT NULL,
      rows INTEGER NOT NULL,
      PRIMARY KEY (source, reason)
    ) WITHOUT ROWID;
    CREATE TABLE account (
      account INTEGER PRIMARY KEY,
      platform INTEGER NOT NULL,
      id NOT NULL,
      UNIQUE (platform, id)
    );
    -- Up to which row id the accounts stand in the order of platform and id, without a gap; one row.
    CREATE TABLE account_order (
      ordered_to INTEGER NOT NULL
    );
    INSERT INTO account_order VALUES (0);
    CREATE TABLE account_record (
      account INTEGER NOT NULL,
      source INTEGER NOT NULL,
      handle TEXT,
      handle_seen INTEGER NOT NULL,
      name TEXT,
      name_seen INTEGER NOT NULL,
      followers INTEGER,
      followers_seen INTEGER NOT NULL,
      PRIMARY KEY (account, source)
    ) WITHOUT ROWID;
    CREATE TABLE post (
      platform INTEGER NOT NULL,
      id NOT NULL,
      source INTEGER NOT NULL,
      author INTEGER,
      parent,
      parent_author INTEGER,
      conversation,
      time INTEGER,
      kind INTEGER NOT NULL,
      channel TEXT,
      is_row INTEGER NOT NULL,
      parents_differ INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (platform, id, source)
    ) WITHOUT ROWID;
    CREATE TABLE interaction (
      kind INTEGER NOT NULL,
      actor INTEGER NOT NULL,
      target INTEGER NOT NULL,
      time INTEGER NOT NULL,
      post NOT NULL,
      source INTEGER NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (kind, actor, target, time, post, source)
    ) WITHOUT ROWID;
    CREATE TABLE follow_block (
      source INTEGER NOT NULL,
      block INTEGER NOT NULL,
      lists INTEGER NOT NULL,
      edges INTEGER NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (source, block)
    );
    CREATE TABLE roster (
      roster INTEGER PRIMARY KEY,
      source INTEGER NOT NULL,
      line INTEGER NOT NULL,
      platform TEXT,
      id,
      handle TEXT,
      folded_handle TEXT,
      name TEXT,
      kind TEXT,
      organisation TEXT,
      role TEXT,
      voice TEXT,
      followers INTEGER,
      role_from INTEGER,
      role_to INTEGER,
      note TEXT,
      evidence TEXT
    );
    CREATE INDEX roster_handle ON roster (folded_handle);
    CREATE TABLE roster_match (
      account INTEGER PRIMARY KEY,
      roster INTEGER NOT NULL
    );
    CREATE TABLE run (
      run INTEGER PRIMARY KEY,
      definitions TEXT NOT NULL,
      parameters TEXT NOT NULL
    );
    CREATE TABLE score (
      run INTEGER NOT NULL,
      row INTEGER NOT NULL,
      rank INTEGER,
      section TEXT NOT NULL,
      voice TEXT NOT NULL,
      kind TEXT NOT NULL,
      organisation TEXT,
      score REAL NOT NULL,
      reply_reach INTEGER NOT NULL,
      reply_reach_low REAL,
      reply_reach_high REAL,
      conversed INTEGER NOT NULL,
      repliers INTEGER NOT NULL,
      reciprocated INTEGER NOT NULL,
      audience_reach INTEGER,
      followers INTEGER,
      conversations INTEGER,
      posts INTEGER,
      response_rate REAL,
      largest_conversation_share REAL,
      basis TEXT NOT NULL,
      PRIMARY KEY (run, row)
    ) WITHOUT ROWID;
    """
}
