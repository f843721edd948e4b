// swift-tools-version: 6.1
import PackageDescription

/// Every module is one verb around the nouns of `SocialGraph`; the arrows are drawn in the architecture guide
/// (`Sources/Repartee/Repartee.docc/Architecture.md`).
let package = Package(
  name: "repartee",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Repartee", targets: ["Repartee"]),
    .executable(name: "repartee", targets: ["ReparteeCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // The core: no input or output, no Foundation.
    .target(name: "Parallel"),
    .target(name: "SocialGraph", dependencies: ["Parallel"]),
    .target(name: "Measures", dependencies: ["SocialGraph", "Parallel", "CPrefetch"]),
    .target(
      name: "Analysis",
      dependencies: ["Measures", "SocialGraph", .product(name: "HeapModule", package: "swift-collections")]),

    // The edges: files in, store, pictures out.
    .target(name: "Formats", dependencies: ["SocialGraph", "Parallel", "CExpat", "CSimdJSON", "CZlib", "CZstd"]),
    .target(
      name: "Store",
      dependencies: [
        "Formats", "SocialGraph", "Parallel", "COpenSSL",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(name: "Figures", dependencies: ["SocialGraph", "CGraphviz", "CPango", "CRsvg"]),
    .target(name: "Generator", dependencies: ["SocialGraph", "Parallel"]),
    .target(
      name: "Briefings",
      dependencies: [
        "Analysis", "Figures", "Formats", "Measures", "SocialGraph",
        .product(name: "Mustache", package: "swift-mustache"),
      ]),
    .target(
      name: "Jobs",
      dependencies: [
        "Analysis", "Briefings", "Figures", "Formats", "Measures", "Parallel", "SocialGraph", "Store",
        .product(name: "Yams", package: "Yams"),
      ]),

    // The faces: the library's one import, and the command.
    .target(
      name: "Repartee",
      dependencies: [
        "Analysis", "Briefings", "Figures", "Formats", "Generator", "Jobs", "Measures", "SocialGraph", "Store",
      ]),
    .executableTarget(
      name: "ReparteeCLI",
      dependencies: [
        "Analysis", "Briefings", "Figures", "Formats", "Generator", "Jobs", "Measures", "SocialGraph", "Store",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // The system's libraries.
    .target(
      name: "CSimdJSON", path: "Sources/System/CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
    .systemLibrary(
      name: "CExpat", path: "Sources/System/CExpat", pkgConfig: "expat",
      providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
    .systemLibrary(name: "CPrefetch", path: "Sources/System/CPrefetch"),
    .systemLibrary(
      name: "CGraphviz", path: "Sources/System/CGraphviz", pkgConfig: "libgvc",
      providers: [.apt(["libgraphviz-dev"]), .brew(["graphviz"])]),
    .systemLibrary(
      name: "CPango", path: "Sources/System/CPango", pkgConfig: "cairo",
      providers: [.apt(["libpango1.0-dev"]), .brew(["pango"])]),
    .systemLibrary(
      name: "CRsvg", path: "Sources/System/CRsvg", pkgConfig: "cairo",
      providers: [.apt(["librsvg2-dev"]), .brew(["librsvg"])]),
    .systemLibrary(
      name: "COpenSSL", path: "Sources/System/COpenSSL", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
    .systemLibrary(
      name: "CZlib", path: "Sources/System/CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CZstd", path: "Sources/System/CZstd", pkgConfig: "libzstd",
      providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),

    .testTarget(name: "SocialGraphTests", dependencies: ["SocialGraph", "TestNetworks", "Parallel"]),
    .testTarget(name: "FormatsTests", dependencies: ["Formats", "TestNetworks"]),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Store", "Formats", "SocialGraph", "TestNetworks", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(name: "TestNetworks", dependencies: ["SocialGraph"], path: "Tests/TestNetworks"),
    .testTarget(name: "MeasuresTests", dependencies: ["Measures", "Parallel", "SocialGraph", "TestNetworks"]),
    .testTarget(
      name: "AnalysisTests",
      dependencies: ["Analysis", "Formats", "Measures", "SocialGraph", "Store", "TestNetworks"]),
    .testTarget(
      name: "FiguresTests",
      dependencies: [
        "Analysis", "Briefings", "Figures", "Formats", "Jobs", "Measures", "Parallel", "SocialGraph", "Store",
        "TestNetworks",
      ]),
    .testTarget(
      name: "GeneratorTests",
      dependencies: ["Analysis", "Formats", "Generator", "Jobs", "Parallel", "SocialGraph", "Store"]),
    .testTarget(name: "BriefingsTests", dependencies: ["Briefings"]),
    .testTarget(name: "CommandTests", dependencies: ["Formats", "Jobs", "ReparteeCLI", "TestNetworks"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
