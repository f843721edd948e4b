import Foundation

/// Normalised discounted cumulative gain (Järvelin & Kekäläinen 2002), gains as they are, tied voices sharing theirs.
package enum NDCG {
  /// The gain of the first places, or nil where nobody has any.
  package static func at(_ places: Int, ranking values: [Double], gains: [Double]) -> Double? {
    func discount(_ place: Int) -> Double { 1 / log2(Double(place + 2)) }
    let ideal = gains.sorted(by: >).prefix(places).enumerated().reduce(0.0) { $0 + $1.element * discount($1.offset) }
    guard ideal > 0 else { return nil }
    let order = values.indices.sorted { values[$0] > values[$1] }
    var (sum, start) = (0.0, 0)
    while start < min(places, order.count) {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      let mean = order[start..<end].reduce(0.0) { $0 + gains[$1] } / Double(end - start)
      for place in start..<min(end, places) { sum += mean * discount(place) }
      start = end
    }
    return sum / ideal
  }
}
