// swift-tools-version: 6.1
import PackageDescription

/// Sees what Repartee's modules show one another (`package` access): the name that the package manager gives their
/// package is its folder's.
let inside = SwiftSetting.unsafeFlags([
  "-package-name",
  String(
    Context.packageDirectory.split(separator: "/").dropLast(2).last.map(String.init)?.lowercased().map {
      $0.isLetter || $0.isNumber ? $0 : "_"
    } ?? []),
])

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
      packageAccess: false,
      swiftSettings: [inside],
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ],
  swiftLanguageModes: [.v6]
)
