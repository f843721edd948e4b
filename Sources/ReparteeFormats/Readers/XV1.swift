import ReparteeGraph

/// Tweets as Twitter's API v1.1 and its streams wrote them: JSON, a tweet a line, or in arrays.
///
/// - A tweet is a post by `user`. Its parent is `in_reply_to_status_id_str`; where only `in_reply_to_user_id_str` is
///   given, it answers an account: a post, and a reply interaction towards that account.
/// - A retweet is an interaction of its row; the tweet inside is a post that the row carries. What the wrapper says of
///   mentions and quotes is the original's, and is read there.
/// - `quoted_status` is a post that the row carries, and a quote by the author of the tweet around it.
/// - `user_mentions` are mentions, once an account and post, without the author and without whom the tweet answers.
/// - A tweet that a notice deletes is taken out of the store; limits and other notices of the stream are ignored.
///
/// Ids come from the `_str` fields, else from whole numbers; the text is never kept. Reference: Twitter's "Tweet object"
/// and "Consuming streaming data", API v1.1.
struct XV1: JSONFormat {
  let name = "x-v1"
  let summary = "tweets of Twitter's API v1.1: JSON, one a line or in arrays"
  let platform: String? = "x"
  let marks = [[#""id_str":"#, #""in_reply_to_"#, #""created_at":"#]]

  func confidence(of value: JSONValue) -> Confidence {
    guard value.isObject else { return .none }
    return Tweet(value) != nil ? .certain : Tweet.notice(value) != nil ? .likely : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    guard let tweet = Tweet(value) else {
      guard let notice = Tweet.notice(value) else { return [Tweet.expectation(value)] }
      batch.ignored[notice, default: 0] += 1
      if let deleted = value["delete"]?["status"].flatMap({ Tweet.id($0, "id_str", "id") }) {
        batch.platforms[0].deletions.append(deleted)
      }
      return []
    }
    return TweetRecords.append(tweet, to: &batch).map { [$0] } ?? []
  }
}
