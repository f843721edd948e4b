import GRDB

/// How many of the replies to the stored posts are stored, by the platforms' own counts.
package struct ReplyCoverage: Sendable, Equatable {
  /// How many posts have a count.
  package var posts: Int
  /// How many replies the platforms counted below them: direct ones, or all of the conversation where that is the count.
  package var counted: Int
  /// How many of these are held: below no post more than were counted.
  package var held: Int
}

extension ConversationStore {
  /// Holds the platforms' counts of replies against the replies held.
  /// - Complexity: O(n log n) in the number of posts.
  package func replyCoverage() throws -> ReplyCoverage {
    try read { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          WITH counted AS (
              SELECT platform, post, max(replies) AS replies, max(whole) AS whole FROM reply_count
                GROUP BY platform, post),
            answered AS (
              SELECT platform, parent, 0 AS whole, count(DISTINCT id) AS held FROM post
                WHERE parent IS NOT NULL AND EXISTS (SELECT 1 FROM reply_count) GROUP BY platform, parent
              UNION ALL
              SELECT platform, conversation, 1, count(DISTINCT id) FROM post
                WHERE conversation IS NOT NULL AND conversation <> id
                  AND EXISTS (SELECT 1 FROM reply_count WHERE whole) GROUP BY platform, conversation)
          SELECT count(*) AS posts, coalesce(sum(replies), 0) AS counted,
              coalesce(sum(min(replies, coalesce(held, 0))), 0) AS held
            FROM counted LEFT JOIN answered ON answered.platform = counted.platform AND answered.parent = counted.post
                AND answered.whole = counted.whole
          """)
      return ReplyCoverage(posts: row?["posts"] ?? 0, counted: row?["counted"] ?? 0, held: row?["held"] ?? 0)
    }
  }
}
