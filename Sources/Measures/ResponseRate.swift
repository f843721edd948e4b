import SocialGraph

/// Response rate of a voice, by reply: the incoming replies that it answered directly within seven days, as a share of
/// all incoming ones.
///
/// Incoming is a reply in the window by a person to a post of the voice, stubs and older posts included. A window with
/// an end leaves out the replies younger than seven days at that end: their answer may still come. An answer dated
/// before its reply counts. Range 0 to 1; nil where there is no timed incoming reply. Threads only: account-level
/// replies do not say what was answered. Complexity: O(posts).
public enum ResponseRate {
  /// How long an answer may take, in milliseconds: seven days.
  public static let patience: Int64 = 7 * 24 * 60 * 60 * 1000

  /// The counts behind one voice's rate.
  public struct Counts: Sendable, Equatable {
    /// Replies to the voice.
    public var incoming = 0
    /// Those of them that it answered in time.
    public var answered = 0

    /// answered / incoming, or nil.
    public var rate: Double? { incoming == 0 ? nil : Double(answered) / Double(incoming) }
  }

  /// The counts of every voice.
  public static func compute(in network: ScopedNetwork) -> [Counts] {
    let posts = network.network.posts
    var isAnswered = [Bool](repeating: false, count: posts.count)
    for answer in 0..<posts.count where !posts.flags[answer].contains(.stub) {
      let reply = posts.answered[answer]
      guard reply != Posts.none, posts.times[answer] != Posts.untimed, posts.times[Int(reply)] != Posts.untimed,
        posts.authors[answer] != Posts.none, posts.authors[answer] == network.authorAnswered(by: Int(reply)),
        posts.times[answer] - posts.times[Int(reply)] <= patience
      else { continue }
      isAnswered[Int(reply)] = true
    }
    var counts = [Counts](repeating: Counts(), count: network.network.voices.count)
    let latest = network.scope.window.end.map { $0.milliseconds - patience }
    for reply in 0..<posts.count where posts.times[reply] != Posts.untimed {
      guard let voice = network.target(ofReply: reply) else { continue }
      if let latest, posts.times[reply] > latest { continue }
      counts[Int(voice)].incoming += 1
      if isAnswered[reply] { counts[Int(voice)].answered += 1 }
    }
    return counts
  }
}
