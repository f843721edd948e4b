import GRDB
import ReparteeGraph

/// What an import keeps of what posts say, where it is asked to.
package enum PostTopic: String, Sendable {
  /// Hashtags.
  case hashtag
  /// The domains of links.
  case domain

  /// The table that holds them, in a column that is called as the topic is.
  fileprivate var table: String { self == .hashtag ? "hashtag" : "link_domain" }
}

extension ConversationStore {
  /// How many posts of each voice, in a window, bear each hashtag or link to each domain: the most frequent first, of equal
  /// ones in the order of their letters. Posts of all accounts that the roster joins to a voice count. Empty where no import
  /// was asked to keep them.
  /// - Complexity: linear in how many are kept, and where there are any, in the number of accounts.
  package func topics(
    _ topic: PostTopic, among voices: Voices, window: Window
  ) throws -> [Int: [(text: String, posts: Int)]] {
    try read { database in
      let (table, column) = (topic.table, topic.rawValue)
      guard try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM \(table))") == true else { return [:] }
      let voiceOfAccount = try Self.voicesOfAccounts(voices, database)
      let statement = try BulkStatement(
        database,
        """
        SELECT author, topic, count(*) FROM (
          SELECT min(post.author) AS author, \(table).\(column) AS topic
            FROM \(table) JOIN post ON post.platform = \(table).platform AND post.id = \(table).post
            GROUP BY \(table).platform, \(table).post, topic
            HAVING (?1 IS NULL OR max(time) >= ?1) AND (?2 IS NULL OR max(time) < ?2))
          GROUP BY author, topic
        """)
      statement.bind(1, window.start?.milliseconds)
      statement.bind(2, window.end?.milliseconds)
      var counts: [Int: [String: Int]] = [:]
      try statement.forEachRow {
        guard let author = statement.integer(0), let voice = voiceOfAccount[author], let text = statement.text(1)
        else { return }
        counts[voice, default: [:]][text, default: 0] += Int(statement.integer(2) ?? 0)
      }
      return counts.mapValues { topics in
        topics.map { (text: $0.key, posts: $0.value) }.sorted { ($1.posts, $0.text) < ($0.posts, $1.text) }
      }
    }
  }

  /// Account → its voice: the one whose first account it is, or is joined to by the roster.
  private static func voicesOfAccounts(_ voices: Voices, _ database: Database) throws -> [Int64: Int] {
    var voiceOfID: [String: [ExternalID: Int]] = [:]
    for voice in 0..<voices.count { voiceOfID[voices.platforms[voice], default: [:]][voices.ids[voice]] = voice }
    var found: [Int64: Int] = [:]
    let accounts = try Row.fetchCursor(
      database, sql: "SELECT account, platform.name, id FROM account JOIN platform USING (platform)")
    while let row = try accounts.next() {
      guard let voice = voiceOfID[row[1]]?[ExternalID(database: row[2])] else { continue }
      found[row[0]] = voice
    }
    let joined = try Row.fetchCursor(
      database,
      sql: """
        SELECT roster_match.account, other.account FROM roster_match
          JOIN roster ON roster.roster = roster_match.roster
          JOIN roster AS joined ON joined.voice = roster.voice
          JOIN roster_match AS other ON other.roster = joined.roster
        """)
    while let row = try joined.next() {
      if found[row[0]] == nil, let voice = found[row[1]] { found[row[0]] = voice }
    }
    return found
  }
}
