import SocialGraph

/// What each voice is called in a table: its handle, else its id; with its platform in front where two are called alike, and by its
/// platform and id where even that is not enough.
public struct VoiceLabels: Sendable {
  private let labels: [String]

  /// Names all voices. Complexity: O(voices).
  public init(_ voices: Voices) {
    let plain = (0..<voices.count).map { voices.label(of: $0) }
    let seen = VoiceLabels.counts(plain)
    let placed = plain.enumerated().map { voice, label in
      seen[label.lowercased()] == 1 ? label : "\(voices.platforms[voice]):\(label)"
    }
    let seenPlaced = VoiceLabels.counts(placed)
    labels = placed.enumerated().map { voice, label in
      seenPlaced[label.lowercased()] == 1 ? label : "\(voices.platforms[voice]):\(voices.ids[voice])"
    }
  }

  /// How often each label stands, whatever its case.
  private static func counts(_ labels: [String]) -> [String: Int] {
    labels.reduce(into: [:]) { $0[$1.lowercased(), default: 0] += 1 }
  }

  /// What the voice is called.
  public subscript(voice: Int) -> String { labels[voice] }
}
