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
