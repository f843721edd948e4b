/// The views that analysts and other tools read: plural names, ids as the platforms write them, times in UTC.
extension Schema {
  static let views = """
    -- One post a row: of what several sources say, the smallest author, parent and root, and the latest time.
    CREATE VIEW merged_post AS
      \(PostMerge.query);

    -- Parents that no source holds, then the roots they hang under, and those of held answers without a parent.
    CREATE VIEW missing_post AS
      WITH parent AS (
        SELECT child.platform, child.parent AS id, min(author.id) AS author,
          min(CASE WHEN child.conversation <> child.id AND child.conversation <> child.parent
            THEN child.conversation END) AS conversation
        FROM merged_post AS child LEFT JOIN account AS author ON author.account = child.parent_author
        WHERE child.parent IS NOT NULL AND child.parent <> 0 AND child.parent <> '-1' AND child.kind <> 1
          AND NOT EXISTS (SELECT 1 FROM post WHERE post.platform = child.platform AND post.id = child.parent)
        GROUP BY child.platform, child.parent)
      SELECT platform, id, author, conversation FROM parent
      UNION ALL
      SELECT platform, root.id, NULL, NULL FROM (
        SELECT platform, conversation AS id FROM parent WHERE conversation IS NOT NULL
        UNION
        SELECT platform, conversation FROM merged_post
          WHERE parent IS NULL AND kind > 1 AND conversation IS NOT NULL AND conversation <> id) AS root
        WHERE NOT EXISTS (SELECT 1 FROM post WHERE post.platform = root.platform AND post.id = root.id)
          AND NOT EXISTS (SELECT 1 FROM parent WHERE parent.platform = root.platform AND parent.id = root.id);

    -- Of what several sources say of an account, the latest word on each attribute.
    CREATE VIEW merged_account AS
      SELECT account.account, platform.name AS platform, account.id,
        (SELECT handle FROM account_record AS record WHERE record.account = account.account AND handle IS NOT NULL
          ORDER BY handle_seen DESC, handle LIMIT 1) AS handle,
        (SELECT name FROM account_record AS record WHERE record.account = account.account AND name IS NOT NULL
          ORDER BY name_seen DESC, name LIMIT 1) AS name,
        coalesce(roster.followers, (SELECT followers FROM account_record AS record
          WHERE record.account = account.account AND followers IS NOT NULL
          ORDER BY followers_seen DESC, followers DESC LIMIT 1)) AS followers,
        coalesce(roster.kind, 'unknown') AS kind, roster.organisation, roster.voice
      FROM account JOIN platform USING (platform)
        LEFT JOIN roster_match USING (account) LEFT JOIN roster USING (roster);

    CREATE VIEW accounts AS
      SELECT platform, CAST(id AS TEXT) AS id, handle, name, followers, kind,
        coalesce(voice, handle, name, CAST(id AS TEXT)) AS voice
      FROM merged_account;

    -- A voice that the roster joins from several accounts has the first kind and organisation that it gives them.
    CREATE VIEW voices AS
      SELECT coalesce(handle, name, CAST(id AS TEXT)) AS voice, kind, organisation FROM merged_account WHERE voice IS NULL
      UNION ALL
      SELECT voice,
        coalesce((SELECT roster.kind FROM roster JOIN roster_match USING (roster) JOIN account USING (account)
          JOIN platform ON platform.platform = account.platform
          WHERE roster.voice = joined.voice AND roster.kind <> 'unknown'
          ORDER BY platform.name, account.id LIMIT 1), 'unknown'),
        (SELECT roster.organisation FROM roster JOIN roster_match USING (roster) JOIN account USING (account)
          JOIN platform ON platform.platform = account.platform
          WHERE roster.voice = joined.voice AND roster.organisation IS NOT NULL
          ORDER BY platform.name, account.id LIMIT 1)
      FROM (SELECT DISTINCT voice FROM roster JOIN roster_match USING (roster) WHERE voice IS NOT NULL) AS joined;

    CREATE VIEW posts AS
      SELECT platform.name AS platform, CAST(post.id AS TEXT) AS id, CAST(author.id AS TEXT) AS author,
        CASE WHEN post.parent IN (0, '-1') AND NOT EXISTS (SELECT 1 FROM post AS held
          WHERE held.platform = post.platform AND held.id = post.parent) THEN NULL
          ELSE CAST(post.parent AS TEXT) END AS parent, CAST(post.conversation AS TEXT) AS conversation,
        strftime('%Y-%m-%dT%H:%M:%SZ', post.time / 1000, 'unixepoch') AS time,
        CASE post.kind WHEN 0 THEN 'post' WHEN 1 THEN 'quote' WHEN 2 THEN 'comment' ELSE 'reply' END AS kind, 0 AS stub
      FROM merged_post AS post JOIN platform USING (platform) LEFT JOIN account AS author ON author.account = post.author
      UNION ALL
      SELECT platform.name, CAST(stub.id AS TEXT), CAST(stub.author AS TEXT), NULL, CAST(stub.conversation AS TEXT),
        NULL, 'post', 1
      FROM missing_post AS stub JOIN platform USING (platform);

    \(interactionsView)

    CREATE VIEW sources AS
      SELECT source, path, format, sha256, rows_in,
        kept - min(kept, \(PostConflictRule.count(of: "source.source"))) AS kept,
        duplicates - max(0, \(PostConflictRule.count(of: "source.source")) - kept) AS duplicates, ignored,
        rejected + \(PostConflictRule.count(of: "source.source")) AS rejected FROM source;

    CREATE VIEW rejects AS
      SELECT path, line, reason FROM (
        SELECT source.path, reject.line, reject.reason, source FROM reject JOIN source USING (source)
        UNION ALL
        \(PostConflictRule.rejects))
      ORDER BY source, line;

    CREATE VIEW runs AS SELECT run, definitions, parameters FROM run;

    CREATE VIEW scores AS SELECT * FROM score;
    """

  /// Every interaction once, whether it is stored as a row or packed (`InteractionBlock.view`).
  static let interactionsView =
    "CREATE VIEW interactions AS\n"
    + interactions(time: "strftime('%Y-%m-%dT%H:%M:%SZ', interaction.time / 1000, 'unixepoch')") + ";"

  /// What that view selects, with times as `time` writes them.
  static func interactions(time: String) -> String {
    """
      SELECT platform.name AS platform,
        CASE interaction.kind WHEN 0 THEN 'reply' WHEN 1 THEN 'mention' WHEN 2 THEN 'repost' ELSE 'quote' END AS kind,
        CAST(actor.id AS TEXT) AS actor, CAST(target.id AS TEXT) AS target,
        CASE WHEN interaction.time = -9223372036854775808 THEN NULL
          ELSE \(time) END AS time,
        max(interaction.count) AS count, CAST(nullif(interaction.post, '') AS TEXT) AS post
      FROM every_interaction AS interaction JOIN account AS actor ON actor.account = interaction.actor
        JOIN account AS target ON target.account = interaction.target
        JOIN platform ON platform.platform = actor.platform
      -- A mention that repeats a reply of the same pair and moment is that reply, in whatever source it stands.
      WHERE NOT (interaction.kind = 1 AND interaction.post = '' AND interaction.time <> -9223372036854775808
        AND (interaction.actor, interaction.target, interaction.time) IN (SELECT actor, target, time
          FROM every_interaction WHERE kind = 0 AND post = '' AND time <> -9223372036854775808))
      GROUP BY interaction.kind, interaction.actor, interaction.target, interaction.time, interaction.post
    """
  }
}
