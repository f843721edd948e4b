#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The few functions of the C library that measures need: the place that knows its name on each platform.
func exponential(_ value: Double) -> Double { exp(value) }
func naturalLogarithm(_ value: Double) -> Double { log(value) }
