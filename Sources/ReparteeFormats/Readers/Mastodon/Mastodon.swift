import ReparteeGraph

/// Mastodon: what its API sends (statuses, timelines, `/context`, lists of accounts) and an account's archive
/// (`outbox.json`, `actor.json`).
///
/// - Rows are statuses, activities and listed accounts, also those of a search. An array is read as a whole, since the number in `in_reply_to_id`
///   holds on one server only: the parent's address is looked up among the other statuses. Where it is not there (a
///   `/context` leaves out the post that it is about; statuses one a line know nothing of each other), a parent by one of
///   the server's own accounts gets the address that the server makes, any other the stub `host/statuses/number`.
/// - A post's id is its `uri`. An account is `name@host` in lower case; the server's own take the host from their
///   address.
/// - `reblog` is a repost by the status around it, which carries the original; `quote` is a quote; `mentions` are mentions,
///   once an account and post, without the author and without whom the status answers.
/// - An outbox's `Create` is a post, its `Announce` a repost. An address that names nobody stands for its account; the
///   archive's own account is then the owner given.
/// - A list of accounts says neither whose it is nor which way: the owner and the list given do.
/// - Only public and unlisted statuses are kept.
///
/// The text is never kept. Reference: Mastodon's API documentation; the W3C's ActivityPub.
struct Mastodon: JSONFormat {
  let name = "mastodon"
  let summary = "Mastodon's API and archives: statuses, timelines, contexts, followers, outboxes"
  let platform: String? = "mastodon"
  let marks = [
    [#""orderedItems":"#, #""actor":"#], [#""acct":"#, #""visibility":"#], [#""ancestors":"#, #""acct":"#],
  ]
  let readsWholeArrays = true
  /// Whose lists and whose archive the file holds.
  var owner: ExternalID?
  var list: AccountList?

  func confidence(of value: JSONValue) -> Confidence {
    if value["account"]?["acct"] != nil, MastodonStatus.isOne(value) { return .certain }
    if value["ancestors"] != nil, value["descendants"] != nil { return .certain }
    if value["statuses"]?.compactMap({ $0 }).first.map(MastodonStatus.isOne) == true { return .certain }
    if value["acct"] != nil, value["username"] != nil { return .certain }
    if value["orderedItems"] != nil || value["preferredUsername"] != nil && value["inbox"] != nil { return .certain }
    return Mastodon.reasonToIgnore(value) != nil ? .likely : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    var format = self
    format.list = options.list
    if let owner = options.owner {
      guard let name = FediverseAddress.name(in: owner) ?? FediverseAddress.name(owner, at: nil) else {
        throw .missingSetting(
          path: sample.path, setting: .owner, remedy: "expected NAME@HOST or the account's address, found “\(owner)”")
      }
      format.owner = FediverseAddress.id(name)
    }
    if Mastodon.isListOfAccounts(sample), format.owner == nil || format.list == nil {
      throw .missingSetting(
        path: sample.path, setting: format.owner == nil ? .owner : .list,
        remedy: "a list of accounts does not say whose it is; give the owner as NAME@HOST, and the list as followers "
          + "where they follow that account or as following where it follows them")
    }
    return format.reader(for: sample)
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    var reasons: [String] = []
    var entry = 0
    func take(_ reason: String?) {
      entry += 1
      if let reason { reasons.append("entry \(entry): \(reason)") }
    }
    if let items = value["orderedItems"], items.isArray {
      let outbox = MastodonOutbox(owner: owner, items: items)
      items.forEachElement { take(outbox.append($0, to: &batch)) }
      return reasons
    }
    let page = MastodonPage(value)
    if value.isArray {
      value.forEachElement { take(append(row: $0, of: page, isListed: true, to: &batch)) }
    } else if MastodonPage.lists.contains(where: { value[$0]?.isArray == true }) {
      for key in MastodonPage.lists {
        value[key]?.forEachElement { take(append(row: $0, of: page, isListed: false, to: &batch)) }
      }
    } else if let reason = append(row: value, of: page, isListed: false, to: &batch) {
      reasons.append(reason)
    }
    return reasons
  }

  private func append(
    row: JSONValue, of page: MastodonPage, isListed: Bool, to batch: inout RecordBatch
  ) -> String? {
    if MastodonStatus.isOne(row) { return page.append(row, isRow: true, to: &batch) }
    if row["acct"] != nil {
      guard let account = page.append(account: row, to: &batch) else { return "acct: expected name@host, or a “url”" }
      if let owner, let list {
        batch.platforms[0].follows.append(
          follower: list == .followers ? account : owner, followed: list == .followers ? owner : account)
        return nil
      }
      if isListed { return "a list of accounts does not say whose it is: give its owner and list" }
      batch.ignored["accounts without a post, of which names and followers are kept", default: 0] += 1
      return nil
    }
    if let name = row["preferredUsername"]?.string, let address = row["id"]?.string {
      let handle = FediverseAddress.name(name, at: address)
      batch.platforms[0].accounts.append(
        AccountRecord(
          id: handle.map(FediverseAddress.id) ?? ExternalID(address), handle: handle, name: row["name"]?.string))
    }
    guard let reason = Mastodon.reasonToIgnore(row) else {
      return "expected a status, an account or an outbox of Mastodon, found another JSON value"
    }
    batch.ignored[reason, default: 0] += 1
    return nil
  }

  /// Why a value is ignored though it is Mastodon's.
  private static func reasonToIgnore(_ json: JSONValue) -> String? {
    if json["preferredUsername"] != nil { return "accounts without a post, of which names and followers are kept" }
    if json["showing_reblogs"] != nil { return "relationships of an account that is not named" }
    return json["spoiler_text"] != nil && json["id"] == nil ? "earlier versions of a status" : nil
  }

  private static func isListOfAccounts(_ sample: FileSample) -> Bool {
    sample.withPaddedBytes { bytes in
      guard bytes.trimmed.first == UInt8(ascii: "["), let first = JSONValues.next(bytes, from: 0), let end = first.end
      else { return false }
      // A value holds as long as its parser does.
      let parser = JSONParser()
      return withExtendedLifetime(parser) { (try? parser.parse(bytes.part(first.start, end)))?["acct"] != nil }
    }
  }
}

/// What the statuses and accounts of one JSON document, which one server sent, know of each other.
struct MastodonPage {
  private struct Account {
    var name: String
    /// Its address for other servers, where it is given.
    var uri: String?
    var isLocal: Bool
  }

  /// Accounts by their number on the server.
  private var accounts: [ExternalID: Account] = [:]
  /// Addresses of statuses by their number on the server.
  private var addresses: [ExternalID: ExternalID] = [:]
  /// The server, as far as an account of its own is shown: their `acct` has no host.
  private var host: String?
  /// The lists of a context and of a search.
  static let lists: [StaticString] = ["ancestors", "descendants", "statuses", "accounts"]
  /// The latest time of the document: what it says of accounts held then, or later.
  private var seen: Timestamp?

  init(_ json: JSONValue) {
    json.forEachElement { take($0) }
    for key in MastodonPage.lists { json[key]?.forEachElement { take($0) } }
    take(json)
  }

  private mutating func take(_ json: JSONValue) {
    if json["acct"] != nil { take(account: json) }
    guard let status = MastodonStatus(json) else { return }
    if let number = json["id"]?.id { addresses[number] = status.id }
    seen = max(seen ?? status.time, status.time)
    take(account: status.account)
    json["mentions"]?.forEachElement { take(account: $0) }
    for inner in [status.original, status.quoted, json["in_reply_to"]] { inner.map { take($0) } }
  }

  private mutating func take(account json: JSONValue) {
    guard let number = json["id"]?.id, let name = MastodonPage.name(of: json), let acct = json["acct"]?.string
    else { return }
    let isLocal = !acct.utf8.contains(Byte.at)
    let uri = json["uri"]?.string ?? accounts[number]?.uri
    accounts[number] = Account(name: name, uri: uri, isLocal: isLocal)
    if isLocal, host == nil { host = (uri ?? json["url"]?.string).flatMap(FediverseAddress.host) }
  }

  /// `name@host` of an account; one of the server's own has its host in its address only.
  static func name(of account: JSONValue) -> String? {
    account["acct"]?.string.flatMap { FediverseAddress.name($0, at: (account["uri"] ?? account["url"])?.string) }
  }

  /// Appends what is said of an account, and returns its id; nil where it has none.
  @discardableResult
  func append(account json: JSONValue, to batch: inout RecordBatch) -> ExternalID? {
    guard let name = MastodonPage.name(of: json) else { return nil }
    let id = FediverseAddress.id(name)
    append(account: json, called: name, id: id, to: &batch)
    return id
  }

  private func append(account json: JSONValue, called name: String, id: ExternalID, to batch: inout RecordBatch) {
    let shown = json["display_name"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    batch.platforms[0].accounts.append(
      AccountRecord(id: id, handle: name, name: shown, followers: json["followers_count"]?.integer, seen: seen))
  }

  /// Appends the records of a status; returns why it makes none, if so. Of a carried one nothing is counted.
  func append(_ json: JSONValue, isRow: Bool, to batch: inout RecordBatch) -> String? {
    guard let status = MastodonStatus(json) else { return MastodonStatus.expectation(json) }
    guard status.isPublic else {
      if isRow { batch.ignored["statuses that are not public", default: 0] += 1 }
      return nil
    }
    guard let name = MastodonPage.name(of: status.account) else {
      return "acct: expected name@host, or an address (“url”) that names the host"
    }
    let author = FediverseAddress.id(name)
    guard let original = status.original else {
      append(account: status.account, called: name, id: author, to: &batch)
      appendPost(status, by: author, isRow: isRow, to: &batch)
      return nil
    }
    guard let inner = MastodonStatus(original), let target = MastodonPage.name(of: inner.account) else {
      return "reblog: " + MastodonStatus.expectation(original)
    }
    guard inner.isPublic else {
      if isRow { batch.ignored["statuses that are not public", default: 0] += 1 }
      return nil
    }
    let targetID = FediverseAddress.id(target)
    append(account: status.account, called: name, id: author, to: &batch)
    batch.platforms[0].interactions.append(
      InteractionRecord(
        kind: .repost, actor: author, target: targetID, time: status.time, post: inner.id, isRow: isRow))
    append(account: inner.account, called: target, id: targetID, to: &batch)
    appendPost(inner, by: targetID, isRow: false, to: &batch)
    return nil
  }

  private func appendPost(_ status: MastodonStatus, by author: ExternalID, isRow: Bool, to batch: inout RecordBatch) {
    let parent = status.parentNumber.map { address(of: $0, by: status.parentAccount) }
    let parentAuthor = status.parentAccount.flatMap { accounts[$0] }.map { FediverseAddress.id($0.name) }
    let quoted = status.quoted.flatMap { json in
      MastodonStatus(json).flatMap { $0.isPublic ? MastodonPage.name(of: $0.account) : nil }
    }
    // Of a reply to a status that is deleted, the account is left.
    batch.platforms[0].append(
      PostRecord(
        id: status.id, author: author, parent: parent, parentAuthor: parentAuthor, time: status.time,
        kind: parent != nil ? .reply : status.isQuote ? .quote : .post, isRow: isRow),
      quoting: quoted.map(FediverseAddress.id),
      mentioning: status.json["mentions"]?.compactMap { MastodonPage.name(of: $0).map(FediverseAddress.id) } ?? [])
    batch.platforms[0].append(replyCount: status.json["replies_count"], of: status.id)
    // Answers of other pages call it by its number, or by its address for people.
    if let number = status.json["id"]?.id {
      batch.platforms[0].aliases.append(PostAliasRecord(alias: named(number), post: status.id))
    }
    if let url = status.json["url"]?.id, url != status.id {
      batch.platforms[0].aliases.append(PostAliasRecord(alias: url, post: status.id))
    }
    if let json = status.json["in_reply_to"], json.isObject { _ = append(json, isRow: false, to: &batch) }
    batch.platforms[0].append(hashtags: status.json["tags"], key: "name", of: status.id)
    batch.platforms[0].append(link: status.json["card"]?["url"]?.string, of: status.id)
    if let json = status.quoted, quoted != nil { _ = append(json, isRow: false, to: &batch) }
  }

  /// The address of the status with a number: as the document has it; of one of the server's own accounts as the server
  /// makes it; else a name that all files of the server share.
  private func address(of number: ExternalID, by account: ExternalID?) -> ExternalID {
    if let address = addresses[number] { return address }
    if let account = account.flatMap({ accounts[$0] }), account.isLocal, let uri = account.uri {
      return .text("\(uri)/statuses/\(number)")
    }
    return named(number)
  }

  /// What all files of the server call the status with a number.
  private func named(_ number: ExternalID) -> ExternalID {
    .text((host.map { $0 + "/" } ?? "") + "statuses/\(number)")
  }
}

/// A status of Mastodon's API, or a boost, which is a status around another one.
struct MastodonStatus {
  let json: JSONValue
  /// Its address, which is the same on every server.
  let id: ExternalID
  let account: JSONValue
  let time: Timestamp

  /// The status in `json`, or nil where it lacks an address, an account or a time.
  init?(_ json: JSONValue) {
    guard let id = json["uri"]?.id, let account = json["account"], account["acct"]?.string != nil,
      let time = json["created_at"]?.utf8.flatMap(TimeText.parse)
    else { return nil }
    self.json = json
    self.id = id
    self.account = account
    self.time = time
  }

  /// Whether all the world may read it. Followers-only and direct ones are not kept, nor is what does not say.
  var isPublic: Bool {
    let visibility = json["visibility"]?.utf8
    return visibility?.equalsIgnoringCase("public") == true || visibility?.equalsIgnoringCase("unlisted") == true
  }

  /// The number of the status that it answers, on the server that sent it.
  var parentNumber: ExternalID? { json["in_reply_to_id"]?.id }
  /// The number of the account that it answers, on the server that sent it.
  var parentAccount: ExternalID? { json["in_reply_to_account_id"]?.id }
  var original: JSONValue? { json["reblog"] }

  /// Whether it quotes a status, shown or not.
  var isQuote: Bool { json["quote"] != nil || json["quote_id"] != nil }

  /// The status that it quotes: of Mastodon inside `quote`, of its kin `quote` itself.
  var quoted: JSONValue? { json["quote"]?["quoted_status"] ?? json["quote"] }

  /// Whether a value is a status, whole or not.
  static func isOne(_ json: JSONValue) -> Bool {
    json["account"] != nil && (json["visibility"] != nil || json["reblog"] != nil || json["in_reply_to_id"] != nil)
  }

  /// Why a value is no status.
  static func expectation(_ json: JSONValue) -> String {
    if json["uri"]?.id == nil { return "expected a status of Mastodon, found no “uri” in it" }
    if json["account"]?["acct"]?.string == nil { return "expected a status, found no “acct” in its “account”" }
    guard let created = json["created_at"]?.utf8 else { return "expected a status, found no “created_at” in it" }
    return "created_at: expected a time like “2024-01-31T10:00:00.000Z”, found \(created.quoted)"
  }

}
