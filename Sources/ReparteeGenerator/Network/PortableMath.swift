/// Exponential and logarithm that give the same bits on every machine: the C library's differ from one to the next.
///
/// Only the four basic operations and powers of two are used, which IEEE 754 rounds in one way. Accurate to a few units
/// in the last place, which is ample for draws by chance.
enum PortableMath {
  private static let ln2 = 0.693_147_180_559_945_3

  /// e to the power of `x`, for x from -700 to 700.
  static func exponential(_ x: Double) -> Double {
    let power = (x / ln2).rounded()
    let rest = x - power * ln2
    // Taylor's series; the rest is below 0.35, so that the 17th term is below 10^-21.
    var sum = 1.0
    for term in stride(from: 16.0, through: 1, by: -1) { sum = 1 + sum * rest / term }
    return sum * Double(sign: .plus, exponent: Int(power), significand: 1)
  }

  /// The natural logarithm of `x`, a positive finite number.
  static func logarithm(_ x: Double) -> Double {
    var (exponent, significand) = (Double(x.exponent), x.significand)
    if significand > 1.414 { (exponent, significand) = (exponent + 1, significand / 2) }
    // ln m = 2 artanh((m - 1) / (m + 1)), whose argument is below 0.172.
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var sum = 0.0
    for odd in stride(from: 21.0, through: 1, by: -2) { sum = sum * square + 1 / odd }
    return exponent * ln2 + 2 * ratio * sum
  }

  /// `x`, a positive number, to the power of `power`.
  static func power(_ x: Double, _ power: Double) -> Double { exponential(power * logarithm(x)) }
}
