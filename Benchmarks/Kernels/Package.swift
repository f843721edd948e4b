// swift-tools-version: 6.1
import PackageDescription

/// Sees what Repartee's modules show one another (`package` access). The package manager names a package after its
/// folder, in lower case, with an underscore for what no identifier may have.
let inside: SwiftSetting = {
  let folders = Context.packageDirectory.split(separator: "/").dropLast(2)
  let name = (folders.last ?? "").lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
  let first = name.first.map { $0.isNumber ? "_" : String($0) } ?? ""
  return .unsafeFlags(["-package-name", first + String(name.dropFirst())])
}()

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
