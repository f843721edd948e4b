/// Every measure, one line each, in the order in which they are listed.
public enum MeasureCatalogue {
  /// All measures.
  public static let all: [Measure] = [
    // The reach funnel.
    .score, .replyReach, .conversed, .repliers, .reciprocated, .audienceReach, .audienceAdded,
    .largestConversationShare,
    // Does this voice converse?
    .responseRate, .responseRateByPerson, .responseMinutes, .responseMinutesEstimated,
    .conversationRate, .conversationRateLow, .conversationRateHigh,
    .activeWeeks, .partnerRetention, .conversationIndex, .amplification, .outsideReach, .heldFollowers,
    // Shape of a conversation.
    .conversationPosts, .conversationPeople, .depth, .width, .threadIndex, .structuralVirality, .gini,
    .conversationCoverage,
    // What there is.
    .voices, .posts, .conversations, .followEdges,
    // Place in the network.
    .replyRank, .followRank,
    .hitsHub, .hitsAuthority, .betweenness, .constraint, .effectiveSize, .participation, .coreNumber,
    .community, .communityStability, .clustering, .triangles, .voicesInReplies, .replyArcs, .replies, .selfRepliers,
    .selfRepliersAlone, .reciprocity, .weakComponents, .largestWeakComponent, .largestWeakComponentArcs,
    .strongComponents,
    .largestStrongComponent, .largestStrongComponentArcs, .trianglesTotal, .averageClustering, .transitivity,
    .communities, .modularity,
    .replyFollowRankCorrelation, .betweennessError, .audienceReachError,
    // How sure are we?
    .replyReachFull, .replyReachFullLow, .replyReachFullHigh, .replyReachNextLow, .replyReachNextHigh, .scoreNextLow,
    .scoreNextHigh,
    .repliersLow, .repliersHigh, .reciprocatedLow, .reciprocatedHigh, .conversedLow, .conversedHigh, .audienceReachLow,
    .audienceReachHigh, .reachWithoutLargest, .rankLow, .rankHigh, .topTenShare, .voiceShare, .thin, .conversedP,
    .conversedQ, .confirmedPartners, .oneOffShare, .oneHourShare, .sharedRepliersShare, .pileOn,
    .rankAfterTenPercentLost, .rankAfterTwentyPercentLost, .rankAfterThirtyPercentLost,
    .panelPercentile, .panelBorda, .panelAgreement,
  ]

  /// The measures of one subject.
  package static func measures(of subject: Measure.Subject) -> [Measure] { all.filter { $0.subject == subject } }

  /// The measure of that name, or nil.
  package static func measure(named name: String) -> Measure? { all.first { $0.name == name } }
}
