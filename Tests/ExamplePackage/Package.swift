// swift-tools-version: 6.1
import PackageDescription

/// A package as a user of the library writes it: it has to build and run on nothing but the public interface.
let package = Package(
  name: "example",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "repartee", path: "../..")],
  targets: [
    .executableTarget(name: "Example", dependencies: [.product(name: "Repartee", package: "repartee")])
  ],
  swiftLanguageModes: [.v6]
)
