#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

// The functions of the C library that measures and figures need: the one file that knows its name on each platform.

@inlinable package func exponential(_ value: Double) -> Double { exp(value) }
@inlinable package func naturalLogarithm(_ value: Double) -> Double { log(value) }
@inlinable package func decimalLogarithm(_ value: Double) -> Double { log10(value) }
@inlinable package func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
@inlinable package func sine(_ angle: Double) -> Double { sin(angle) }
@inlinable package func cosine(_ angle: Double) -> Double { cos(angle) }
@inlinable package func angle(y: Double, x: Double) -> Double { atan2(y, x) }
