import ReparteeGraph

/// Whether the first line of an edge list is a header, where nothing but words says so: both of its words stand nowhere else,
/// and they are words that head columns, or are written in another way than all names below.
struct HeaderWords {
  private var first: [String] = []
  private var others: Set<String> = []
  private var rows = 0

  /// Looks at the ends of the next line.
  mutating func add(_ line: EdgeLine) {
    let ends = [line[0], line[1]].map { String(decoding: $0, as: UTF8.self) }
    rows += 1
    if rows == 1 { first = ends } else { others.formUnion(ends) }
  }

  /// Whether the first line seems to be a header.
  var areHeader: Bool {
    guard rows > 2, first.allSatisfy({ !others.contains($0) && HeaderWords.isWord($0) }) else { return false }
    if first.contains(where: HeaderWords.headsColumn) { return true }
    func isCapitalized(_ text: String) -> Bool { text.first?.isUppercase == true }
    func hasDigit(_ text: String) -> Bool { text.contains { $0.isNumber } }
    return first.allSatisfy(isCapitalized) && !others.contains(where: isCapitalized) || others.allSatisfy(hasDigit)
  }

  private static func isWord(_ text: String) -> Bool { text.allSatisfy { $0.isLetter || " _-.".contains($0) } }

  private static func headsColumn(_ text: String) -> Bool {
    var words = [""]
    for character in text {
      if !character.isLetter {
        words.append("")
      } else if character.isUppercase, words[words.count - 1].last?.isLowercase == true {
        words.append(character.lowercased())
      } else {
        words[words.count - 1] += character.lowercased()
      }
    }
    return words.contains { vocabulary.contains($0) }
  }

  private static let vocabulary: Set<String> = [
    "id", "user", "username", "userid", "name", "source", "target", "from", "to", "author", "actor", "account",
    "person",
    "node", "vertex", "ego", "alter", "sender", "receiver", "recipient", "replier", "reply", "parent", "handle",
    "follower",
    "followed", "following", "followee", "friend", "mentioned", "mention", "screen", "speaker", "commenter",
    "commentator",
    "respondent", "answerer", "asker", "nominator", "nominee", "retweeter", "poster", "participant", "member",
    "addressee",
    "citing", "cited", "origin", "destination", "src", "dst",
  ]
}
