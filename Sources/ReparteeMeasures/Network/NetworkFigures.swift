import ReparteeGraph

extension Measure {
  /// A figure of the whole network, in one cell.
  private static func figure(
    _ name: String, _ summary: String, range: String, source: String = "counted in the reply graph",
    _ cell: @escaping @Sendable (MeasuredNetwork) -> TableCell
  ) -> Measure {
    Measure(name, of: .network, summary, range: range, source: source) { [cell($0)] }
  }

  static let voicesInReplies = figure("voices_in_replies", "voices party to a reply arc", range: "0 and up, voices") {
    .integer($0.replyGraph.voices.count)
  }

  static let replyArcs = figure(
    "reply_arcs", "distinct pairs of a replier and whom they replied to", range: "0 and up, arcs"
  ) {
    .integer($0.replyGraph.arcs.edgeCount)
  }

  static let replies = figure("replies", "replies that the arcs stand for", range: "0 and up, replies") {
    .integer($0.replyGraph.replies)
  }

  static let selfRepliers = figure("self_repliers", "voices that replied to themselves", range: "0 and up, voices") {
    .integer($0.selfRepliers.count)
  }

  static let selfRepliersAlone = figure(
    "self_repliers_alone", "voices that replied to themselves and share no arc", range: "0 and up, voices"
  ) {
    let party = Set($0.replyGraph.voices)
    return .integer($0.selfRepliers.count { !party.contains($0) })
  }

  static let reciprocity = figure("reciprocity", "the share of arcs whose reverse is there too", range: "0 to 1") {
    .decimal(Reciprocity.compute(on: $0.replyGraph.arcs), places: Measure.places)
  }

  static let weakComponents = figure(
    "weak_components", "parts joined by arcs of any direction", range: "0 and up, parts"
  ) {
    .integer($0.weakComponents.count)
  }

  static let largestWeakComponent = figure(
    "largest_weak_component", "voices in the largest of them", range: "0 and up, voices"
  ) {
    .integer($0.weakComponents.largest)
  }

  static let largestWeakComponentArcs = figure(
    "largest_weak_component_arcs", "reply arcs within it", range: "0 and up, arcs"
  ) {
    .integer($0.weakComponents.arcsInLargest(of: $0.replyGraph.arcs))
  }

  static let strongComponents = figure(
    "strong_components", "parts within which arcs lead from each to each", range: "0 and up, parts",
    source: "Tarjan 1972"
  ) { .integer($0.strongComponents.count) }

  static let largestStrongComponent = figure(
    "largest_strong_component", "voices in the largest of them", range: "0 and up, voices"
  ) {
    .integer($0.strongComponents.largest)
  }

  static let largestStrongComponentArcs = figure(
    "largest_strong_component_arcs", "reply arcs within it", range: "0 and up, arcs"
  ) {
    .integer($0.strongComponents.arcsInLargest(of: $0.replyGraph.arcs))
  }

  static let trianglesTotal = figure(
    "triangles_total", "three voices each two of whom are partners", range: "0 and up, triangles"
  ) {
    .integer(Triangles.total(of: $0.triangles))
  }

  static let averageClustering = figure(
    "average_clustering", "the mean clustering, voices with one partner counting 0", range: "0 to 1",
    source: "Watts & Strogatz 1998"
  ) {
    let local = Clustering.local(on: $0.replyGraph.neighbours, triangles: $0.triangles)
    return .decimal(Clustering.average(of: local), places: Measure.places)
  }

  static let transitivity = figure("transitivity", "the share of paths of two ties that are closed", range: "0 to 1") {
    .decimal(Clustering.transitivity(on: $0.replyGraph.neighbours, triangles: $0.triangles), places: Measure.places)
  }

  static let communities = figure(
    "communities", "communities found", range: "0 and up", source: "Traag, Waltman, van Eck 2019"
  ) {
    .integer($0.leiden.count)
  }

  static let modularity = figure(
    "modularity", "how much more of the replies lie inside communities than chance would put there",
    range: "-0.5 to 1", source: "Newman 2004"
  ) { .decimal($0.leiden.modularity, places: Measure.places) }

  static let replyFollowRankCorrelation = figure(
    "reply_follow_rank_correlation", "whether reply_rank and follow_rank order the voices alike",
    range: "-1 to 1; empty without follow edges",
    source: "Spearman 1904"
  ) { .decimal($0.rankCorrelation, places: Measure.places) }

  static let betweennessError = figure(
    "betweenness_error", "the most by which a sampled betweenness may be off, in 95 of 100 cases; empty if exact",
    range: "0 and up, pairs", source: "Pellegrina & Vandin 2023"
  ) { $0.betweenness.isExact ? .empty : .decimal($0.betweenness.error, places: Measure.places) }
}
