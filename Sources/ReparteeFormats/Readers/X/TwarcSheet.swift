import ReparteeGraph

/// Tweets of X's API v2 as `twarc2 csv` lays them out: a row a tweet, dotted column names, lists as JSON inside cells.
///
/// - A row is a tweet, mapped as `x-v2` does: its parent is `referenced_tweets.replied_to.id`, its quote goes towards
///   `quoted_user_id`, `in_reply_to_user_id` alone answers an account, and a row with `referenced_tweets.retweeted.id` is a
///   repost towards `retweeted_user_id`. Older files have one column `referenced_tweets`.
/// - `author.*` says what is known of the author, as of `__twarc.retrieved_at`; of the account answered, quoted or
///   retweeted only the handle is there.
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
      "edit_history_tweet_ids", "entities.mentions", "entities.hashtags", "entities.urls", "__twarc.retrieved_at",
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
      id: id, handle: try row.handle(handle, "username"), name: try row.personName(name, "name"),
      followers: try row.number(followers, "public_metrics.followers_count", atLeast: 0),
      seen: try row.time(seen, "__twarc.retrieved_at"))
  }
}

/// A tweet that a row refers to, and the columns that say which and by whom.
struct TwarcReference: Sendable {
  enum Kind: String, CaseIterable { case replied_to, retweeted, quoted }

  let kind: Kind
  private let id, account, handle, list: Int?

  init(_ columns: SheetColumns, _ kind: Kind) {
    self.kind = kind
    let account = kind == .replied_to ? "in_reply_to" : kind.rawValue
    id = columns.index(of: "referenced_tweets.\(kind.rawValue).id")
    list = columns.index(of: "referenced_tweets")
    self.account = columns.index(of: account + "_user_id")
    handle = columns.index(of: account + "_username")
  }

  /// The tweet's id and its author's, as far as the row says them.
  func read(_ row: SheetRow) throws(RowProblem) -> (id: ExternalID?, account: ExternalID?, handle: String?) {
    var found = try row.id(id, "referenced_tweets.\(kind.rawValue).id")
    if found == nil, let cell = row.cell(list) {
      try TwarcColumns.forEach(in: cell, "referenced_tweets") { reference in
        if found == nil, reference["type"]?.string == kind.rawValue { found = reference["id"]?.id }
      }
    }
    return (found, try row.id(account, "\(kind.rawValue) user_id"), try row.handle(handle, "\(kind.rawValue) username"))
  }
}

/// The columns of a tweet, and the records that a row of them makes.
struct TwarcColumns: Sendable {
  private let id, author, conversation, time, versions, mentions, hashtags, links, seen: Int?
  private let account: TwarcAccountColumns
  private let replied, retweeted, quoted: TwarcReference

  init(_ columns: SheetColumns) {
    id = columns.index(of: "id")
    author = columns.index(of: "author_id")
    conversation = columns.index(of: "conversation_id")
    time = columns.index(of: "created_at")
    versions = columns.index(of: "edit_history_tweet_ids")
    mentions = columns.index(of: "entities.mentions")
    hashtags = columns.index(of: "entities.hashtags")
    links = columns.index(of: "entities.urls")
    seen = columns.index(of: "__twarc.retrieved_at")
    account = TwarcAccountColumns(columns, prefix: "author.")
    replied = TwarcReference(columns, .replied_to)
    retweeted = TwarcReference(columns, .retweeted)
    quoted = TwarcReference(columns, .quoted)
  }

  /// Appends the records of a row.
  func append(_ row: SheetRow, to batch: inout RecordBatch) throws(RowProblem) {
    let first = try row.requiredID(id, "id")
    let author = try row.requiredID(author, "author_id")
    let time = try row.time(time, "created_at")
    let (parent, parentAuthor, parentHandle) = try replied.read(row)
    let (original, originalAuthor, originalHandle) = try retweeted.read(row)
    let (shown, shownAuthor, shownHandle) = try quoted.read(row)
    let handles = [(parentAuthor, parentHandle), (originalAuthor, originalHandle), (shownAuthor, shownHandle)]
    let mentioned = try self.mentioned(row, handles)
    let text = batch.platforms[0].text
    let hashtags = text.contains(.hashtags) ? try self.hashtags(row) : []
    let domains = text.contains(.domains) ? try self.domains(row) : []
    let id = try firstVersion(row) ?? first
    let conversation = try row.id(conversation, "conversation_id")
    try appendAccounts(row, handles, to: &batch.platforms[0])
    if let original {
      guard let target = originalAuthor ?? mentioned.first else {
        batch.platforms[0].reposts.append(RepostRecord(actor: author, post: original, time: time))
        return
      }
      batch.platforms[0].interactions.append(
        InteractionRecord(kind: .repost, actor: author, target: target, time: time, post: original))
      return
    }
    batch.platforms[0].append(
      PostRecord(
        id: id, author: author, parent: parent, parentAuthor: parentAuthor, conversation: conversation, time: time,
        kind: parent != nil ? .reply : shown != nil ? .quote : .post),
      quoting: shown != nil ? shownAuthor : nil, mentioning: mentioned)
    for hashtag in hashtags { batch.platforms[0].append(hashtag: hashtag, of: id) }
    batch.platforms[0].domains += domains.map { LinkDomainRecord(post: id, domain: $0) }
  }

  private func appendAccounts(
    _ row: SheetRow, _ handles: [(ExternalID?, String?)], to platform: inout RecordBatch.Platform
  ) throws(RowProblem) {
    if let account = try account.record(in: row) { platform.accounts.append(account) }
    let seen = try row.time(seen, "__twarc.retrieved_at")
    for case (let id?, let handle?) in handles {
      platform.accounts.append(AccountRecord(id: id, handle: handle, seen: seen))
    }
  }

  /// Who is mentioned, as far as the row gives an id: next to the handle, or in one of `handles`.
  private func mentioned(_ row: SheetRow, _ handles: [(ExternalID?, String?)]) throws(RowProblem) -> [ExternalID] {
    guard let cell = row.cell(mentions) else { return [] }
    var found: [ExternalID] = []
    try TwarcColumns.forEach(in: cell, "entities.mentions") { mention in
      let handle = (mention["username"] ?? mention).string?.drop { $0 == "@" }.lowercased()
      let known = handles.first { handle != nil && $0.1?.lowercased() == handle }
      if let id = mention["id"]?.id ?? known?.0 { found.append(id) }
    }
    return found
  }

  private func hashtags(_ row: SheetRow) throws(RowProblem) -> [String] {
    guard let cell = row.cell(hashtags) else { return [] }
    var found: [String] = []
    try TwarcColumns.forEach(in: cell, "entities.hashtags") { hashtag in
      if let text = hashtag["tag"]?.string { found.append(text) }
    }
    return found
  }

  /// The domains that its links lead to.
  private func domains(_ row: SheetRow) throws(RowProblem) -> [String] {
    guard let cell = row.cell(links) else { return [] }
    var found: [String] = []
    try TwarcColumns.forEach(in: cell, "entities.urls") { link in
      if let domain = XLinks.domain(of: link) { found.append(domain) }
    }
    return found
  }

  private func firstVersion(_ row: SheetRow) throws(RowProblem) -> ExternalID? {
    guard let cell = row.cell(versions) else { return nil }
    var first: ExternalID?
    try TwarcColumns.forEach(in: cell, "edit_history_tweet_ids") { first = first ?? $0.id }
    return first
  }

  /// Calls `body` with the elements of the JSON list in a cell.
  static func forEach(in cell: Cell, _ column: String, _ body: (JSONValue) -> Void) throws(RowProblem) {
    if WrittenID.isNobody(cell.bytes) { return }
    var bytes = Array(try cell.text(column).utf8)
    let count = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: FileBlock.padding))
    let isList = bytes.withUnsafeBufferPointer { bytes in
      // A value holds as long as its parser does.
      let parser = JSONParser()
      return withExtendedLifetime(parser) {
        guard let list = try? parser.parse(bytes.part(0, count)), list.isArray else { return false }
        list.forEachElement(body)
        return true
      }
    }
    if !isList { throw RowProblem(column: column, expected: "a JSON list", found: cell.bytes) }
  }
}
