import ReparteeGraph

/// Tweets of X's API v2 as `twarc2 csv` lays them out: a row a tweet, dotted column names, lists as JSON inside cells.
///
/// - A row is a tweet, mapped as `x-v2` does: its parent is `referenced_tweets.replied_to.id`, its quote goes towards
///   `quoted_user_id`, `in_reply_to_user_id` alone answers an account, and a row with `referenced_tweets.retweeted.id` is a
///   repost towards `retweeted_user_id`. Older files have one column `referenced_tweets`.
/// - `author.*` says what is known of the author, as of `__twarc.retrieved_at`; of the account answered, quoted or
///   retweeted only the handle stands there.
/// - Newer files name those mentioned by their handle alone. Rows are read apart, so such a mention is found only where
///   the row gives the handle's id elsewhere; older files have ids in `entities.mentions`.
/// - Versions of an edited tweet are one post by `edit_history_tweet_ids`. Sheets of accounts (`users.csv`) make accounts.
///
/// The text is never kept. Reference: twarc-csv's README.
struct TwarcSheet: FileFormat {
  let name = "twarc-csv"
  let summary = "tweets or accounts of X's API v2 as a sheet by twarc2 csv"
  let platform: String? = "x"

  private static let fields =
    [
      "id", "conversation_id", "referenced_tweets", "author_id", "in_reply_to_user_id", "in_reply_to_username",
      "retweeted_user_id", "retweeted_username", "quoted_user_id", "quoted_username", "created_at",
      "edit_history_tweet_ids", "entities.mentions", "entities.hashtags", "__twarc.retrieved_at",
    ] + TwarcReference.Kind.allCases.map { "referenced_tweets.\($0.rawValue).id" }
  private static let ofAccount = ["id", "username", "name", "public_metrics.followers_count"]

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    guard options.columns.isEmpty, let header = SheetHeader(sample), header.has("id") else { return .none }
    if header.has("author_id"), header.has("conversation_id") || header.has("author.username") { return .certain }
    return TwarcSheet.isOfAccounts(header) ? .certain : .none
  }

  private static func isOfAccounts(_ header: SheetHeader) -> Bool {
    !header.has("author_id") && ofAccount.allSatisfy(header.has)
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    if let header = SheetHeader(sample), TwarcSheet.isOfAccounts(header) {
      let columns = try SheetColumns(
        sample, options: options, fields: TwarcSheet.ofAccount + ["__twarc.retrieved_at"], required: ["id"])
      let account = TwarcAccountColumns(columns, prefix: "")
      return SheetReader(columns) { row, _, batch throws(RowProblem) in
        guard let account = try account.record(in: row) else {
          throw RowProblem("id: expected an id, found an empty cell")
        }
        batch.platforms[0].accounts.append(account)
        batch.ignored["accounts without a post, of which names and followers are kept", default: 0] += 1
      }
    }
    let columns = try SheetColumns(
      sample, options: options, fields: TwarcSheet.fields + TwarcSheet.ofAccount.map { "author." + $0 },
      required: ["id", "author_id"])
    let tweet = TwarcColumns(columns)
    return SheetReader(columns) { row, _, batch throws(RowProblem) in try tweet.append(row, to: &batch) }
  }
}

/// The columns that say of an account what is known of it.
struct TwarcAccountColumns: Sendable {
  private let id, handle, name, followers, seen: Int?

  init(_ columns: SheetColumns, prefix: String) {
    id = columns.index(of: prefix + "id")
    handle = columns.index(of: prefix + "username")
    name = columns.index(of: prefix + "name")
    followers = columns.index(of: prefix + "public_metrics.followers_count")
    seen = columns.index(of: "__twarc.retrieved_at")
  }

  /// The account, or nil where there is no id.
  func record(in row: SheetRow) throws(RowProblem) -> AccountRecord? {
    guard let id = try row.id(id, "id") else { return nil }
    return AccountRecord(
      id: id, handle: try row.handle(handle, "username"), name: try row.text(name, "name"),
      followers: try row.number(followers, "public_metrics.followers_count", atLeast: 0),
      seen: try row.time(seen, "__twarc.retrieved_at"))
  }
}
