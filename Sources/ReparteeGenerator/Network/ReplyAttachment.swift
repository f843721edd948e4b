/// Whom the next reply of a conversation answers: each post with a weight of
///
///     degreeWeight degree + recency^age (dialogueWeight where it stands at depth 2 or below, else 1)
///
/// and the first post with the conversation's own root weight besides, which is log-normal: some conversations are
/// answers to their first post and some are dialogues. The last post has the age 1.
///
/// The parts are drawn apart: an end of a random reply is a post by its degree, and ages are walked back from the last,
/// a few steps on average. Reference: Gómez, Kappen, Litvak, Kaltenbrunner, "A likelihood-based framework for the
/// analysis of discussion threads", World Wide Web 2013, doi:10.1007/s11280-012-0162-8; the dialogue weight and the
/// conversation's own root weight are ours.
struct ReplyAttachment {
  let model: ConversationModel
  private(set) var rootWeight = 0.0
  /// The sum of all weights by age.
  private(set) var recent = 0.0
  private var count = 0

  init(_ model: ConversationModel) { self.model = model }

  /// A conversation of its first post alone.
  mutating func begin(_ random: inout SeededRandom) {
    count = 1
    recent = model.recency
    rootWeight = model.rootWeight * PortableMath.exponential(model.rootDeviation * random.deviate())
  }

  /// Whom the next reply answers.
  func draw(_ parents: UnsafeMutablePointer<Int>, _ random: inout SeededRandom) -> Int {
    guard count > 1 else { return 0 }
    var draw = random.unit() * (rootWeight + recent + model.degreeWeight * Double(2 * count - 2))
    if draw < rootWeight { return 0 }
    draw -= rootWeight
    if draw < recent {
      var power = model.recency
      for post in stride(from: count - 1, to: 0, by: -1) {
        draw -= power * weight(answering: parents[post])
        if draw < 0 { return post }
        power *= model.recency
      }
      return 0
    }
    let end = random.below(2 * (count - 1))
    let reply = 1 + end / 2
    return end % 2 == 0 ? reply : parents[reply]
  }

  /// One more reply.
  mutating func append(answering parent: Int) {
    count += 1
    recent = model.recency * (recent + weight(answering: parent))
  }

  private func weight(answering parent: Int) -> Double { parent == 0 ? 1 : model.dialogueWeight }
}
