import ReparteeGraph

/// Posts and comments of Lemmy (and its kin), as its API answers: `comment/list`, `post/list`, `post`.
///
/// - A comment is an answer to the last but one part of its `path`, or to the post where that is 0. Ids are addresses
///   (`ap_id`) where they are given, as other servers know them, else the server's numbers.
/// - An account is `name@host`, by its address. `[deleted]` and removed comments are there, and say who wrote them.
/// - A post's `counts.comments` counts all below it.
///
/// The text is never kept. Reference: https://join-lemmy.org/api.
struct Lemmy: JSONFormat {
  let name = "lemmy"
  let summary = "Lemmy's API: lists of comments and posts"
  let platform: String? = "lemmy"
  let marks = [[#""creator_id":"#, #""post_id":"#, #""path":"#], [#""community":"#, #""creator":"#, #""counts":"#]]

  func confidence(of value: JSONValue) -> Confidence {
    var isOurs = false
    func look(_ view: JSONValue) {
      isOurs =
        isOurs || view["creator"] != nil && (view["comment"]?["path"] != nil || view["post"]?["creator_id"] != nil)
    }
    value["comments"]?.forEachElement(look)
    value["posts"]?.forEachElement(look)
    if let view = value["post_view"] ?? value["comment_view"] { look(view) }
    look(value)
    return isOurs ? .certain : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    var views: [JSONValue] = []
    for key in ["posts", "comments"] as [StaticString] { value[key]?.forEachElement { views.append($0) } }
    for key in ["post_view", "comment_view"] as [StaticString] { if let view = value[key] { views.append(view) } }
    if value["creator"] != nil { views.append(value) }
    if views.isEmpty {
      if value["posts"] != nil || value["comments"] != nil {
        batch.ignored["pages without posts", default: 0] += 1
        return []
      }
      return ["expected “comments” or “posts” of Lemmy"]
    }
    // Answers name each other by number: addresses of the same page.
    var addresses: [String: ExternalID] = [:]
    for view in views {
      if let comment = view["comment"], let number = comment["id"]?.id, let address = comment["ap_id"]?.id {
        addresses["\(number)"] = address
      }
    }
    return views.compactMap { append($0, addresses, to: &batch) }
  }

  private func append(_ view: JSONValue, _ addresses: [String: ExternalID], to batch: inout RecordBatch) -> String? {
    guard let creator = view["creator"], let author = Lemmy.account(creator, to: &batch) else {
      return "expected “creator” with “name” or “actor_id”"
    }
    let post = view["post"]
    let channel = view["community"]?["name"]?.string
    let root = post.flatMap { Lemmy.id($0, kind: "post", host: Lemmy.host(of: $0)) }
    guard let comment = view["comment"] else {
      guard let post, let id = root, let time = post["published"]?.time else {
        return "expected a post with “id” and “published”"
      }
      batch.platforms[0].posts.append(PostRecord(id: id, author: author, time: time, channel: channel))
      if let number = post["id"]?.id {
        batch.platforms[0].aliases.append(
          PostAliasRecord(alias: Lemmy.numbered("\(number)", kind: "post", host: Lemmy.host(of: post)), post: id))
      }
      batch.platforms[0].append(replyCount: view["counts"]?["comments"], of: id, isWhole: true)
      return nil
    }
    let host = Lemmy.host(of: comment)
    guard let id = Lemmy.id(comment, kind: "comment", host: host), let time = comment["published"]?.time else {
      return "expected a comment with “id” and “published”"
    }
    let path = comment["path"]?.utf8?.split(separator: UInt8(ascii: ".")) ?? []
    let above = path.count > 2 ? String(decoding: path[path.count - 2], as: UTF8.self) : nil
    let conversation = root ?? comment["post_id"]?.id.map { Lemmy.numbered("\($0)", kind: "post", host: host) }
    let parent = above.map { addresses[$0] ?? Lemmy.numbered($0, kind: "comment", host: host) } ?? conversation
    if let number = comment["id"]?.id {
      batch.platforms[0].aliases.append(
        PostAliasRecord(alias: Lemmy.numbered("\(number)", kind: "comment", host: host), post: id))
    }
    batch.platforms[0].posts.append(
      PostRecord(
        id: id, author: author, parent: parent, conversation: conversation, time: time, kind: .reply, channel: channel))
    // The post that is answered comes along with each comment.
    if let post, let root, let time = post["published"]?.time {
      let by = post["creator_id"]?.id.flatMap { number in creator["id"]?.id == number ? author : nil }
      batch.platforms[0].posts.append(PostRecord(id: root, author: by, time: time, channel: channel, isRow: false))
      batch.platforms[0].append(replyCount: view["counts"]?["comments"], of: root, isWhole: true)
    }
    return nil
  }

  private static func account(_ json: JSONValue, to batch: inout RecordBatch) -> ExternalID? {
    let address = json["actor_id"]?.string ?? json["ap_id"]?.string
    guard let name = json["name"]?.string ?? address.flatMap(FediverseAddress.name) else { return nil }
    let full = FediverseAddress.name(name, at: address) ?? name
    let id = FediverseAddress.id(full)
    let shown = json["display_name"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    batch.platforms[0].accounts.append(AccountRecord(id: id, handle: full, name: shown))
    return id
  }

  private static func host(of json: JSONValue) -> String? { json["ap_id"]?.string.flatMap(FediverseAddress.host) }

  private static func id(_ json: JSONValue, kind: String, host: String?) -> ExternalID? {
    json["ap_id"]?.id ?? json["id"]?.id.map { numbered("\($0)", kind: kind, host: host) }
  }

  private static func numbered(_ number: String, kind: String, host: String?) -> ExternalID {
    .text(host.map { "\($0)/\(kind)/\(number)" } ?? "\(kind)/\(number)")
  }
}
