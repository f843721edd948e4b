import ReparteeGraph
import ReparteeText

/// The founding sentence, or its true contrary: who has people in conversation, against who has followers.
public struct Finding: Codable, Sendable {
  /// The row of the first rank, or nil where nobody came back to anybody.
  public let conversation: ScoredRow?
  /// The row with the most followers, or nil where no count is known.
  public let following: ScoredRow?

  /// Compares the first-ranked voice with the most followed row, excluded ones included: the channel is often one.
  package init(rows: [ScoredRow]) {
    conversation = rows.first { $0.rank == 1 }
    // By positions: rows are large, and there may be millions.
    let counted = rows.indices.lazy.filter { rows[$0].followers != nil }
    following = counted.max {
      (rows[$0].followers ?? 0, rows[$1].voice) < (rows[$1].followers ?? 0, rows[$0].voice)
    }.map { rows[$0] }
  }

  /// Whether more people converse with the first-ranked voice than with a more followed other one.
  public var holds: Bool {
    guard let conversation, let following, conversation.voice != following.voice else { return false }
    return Contrast(conversation, following).holds
  }

  /// The finding in one clause: what stands above a picture.
  public var headline: String {
    guard let conversation else { return "Nobody came back to anybody" }
    guard let following else {
      return "Most people converse with \(conversation.label): \(NumberFormat.text(conversation.conversed)) came back"
    }
    return conversation.voice == following.voice
      ? "The most followed voice, \(conversation.label), is also the one that most people converse with"
      : Contrast(conversation, following).headline
  }

  /// The finding in words, with its numbers.
  public var sentence: String {
    guard let conversation else {
      return "Nobody in these data came back to anybody: there is no conversation to rank."
    }
    let people = "\(Contrast.people(conversation.conversed)) came back after an answer"
    guard let following else {
      return "Most people converse with \(conversation.label): \(people), and "
        + "\(Contrast.people(conversation.replyReach)) talked below their posts."
    }
    if conversation.voice == following.voice {
      return
        "The most followed voice, \(conversation.label) (\(Contrast.followers(conversation))), is also the one that "
        + "most people converse with: \(people)."
    }
    return Contrast(conversation, following).sentence
  }
}
