import ReparteeGraph

/// Utterances of a ConvoKit corpus (`utterances.jsonl`): talks, forums and hearings, laid out for research.
///
/// - An utterance is a post by its speaker; it answers `reply-to` (or `reply_to`) and belongs to the conversation
///   `conversation_id`. Corpora of the first version call these `user` and `root`.
/// - A time may be missing, and then is not known; a speaker called `[deleted]` is nobody, each time again.
/// - A corpus does not say of which platform it is: the platform given does.
///
/// The text is never kept. Reference: Chang et al., ConvoKit, SIGDIAL 2020, doi:10.18653/v1/2020.sigdial-1.8.
struct ConvoKit: JSONFormat {
  let name = "convokit"
  let summary = "a ConvoKit corpus: its utterances.jsonl"
  let platform: String? = nil
  let marks = [[#""speaker":"#, #""conversation_id":"#], [#""user":"#, #""root":"#, #""reply-to":"#]]

  func confidence(of value: JSONValue) -> Confidence {
    guard value["id"]?.id != nil else { return .none }
    if value["speaker"]?.id != nil, value["conversation_id"]?.id != nil { return .certain }
    return value["user"]?.id != nil && value["root"]?.id != nil ? .certain : .none
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    guard let id = value["id"]?.id else { return ["expected an utterance, found no “id”"] }
    guard let conversation = (value["conversation_id"] ?? value["root"])?.id else {
      return ["expected an utterance with “conversation_id” or “root”"]
    }
    let stated = value["speaker"] ?? value["user"]
    guard let stated, stated.id != nil || stated.isNobody else {
      return ["expected an utterance with “speaker” or “user”"]
    }
    let stamp = value["timestamp"].flatMap { $0.isNobody ? nil : $0 }
    let time = stamp?.time ?? stamp?.string.flatMap(Double.init).flatMap { TimeText.parse(seconds: $0) }
    if stamp != nil, time == nil { return ["timestamp: expected Unix seconds or null"] }
    let author = stated.id.flatMap { $0 == .text("[deleted]") ? nil : $0 }
    if let author { batch.platforms[0].accounts.append(AccountRecord(id: author, seen: time)) }
    let parent = (value["reply-to"] ?? value["reply_to"])?.id
    batch.platforms[0].posts.append(
      PostRecord(
        id: id, author: author, parent: parent, conversation: conversation, time: time,
        kind: parent == nil ? .post : .reply))
    return []
  }
}
