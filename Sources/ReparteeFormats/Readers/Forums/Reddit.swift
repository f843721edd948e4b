import ReparteeGraph

/// Submissions and comments of Reddit: one a line, as Pushshift and its successors archived them, or listings of the API.
///
/// - A submission is a post, `t3_…`; a comment answers its `parent_id`, else its submission (`link_id`), and belongs to the
///   submission's conversation. Some archives write the parent as a number to base 10, which is a comment's.
/// - An account is its `author`, since archives have `author_fullname` from 2018 on only, and names do not change;
///   `[deleted]`, `[removed]` and `None` are nobody, each time again.
/// - `num_comments` counts all comments below a submission, whether they are here or not.
/// - `replies` are rows like those around them; `more`, which stands for comments that were not loaded, is ignored.
///
/// The text is never kept. Reference: Reddit's API documentation and Pushshift's.
struct Reddit: JSONFormat {
  let name = "reddit"
  let summary = "Reddit: archived submissions and comments, one a line, or listings of the API"
  let platform: String? = "reddit"
  let marks = [[#""subreddit":"#, #""created_utc":"#], [#""link_id":"#, #""parent_id":"#], [#""kind": "Listing""#]]

  func confidence(of value: JSONValue) -> Confidence {
    var batch = RecordBatch()
    _ = append(value, to: &batch)
    if !batch.platforms[0].posts.isEmpty { return .certain }
    return batch.ignored.isEmpty ? .none : .likely
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    var reasons: [String] = []
    append(value, to: &batch, &reasons)
    return reasons
  }

  private func append(_ value: JSONValue, to batch: inout RecordBatch, _ reasons: inout [String]) {
    if let json = value["json"] { return append(json, to: &batch, &reasons) }
    if value["kind"]?.utf8?.equalsIgnoringCase("more") == true {
      batch.ignored["placeholders for comments that were not loaded", default: 0] += 1
      return
    }
    if let list = value["children"] ?? value["things"] ?? value["data"] {
      // A listing, a list, or a thing with its kind next to it.
      if list.isArray {
        list.forEachElement { append($0, to: &batch, &reasons) }
      } else {
        append(list, to: &batch, &reasons)
      }
      return
    }
    if let reason = appendPost(value, to: &batch) { reasons.append(reason) }
    if let replies = value["replies"], replies.isObject { append(replies, to: &batch, &reasons) }
  }

  /// Appends a submission or a comment; returns why it is none.
  private func appendPost(_ json: JSONValue, to batch: inout RecordBatch) -> String? {
    guard json.isObject, let id = json["id"]?.string else { return "expected a submission or a comment, found no “id”" }
    guard let created = json["created_utc"] else { return "expected a submission or a comment, found no “created_utc”" }
    guard let time = created.time else { return "created_utc: expected Unix seconds" }
    let author = Reddit.author(of: json)
    if let author {
      batch.platforms[0].accounts.append(AccountRecord(id: author, handle: Reddit.handle(of: json)?.string, seen: time))
    }
    let submission = json["link_id"]?.id
    guard let submission else {
      guard json["title"] != nil || json["subreddit"] != nil else {
        return "expected a submission with “title” or a comment with “link_id”"
      }
      batch.platforms[0].posts.append(
        PostRecord(
          id: .text("t3_" + Reddit.bare(id)), author: author, time: time, kind: .post,
          channel: Reddit.channel(of: json)))
      batch.platforms[0].append(
        replyCount: json["num_comments"], of: .text("t3_" + Reddit.bare(id)), isWhole: true)
      return nil
    }
    batch.platforms[0].posts.append(
      PostRecord(
        id: .text("t1_" + Reddit.bare(id)), author: author, parent: Reddit.parent(of: json) ?? submission,
        conversation: submission, time: time, kind: .reply, channel: Reddit.channel(of: json)))
    return nil
  }

  /// The name of the author: libraries such as PRAW write one with more of the account around it.
  private static func handle(of json: JSONValue) -> JSONValue? {
    json["author"].flatMap { $0.isObject ? $0["name"] : $0 }
  }

  private static func channel(of json: JSONValue) -> String? {
    json["subreddit"].flatMap { $0.isObject ? $0["display_name"] : $0 }?.string
  }

  private static func author(of json: JSONValue) -> ExternalID? {
    guard let name = handle(of: json)?.utf8 else { return json["author_fullname"]?.id }
    if name.equalsIgnoringCase("[deleted]") || name.equalsIgnoringCase("[removed]") || name.equalsIgnoringCase("none")
      || WrittenID.isNobody(name)
    {
      return nil
    }
    return ExternalID(utf8: name)
  }

  /// What a comment answers: with its kind before it, or a comment's bare number.
  private static func parent(of json: JSONValue) -> ExternalID? {
    guard let parent = json["parent_id"] else { return nil }
    if let number = parent.integer, number >= 0 { return .text("t1_" + String(number, radix: 36)) }
    return parent.id
  }

  /// An id without its kind.
  private static func bare(_ id: String) -> String {
    id.hasPrefix("t1_") || id.hasPrefix("t3_") ? String(id.dropFirst(3)) : id
  }
}
