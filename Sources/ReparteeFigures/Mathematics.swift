#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The few functions of the C library that figures need: the place that knows its name on each platform.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
func logarithm(_ value: Double) -> Double { log10(value) }
func sine(_ angle: Double) -> Double { sin(angle) }
func cosine(_ angle: Double) -> Double { cos(angle) }
func angle(y: Double, x: Double) -> Double { atan2(y, x) }
func distance(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
