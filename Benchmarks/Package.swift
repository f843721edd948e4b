// swift-tools-version: 6.1
import PackageDescription

/// Sees what Repartee's modules show one another (`package` access). The package manager names a package after its
/// folder, in lower case, with an underscore for what no identifier may have.
let inside: SwiftSetting = {
  let folders = Context.packageDirectory.split(separator: "/").dropLast(1)
  let name = (folders.last ?? "").lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
  let first = name.first.map { $0.isNumber ? "_" : String($0) } ?? ""
  return .unsafeFlags(["-package-name", first + String(name.dropFirst())])
}()

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
      ],
      packageAccess: false,
      swiftSettings: [inside]),
    .target(
      name: "RealConversations", dependencies: [.product(name: "Repartee", package: "repartee")], packageAccess: false,
      swiftSettings: [inside]),
    .executableTarget(
      name: "Coverage",
      dependencies: [
        "RealConversations",
        .product(name: "Repartee", package: "repartee"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      packageAccess: false,
      swiftSettings: [inside]),
    .executableTarget(
      name: "Foretelling",
      dependencies: [
        "RealConversations",
        .product(name: "Repartee", package: "repartee"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      packageAccess: false,
      swiftSettings: [inside]),
    .executableTarget(
      name: "Gaming",
      dependencies: [
        "RealConversations",
        .product(name: "Repartee", package: "repartee"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      packageAccess: false,
      swiftSettings: [inside]),
  ],
  swiftLanguageModes: [.v6]
)
