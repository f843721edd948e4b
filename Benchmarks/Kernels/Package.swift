// swift-tools-version: 6.1
import PackageDescription

/// Benchmarks of single kernels. A package of its own, since the harness takes minutes to build.
let package = Package(
  name: "kernels",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "repartee", path: "../.."),
    .package(url: "https://github.com/ordo-one/benchmark", .upToNextMinor(from: "1.38.1"), traits: []),
  ],
  targets: [
    .executableTarget(
      name: "Kernels",
      dependencies: [
        .product(name: "Repartee", package: "repartee"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/Kernels",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ],
  swiftLanguageModes: [.v6]
)
