import ReparteeGraph

/// Tweets of X's API v2: pages, as collectors store what the API sends (`data` and `includes`), and tweets one a line
/// with what they refer to inside, as `twarc2 flatten` makes them.
///
/// - The rows are what stands in `data`, or flattened tweets; tweets in `includes` and `referenced_tweets` are posts that
///   a row carries.
/// - A tweet is a post by `author_id`, of the conversation `conversation_id`. Its parent is the reference `replied_to`;
///   where only `in_reply_to_user_id` is given, it answers an account: a post, and a reply towards that account.
/// - The reference `retweeted` makes a repost of its row, by whose time it is dated; what a retweet says of mentions and of
///   a conversation is the original's, cut, and left alone.
/// - The reference `quoted` is a quote, and starts a conversation unless the tweet answers another one too.
/// - `entities.mentions` are mentions, once an account and post, without the author and without whom the tweet answers.
///   Early ones have no id: their handle is looked up among the page's accounts, in any case.
/// - The versions of an edited tweet are one post, by the id of the first one.
/// - Accounts are dated by `__twarc.retrieved_at`, else by the latest tweet of the row. Pages of accounts make accounts
///   and no posts; lists, errors and compliance notices are ignored.
///
/// The text is never kept. Reference: X's "Tweet object model" and twarc's documentation.
struct XV2: JSONFormat {
  let name = "x-v2"
  let summary = "tweets of X's API v2: JSON pages, or flattened tweets, one a line"
  let platform: String? = "x"
  let marks = [
    [#""author_id":"#, #""data":"#], [#""author_id":"#, #""conversation_id":"#], [#""username":"#, #""data":"#],
  ]

  func confidence(of value: JSONValue) -> Confidence {
    // Others have ids and authors too.
    if TweetV2(value) != nil, value["conversation_id"] != nil || value["created_at"] != nil { return .certain }
    var isPage = false
    TweetPage.forEachRow(of: value) {
      let isKnown = TweetV2($0) != nil || TweetV2.isAccount($0) || $0["owner_id"] != nil
      isPage = isPage || value["data"] != nil && isKnown
    }
    if isPage { return .certain }
    return TweetPage.isEmpty(value) || TweetV2.isNotice(value) ? .likely : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    guard value.isObject else { return ["expected a page or a tweet (a JSON object), found another JSON value"] }
    if TweetV2.isNotice(value) {
      batch.ignored["compliance notices", default: 0] += 1
      return []
    }
    if TweetPage.isEmpty(value) {
      batch.ignored["pages without posts", default: 0] += 1
      return []
    }
    let page = TweetPage(value)
    page.appendAccounts(to: &batch.platforms[0])
    var reasons: [String] = []
    for row in page.rows {
      switch row {
      case .tweet(let tweet):
        if !page.append(tweet, isRow: true, to: &batch.platforms[0]) {
          batch.ignored["retweets of a tweet whose author nobody names", default: 0] += 1
        }
      case .account(let account):
        page.appendAccount(account, to: &batch.platforms[0])
        batch.ignored["accounts without a post, of which names and followers are kept", default: 0] += 1
      case .list: batch.ignored["lists", default: 0] += 1
      case .other(let json): reasons.append(TweetV2.expectation(json))
      }
    }
    for tweet in page.carried { _ = page.append(tweet, isRow: false, to: &batch.platforms[0]) }
    return reasons
  }
}
