import ReparteeGraph

extension ReplyReach {
  /// Above this share of R that one conversation alone brought, the reach is flagged as hanging on it.
  package static let dependentAboveShare = 0.5

  /// R less its largest f_t: the people who would remain without the voice's most telling conversation.
  ///
  /// Range 0 to R, in people; nil for a voice without a conversation. Complexity: O(1).
  package func withoutLargest(of voice: Int) -> Int? {
    conversations[voice] == 0 ? nil : Int(reach[voice]) - Int(largestLoss[voice])
  }

  /// Whether more than half of R hangs on one conversation, so that a reader should know before anything else.
  package func hangsOnOneConversation(_ voice: Int) -> Bool {
    largestConversationShare(of: voice).map { $0 > Self.dependentAboveShare } ?? false
  }
}

extension Measure {
  static let reachWithoutLargest = Measure(
    "reach_without_largest", of: .voice, "reply reach without the conversation that brought most people alone",
    range: "0 to reply_reach, people; empty without a conversation", source: "delete-one-conversation"
  ) { network in
    let reach = network.replyReach
    return reach.reach.indices.map { .integer(reach.withoutLargest(of: $0)) }
  }
}
