/// How far a count of people would move with other conversations: the delete-one-conversation jackknife.
///
/// With f_t the people seen only in conversation t, over the T conversations of the voice:
/// se² = (T − 1) / T · Σ (f_t − mean f)². Conversations are what varies; people known from account-level replies are
/// taken as fixed. The naive bootstrap is worse, since resampling loses distinct people.
///
/// The interval is not count ± 1.96 se, which covers 75–93% at T = 10 and less with heavier tails, for three reasons
/// that simulation shows (`Benchmarks/Sources/Coverage`): few conversations, a standard error that comes out too small
/// from few of them, and sizes so skewed that nearly all misses lie above the high end. So, with s = se · T / (T − 1)
/// and t the 97.5% quantile of Student's distribution with T − 1 degrees of freedom:
///
/// - low = count − t · s, but no lower than the largest count of one conversation alone;
/// - high = count + t · s + (max f − mean f): as though one conversation more like the largest were still to come.
///
/// Measured coverage of a nominal 95%, the target being the expected count of T such conversations: 93–98% from T = 10
/// on where sizes are fixed, Poisson or geometric (up to 100% where a closed community is nearly exhausted: there the
/// variance is known to come out too large). **Heavy tails stay below 92%**: Pareto sizes with α = 2.5 cover 85–90% at
/// T = 10 and 88–95% at 20, 92% and more from 50; with α = 1.5 63–71% at 10, 67–75% at 20, 78–91% from 50; a giant that
/// comes once in 25 conversations 22–34% at 10, 61–66% at 20, 84–88% at 50. No interval can know a giant that has not
/// happened yet: `caution` says so beside the number.
///
/// Sources: Efron & Stein, "The Jackknife Estimate of Variance", Annals of Statistics 9 (1981),
/// https://doi.org/10.1214/aos/1176345462; the skewness of such intervals: Johnson, "Modified t Tests and Confidence
/// Intervals for Asymmetrical Populations", JASA 73 (1978), https://doi.org/10.1080/01621459.1978.10480051. The last
/// term of the high end is our own: Johnson's, Hall's and a bootstrap-t were tried and cover less, or as much with 1.3
/// to 5 times the width.
package enum Jackknife {
  /// Below this many conversations no interval is given.
  package static let fewestConversations = 10

  /// An approximate 95% interval of a count of people.
  package struct Interval: Sendable, Equatable {
    /// The jackknife's standard error of the count, in people.
    package var standardError: Double
    /// The lower end, in people.
    package var low: Double
    /// The upper end, in people.
    package var high: Double
  }

  /// What taking out one conversation of a voice costs, summed up over its conversations.
  package struct Losses: Sendable, Equatable {
    /// T, those without a contribution included.
    package var conversations: Int
    /// Σ f_t, f_t being the people seen in conversation t and nowhere else.
    package var sum = 0
    /// Σ f_t².
    package var squares = 0
    /// max f_t.
    package var largest = 0
    /// The most people of one conversation, seen elsewhere or not.
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

  /// The interval of a count, or nil below ten conversations. Complexity: O(1).
  package static func interval(of count: Int, losses: Losses) -> Interval? {
    let conversations = losses.conversations
    guard conversations >= fewestConversations else { return nil }
    // T · Σ(f − mean)² in whole numbers, so that the result does not depend on the order of the conversations.
    let scaled = Double(conversations * losses.squares - losses.sum * losses.sum)
    let error = (scaled * Double(conversations - 1)).squareRoot() / Double(conversations)
    let reach = studentQuantile(degrees: conversations - 1) * error * Double(conversations) / Double(conversations - 1)
    let further = Double(losses.largest) - Double(losses.sum) / Double(conversations)
    return Interval(
      standardError: error, low: max(Double(count) - reach, Double(losses.largestMeeting)),
      high: Double(count) + reach + further)
  }

  /// The 97.5% quantile of Student's t distribution, by its expansion around the normal one's; within 0.0003 from nine
  /// degrees of freedom on. Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 26.7.5.
  static func studentQuantile(degrees: Int) -> Double {
    let normal = 1.959_963_985
    let square = normal * normal
    let first = normal * (square + 1) / 4
    let second = normal * ((5 * square + 16) * square + 3) / 96
    let third = normal * (((3 * square + 19) * square + 17) * square - 15) / 384
    let inverse = 1 / Double(degrees)
    return normal + inverse * (first + inverse * (second + inverse * third))
  }
}
