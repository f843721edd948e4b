import ReparteeGraph

/// Messages of a channel of Slack, as an export holds them: a file a day, in a folder a channel.
///
/// - A message is a post by `user`, known by its `ts`, which is unique in its channel: the name of the folder that the file
///   lies in keeps channels apart. Joins, changes of a topic and what bots say without an account are ignored.
/// - A thread keeps one level: its messages are a flat branch below its first message (`thread_ts`), and whoever is
///   mentioned in one (`<@U01>`) is whom it answers.
/// - `users.json` beside the channels says what the accounts are called.
/// - `reply_count` of a thread's first message counts its answers.
///
/// The text is never kept. Reference: Slack's guide to export files, and its API's `message` events.
struct Slack: JSONFormat {
  let name = "slack"
  let summary = "a day of a channel of Slack, as an export holds it"
  let platform: String? = "slack"
  let marks = [[#""ts":"#, #""type":"#, #""user":"#], [#""client_msg_id":"#], [#""team_id":"#, #""profile":"#]]
  /// The channel: the folder of the file.
  var channel: String?

  func confidence(of value: JSONValue) -> Confidence {
    if Slack.isAccount(value) { return .certain }
    guard value["type"]?.string == "message", let ts = value["ts"]?.string, ts.contains("."),
      ts.allSatisfy({ $0.isNumber || $0 == "." })
    else { return .none }
    return .certain
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    var format = self
    // channel/2024-03-05.json
    let parts = sample.path.split(separator: "/")
    let isDay = parts.last?.firstMatch(of: /^\d{4}-\d{2}-\d{2}\.json/) != nil
    if isDay, parts.count > 1 { format.channel = String(parts[parts.count - 2]) }
    return format.reader(for: sample)
  }

  private static let ignored: Set<String> = [
    "channel_join", "channel_leave", "group_join", "group_leave", "channel_topic", "channel_purpose", "channel_name",
    "channel_archive", "channel_unarchive", "bot_add", "bot_remove", "pinned_item", "tombstone", "reminder_add",
    "channel_convert_to_private", "huddle_thread", "sh_room_created",
  ]

  /// Whether a value is somebody of `users.json`.
  private static func isAccount(_ value: JSONValue) -> Bool {
    value["id"]?.string != nil && value["profile"]?.isObject == true && value["ts"] == nil
      && (value["team_id"] != nil || value["deleted"] != nil)
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    if Slack.isAccount(value), let id = value["id"]?.id {
      let profile = value["profile"]
      let names = [profile?["real_name"], value["real_name"], profile?["display_name"]].compactMap { $0?.string }
      batch.platforms[0].accounts.append(
        AccountRecord(
          id: id, handle: value["name"]?.string, name: names.first { !$0.isEmpty }, seen: value["updated"]?.time))
      batch.ignored["accounts without a post, of which names and followers are kept", default: 0] += 1
      return []
    }
    guard let ts = value["ts"]?.string else { return ["expected a message with “ts”"] }
    guard value["type"]?.string ?? "message" == "message" else {
      batch.ignored["events that are no messages", default: 0] += 1
      return []
    }
    let subtype = value["subtype"]?.string ?? ""
    if Slack.ignored.contains(subtype) {
      batch.ignored["joins and other notices", default: 0] += 1
      return []
    }
    guard let time = Slack.time(ts) else { return ["ts: expected Unix seconds such as 1709625600.000100"] }
    guard let author = value["user"]?.id ?? value["bot_id"]?.id else {
      batch.ignored["messages without an account", default: 0] += 1
      return []
    }
    func id(_ ts: String) -> ExternalID { .text(channel.map { "\($0)/\(ts)" } ?? ts) }
    let profile = value["user_profile"]
    batch.platforms[0].accounts.append(
      AccountRecord(
        id: author, handle: profile?["name"]?.string,
        name: (profile?["real_name"] ?? profile?["display_name"] ?? value["username"])?.string.flatMap {
          $0.isEmpty ? nil : $0
        }, seen: time))
    let thread = value["thread_ts"]?.string
    let parent = thread.flatMap { $0 == ts ? nil : $0 }
    batch.platforms[0].append(
      PostRecord(
        id: id(ts), author: author, parent: parent.map(id),
        parentAuthor: parent == nil ? nil : value["parent_user_id"]?.id, conversation: thread.map(id), time: time,
        kind: thread == nil ? .post : .comment, channel: channel),
      mentioning: Slack.mentioned(in: value["text"]?.utf8))
    batch.platforms[0].append(replyCount: value["reply_count"], of: id(ts))
    return []
  }

  private static func time(_ ts: String) -> Timestamp? {
    var ts = ts
    return ts.withUTF8 { TimeText.unix($0) }
  }

  /// The accounts in a text: `<@U01>` or `<@U01|name>`.
  private static func mentioned(in text: Bytes?) -> [ExternalID] {
    guard let text else { return [] }
    var found: [ExternalID] = []
    var position = 0
    while let start = text.firstIndex(of: UInt8(ascii: "<"), from: position) {
      position = start + 1
      guard start + 2 < text.count, text[start + 1] == Byte.at else { continue }
      let name = text.part(start + 2, text.count).prefix { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "|") }
      if let id = ExternalID(utf8: Bytes(rebasing: name)), !found.contains(id) { found.append(id) }
    }
    return found
  }
}
