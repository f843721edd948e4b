/// The part of the ranking in which a voice stands.
public enum VoiceSection: String, CaseIterable, Codable, Comparable, Sendable {
  /// Of a kind that is ranked, and at least one person came back to it after an answer.
  case voices
  /// Ten people or more replied, and almost nobody was answered.
  case broadcasters
  /// Of a kind that is ranked, and nobody came back.
  case others
  /// Left out by its kind.
  case excluded

  /// Whether `left` is shown before `right`.
  public static func < (left: VoiceSection, right: VoiceSection) -> Bool { left.order < right.order }

  /// Its place among the sections, from 0.
  package var order: Int {
    switch self {
    case .voices: 0
    case .broadcasters: 1
    case .others: 2
    case .excluded: 3
    }
  }
}
