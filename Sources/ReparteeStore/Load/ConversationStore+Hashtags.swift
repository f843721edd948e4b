import GRDB
import ReparteeGraph

extension ConversationStore {
  /// How many posts of these voices, in a window, bear each hashtag: the most frequent first, of equal ones in the order
  /// of their letters. Posts of all accounts that the roster joins to a voice count. Empty where no import was asked to
  /// keep hashtags.
  /// - Complexity: linear in the number of hashtags kept.
  package func hashtags(
    of chosen: [Int], among voices: Voices, window: Window
  ) throws -> [Int: [(hashtag: String, posts: Int)]] {
    try read { database in
      var voiceOfAccount: [Int64: Int] = [:]
      for voice in chosen {
        for account in try Self.accounts(platform: voices.platforms[voice], id: voices.ids[voice], database) {
          voiceOfAccount[account] = voice
        }
      }
      let statement = try BulkStatement(
        database,
        """
        SELECT author, hashtag, count(*) FROM (
          SELECT min(post.author) AS author, hashtag.platform, hashtag.post, hashtag
            FROM hashtag JOIN post ON post.platform = hashtag.platform AND post.id = hashtag.post
            GROUP BY hashtag.platform, hashtag.post, hashtag
            HAVING (?1 IS NULL OR max(time) >= ?1) AND (?2 IS NULL OR max(time) < ?2))
          GROUP BY author, hashtag
        """)
      statement.bind(1, window.start?.milliseconds)
      statement.bind(2, window.end?.milliseconds)
      var counts: [Int: [String: Int]] = [:]
      try statement.forEachRow {
        guard let author = statement.integer(0), let voice = voiceOfAccount[author], let hashtag = statement.text(1)
        else { return }
        counts[voice, default: [:]][hashtag, default: 0] += Int(statement.integer(2) ?? 0)
      }
      return counts.mapValues { hashtags in
        hashtags.map { (hashtag: $0.key, posts: $0.value) }.sorted { ($1.posts, $0.hashtag) < ($0.posts, $1.hashtag) }
      }
    }
  }

  /// The accounts of the voice whose first account that is.
  private static func accounts(platform: String, id: ExternalID, _ database: Database) throws -> [Int64] {
    try Int64.fetchAll(
      database,
      sql: """
        WITH own AS (SELECT account FROM account JOIN platform USING (platform) WHERE platform.name = ? AND id = ?)
        SELECT account FROM own
        UNION
        SELECT other.account FROM own
          JOIN roster_match ON roster_match.account = own.account
          JOIN roster ON roster.roster = roster_match.roster
          JOIN roster AS joined ON joined.voice = roster.voice
          JOIN roster_match AS other ON other.roster = joined.roster
        """, arguments: [platform, id.databaseValue])
  }
}
