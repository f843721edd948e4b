import ReparteeGraph

/// Messages of a channel of Discord, as DiscordChatExporter writes them to JSON.
///
/// - Messages of the types `Default`, `Reply`, commands and thread starters are posts by `author.id`; what Discord itself
///   says (joins, pins, boosts) is ignored. A reply answers `reference.messageId`, unless that is in another channel.
/// - Mentions are mentions, without the author and without whom the message answers.
/// - A thread's messages are a channel of their own, and say nothing of the message that the thread began with.
///
/// The text is never kept. Reference: https://github.com/Tyrrrz/DiscordChatExporter.
struct Discord: JSONFormat {
  let name = "discord"
  let summary = "a channel of Discord by DiscordChatExporter, as JSON"
  let platform: String? = "discord"
  let marks = [[#""guild":"#, #""channel":"#, #""messages":"#]]

  func confidence(of value: JSONValue) -> Confidence {
    value["guild"] != nil && value["channel"] != nil && value["messages"]?.isArray == true ? .certain : .none
  }

  private static let kinds: Set<String> = [
    "default", "reply", "chatinputcommand", "contextmenucommand", "threadstartermessage", "0", "19", "20", "21", "23",
  ]

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    guard let messages = value["messages"], messages.isArray else {
      return ["expected a channel with “guild”, “channel” and “messages”"]
    }
    let channel = value["channel"]?["id"]?.id
    let name = value["channel"]?["name"]?.string
    var reasons: [String] = []
    messages.forEachElement { message in
      guard let id = message["id"]?.id else {
        reasons.append("expected a message with “id”")
        return
      }
      let type = message["type"].flatMap { $0.string ?? $0.id?.description }
      if let type, !Discord.kinds.contains(type.lowercased()) {
        batch.ignored["what Discord itself says", default: 0] += 1
        return
      }
      guard let time = message["timestamp"]?.time else {
        reasons.append("message \(id): expected a time, “timestamp”")
        return
      }
      let author = message["author"]?["id"]?.id
      if let author {
        batch.platforms[0].accounts.append(Discord.account(message["author"], author, seen: time))
      }
      let reference = message["reference"]
      let isHere = reference?["channelId"]?.id.map { $0 == channel } ?? true
      let parent = isHere && type?.lowercased() != "default" ? reference?["messageId"]?.id : nil
      let people = message["mentions"]?.compactMap { $0["id"]?.id } ?? []
      message["mentions"]?.forEachElement { mention in
        if let id = mention["id"]?.id { batch.platforms[0].accounts.append(Discord.account(mention, id, seen: time)) }
      }
      batch.platforms[0].append(
        PostRecord(
          id: id, author: author, parent: parent, time: time, kind: parent == nil ? .post : .reply, channel: name),
        mentioning: people)
    }
    return reasons
  }

  private static func account(_ json: JSONValue?, _ id: ExternalID, seen: Timestamp) -> AccountRecord {
    AccountRecord(id: id, handle: json?["name"]?.string, name: json?["nickname"]?.string, seen: seen)
  }
}
