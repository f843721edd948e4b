/// Who met whom in which conversation: a member of one of a voice's sets, and where it became one.
struct Encounter: Sendable, Equatable {
  /// The voice and the person.
  var pair: VoicePair
  /// The conversation, or `ScopedNetwork.none` for account-level replies, which have no place.
  var conversation: UInt32

  /// The encounters voice by voice, each voice's by conversation, then person, and where each voice's begin.
  ///
  /// Complexity: O(m + Σ k log k) for m encounters and voices with k of them.
  static func byVoice(_ encounters: [Encounter], voiceCount: Int) -> (offsets: [Int], encounters: [Encounter]) {
    var offsets = [Int](repeating: 0, count: voiceCount + 1)
    for encounter in encounters { offsets[Int(encounter.pair.voice) + 1] += 1 }
    for voice in 0..<voiceCount { offsets[voice + 1] += offsets[voice] }
    var next = offsets
    var sorted = encounters
    for encounter in encounters {
      let voice = Int(encounter.pair.voice)
      sorted[next[voice]] = encounter
      next[voice] += 1
    }
    for voice in 0..<voiceCount where offsets[voice + 1] - offsets[voice] > 1 {
      sorted[offsets[voice]..<offsets[voice + 1]].sort {
        $0.conversation == $1.conversation ? $0.pair.key < $1.pair.key : $0.conversation < $1.conversation
      }
    }
    return (offsets, sorted)
  }
}

extension ScopedNetwork {
  /// The exchanges of flat branches as encounters.
  var branchEncounters: [Encounter] {
    branchExchanges.map { Encounter(pair: $0.pair, conversation: $0.conversation) }
  }
}
