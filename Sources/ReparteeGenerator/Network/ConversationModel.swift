/// The numbers behind generated conversations. The guide GeneratedNetworks says where each is from and how well it fits.
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
  func size(_ random: inout SeededRandom) -> Int {
    if random.happens(shareWithoutReply) { return 1 }
    let above = random.unit()
    let replies =
      above > tailShare
      ? repliesScale * PortableMath.power(-PortableMath.logarithm(above), 1 / repliesShape)
      : tailStart * PortableMath.power(above / tailShare, -1 / tailExponent)
    return 1 + max(1, Int(min(replies, 1e12).rounded(.up)))
  }

  /// Seconds from a post to its reply: log-normal, one at least and a year at most.
  func delay(toRoot: Bool, _ random: inout SeededRandom) -> Int {
    let seconds = PortableMath.exponential((toRoot ? rootDelay : deepDelay) + delayDeviation * random.deviate())
    return max(1, min(GeneratedClock.seconds, Int(seconds)))
  }
}
