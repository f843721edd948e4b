import ReparteeGraph
import ReparteeText

/// One direction of a chart: which value stands where, and where it is written.
struct Axis {
  /// How values are spread.
  enum Scale: Sendable {
    /// Equal differences are equal distances.
    case linear
    /// Equal ratios are equal distances; 0 has a strip of its own before the first decade.
    case logarithmic
  }

  struct Tick {
    var position: Double
    var label: String
  }

  let scale: Scale
  /// Where the low and the high end lie on the page.
  let from: Double
  let to: Double
  /// The values at the low and the high end.
  let low: Double
  let high: Double
  /// How much of the axis the strip for 0 takes, in points; 0 without one.
  let strip: Double

  /// An axis that holds all `values`, from `from` to `to` on the page.
  init(_ values: some Collection<Double>, scale: Scale, from: Double, to: Double, strip: Double = 0) {
    self.scale = scale
    (self.from, self.to) = (from, to)
    let finite = values.filter(\.isFinite)
    switch scale {
    case .linear:
      low = min(0, finite.min() ?? 0)
      // The next value that is written, so that little of the axis is empty.
      let largest = max(finite.max() ?? 1, low)
      let step = Self.niceStep(above: (largest - low) / 5, parts: 1)
      high = max((largest / step - 1e-9).rounded(.up) * step, low + 1e-9)
      self.strip = 0
    case .logarithmic:
      let positive = finite.filter { $0 > 0 }
      low = Self.decade(notAbove: positive.min() ?? 1)
      high = max(10 * low, Self.roundUp(positive.max() ?? 10))
      self.strip = finite.contains { $0 <= 0 } ? strip : 0
    }
  }

  /// Where a value stands on the page.
  func position(of value: Double) -> Double {
    let direction = to >= from ? 1.0 : -1.0
    switch scale {
    case .linear: return from + (to - from) * (value - low) / (high - low)
    case .logarithmic:
      if value <= 0 { return from + direction * strip * 0.4 }
      let start = from + direction * strip
      return start + (to - start) * (decimalLogarithm(value) - decimalLogarithm(low))
        / (decimalLogarithm(high) - decimalLogarithm(low))
    }
  }

  /// The values that are written.
  var ticks: [Tick] {
    var values: [Double] = []
    switch scale {
    case .linear:
      let step = Self.niceStep(above: (high - low) / 5, parts: 1)
      var value = (low / step).rounded(.up) * step
      while value <= high + step / 1e6 {
        values.append(value)
        value += step
      }
    case .logarithmic:
      if strip > 0 { values.append(0) }
      var value = low
      // Where there are few decades, their parts are written too.
      let parts = high / low < 200 ? [1.0, 2, 5] : [1.0]
      while value <= high * 1.000_001 {
        values += parts.map { $0 * value }.filter { $0 <= high * 1.000_001 }
        value *= 10
      }
    }
    return values.map { Tick(position: position(of: $0), label: Self.text($0)) }
  }

  /// A number of an axis: grouped digits, and decimals only where it needs them.
  static func text(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15
      ? NumberFormat.exact(Int(value)) : NumberFormat.short(value)
  }

  /// The smallest of 1, 2, 5, 10, 20, 50… times a power of ten that is not below `value / parts`.
  private static func niceStep(above value: Double, parts: Double) -> Double {
    let wanted = max(value / parts, 1e-6)
    let decade = Self.decade(notAbove: wanted)
    return [1, 2, 5, 10].map { $0 * decade }.first { $0 >= wanted * 0.999_999 } ?? 10 * decade
  }

  /// The largest power of ten not above `value`.
  private static func decade(notAbove value: Double) -> Double {
    var decade = 1.0
    while decade * 10 <= value { decade *= 10 }
    while decade > value, decade > 1e-9 { decade /= 10 }
    return decade
  }

  /// A little above `value`: the next of 1, 1.5, 2, 3, 5, 7 times a power of ten.
  private static func roundUp(_ value: Double) -> Double {
    let decade = Self.decade(notAbove: value)
    return [1.5, 2, 3, 5, 7, 10, 15].map { $0 * decade }.first { $0 >= value * 1.1 } ?? 20 * decade
  }
}
