import ReparteeGraph

/// Finds the voice that somebody means by a name.
///
/// A name is what the tables call the voice, its handle (an @ in front does no harm), its id, or either with the
/// platform and a colon before it; of a voice joined from several accounts any of theirs. Case does not matter. `id=` before
/// platform, colon and id leads to that id alone, whatever others are called.
public struct VoiceLookup: Sendable {
  /// A name that no voice has, or more than one.
  public enum Failure: Error, Equatable, CustomStringConvertible, Sendable {
    /// No voice has that name; the nearest names.
    case unknown(String, nearest: [String])
    /// Several have that name; how each can be named alone.
    case ambiguous(String, candidates: [String])

    /// One line: what is wrong and what to do.
    public var description: String {
      switch self {
      case .unknown(let name, let nearest):
        "\(name): no voice in this store has that name."
          + (nearest.isEmpty
            ? " “score” lists the voices." : " Did you mean \(nearest.joined(separator: " or "))?")
      case .ambiguous(let name, let candidates):
        "\(name): more than one voice has that name. Say which: \(candidates.joined(separator: ", "))."
      }
    }
  }

  private let labels: VoiceLabels
  /// Voice → its platform and id, with a colon between.
  private let exact: [String]
  /// What names lead to, best first: a voice found under an earlier kind of name hides those under later ones.
  private let indices: [[String: Set<UInt32>]]

  /// The names of all voices. Complexity: O(voices).
  package init(_ voices: Voices) {
    let labels = VoiceLabels(voices)
    var (byLabel, byHandle, byID): ([String: Set<UInt32>], [String: Set<UInt32>], [String: Set<UInt32>]) = (
      [:], [:], [:]
    )
    for voice in 0..<UInt32(voices.count) {
      let index = Int(voice)
      byLabel[labels[index].lowercased(), default: []].insert(voice)
      for name in VoiceLookup.names(voices.handles[index], on: voices.platforms[index]) {
        byHandle[name, default: []].insert(voice)
      }
      for name in VoiceLookup.names("\(voices.ids[index])", on: voices.platforms[index]) {
        byID[name, default: []].insert(voice)
      }
    }
    for alias in voices.aliases {
      for name in VoiceLookup.names(alias.name, on: alias.platform) { byHandle[name, default: []].insert(alias.voice) }
    }
    self.labels = labels
    exact = (0..<voices.count).map { "\(voices.platforms[$0]):\(voices.ids[$0])" }
    indices = [byLabel, byHandle, byID]
  }

  private static func names(_ name: String?, on platform: String) -> [String] {
    name.map { [$0.lowercased(), "\(platform):\($0)".lowercased()] } ?? []
  }

  /// The voice that `name` means.
  /// - Throws: `Failure` where it is nobody, or not one alone.
  package func voice(named name: String) throws(Failure) -> UInt32 {
    if name.hasPrefix("id="), let voice = exact.firstIndex(of: String(name.dropFirst(3))) { return UInt32(voice) }
    let word = name.lowercased()
    // A handle may look like another voice's platform and name.
    if word.contains(":") {
      let found = Set(indices.compactMap { $0[word] }.joined())
      if found.count > 1 {
        throw .ambiguous(name, candidates: found.sorted().prefix(5).map { "id=\(exact[Int($0)])" })
      }
    }
    let spellings = word.hasPrefix("@") ? [word, String(word.dropFirst())] : [word]
    for index in indices {
      let found = spellings.lazy.compactMap { index[$0] }.first ?? []
      if found.count == 1, let voice = found.first { return voice }
      if found.count > 1 {
        throw .ambiguous(name, candidates: found.sorted().prefix(5).map { labels[Int($0)] })
      }
    }
    let known = indices[0].values.joined().map { labels[Int($0)] }
    throw .unknown(name, nearest: Suggestions.names(to: spellings.last ?? word, among: known))
  }
}

/// A voice of which no post and no reply is known, so that there is nothing to score.
public struct VoiceWithoutRow: Error, CustomStringConvertible, Sendable {
  /// What it was called.
  public let name: String

  package init(name: String) { self.name = name }

  /// One line: what is wrong.
  public var description: String {
    "\(name): no post and no reply of it is known in this store, only that it follows or is followed, mentions, reposts, or "
      + "is spoken of; there is nothing to measure."
  }
}
