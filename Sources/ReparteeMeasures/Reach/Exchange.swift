import ReparteeGraph

/// One exchange: a chain of three replies between a voice and a person, the voice in the middle, dated by the reply
/// that closes it.
package struct Exchange: Sendable, Equatable {
  /// The voice that answered, and the person who came back.
  package var pair: VoicePair
  /// When the person came back, in milliseconds since 1970, or `Posts.untimed`.
  package var time: Int64
  /// The conversation, or `ScopedNetwork.none` for account-level replies.
  package var conversation: UInt32
}

extension MeasuredNetwork {
  /// Every exchange that has a moment or a place: of threads, timed account-level replies and flat branches.
  package var exchanges: [Exchange] {
    remember("exchanges") {
      Conversed.inThreads(scoped) + Conversed.fromTimedReplies(scoped) + scoped.branchExchanges
    }
  }
}
