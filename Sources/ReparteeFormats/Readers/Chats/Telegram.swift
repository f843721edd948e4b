import ReparteeGraph

/// Messages of Telegram, as Telegram Desktop exports them to JSON: one chat, or everything that an account holds.
///
/// - A message is a post by `from_id`, in its chat: each chat numbers its messages from 1, so a post's id holds the chat's
///   number and name. It answers `reply_to_message_id`, unless that is a message of another chat (`reply_to_peer_id`).
/// - Service messages (somebody joins, a message is pinned) are ignored. A message of a deleted account keeps the account's
///   number.
/// - An export says nothing of replies that it lacks.
///
/// The text is never kept. Reference: Telegram Desktop's export, “machine-readable JSON”.
struct Telegram: JSONFormat {
  let name = "telegram"
  let summary = "Telegram Desktop's JSON: one chat, or a whole export"
  let platform: String? = "telegram"
  let marks = [[#""messages":"#, #""date_unixtime":"#], [#""chats":"#, #""personal_information":"#]]

  func confidence(of value: JSONValue) -> Confidence {
    if value["chats"]?["list"]?.isArray == true { return .certain }
    guard let messages = value["messages"], messages.isArray, value["id"] != nil, value["type"]?.string != nil else {
      return .none
    }
    var isOurs = true
    messages.forEachElement { isOurs = isOurs && $0["id"] != nil && $0["date"] != nil }
    return isOurs ? .certain : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    var reasons: [String] = []
    if value["messages"]?.isArray == true {
      append(chat: value, to: &batch, &reasons)
    } else if value["chats"] != nil || value["left_chats"] != nil {
      for key in ["chats", "left_chats"] as [StaticString] {
        value[key]?["list"]?.forEachElement { append(chat: $0, to: &batch, &reasons) }
      }
    } else {
      reasons.append("expected a chat with “messages”, or “chats” with a list of them")
    }
    return reasons
  }

  private func append(chat: JSONValue, to batch: inout RecordBatch, _ reasons: inout [String]) {
    let name = chat["name"]?.string
    let number = chat["id"]?.id.map { "\($0)" } ?? "chat"
    // Two chats of one number are two where they are called otherwise: numbers of groups and channels may coincide.
    let key = name.map { "\(number) \($0)" } ?? number
    func id(_ message: ExternalID) -> ExternalID { .text("\(key)/\(message)") }
    // In a forum, what begins a topic answers the notice of its creation, which nobody wrote.
    var topics: Set<ExternalID> = []
    chat["messages"]?.forEachElement { message in
      if message["type"]?.string == "service", message["action"]?.string == "topic_created", let id = message["id"]?.id
      {
        topics.insert(id)
      }
    }
    chat["messages"]?.forEachElement { message in
      guard let own = message["id"]?.id else {
        reasons.append("expected a message with “id”")
        return
      }
      guard message["type"]?.string != "service" else {
        batch.ignored["service messages", default: 0] += 1
        return
      }
      guard
        let time = message["date_unixtime"]?.string.flatMap({ Int64($0) }).flatMap({ TimeText.unix($0) })
          ?? message["date_unixtime"]?.time ?? message["date"]?.time
      else {
        reasons.append("message \(own): expected a time, “date_unixtime” or “date”")
        return
      }
      let author = message["from_id"]?.id
      if let author {
        batch.platforms[0].accounts.append(AccountRecord(id: author, name: message["from"]?.string, seen: time))
      }
      let isElsewhere = message["reply_to_peer_id"] != nil
      let answered = isElsewhere ? nil : message["reply_to_message_id"]?.id
      let parent = answered.flatMap { topics.contains($0) ? nil : $0 }
      batch.platforms[0].posts.append(
        PostRecord(
          id: id(own), author: author, parent: parent.map(id), time: time, kind: parent == nil ? .post : .reply,
          channel: name))
      message["text_entities"]?.forEachElement {
        switch $0["type"]?.string {
        case "hashtag": if let hashtag = $0["text"]?.string { batch.platforms[0].append(hashtag: hashtag, of: id(own)) }
        case "link": batch.platforms[0].append(link: $0["text"]?.string, of: id(own))
        case "text_link": batch.platforms[0].append(link: $0["href"]?.string, of: id(own))
        default: break
        }
      }
    }
  }
}
