import ReparteeGraph

/// Student's t distribution: how far a difference, measured in its own standard error, may stray by chance.
///
/// Two-sided p = I_x(ν / 2, 1 / 2) at x = ν / (ν + t²), I being the regularised incomplete beta function, by its continued
/// fraction (Lentz's method), so that small values keep their digits. For whole degrees of freedom the constant
/// Γ((ν + 1) / 2) / (Γ(ν / 2) √π) is a product, and no gamma function is needed. Source: Abramowitz & Stegun, Handbook of
/// Mathematical Functions, 26.5.8, 26.7.1 and 26.7.5.
package enum StudentDistribution {
  /// How likely |t| is as large by chance: 0 to 1. Complexity: O(degrees).
  package static func twoSidedP(_ t: Double, degrees: Int) -> Double {
    guard degrees >= 1, t.isFinite else { return t.isNaN ? .nan : 0 }
    let freedom = Double(degrees)
    let x = freedom / (freedom + t * t)
    let (a, b) = (freedom / 2, 0.5)
    if x >= 1 { return 1 }
    let front = constant(degrees) * exponential(a * naturalLogarithm(x)) * (1 - x).squareRoot()
    // Each fraction converges fast on its own side.
    return x < (a + 1) / (a + b + 2) ? front * fraction(a, b, x) / a : 1 - front * fraction(b, a, 1 - x) / b
  }

  /// The 97.5% quantile, so that a two-sided test or interval is one of 95%.
  package static func quantile(degrees: Int) -> Double {
    degrees < table.count ? table[max(1, degrees)] : expansion(degrees: degrees)
  }

  /// Degrees → quantile, where the expansion alone is not exact.
  private static let table: [Double] = (0...200).map { $0 == 0 ? .infinity : refined(degrees: $0) }

  /// The expansion, corrected by Newton's method.
  private static func refined(degrees: Int) -> Double {
    let freedom = Double(degrees)
    var t = degrees == 1 ? 12.7 : expansion(degrees: degrees)
    for _ in 0..<20 {
      let density =
        constant(degrees) / freedom.squareRoot()
        * exponential(-(freedom + 1) / 2 * naturalLogarithm(1 + t * t / freedom))
      let step = (twoSidedP(t, degrees: degrees) - 0.05) / (2 * density)
      t += step
      if abs(step) < 1e-13 * t { break }
    }
    return t
  }

  /// The quantile by its expansion around the normal one's, in the inverse of the degrees of freedom; within 1e-10 from
  /// two hundred of them on.
  private static func expansion(degrees: Int) -> Double {
    let normal = 1.959_963_984_540_054
    let square = normal * normal
    let first = normal * (square + 1) / 4
    let second = normal * ((5 * square + 16) * square + 3) / 96
    let third = normal * (((3 * square + 19) * square + 17) * square - 15) / 384
    let fourth = normal * ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160
    let inverse = 1 / Double(degrees)
    return normal + inverse * (first + inverse * (second + inverse * (third + inverse * fourth)))
  }

  /// Γ((ν + 1) / 2) / (Γ(ν / 2) √π), which is 1 / π for one degree and 1 / 2 for two, and grows by (ν + 1) / ν for two more.
  private static func constant(_ degrees: Int) -> Double {
    var (value, reached) = degrees.isMultiple(of: 2) ? (0.5, 2) : (1 / Double.pi, 1)
    while reached < degrees {
      value *= Double(reached + 1) / Double(reached)
      reached += 2
    }
    return value
  }

  /// The continued fraction of I_x(a, b).
  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / away(1 - (a + b) * x / (a + 1))
    var value = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / away(1 + even * d)
      c = away(1 + even / c)
      value *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / away(1 + odd * d)
      c = away(1 + odd / c)
      value *= d * c
      if abs(d * c - 1) < 1e-15 { break }
    }
    return value
  }
}
