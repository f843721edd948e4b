import ReparteeGraph

/// How far a count of people or points would move with other conversations: the delete-one-conversation jackknife.
///
/// With f_t the people seen only in conversation t, over the T conversations of the voice:
/// se² = (T − 1) / T · Σ (f_t − mean f)², and never below Σ f_t: five conversations of one new person each are not certain to
/// bring five. Conversations are what varies; people known from account-level replies are taken as fixed. The naive bootstrap
/// is worse, since resampling loses distinct people.
///
/// The interval is not count ± 1.96 se, which covers 75–93% at T = 10 and less with heavier tails, for three reasons
/// that simulation shows: few conversations, a standard error that comes out too small from few of them, and sizes so
/// skewed that nearly all misses lie above the high end. So, with s = se · T / (T − 1) and t the 97.5% quantile of
/// Student's distribution with T − 1 degrees of freedom:
///
/// - low = count − t · s, but no lower than the largest count of one conversation alone;
/// - high = count + t · s + (max f − mean f): as though one conversation more like the largest were still to come.
///
/// What the product prints is the wider, end by end, of this and of the interval calibrated by the data's own voices
/// (`Calibration`). Measured coverage of a nominal 95% (`Benchmarks/Runs/coverage.txt`: 800 voices a setting, the target being
/// the expected count of T such conversations), this one alone → with the calibration, T from 5 to 200:
///
/// - sizes fixed, Poisson or geometric: 86–100% → 92–100%;
/// - the sizes of two events on X (PHEME): 94–100% → 95–100%;
/// - those of five forums and lists and a microblog, thread by thread: 19–53% at T = 5 and 10, 75–87% at 20, 75–95% at 50 and
///   96–100% at 200 → 92.8–95.5%, 95–97%, 97–100% and 97–100%;
/// - lognormal: 67–73% at 5, 79–82% at 10, 88–91% at 20, 92% and more from 50 → 92.1–92.9%, 93.9–94.1%, 96%, 97% and more;
/// - Pareto, α = 1.5: 65–84% up to T = 50, 83–96% at 200 → 95–99.6%;
/// - a giant that comes once in 25 conversations: 21–65% up to T = 20 → 91.4–97.1%, 97% and more from 50.
///
/// The calibration costs width where sizes are heavy-tailed: 1.3 to 3 times there, 10 times at T = 5 for the threads, 5 to 30%
/// elsewhere. It needs twenty other voices with 4T conversations: without them the first figures hold, and `caution` says
/// so (`RecordedCoverage` has the worst of them; what missed more often than it held is not shown to people). **Small figures are another matter**: voices of real lists made smaller (`Benchmarks/Runs/coverage-voices.txt`) with 5 people or
/// more on average are covered in 84–99%, but with one or two in 10–75%: a voice to whom nobody came back in ten conversations
/// has the interval 0 to 0, and it says nothing of what is rare.
///
/// Sources: Efron & Stein, "The Jackknife Estimate of Variance", Annals of Statistics 9 (1981),
/// https://doi.org/10.1214/aos/1176345462; the skewness of such intervals: Johnson, "Modified t Tests and Confidence
/// Intervals for Asymmetrical Populations", JASA 73 (1978), https://doi.org/10.1080/01621459.1978.10480051. The last
/// term of the high end is our own: Johnson's, Hall's and a bootstrap-t were tried and cover less, or as much with 1.3
/// to 5 times the width.
package enum Jackknife {
  /// Below this many conversations no interval is given.
  package static let fewestConversations = 5

  /// An approximate 95% interval of a count of people or points.
  package struct Interval: Sendable, Equatable {
    /// The jackknife's standard error of the count, with its floor.
    package var standardError: Double
    /// The lower end.
    package var low: Double
    /// The upper end.
    package var high: Double
    /// max f − mean f: the term for skewed sizes in the upper end.
    package var skew = 0.0
  }

  /// What taking out one conversation of a voice costs, summed up over its conversations.
  package struct Losses: Sendable, Equatable {
    /// T, those without a contribution included.
    package var conversations: Int
    /// Σ f_t, f_t being the people or points seen in conversation t and nowhere else.
    package var sum = 0
    /// Σ f_t².
    package var squares = 0
    /// max f_t.
    package var largest = 0
    /// The most people or points of one conversation, seen elsewhere or not.
    package var largestMeeting = 0

    /// Nothing to lose in any of so many conversations.
    package init(conversations: Int) { self.conversations = conversations }

    /// The losses of every conversation.
    /// - Parameters:
    ///   - onlyThere: for each conversation, the people seen in it and nowhere else.
    ///   - met: for each conversation, all its people.
    package init(onlyThere: [Int], met: [Int]) {
      self.init(conversations: onlyThere.count)
      for people in onlyThere { add(people) }
      largestMeeting = met.max() ?? 0
    }

    /// Adds the people of one conversation who were seen nowhere else.
    @inline(__always)
    mutating func add(_ people: Int) {
      sum += people
      squares += people * people
      largest = max(largest, people)
    }
  }

  /// The studentised interval of a count, or nil below five conversations. Complexity: O(1).
  package static func interval(of count: Int, losses: Losses) -> Interval? {
    let conversations = losses.conversations
    guard conversations >= fewestConversations else { return nil }
    let total = Double(conversations)
    // T · Σ(f − mean)² in whole numbers, so that the result does not depend on the order of the conversations.
    let scaled = Double(conversations * losses.squares - losses.sum * losses.sum)
    let variance = max(scaled * (total - 1) / (total * total), Double(losses.sum))
    let error = variance.squareRoot()
    let half = StudentDistribution.quantile(degrees: conversations - 1) * error * total / (total - 1)
    let skew = Double(losses.largest) - Double(losses.sum) / total
    return Interval(
      standardError: error, low: max(Double(count) - half, Double(losses.largestMeeting)),
      high: Double(count) + half + skew, skew: skew)
  }

  /// Where the figure of a like window will be: one with as many conversations of the same kind, of other days.
  ///
  /// count · exp(± t · √2 · se / count), the upper end with the skew term: a second window strays as far as the first, so that the
  /// difference has √2 times the standard error, and on a scale where a count cannot fall below 0. Readers take the interval
  /// of a figure for this range; that one is narrower, since it speaks of the mean over many such windows.
  /// Nil without an interval or where the count is 0. Complexity: O(1).
  package static func nextWindow(
    of count: Int, interval: Interval?, conversations: Int
  ) -> (low: Double, high: Double)? {
    guard let interval, count > 0 else { return nil }
    let quantile = StudentDistribution.quantile(degrees: conversations - 1)
    let factor = exponential(quantile * 2.0.squareRoot() * interval.standardError / Double(count))
    return (Double(count) / factor, Double(count) * factor + interval.skew)
  }
}

extension Jackknife {
  /// Why an interval may promise too much.
  ///
  /// A rule from what was seen cannot find the worst case, a giant conversation that has not happened yet: in simulation
  /// an interval misses most often where nothing looked wrong. So few conversations are a reason by themselves, and a
  /// conversation that stands out is a sign that sizes are heavy-tailed: the second rule flags 7–11% of voices with
  /// geometric sizes at T = 20 and none from 50 on, but 28–37% and 10–21% of those with Pareto sizes, α = 1.5.
  package enum Caution: String, Sendable, CaseIterable {
    /// Fewer than twenty conversations.
    case fewConversations = "few-conversations"
    /// One conversation alone brought more than a quarter of the people.
    case oneStandsOut = "one-stands-out"

    /// What to print beside the interval.
    /// - Parameters:
    ///   - conversations: T.
    ///   - isCalibrated: whether these data had voices with conversations enough to learn from.
    ///   - isConversationNamed: whether the one that stands out was spoken of already.
    package func text(conversations: Int, isCalibrated: Bool, isConversationNamed: Bool = false) -> String {
      let worst = RecordedCoverage.worst(conversations: conversations, isCalibrated: isCalibrated) ?? 0
      let held = "the interval held, at worst, in \(Int(worst)) of 100 simulated cases"
      return switch self {
      case .fewConversations: "fewer than 20 conversations: where their sizes differ widely \(held)"
      case .oneStandsOut where isConversationNamed: "where conversations differ so widely in size \(held)"
      case .oneStandsOut:
        "one conversation alone brought more than a quarter of the people: where sizes differ so widely \(held)"
      }
    }
  }

  /// Below this many conversations the interval is given with a caution.
  package static let fewConversations = 20
  /// Above one part in so many that one conversation alone brought, the interval is given with a caution.
  package static let standsOutAbovePart = 4

  /// The caution with which to print an interval, or nil where there is none to print or no reason for it.
  /// - Parameters:
  ///   - conversations: T.
  ///   - count: the people counted.
  ///   - largestLoss: the people whom one conversation alone brought, at most.
  package static func caution(conversations: Int, count: Int, largestLoss: Int) -> Caution? {
    if conversations < fewestConversations { return nil }
    if largestLoss * standsOutAbovePart > count { return .oneStandsOut }
    return conversations < fewConversations ? .fewConversations : nil
  }
}

extension Jackknife {
  /// The studentised interval computed by really leaving out each conversation in turn, for verifiers.
  /// - Parameters:
  ///   - groups: the people of every conversation that brought any.
  ///   - fixed: the people who are there without a conversation.
  ///   - conversations: T; those that `groups` lacks brought nobody.
  static func leavingOneOut<Member: Hashable>(
    _ groups: [Set<Member>], fixed: Set<Member>, conversations: Int
  ) -> Interval? {
    guard conversations >= fewestConversations else { return nil }
    let everybody = groups.reduce(fixed) { $0.union($1) }
    var losses = groups.indices.map { left in
      let rest = groups.indices.reduce(fixed) { $1 == left ? $0 : $0.union(groups[$1]) }
      return Double(everybody.count - rest.count)
    }
    losses += [Double](repeating: 0, count: conversations - groups.count)
    let (total, count) = (Double(conversations), Double(everybody.count))
    let mean = losses.reduce(0, +) / total
    let spread = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } * (total - 1) / total
    // Five conversations of one new person each are not certain to bring five.
    let variance = max(spread, losses.reduce(0, +))
    let half = StudentDistribution.quantile(degrees: conversations - 1) * variance.squareRoot() * total / (total - 1)
    let skew = (losses.max() ?? 0) - mean
    return Interval(
      standardError: variance.squareRoot(), low: max(count - half, Double(groups.map(\.count).max() ?? 0)),
      high: count + half + skew, skew: skew)
  }

  /// Whether two intervals are the same within rounding.
  static func agree(_ left: Interval?, _ right: Interval?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return zip(
      [left.standardError, left.low, left.high, left.skew], [right.standardError, right.low, right.high, right.skew]
    ).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) }
  }
}
