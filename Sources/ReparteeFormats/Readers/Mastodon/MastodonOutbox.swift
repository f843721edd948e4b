import ReparteeGraph

/// Activities of an account's outbox, as its archive holds them (ActivityPub).
struct MastodonOutbox {
  /// Whose archive it is, for addresses that do not name their account.
  let owner: ExternalID?
  /// Addresses of accounts that do not name them, and whom they stand for, as the outbox's own mentions say it.
  private var known: [String: ExternalID] = [:]

  /// The outbox of `owner` that holds `items`.
  init(owner: ExternalID?, items: JSONValue) {
    self.owner = owner
    var known: [String: ExternalID] = [:]
    items.forEachElement { activity in
      activity["object"]?["tag"]?.forEachElement { tag in
        guard tag["type"]?.utf8?.equalsIgnoringCase("mention") == true, let address = tag["href"]?.string,
          let name = tag["name"]?.string.flatMap({ FediverseAddress.name($0, at: address) })
        else { return }
        known[address] = FediverseAddress.id(name)
      }
    }
    self.known = known
  }

  /// The account at an address.
  private func account(at address: String) -> ExternalID { known[address] ?? FediverseAddress.account(at: address) }

  /// Appends the records of one activity; returns why it makes none, if so.
  func append(_ activity: JSONValue, to batch: inout RecordBatch) -> String? {
    guard activity.isObject, let type = activity["type"]?.utf8 else {
      batch.ignored["addresses without a post (likes, bookmarks, follows)", default: 0] += 1
      return nil
    }
    let isBoost = type.equalsIgnoringCase("announce")
    guard isBoost || type.equalsIgnoringCase("create") else {
      batch.ignored["activities that are neither posts nor boosts", default: 0] += 1
      return nil
    }
    guard let address = (activity["actor"] ?? activity["object"]?["attributedTo"])?.string else {
      return "expected an activity with “actor”, found none"
    }
    guard MastodonOutbox.isPublic(activity) else {
      batch.ignored["statuses that are not public", default: 0] += 1
      return nil
    }
    guard let time = (activity["object"]?["published"] ?? activity["published"])?.utf8.flatMap(TimeText.parse) else {
      return "published: expected a time like “2024-01-31T10:00:00Z”"
    }
    let name = FediverseAddress.name(in: address)
    let author = known[address] ?? name.map(FediverseAddress.id) ?? owner ?? ExternalID(address)
    batch.platforms[0].accounts.append(AccountRecord(id: author, handle: name, seen: time))
    guard let object = activity["object"], let id = (object["id"] ?? object).string else {
      return "expected an activity with an “object” that has an address"
    }
    if !isBoost {
      appendNote(object, id: ExternalID(id), by: author, at: time, to: &batch)
      return nil
    }
    guard let target = target(of: activity, object: id) else {
      batch.ignored["boosts of a post whose author nobody names", default: 0] += 1
      return nil
    }
    batch.platforms[0].interactions.append(
      InteractionRecord(
        kind: .repost, actor: author, target: target, time: activity["published"]?.time ?? time,
        post: ExternalID(id)))
    if object.isObject, target == author, let time = object["published"]?.time {
      appendNote(object, id: ExternalID(id), by: author, at: time, isRow: false, to: &batch)
    }
    return nil
  }

  private func appendNote(
    _ note: JSONValue, id: ExternalID, by author: ExternalID, at time: Timestamp, isRow: Bool = true,
    to batch: inout RecordBatch
  ) {
    let people = mentioned(in: note)
    let parent = MastodonOutbox.address(note["inReplyTo"])
    // An address that names nobody, as those of Misskey, Pleroma and Lemmy, is of the only one mentioned on its host.
    let parentAuthor = parent.flatMap { parent -> ExternalID? in
      if let person = people.first(where: { parent.hasPrefix($0.address + "/") }) { return person.id }
      if let name = FediverseAddress.name(in: parent) { return FediverseAddress.id(name) }
      let host = FediverseAddress.host(of: parent)
      let there = people.filter { FediverseAddress.host(of: $0.address) == host }
      return there.count == 1 ? there[0].id : nil
    }
    let quoted = (note["quote"] ?? note["quoteUri"] ?? note["quoteUrl"])?.string
    batch.platforms[0].append(
      PostRecord(
        id: id, author: author, parent: parent.map { ExternalID($0) }, parentAuthor: parentAuthor, time: time,
        kind: parent != nil ? .reply : quoted != nil ? .quote : .post, isRow: isRow),
      quoting: quoted.flatMap(FediverseAddress.name).map(FediverseAddress.id), mentioning: people.map(\.id))
    note["tag"]?.forEachElement {
      if $0["type"]?.string == "Hashtag", let hashtag = $0["name"]?.string {
        batch.platforms[0].append(hashtag: hashtag, of: id)
      }
    }
  }

  /// The author of what is boosted: as its address names him, else the account that it is addressed to.
  private func target(of activity: JSONValue, object address: String) -> ExternalID? {
    if let name = FediverseAddress.name(in: address) { return FediverseAddress.id(name) }
    if let author = activity["object"]?["attributedTo"]?.string { return account(at: author) }
    return MastodonOutbox.addresses(activity["cc"])
      .first { !MastodonOutbox.isEveryone($0) && !$0.hasSuffix("/followers") }.map(account)
  }

  /// Who is mentioned: the address and the id of each.
  private func mentioned(in note: JSONValue) -> [(address: String, id: ExternalID)] {
    var found: [(address: String, id: ExternalID)] = []
    note["tag"]?.forEachElement { tag in
      guard tag["type"]?.utf8?.equalsIgnoringCase("mention") == true, let address = tag["href"]?.string else { return }
      let name = tag["name"]?.string.flatMap { FediverseAddress.name($0, at: address) }
      found.append((address, name.map(FediverseAddress.id) ?? account(at: address)))
    }
    return found
  }

  /// Whether all the world is addressed, in the first place or by a copy.
  private static func isPublic(_ activity: JSONValue) -> Bool {
    (addresses(activity["to"]) + addresses(activity["cc"])).contains(where: isEveryone)
  }

  private static func isEveryone(_ address: String) -> Bool {
    ["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"].contains(address)
  }

  /// The address in a field that holds it, an object that has it, or a list of such, of which the first counts.
  private static func address(_ json: JSONValue?) -> String? {
    if let json, json.isArray { return json.compactMap { address($0) }.first }
    return json?.string ?? json?["id"]?.string
  }

  /// The addresses in a field that holds one or several.
  private static func addresses(_ json: JSONValue?) -> [String] {
    if let one = json?.string { return [one] }
    var found: [String] = []
    json?.forEachElement { element in element.string.map { found.append($0) } }
    return found
  }
}
