// swift-tools-version: 6.1
import PackageDescription

/// A server that holds comments in its own database: it needs the core, and no library of the system.
let package = Package(
  name: "newsroom",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "repartee", path: "../../..")],
  targets: [
    .executableTarget(name: "Newsroom", dependencies: [.product(name: "ReparteeCore", package: "repartee")])
  ],
  swiftLanguageModes: [.v6]
)
