import ReparteeGraph

/// How many random samples suffice for the means of very many numbers from 0 to 1 to be found within an error ε, all at once:
/// the fewest n for which the failure probabilities, added up over bands of numbers of like mean square, stay below a bound.
///
/// A number that hardly varies is found by few samples, and few numbers vary much: what a sample gives to all of them
/// together is bounded. So numbers are taken in bands by their mean square W. No more than (the sum of all mean squares)
/// / W have one of W or more, counting those of higher bands, and each of those is further off than ε with a chance of at
/// most 2 exp(−n W h(ε / W)), h(u) = (1 + u) ln(1 + u) − u (Bennett), a variance being no more than W, nor than 1/4. The
/// chances are added up over the bands. Sources: Pellegrina & Vandin, "SILVAN: Estimating Betweenness Centralities with
/// Progressive Sampling and Non-uniform Rademacher Bounds", ACM TKDD 18 (2023), https://doi.org/10.1145/3628601, for
/// bounds by variance and by what all have together; Bennett, "Probability Inequalities for the Sum of Independent Random
/// Variables", JASA 57 (1962), https://doi.org/10.1080/01621459.1962.10482149.
struct SampleBound {
  /// No number has a larger mean square.
  let greatest: Double
  /// The mean squares of all numbers add up to no more.
  let total: Double
  /// How many numbers there are.
  let count: Int

  /// The fewest samples that find all means within `error`, above 0, with a probability of at least 1 − `chance`, above 0.
  func samples(error: Double, chance: Double) -> Int {
    precondition(error > 0 && chance > 0, "no number of samples finds a mean without an error")
    var (tooFew, enough) = (0, 1)
    while failure(samples: enough, error: error) > chance { (tooFew, enough) = (enough, enough * 2) }
    while enough - tooFew > 1 {
      let middle = (tooFew + enough) / 2
      if failure(samples: middle, error: error) > chance { tooFew = middle } else { enough = middle }
    }
    return enough
  }

  /// An upper bound on the probability that any of the means of so many samples is off by more than `error`.
  func failure(samples: Int, error: Double) -> Double {
    /// The probability for one number of mean square `square`.
    func chance(_ square: Double) -> Double {
      let variance = min(0.25, square)
      let ratio = error / variance
      return 2 * exponential(-Double(samples) * variance * ((1 + ratio) * naturalLogarithm(1 + ratio) - ratio))
    }
    var (top, sum) = (min(1, greatest), 0.0)
    // Bands of a tenth each, until what is left could all be as bad and not matter; how many may be in those above.
    var above = 0.0
    while top > 1e-100, sum < 1, Double(count) * chance(top) > 1e-9 {
      let most = min(Double(count), total / (top * 0.9))
      sum += (most - above) * chance(top)
      (above, top) = (most, top * 0.9)
    }
    return sum + (Double(count) - above) * chance(top)
  }

  /// The greatest mean of a number from 0 to 1 that leaves a chance of `chance` to find `found` or less in so many samples.
  ///
  /// Of n samples the mean is m or less with a chance of at most exp(−n KL(m ‖ mean)). Source: Hoeffding, "Probability
  /// Inequalities for Sums of Bounded Random Variables", JASA 58 (1963), https://doi.org/10.1080/01621459.1963.10500830.
  static func greatestMean(found: Double, samples: Int, chance: Double) -> Double {
    func term(_ part: Double, _ whole: Double) -> Double {
      part > 0 ? part * naturalLogarithm(part / whole) : 0
    }
    let limit = -naturalLogarithm(chance) / Double(samples)
    var (low, high) = (min(1, found), 1.0)
    // 60 halvings leave less than a Double can tell apart.
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if term(found, middle) + term(1 - found, 1 - middle) > limit { high = middle } else { low = middle }
    }
    return high
  }
}
