import ReparteeGraph

/// The records of a tweet and of what it carries.
enum TweetRecords {
  /// Appends a row's records to the batch's own platform; returns why the row is rejected, if so.
  static func append(_ tweet: Tweet, to batch: inout RecordBatch) -> String? {
    guard let json = tweet.original else {
      appendPost(tweet, isRow: true, copied: tweet.time, to: &batch.platforms[0])
      return nil
    }
    guard let original = Tweet(json) else { return "retweeted_status: \(Tweet.expectation(json))" }
    batch.platforms[0].accounts.append(tweet.account(copied: tweet.time))
    batch.platforms[0].interactions.append(
      InteractionRecord(
        kind: .repost, actor: tweet.author, target: original.author, time: tweet.time, post: original.id))
    appendPost(original, isRow: false, copied: tweet.time, to: &batch.platforms[0])
    return nil
  }

  /// Appends the post; what it says of its author held when the row was written that carries it: a retweet brings the
  /// author's followers of that day.
  private static func appendPost(
    _ tweet: Tweet, isRow: Bool, copied: Timestamp, to platform: inout RecordBatch.Platform
  ) {
    let parent = tweet.parent
    // Twitter nests quotes one deep; more would still end at the parser's limit of depth.
    let quoted = tweet.quoted.flatMap(Tweet.init)
    platform.accounts.append(tweet.account(copied: copied))
    platform.append(
      PostRecord(
        id: tweet.id, author: tweet.author, parent: parent, parentAuthor: tweet.parentAuthor, time: tweet.time,
        kind: parent != nil ? .reply : tweet.isQuote ? .quote : .post, isRow: isRow),
      quoting: quoted?.author, mentioning: tweet.mentions?.compactMap { Tweet.id($0, "id_str", "id") } ?? [])
    platform.append(replyCount: tweet.json["reply_count"], of: tweet.id)
    platform.append(hashtags: tweet.hashtags, key: "text", of: tweet.id)
    if let quoted { appendPost(quoted, isRow: false, copied: copied, to: &platform) }
  }
}
