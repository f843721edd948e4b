import ReparteeGraph

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
