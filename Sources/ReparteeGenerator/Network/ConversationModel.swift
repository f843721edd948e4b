import ReparteeGraph

/// The parameters of generated conversations. The guide GeneratedNetworks says where each is from and how well it fits.
struct ConversationModel: Sendable {
  /// How many conversations get no reply.
  var shareWithoutReply = 0.57
  /// Replies of nine answered conversations in ten: Weibull, scale and shape.
  var repliesScale = 16.0
  var repliesShape = 1.5
  /// The tenth has more than this many, with a Pareto tail.
  var tailShare = 0.1
  var tailStart = 28.0
  var tailExponent = 1.45

  /// Whom a reply answers (`ReplyAttachment`): the weight of a post's degree, the median weight of the first post and its
  /// logarithm's deviation among conversations, how fast a post is forgotten, and how much more dialogues draw.
  var degreeWeight = 0.136
  var rootWeight = 14.8
  var rootDeviation = 1.0
  var recency = 0.722
  var dialogueWeight = 7.77

  /// Who writes a reply to the first post, to a reply to it, and to what is deeper.
  var toRoot = Authors(self: 0.004, back: 0, seen: 0.053)
  var toDirect = Authors(self: 0.051, back: 0.12, seen: 0.16)
  var toDeep = Authors(self: 0.037, back: 0.71, seen: 0.17)
  /// Whether the channel that began a conversation comes back to answer a reply.
  var channelBack = 0.067

  /// Natural logarithms of the seconds from a post to a reply: mean to the first post, mean elsewhere, deviation.
  var rootDelay = 6.55
  var deepDelay = 6.06
  var delayDeviation = 1.81

  /// How likely a reply is by the author of what it answers, by the author of what that had answered, or by another of
  /// the conversation; else somebody joins.
  struct Authors: Sendable {
    var `self`: Double
    var back: Double
    var seen: Double
  }

  /// How many posts a conversation has, the first included.
  func size(_ random: inout SplitMix64) -> Int {
    if random.happens(shareWithoutReply) { return 1 }
    let above = random.unit()
    let replies =
      above > tailShare
      ? repliesScale * PortableMath.power(-PortableMath.logarithm(above), 1 / repliesShape)
      : tailStart * PortableMath.power(above / tailShare, -1 / tailExponent)
    return 1 + max(1, Int(min(replies, 1e12).rounded(.up)))
  }

  /// Seconds from a post to its reply: log-normal, one at least and a year at most.
  func delay(toRoot: Bool, _ random: inout SplitMix64) -> Int {
    let seconds = PortableMath.exponential((toRoot ? rootDelay : deepDelay) + delayDeviation * random.deviate())
    return max(1, min(GeneratedClock.seconds, Int(seconds)))
  }
}

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
  mutating func begin(_ random: inout SplitMix64) {
    count = 1
    recent = model.recency
    rootWeight = model.rootWeight * PortableMath.exponential(model.rootDeviation * random.deviate())
  }

  /// Whom the next reply answers.
  /// In bounds: parents are those of the posts so far.
  func draw(_ parents: UnsafeMutablePointer<Int>, _ random: inout SplitMix64) -> Int {
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

/// The conversation that is being made, by position: the first post is 0. Space for the largest that fits a block.
final class ConversationScratch {
  private let numbers: UnsafeMutablePointer<Int>
  private let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    numbers = .allocate(capacity: 3 * capacity)
    numbers.initialize(repeating: 0, count: 3 * capacity)
  }

  deinit { numbers.deallocate() }

  /// Which post each answers.
  var parents: UnsafeMutablePointer<Int> { numbers }
  /// Who wrote it.
  var authors: UnsafeMutablePointer<Int> { numbers + capacity }
  /// When, in Unix seconds.
  var times: UnsafeMutablePointer<Int> { numbers + 2 * capacity }
}
