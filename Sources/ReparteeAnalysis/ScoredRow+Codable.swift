import ReparteeGraph

/// Rows are written with the names of the command's columns; what is not defined is left out.
extension ScoredRow: Codable {
  private enum CodingKeys: String, CodingKey {
    case voiceNumber = "voice_number"
    case rank, section
    case label = "voice"
    case kind, organisation, score
    case replyReach = "reply_reach"
    case replyReachLow = "reply_reach_low"
    case replyReachHigh = "reply_reach_high"
    case conversed, repliers, reciprocated
    case audienceReach = "audience_reach"
    case followers, conversations, posts
    case responseRate = "response_rate"
    case largestConversationShare = "largest_conversation_share"
    case basis
  }

  /// Reads a row.
  /// - Throws: `DecodingError` where a figure that every row has is missing or of the wrong type.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      voice: try values.decode(Int.self, forKey: .voiceNumber),
      rank: try values.decodeIfPresent(Int.self, forKey: .rank),
      section: try values.decode(VoiceSection.self, forKey: .section),
      label: try values.decode(String.self, forKey: .label),
      kind: try values.decode(VoiceKind.self, forKey: .kind),
      organisation: try values.decodeIfPresent(String.self, forKey: .organisation),
      replyReach: try values.decode(Int.self, forKey: .replyReach),
      replyReachLow: try values.decodeIfPresent(Double.self, forKey: .replyReachLow),
      replyReachHigh: try values.decodeIfPresent(Double.self, forKey: .replyReachHigh),
      conversed: try values.decode(Int.self, forKey: .conversed),
      repliers: try values.decode(Int.self, forKey: .repliers),
      reciprocated: try values.decode(Int.self, forKey: .reciprocated),
      audienceReach: try values.decodeIfPresent(Int.self, forKey: .audienceReach),
      followers: try values.decodeIfPresent(Int64.self, forKey: .followers),
      conversations: try values.decodeIfPresent(Int.self, forKey: .conversations),
      posts: try values.decodeIfPresent(Int.self, forKey: .posts),
      responseRate: try values.decodeIfPresent(Double.self, forKey: .responseRate),
      largestConversationShare: try values.decodeIfPresent(Double.self, forKey: .largestConversationShare),
      basis: try values.decode(Basis.self, forKey: .basis))
  }

  /// Writes a row, its score included.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(voice, forKey: .voiceNumber)
    try values.encodeIfPresent(rank, forKey: .rank)
    try values.encode(section, forKey: .section)
    try values.encode(label, forKey: .label)
    try values.encode(kind, forKey: .kind)
    try values.encodeIfPresent(organisation, forKey: .organisation)
    try values.encode(score, forKey: .score)
    try values.encode(replyReach, forKey: .replyReach)
    try values.encodeIfPresent(replyReachLow, forKey: .replyReachLow)
    try values.encodeIfPresent(replyReachHigh, forKey: .replyReachHigh)
    try values.encode(conversed, forKey: .conversed)
    try values.encode(repliers, forKey: .repliers)
    try values.encode(reciprocated, forKey: .reciprocated)
    try values.encodeIfPresent(audienceReach, forKey: .audienceReach)
    try values.encodeIfPresent(followers, forKey: .followers)
    try values.encodeIfPresent(conversations, forKey: .conversations)
    try values.encodeIfPresent(posts, forKey: .posts)
    try values.encodeIfPresent(responseRate, forKey: .responseRate)
    try values.encodeIfPresent(largestConversationShare, forKey: .largestConversationShare)
    try values.encode(basis, forKey: .basis)
  }
}
