import Foundation
import Repartee

/// A way to compute a 95% interval of reply reach.
struct IntervalCandidate: Sendable {
  let name: String
  private let ends: @Sendable (Figures) -> (low: Double, high: Double)

  /// The interval of a voice; no candidate's low end lies below the largest count of one conversation.
  func interval(_ voice: SimulatedVoice) -> (low: Double, high: Double) {
    let (low, high) = ends(Figures(voice))
    return (max(low, Double(voice.met.max() ?? 0)), high)
  }

  /// What was tried; the product's own stands first.
  static let all: [IntervalCandidate] = [
    IntervalCandidate(name: "product") { figures in
      let interval = Jackknife.interval(
        of: figures.voice.reach, losses: .init(onlyThere: figures.voice.onlyThere, met: figures.voice.met))
      return (interval?.low ?? 0, interval?.high ?? .infinity)
    },
    IntervalCandidate(name: "1.96 se") { $0.symmetric(1.96 * $0.error) },
    IntervalCandidate(name: "t se") { $0.symmetric($0.quantile * $0.error) },
    IntervalCandidate(name: "t s") { $0.symmetric($0.quantile * $0.spread) },
    IntervalCandidate(name: "t s, log scale") { figures in
      let factor = exp(figures.quantile * figures.spread / max(1, figures.reach))
      return (figures.reach / factor, figures.reach * factor)
    },
    IntervalCandidate(name: "t s + skewness") { figures in
      // Johnson's term, at the high end alone.
      let term = max(0, figures.skewness) / figures.count.squareRoot() * (1 / 6 + pow(figures.quantile, 2) / 3)
      let (low, high) = figures.symmetric(figures.quantile * figures.spread)
      return (low, high + figures.spread * term)
    },
    IntervalCandidate(name: "Hall") { figures in
      // Hall's cubic transformation of the t statistic, inverted (JRSS B 54, 1992).
      let (root, skewness) = (figures.count.squareRoot(), figures.skewness)
      func inverse(_ value: Double) -> Double {
        guard abs(skewness) > 1e-6 else { return value }
        return root * 3 / skewness * (cbrt(1 + skewness * (value / root - skewness / (6 * figures.count))) - 1)
      }
      return (
        figures.reach - figures.spread * inverse(figures.quantile),
        figures.reach - figures.spread * inverse(-figures.quantile)
      )
    },
    IntervalCandidate(name: "product, less bias") { figures in
      // The variance less the people seen twice, to first order its bias; at least a quarter of it is kept.
      let variance = figures.spread * figures.spread
      let less = max(variance - Double(figures.voice.seenTwice), variance / 4).squareRoot()
      let (low, high) = figures.symmetric(figures.quantile * less)
      return (low, high + figures.further)
    },
  ]
}

/// What the candidates are made of.
private struct Figures {
  let voice: SimulatedVoice
  let reach: Double
  /// T.
  let count: Double
  /// The jackknife's standard error.
  let error: Double
  /// The same, enlarged for few conversations.
  let spread: Double
  /// Of the losses.
  let skewness: Double
  /// How far the largest loss stands above the mean.
  let further: Double

  init(_ voice: SimulatedVoice) {
    self.voice = voice
    reach = Double(voice.reach)
    count = Double(voice.onlyThere.count)
    let mean = Double(voice.onlyThere.reduce(0, +)) / count
    func moment(_ power: Double) -> Double {
      voice.onlyThere.reduce(0) { $0 + pow(Double($1) - mean, power) } / Double(voice.onlyThere.count)
    }
    let variance = moment(2)
    error = ((count - 1) * variance).squareRoot()
    spread = error * count / (count - 1)
    skewness = variance > 0 ? moment(3) / pow(variance, 1.5) : 0
    further = Double(voice.onlyThere.max() ?? 0) - mean
  }

  /// Student's 97.5% quantile: normal, and the first three terms of its expansion.
  var quantile: Double {
    let (z, degrees) = (1.959_963_985, count - 1)
    return z + (pow(z, 3) + z) / (4 * degrees)
      + (5 * pow(z, 5) + 16 * pow(z, 3) + 3 * z) / (96 * degrees * degrees)
      + (3 * pow(z, 7) + 19 * pow(z, 5) + 17 * pow(z, 3) - 15 * z) / (384 * pow(degrees, 3))
  }

  func symmetric(_ half: Double) -> (low: Double, high: Double) { (reach - half, reach + half) }
}
