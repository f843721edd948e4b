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

/// Readers under libFuzzer: see `run`.
let package = Package(
  name: "fuzz",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "repartee", path: "../..")],
  targets: [
    .executableTarget(
      name: "Fuzz", dependencies: [.product(name: "Repartee", package: "repartee")], packageAccess: false,
      // libFuzzer brings the entry point.
      swiftSettings: [.unsafeFlags(["-parse-as-library"]), inside])
  ],
  swiftLanguageModes: [.v6]
)
