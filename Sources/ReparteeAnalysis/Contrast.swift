import ReparteeGraph
import ReparteeText

/// Two voices against each other: the founding sentence where it holds, its true contrary where it does not.
///
/// It holds where more people converse with the voice that fewer follow.
package struct Contrast: Sendable {
  /// The voice that more people converse with; where equally many do, the one that fewer follow.
  package let conversed: ScoredRow
  /// The other one.
  package let other: ScoredRow

  /// The contrast of two voices, in either order.
  package init(_ left: ScoredRow, _ right: ScoredRow) {
    let isInOrder =
      (left.conversed, left.replyReach) == (right.conversed, right.replyReach)
      ? (left.followers ?? 0, left.voice) <= (right.followers ?? 0, right.voice)
      : (left.conversed, left.replyReach) > (right.conversed, right.replyReach)
    (conversed, other) = isInOrder ? (left, right) : (right, left)
  }

  /// Whether more people converse with the voice that fewer follow. Both follower counts have to be known.
  package var holds: Bool {
    guard let few = conversed.followers, let many = other.followers else { return false }
    return conversed.conversed > other.conversed && few < many
  }

  /// The contrast in words, with its numbers.
  package var sentence: String {
    "\(headline): \(Self.people(conversed.conversed)) came back after an answer, against "
      + "\(NumberFormat.text(other.conversed)); \(Self.people(conversed.replyReach)) talked below their posts, against "
      + "\(NumberFormat.text(other.replyReach))."
  }

  /// The contrast in one clause, with the followers: what stands above a picture.
  package var headline: String {
    let (first, second) = ("\(conversed.label) (\(Self.followers(conversed)))", "\(other.label) (\(count(other)))")
    if conversed.conversed == 0 { return "Nobody converses with \(first) or with \(second)" }
    if conversed.conversed == other.conversed { return "As many people converse with \(first) as with \(second)" }
    let more = "More people converse with \(first) than with \(second)"
    guard let left = conversed.followers, let right = other.followers, !holds else { return more }
    return left == right
      ? "\(more), who is followed by as many" : "\(more), and more follow them too"
  }

  private func count(_ row: ScoredRow) -> String {
    row.followers.map { NumberFormat.text(Int($0)) } ?? "followers unknown"
  }

  static func followers(_ row: ScoredRow) -> String {
    row.followers.map { NumberFormat.text(Int($0), "follower") } ?? "followers unknown"
  }

  static func people(_ number: Int) -> String { NumberFormat.text(number, "person", "people") }
}
