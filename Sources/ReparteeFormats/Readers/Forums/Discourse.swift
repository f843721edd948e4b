import ReparteeGraph

/// Posts of a Discourse forum, as its API answers: a topic, pages of a topic's posts, the latest posts, replies of a user.
///
/// - A post's id is its topic's number and its own within it, since answers name that one. It answers
///   `reply_to_post_number`, else the topic's first post, which nobody stated; the topic is the conversation.
/// - An account is its `user_id`. What the software itself writes (`post_type` 3, and users below zero) is ignored.
/// - Whoever is quoted, by name, is a quote towards the account of that name on the same page.
/// - Pages do not say of which forum they are: where several meet in one store, a platform given for each keeps them apart.
///
/// The text is never kept. Reference: Discourse's API documentation.
struct Discourse: JSONFormat {
  let name = "discourse"
  let summary = "a Discourse forum's API: topics, pages of posts, latest posts"
  let platform: String? = "discourse"
  let marks = [[#""post_number":"#, #""topic_id":"#], [#""post_stream":"#, #""post_number":"#]]

  func confidence(of value: JSONValue) -> Confidence {
    if value["post_stream"] != nil || value["latest_posts"] != nil { return .certain }
    if let actions = value["user_actions"], actions.isArray { return .certain }
    return value["post_number"] != nil && value["topic_id"] != nil ? .certain : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    var posts: [JSONValue] = []
    if let list = value["post_stream"]?["posts"] ?? value["latest_posts"] ?? value["user_actions"] {
      list.forEachElement { posts.append($0) }
    } else if value["post_number"] != nil {
      posts = [value]
    } else if value["user"] != nil {
      batch.ignored["accounts without a post", default: 0] += 1
      return []
    } else {
      return ["expected posts of a forum: “post_stream”, “latest_posts”, or “post_number” in a post"]
    }
    if value["post_stream"] != nil, let topic = value["id"]?.integer, let count = value["posts_count"]?.integer {
      // The first post is counted too.
      if count > 1 {
        batch.platforms[0].replyCounts.append(
          ReplyCountRecord(post: .text("\(topic)/1"), replies: count - 1, isWhole: true))
      }
    }
    var accounts: [String: ExternalID] = [:]
    for post in posts {
      if let name = Discourse.username(of: post), let author = Discourse.author(of: post) {
        accounts[name.lowercased()] = author
      }
    }
    let hasCount = (value["posts_count"]?.integer ?? 0) > 1
    return posts.compactMap { append($0, topic: value["id"]?.integer, hasCount: hasCount, accounts, to: &batch) }
  }

  /// Appends one post; returns why it is none.
  private func append(
    _ post: JSONValue, topic: Int64?, hasCount: Bool, _ accounts: [String: ExternalID], to batch: inout RecordBatch
  ) -> String? {
    guard let number = post["post_number"]?.integer, let topic = post["topic_id"]?.integer ?? topic else {
      return "expected a post with “post_number” and “topic_id”"
    }
    guard let created = post["created_at"] else { return "expected a post with “created_at”" }
    guard let time = created.time else { return "created_at: expected an ISO 8601 time" }
    guard post["post_type"]?.integer ?? 1 != 3, let author = Discourse.author(of: post) else {
      batch.ignored["what the software itself wrote", default: 0] += 1
      return nil
    }
    func id(_ number: Int64) -> ExternalID { .text("\(topic)/\(number)") }
    batch.platforms[0].accounts.append(
      AccountRecord(
        id: author, handle: Discourse.username(of: post), name: (post["acting_name"] ?? post["name"])?.string,
        seen: time))
    let parent = post["reply_to_post_number"]?.integer
    let isFirst = number == 1
    batch.platforms[0].posts.append(
      PostRecord(
        id: id(number), author: author, parent: isFirst ? nil : id(parent ?? 1),
        parentAuthor: post["reply_to_user"]?["id"]?.id, conversation: id(1), time: time,
        kind: isFirst ? .post : .reply))
    // The topic's count of all its posts says more of the first one.
    if !isFirst || !hasCount { batch.platforms[0].append(replyCount: post["reply_count"], of: id(number)) }
    for target in Discourse.quoted(in: post["cooked"]?.utf8, among: accounts) where target != author {
      batch.platforms[0].interactions.append(
        InteractionRecord(kind: .quote, actor: author, target: target, time: time, post: id(number), isRow: false))
    }
    return nil
  }

  private static func username(of post: JSONValue) -> String? { (post["acting_username"] ?? post["username"])?.string }

  /// Who wrote a post; nil for the software itself.
  private static func author(of post: JSONValue) -> ExternalID? {
    guard let number = (post["acting_user_id"] ?? post["user_id"])?.integer, number >= 0 else { return nil }
    return .number(number)
  }

  /// The accounts that a text quotes (`<aside class="quote" data-username="…">`), each once.
  private static func quoted(in text: Bytes?, among accounts: [String: ExternalID]) -> [ExternalID] {
    guard let text else { return [] }
    var found: [ExternalID] = []
    var position = 0
    while let start = text.firstIndex(of: UInt8(ascii: "d"), from: position) {
      position = start + 1
      let rest = text.part(start, text.count)
      guard rest.starts(with: #"data-username=""#) else { continue }
      let name = rest.dropFirst(15).prefix { $0 != Byte.quote }
      let account = accounts[String(decoding: name, as: UTF8.self).lowercased()]
      if let account, !found.contains(account) { found.append(account) }
    }
    return found
  }
}
