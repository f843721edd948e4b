import ReparteeText

/// A part of a whole in words: “12 of the 100 replies (12%)”, “all 5 replies”, “none of the 5 replies”.
///
/// Of fewer than fifty there is no percentage, which would say more than so few can.
package struct Part: Sendable {
  /// What is counted, one and many.
  package struct Noun: Sendable {
    let one: String
    let many: String

    /// A noun whose plural is not its singular and an s.
    package init(_ one: String, _ many: String) { (self.one, self.many) = (one, many) }

    package static let replies = Noun("reply", "replies")
    package static let countedReplies = Noun("counted reply", "counted replies")
    package static let posts = Noun("post", "posts")
    package static let repliesBetweenAccounts = Noun("reply between accounts", "replies between accounts")
    package static let peopleWhoReplied = Noun("person who replied", "people who replied")
    package static let peopleInReach = Noun("person in its reply reach", "people in its reply reach")
  }

  /// How many of them.
  package let part: Int
  /// How many there are.
  package let whole: Int
  private let noun: Noun

  /// So many of so many.
  package init(_ part: Int, of whole: Int, _ noun: Noun) { (self.part, self.whole, self.noun) = (part, whole, noun) }

  /// The part in words.
  package var text: String {
    if let rule = SmallCounts.current, let hidden = hidden(by: rule) { return hidden }
    let many = NumberFormat.text(whole)
    if whole == 1 { return part == 1 ? "the one \(noun.one)" : "\(NumberFormat.text(part)) of 1 \(noun.one)" }
    if part == whole { return whole == 2 ? "both \(noun.many)" : "all \(many) \(noun.many)" }
    if part == 0 { return "none of the \(many) \(noun.many)" }
    let numbers = "\(NumberFormat.text(part)) of the \(many) \(noun.many)"
    return whole < 50 ? numbers : "\(numbers) (\(percent(Double(part) / Double(whole))))"
  }

  /// The part in words where the part, the rest or the whole is hidden; nil where none is.
  private func hidden(by rule: SmallCounts) -> String? {
    if rule.hides(whole) { return "\(part == 0 ? "none" : "some") of \(rule.text) \(noun.many)" }
    let many = NumberFormat.text(whole)
    if rule.hides(part) { return "\(rule.text) of the \(many) \(noun.many)" }
    return rule.hides(whole - part) ? "nearly all of the \(many) \(noun.many)" : nil
  }
}
