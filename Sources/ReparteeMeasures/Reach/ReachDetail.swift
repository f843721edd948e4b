import ReparteeGraph

/// Who is in one voice's reply reach, and which conversation brought whom: what `ReplyReach` counts, opened.
package struct ReachDetail: Sendable, Equatable {
  /// One conversation of the voice.
  package struct Share: Sendable, Equatable {
    /// The conversation's number in `Conversations`.
    package var conversation: UInt32
    /// The voice's people who talked below its posts there.
    package var met: Int
    /// Those of them who did so nowhere else.
    package var onlyThere: Int
  }

  /// The people in R, ascending.
  package let people: [UInt32]
  /// The voice's T conversations: those that brought most people first, ties in order.
  package let conversations: [Share]

  /// Opens the reach of single voices, one after the other.
  package struct Reader {
    private let ground: ReachGround
    private var walker: ReachWalker

    /// A reader of a network's reaches. Complexity: O(posts).
    package init(_ network: ScopedNetwork) {
      ground = ReachGround(network)
      walker = ReachWalker(voiceCount: network.network.voices.count)
    }

    /// The people in the voice's R, in no order. Complexity: O(posts below the voice's posts).
    package mutating func people(of voice: Int) -> [UInt32] {
      walker.walk(voice, on: ground)
      return walker.people
    }

    /// The voice's reach, opened. Complexity: O(posts below the voice's posts), and of sorting the result.
    package mutating func detail(of voice: Int) -> ReachDetail {
      walker.walk(voice, on: ground)
      let shares = walker.conversations.indices.map { index in
        Share(conversation: walker.conversations[index], met: walker.met[index], onlyThere: walker.onlyThere[index])
      }
      return ReachDetail(
        people: walker.people.sorted(),
        conversations: shares.sorted {
          ($1.onlyThere, $1.met, $0.conversation) < ($0.onlyThere, $0.met, $1.conversation)
        })
    }
  }
}
