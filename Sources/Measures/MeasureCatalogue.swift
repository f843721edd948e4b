/// Every measure, one line each, in the order in which they are listed.
public enum MeasureCatalogue {
  /// All measures.
  public static let all: [Measure] =
    [
      // The reach funnel.
      .score, .replyReach, .conversed, .repliers, .reciprocated, .audienceReach, .audienceAdded,
      .largestConversationShare,
      // Does this voice converse?
      .responseRate, .responseRateByPerson, .responseMinutes, .responseMinutesEstimated,
      // Shape of a conversation.
      // Place in the network.
      .replyRank, .followRank, .hitsHub, .hitsAuthority, .betweenness, .constraint, .effectiveSize, .participation,
      .coreNumber, .community, .clustering, .triangles,
      // How sure are we?
    ] + Measure.ofReplyGraph

  /// The measures of one subject.
  public static func measures(of subject: Measure.Subject) -> [Measure] { all.filter { $0.subject == subject } }

  /// The measure of that name, or nil.
  public static func measure(named name: String) -> Measure? { all.first { $0.name == name } }
}
