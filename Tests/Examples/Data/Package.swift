// swift-tools-version: 6.1
import PackageDescription

/// A service that reads exports and keeps them in a store: it draws nothing, so it needs neither Graphviz nor Pango.
let package = Package(
  name: "forum",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "repartee", path: "../../..")],
  targets: [
    .executableTarget(name: "Forum", dependencies: [.product(name: "ReparteeData", package: "repartee")])
  ],
  swiftLanguageModes: [.v6]
)
