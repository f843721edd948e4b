import SocialGraph

/// The founding sentence, or its true contrary: who has people in conversation, against who has followers.
public struct Finding: Sendable {
  /// The row of the first rank, or nil where nobody came back to anybody.
  public let conversation: ScoredRow?
  /// The row with the most followers, or nil where no count is known.
  public let following: ScoredRow?

  /// Compares the first-ranked voice with the most followed row, excluded ones included: the channel is often one.
  public init(rows: [ScoredRow]) {
    conversation = rows.first { $0.rank == 1 }
    let counted = rows.filter { $0.followers != nil }
    following = counted.max { ($0.followers ?? 0, $1.voice) < ($1.followers ?? 0, $0.voice) }
  }

  /// Whether more people are in conversation with the first-ranked voice than with a much followed other one.
  public var holds: Bool {
    guard let conversation, let following else { return false }
    return conversation.voice != following.voice && conversation.conversed > following.conversed
      && (conversation.followers ?? 0) < (following.followers ?? 0)
  }

  /// The finding in words, with its numbers.
  public var sentence: String {
    guard let conversation else {
      return "Nobody in these data came back to anybody: there is no conversation to rank."
    }
    guard let following else {
      return "Most people are in conversation with \(conversation.label): \(people(conversation.conversed)) came back "
        + "after an answer, and \(people(conversation.replyReach)) talked below their posts."
    }
    if conversation.voice == following.voice {
      return
        "The most followed voice, \(conversation.label) (\(count(following.followers)) followers), is also the one "
        + "that most people are in conversation with: \(people(conversation.conversed)) came back after an answer."
    }
    let opening = holds ? "More people are in conversation" : "No more people are in conversation"
    return "\(opening) with \(conversation.label) (\(count(conversation.followers)) followers) than with "
      + "\(following.label) (\(count(following.followers)) followers): \(people(conversation.conversed)) came back after "
      + "an answer, against \(Grouped.text(following.conversed)); \(people(conversation.replyReach)) talked below their "
      + "posts, against \(Grouped.text(following.replyReach))."
  }

  private func count(_ followers: Int64?) -> String { followers.map { Grouped.text(Int($0)) } ?? "unknown" }
  private func people(_ number: Int) -> String { number == 1 ? "1 person" : "\(Grouped.text(number)) people" }
}

/// Whole numbers for people to read.
public enum Grouped {
  /// With a comma between thousands.
  public static func text(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }
}
