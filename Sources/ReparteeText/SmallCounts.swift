/// The rule by which small counts are hidden in what is published: a count of a few people may tell who they are.
///
/// Hidden is every count from 1 up to the limit, 0 is not. Hidden with it is what it could be computed from, or what could be
/// computed from it:
///
/// - of two numbers that add up to a third, the other one (`reciprocated` + `conversed` = `score`; `gain` + `overlap` = `reached`);
/// - a score that may be the sum of two hidden counts, so any below twice the limit less one;
/// - in a row with a hidden count, every share, interval and measure with decimals;
/// - a running total of which a step is hidden.
///
/// Tables follow the rule by the names of their columns, sentences and pictures by ``NumberFormat/text(_:)``, both while
/// ``current`` is set.
package struct SmallCounts: Sendable, Equatable {
  /// Counts below this are hidden; 3 and up.
  package let below: Int

  /// The rule for all that the current task publishes; nil, as by default, hides nothing.
  @TaskLocal package static var current: SmallCounts?

  /// The least and the largest limit that can be asked for: below 2 there is but 1, and to hide it would be to tell it.
  package static let limits = 3...1_000

  /// Hides counts below `below`.
  package init(below: Int) { self.below = below }

  /// Whether a count is hidden for its own size.
  package func hides(_ count: some BinaryInteger) -> Bool { count > 0 && count < below }

  /// Whether a score is hidden: where it may be the sum of two hidden counts.
  package func hidesScore(_ points: some BinaryInteger) -> Bool { points > 0 && points <= 2 * (below - 1) }

  /// “fewer than 5”.
  package var text: String { "fewer than \(NumberFormat.exact(below))" }

  /// Which of these counts of one voice, conversation or pick are hidden.
  /// - Parameter counts: the names of columns, with the counts; names may have `_before` or `_after` at their end, or `person_` or
  ///   `channel_` at their beginning.
  package func hidden(_ counts: [String: Int64]) -> Set<String> {
    var hidden: Set<String> = []
    for (name, count) in counts where !Self.isOpen(name) {
      if Self.base(of: name) == "score" ? hidesScore(count) : hides(count) { hidden.insert(name) }
    }
    for (name, count) in counts where !hidden.contains(name) {
      let base = Self.base(of: name)
      // A zero tells nothing of the other part, but which of the two is small.
      if count == 0, base != "gain", base != "overlap" { continue }
      let siblings = Self.siblings[base, default: []].map { name.replacingBase(base, by: $0) }
      if siblings.contains(where: hidden.contains) { hidden.insert(name) }
    }
    return hidden
  }

  /// Column → the columns that tell it, together with their published total.
  private static let siblings: [String: [String]] = [
    "reciprocated": ["conversed"], "gain": ["overlap"], "overlap": ["gain"], "people_drawn": ["people_folded"],
    "people_folded": ["people_drawn"], "audience_added": ["reply_reach"], "audience_reach": ["audience_added"],
    "reach_without_largest": ["reply_reach"], "thin": ["conversed"],
  ]

  /// Whether a reader may see that a hidden number is small itself: not where it may be hidden for another one, too.
  package static func isMarked(_ name: String) -> Bool {
    let base = base(of: name)
    return base != "score" && siblings[base] == nil
  }

  /// Whether a share tells a hidden count: its part, or the rest, of a published whole.
  package func hides(share: Double, of whole: Int64) -> Bool {
    let part = (share * Double(whole)).rounded()
    return hides(Int64(part)) || hides(whole - Int64(part))
  }

  /// Column → the running total of the column.
  package static let runningTotals = ["joint_reach": ["gain", "overlap"]]

  /// Numbers that count neither people nor what they did: ranks, numbers of communities, rows and bytes of files, followers as
  /// the platform publishes them, places on a page.
  private static let open: Set = [
    "community", "pick", "followers", "bytes", "rows_in", "kept", "duplicates", "ignored", "rejected", "sources", "x",
    "y",
  ]

  /// Whether a column is shown whatever stands in it.
  package static func isOpen(_ name: String) -> Bool {
    let base = base(of: name)
    return open.contains(base) || base == "rank" || base.hasPrefix("rank_")
  }

  private static func base(of name: String) -> String {
    var base = Substring(name)
    for end in ["_before", "_after"] where base.hasSuffix(end) { base = base.dropLast(end.count) }
    for start in ["person_", "channel_"] where base.hasPrefix(start) { base = base.dropFirst(start.count) }
    return String(base)
  }
}

extension String {
  /// The name of a column with another one in the place of `base`, and the same beginning and end.
  fileprivate func replacingBase(_ base: String, by other: String) -> String {
    let start = ["person_", "channel_"].first(where: hasPrefix) ?? ""
    return start + other + dropFirst(start.count + base.count)
  }
}
