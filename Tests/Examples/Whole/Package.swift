// swift-tools-version: 6.1
import PackageDescription

/// A program that uses all of Repartee. Its target has a name that any package may have: Repartee's own never clash.
let package = Package(
  name: "example",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "repartee", path: "../../..")],
  targets: [
    .executableTarget(name: "Store", dependencies: [.product(name: "Repartee", package: "repartee")])
  ],
  swiftLanguageModes: [.v6]
)
