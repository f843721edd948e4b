import ReparteeGraph

/// Mastodon: what its API sends (statuses, timelines, `/context`, lists of accounts) and an account's archive
/// (`outbox.json`, `actor.json`).
///
/// - Rows are statuses, activities and listed accounts. An array is read as a whole, since the number in `in_reply_to_id`
///   holds on one server only: the parent's address is looked up among the statuses beside it. Where it is not there (a
///   `/context` leaves out the post that it is about; statuses one a line know nothing of each other), a parent by one of
///   the server's own accounts gets the address that the server makes, any other the stub `host/statuses/number`.
/// - A post's id is its `uri`. An account is `name@host` in small letters; the server's own take the host from their
///   address.
/// - `reblog` is a repost by the status around it, which carries the original; `quote` is a quote; `mentions` are mentions,
///   once an account and post, without the author and without whom the status answers.
/// - An outbox's `Create` is a post, its `Announce` a repost. An address that names nobody stands for its account; the
///   archive's own account is then `--owner`.
/// - A list of accounts says neither whose it is nor which way: `--owner` and `--list followers|following` do.
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
    if value["acct"] != nil, value["username"] != nil { return .certain }
    if value["orderedItems"] != nil || value["preferredUsername"] != nil && value["inbox"] != nil { return .certain }
    return Mastodon.reasonToIgnore(value) != nil ? .likely : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    var format = self
    format.list = options.list
    if let owner = options.owner {
      guard let name = FediverseAddress.name(in: owner) ?? FediverseAddress.name(owner, at: nil) else {
        throw .missingOption(
          path: sample.path, option: "--owner", remedy: "expected NAME@HOST or the account's address, found “\(owner)”")
      }
      format.owner = FediverseAddress.id(name)
    }
    if Mastodon.isListOfAccounts(sample), format.owner == nil || format.list == nil {
      throw .missingOption(
        path: sample.path, option: format.owner == nil ? "--owner" : "--list",
        remedy: "a list of accounts does not say whose it is; write --owner NAME@HOST, and --list followers where they "
          + "follow that account or --list following where it follows them")
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
      let outbox = MastodonOutbox(owner: owner)
      items.forEachElement { take(outbox.append($0, to: &batch)) }
      return reasons
    }
    let page = MastodonPage(value)
    if value.isArray {
      value.forEachElement { take(append(row: $0, of: page, isListed: true, to: &batch)) }
    } else if value["ancestors"] != nil || value["descendants"] != nil {
      for key in ["ancestors", "descendants"] as [StaticString] {
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
      if isListed { return "a list of accounts does not say whose it is: give --owner and --list" }
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
