import Benchmark
import Repartee

/// Every kernel: first its answer on a small network, held against a slow verifier; then its time on a large one.
let benchmarks: @Sendable () -> Void = {
  // `BenchmarkMetric.all` asks for counters that not every machine has.
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .peakMemoryResident], warmupIterations: 1, maxDuration: .seconds(5),
    maxIterations: 20)
  do {
    // Small enough for verifiers that compare each with each.
    let small = try Sample(accounts: 60, posts: 400, follows: 600)
    let large = try Sample(accounts: 50_000, posts: 500_000, follows: 2_500_000)
    inputKernels(small, large)
    reachKernels(small, large)
    graphKernels(small, large)
  } catch {
    fatalError("the sample cannot be made: \(error)")
  }
}

/// A benchmark whose answer on the small sample is verified before it is timed on the large one.
func kernel<Result>(
  _ name: String, _ small: Sample, _ large: Sample, _ compute: @escaping @Sendable (Sample) throws -> Result,
  verified: @escaping @Sendable (Result, Sample) throws -> Void
) {
  Benchmark(name) { benchmark in
    for _ in benchmark.scaledIterations { blackHole(try compute(large)) }
  } setup: {
    try verified(try compute(small), small)
  }
}
