import ReparteeGraph

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
  private let id, author, conversation, time, versions, mentions, hashtags, seen: Int?
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
    let hashtags = batch.platforms[0].keepsHashtags ? try self.hashtags(row) : []
    let id = try firstVersion(row) ?? first
    let conversation = try row.id(conversation, "conversation_id")
    try appendAccounts(row, handles, to: &batch.platforms[0])
    if let original {
      guard let target = originalAuthor ?? mentioned.first else {
        batch.ignored["retweets of a tweet whose author nobody names", default: 0] += 1
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

  /// Who is mentioned, as far as the row gives an id: beside the handle, or in one of `handles`.
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

  private func firstVersion(_ row: SheetRow) throws(RowProblem) -> ExternalID? {
    guard let cell = row.cell(versions) else { return nil }
    var first: ExternalID?
    try TwarcColumns.forEach(in: cell, "edit_history_tweet_ids") { first = first ?? $0.id }
    return first
  }

  /// Calls `body` with the elements of the JSON list in a cell.
  static func forEach(in cell: Cell, _ column: String, _ body: (JSONValue) -> Void) throws(RowProblem) {
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
