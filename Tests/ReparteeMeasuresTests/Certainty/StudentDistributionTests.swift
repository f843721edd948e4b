import ReparteeMeasures
import Testing

/// Student's distribution against published and computed values.
@Suite struct StudentDistributionTests {
  /// Of scipy 1.17, `t.ppf(.975, degrees)`.
  @Test(arguments: [
    (1, 12.706204736174694), (2, 4.302652729749462), (4, 2.7764451051977934), (9, 2.262157162798205),
    (19, 2.0930240544083087), (59, 2.000995378088267), (200, 1.9718962236339088), (1000, 1.9623390808264083),
  ]) func quantiles(degrees: Int, expected: Double) {
    #expect(abs(StudentDistribution.quantile(degrees: degrees) - expected) < 1e-8)
  }

  /// Of scipy 1.17, `2 * t.sf(|t|, degrees)`.
  @Test(arguments: [
    (2.5, 4, 0.06676654481198814), (-2.5, 4, 0.06676654481198814), (0.3, 9, 0.7709907037415248),
    (12, 19, 2.5908946372221965e-10), (40, 5, 1.8411962171772954e-07), (1.5, 1, 0.3743340836219977),
    (3, 1000, 0.0027667090442381925), (0, 7, 1),
  ]) func tails(t: Double, degrees: Int, expected: Double) {
    let p = StudentDistribution.twoSidedP(t, degrees: degrees)
    #expect(abs(p - expected) <= 1e-9 * expected, "\(p)")
  }

  /// For two degrees the distribution is known in closed form: p = 1 − |t| / √(2 + t²).
  @Test func twoDegreesByHand() {
    for t in [0.01, 0.5, 1, 3, 20] {
      let expected = 1 - t / (2 + t * t).squareRoot()
      #expect(abs(StudentDistribution.twoSidedP(t, degrees: 2) - expected) < 1e-12)
    }
  }

  @Test func theQuantileIsWhereTheTailIsFivePercent() {
    for degrees in [1, 3, 7, 30, 199, 200, 201, 500, 20_000] {
      let t = StudentDistribution.quantile(degrees: degrees)
      #expect(abs(StudentDistribution.twoSidedP(t, degrees: degrees) - 0.05) < 1e-9, "\(degrees) degrees")
    }
  }
}
