// swift-tools-version: 6.1
import PackageDescription

/// Benchmarks live in a package of their own, so that users of the library pay for none of what they need.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "repartee", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .executableTarget(
      name: "Timings",
      dependencies: [
        .product(name: "Repartee", package: "repartee"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "Coverage",
      dependencies: [
        .product(name: "Repartee", package: "repartee"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
