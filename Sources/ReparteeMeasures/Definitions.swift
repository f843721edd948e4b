/// The versions of the definitions, and since which of them a measure has been what it is today.
public enum Definitions {
  /// Today's version: part of every saved run, and a new number wherever a definition changes.
  public static let version = 3

  /// Version → the measures and columns that came with it or changed in it; all others have been the same since version 1.
  ///
  /// Version 2: figures of the largest components, and the error of estimated audiences. Version 3: the score is M + C, was
  /// √(R · C); intervals are calibrated by the data; ranks in samples and draws are by what the ranking is by; what would
  /// come back by chance depends on how far back replies reach; coverage; the rules of sections.
  private static let changed: [Int: Set<String>] = [
    2: ["audience_reach_error", "largest_strong_component_arcs", "largest_weak_component_arcs"],
    3: [
      "section", "score", "score_low", "score_high", "score_next_low", "score_next_high",
      "reply_reach_low", "reply_reach_high", "reply_reach_next_low", "reply_reach_next_high",
      "reply_reach_full", "reply_reach_full_low", "reply_reach_full_high",
      "repliers_low", "repliers_high", "reciprocated_low", "reciprocated_high", "conversed_low", "conversed_high",
      "audience_reach_low", "audience_reach_high", "coverage", "thin", "confirmed_partners", "conversed_p",
      "conversed_q",
      "rank_low", "rank_high", "top_ten_share", "voice_share", "held_followers", "community_stability",
      "rank_after_10_percent_lost", "rank_after_20_percent_lost", "rank_after_30_percent_lost",
    ],
  ]

  /// The version since which a measure or column of that name has been what it is today.
  package static func since(_ name: String) -> Int {
    changed.filter { $0.value.contains(name) }.keys.max() ?? 1
  }
}
