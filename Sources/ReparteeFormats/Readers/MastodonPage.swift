import ReparteeGraph

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
  /// The latest time of the document: what it says of accounts held then, or later.
  private var seen: Timestamp?

  init(_ json: JSONValue) {
    json.forEachElement { take($0) }
    for key in ["ancestors", "descendants"] as [StaticString] { json[key]?.forEachElement { take($0) } }
    take(json)
  }

  private mutating func take(_ json: JSONValue) {
    if json["acct"] != nil { take(account: json) }
    guard let status = MastodonStatus(json) else { return }
    if let number = json["id"]?.id { addresses[number] = status.id }
    seen = max(seen ?? status.time, status.time)
    take(account: status.account)
    json["mentions"]?.forEachElement { take(account: $0) }
    for inner in [status.original, status.quoted] { inner.map { take($0) } }
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
    batch.platforms[0].append(hashtags: status.json["tags"], key: "name", of: status.id)
    if let json = status.quoted, quoted != nil { _ = append(json, isRow: false, to: &batch) }
  }

  /// The address of the status with a number: as the document has it; of one of the server's own accounts as the server
  /// makes it; else a name that all files of the server share.
  private func address(of number: ExternalID, by account: ExternalID?) -> ExternalID {
    if let address = addresses[number] { return address }
    if let account = account.flatMap({ accounts[$0] }), account.isLocal, let uri = account.uri {
      return .text("\(uri)/statuses/\(number)")
    }
    return .text((host.map { $0 + "/" } ?? "") + "statuses/\(number)")
  }
}
